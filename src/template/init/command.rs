//! A command that cfn-init runs. Source: aws-cfn-bootstrap command_tool.py, util.py.

use crate::document::{Document, Kind, Node, Path};
use crate::schema::command;
use crate::template::alternative::texts;
use crate::template::boolean;
use crate::template::mapped_text::MappedText;

/// A command of a config.
#[derive(Clone, Debug)]
pub struct InitCommand<'d> {
    path: Path,
    name: &'d str,
    node: Node<'d>,
}

/// The program that reads a text of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandShell {
    /// `/bin/sh`, as for every command that is a text.
    Sh,
    /// bash, which a list of words calls.
    Bash,
}

/// A text that a shell reads for a command.
#[derive(Clone, Debug)]
pub struct CommandText {
    /// Where it is.
    pub at: Path,
    /// The text.
    pub text: MappedText,
    /// Who reads it.
    pub shell: CommandShell,
    /// True if options of the shell make it stop at the first failure, of a pipe too.
    pub strict: bool,
}

impl<'d> InitCommand<'d> {
    pub(super) fn new(path: Path, name: &'d str, node: Node<'d>) -> InitCommand<'d> {
        InitCommand { path, name, node }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name; commands run in the order of their names.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The value behind the name.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The folder in which it runs, where it is a text without functions.
    pub fn cwd(&self) -> Option<&'d str> {
        self.node.get(command::CWD.key).filter(|node| node.tag().is_none())?.scalar()
    }

    /// The environment in place of cfn-init's own; `None` where it is absent or empty, which inherits.
    pub fn env(&self) -> Option<Node<'d>> {
        self.node.get(command::ENV.key).filter(|env| env.is_plain(Kind::Mapping) && !env.is_empty())
    }

    /// Whether cfn-init goes on when it fails; `None` where a function decides.
    pub fn ignores_errors(&self) -> Option<bool> {
        self.node.get(command::IGNORE_ERRORS.key).map_or(Some(false), boolean)
    }

    /// True if a program decides whether it runs.
    pub fn has_test(&self) -> bool {
        self.node.get(command::TEST.key).is_some_and(|test| !test.is_null())
    }

    /// The words of a command that is a list; a word by a function is empty.
    pub fn words(&self) -> Option<Vec<&'d str>> {
        let list = self.node.get(command::COMMAND.key).filter(|node| node.is_plain(Kind::Sequence))?;
        Some(list.items().map(|item| item.scalar().unwrap_or_default()).collect())
    }

    /// The texts that a shell reads: the command, in each branch of `Fn::If`, or the text in a list that calls a shell.
    pub fn texts(&self, document: &Document) -> Vec<CommandText> {
        read(document, &self.path.join(command::COMMAND.key))
    }

    /// The texts of its test.
    pub fn test_texts(&self, document: &Document) -> Vec<CommandText> {
        read(document, &self.path.join(command::TEST.key))
    }
}

fn read(document: &Document, at: &Path) -> Vec<CommandText> {
    let Some(node) = document.node(at) else { return Vec::new() };
    if !node.is_plain(Kind::Sequence) {
        let of = |(at, text)| CommandText { at, text, shell: CommandShell::Sh, strict: false };
        return texts(document, at).into_iter().map(of).collect();
    }
    let words: Vec<&str> = node.items().map(|item| item.scalar().unwrap_or_default()).collect();
    let program = words.first().and_then(|word| word.rsplit('/').next()).unwrap_or_default();
    let shell = match program {
        "bash" => CommandShell::Bash,
        "sh" => CommandShell::Sh,
        _ => return Vec::new(),
    };
    let is_flags = |word: &str| word.starts_with('-') && !word.starts_with("--");
    let Some(option) = words.iter().position(|word| is_flags(word) && word.ends_with('c')) else { return Vec::new() };
    let before = words.get(..=option).unwrap_or_default();
    let stops = before.iter().any(|word| is_flags(word) && word.contains('e'));
    let strict = stops && before.contains(&"pipefail");
    let of = |(at, text)| CommandText { at, text, shell, strict };
    texts(document, &at.join(option + 1)).into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;

    fn shown(command: &str) -> Vec<(String, CommandShell, bool)> {
        let text = format!(
            "Resources: {{W: {{Metadata: {{AWS::CloudFormation::Init: {{config: {{commands: {{a: {command}}}}}}}}}}}}}"
        );
        let document = Document::parse(text);
        let init = Template::of(&document).inits().next().unwrap();
        let command = init.config("config").unwrap().commands().next().unwrap();
        let texts = command.texts(&document);
        texts.iter().map(|one| (one.text.text().to_string(), one.shell, one.strict)).collect()
    }

    #[test]
    fn the_text_that_a_shell_reads() {
        let sh = |text: &str| (text.to_string(), CommandShell::Sh, false);
        assert_eq!(shown("{command: a b}"), [sh("a b")]);
        assert_eq!(shown("{command: !If [C, a, b]}"), [sh("a"), sh("b")]);
        assert_eq!(shown("{command: [/bin/sh, -c, a]}"), [sh("a")]);
        assert_eq!(shown("{command: [bash, -c, a]}"), [("a".to_string(), CommandShell::Bash, false)]);
        assert_eq!(
            shown("{command: [/bin/bash, -o, pipefail, -ec, !Sub a]}"),
            [("a".to_string(), CommandShell::Bash, true)]
        );
        assert_eq!(shown("{command: [echo, -c, a]}"), []);
        assert_eq!(shown("{command: [bash]}"), []);
        assert_eq!(shown("a"), []);
    }
}
