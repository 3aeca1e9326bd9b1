//! The simple commands of a script, with their words: what programs it calls, with which arguments.
//!
//! Reads lines and words as the steps do. Texts of here-documents and texts in quotes are not read.

use std::ops::Range;

use super::words::{comment, lines, words};

/// Words before which a command has not begun yet.
const KEYWORDS: [&str; 8] = ["if", "then", "else", "elif", "do", "while", "until", "!"];
/// Programs that run the program behind them.
const WRAPPERS: [&str; 6] = ["sudo", "env", "exec", "time", "nice", "nohup"];

/// A call of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellCommand<'t> {
    /// The words in order, each with its bytes: assignments, `sudo`, program and arguments; quotes are left out.
    pub words: Vec<(&'t str, Range<usize>)>,
    /// Position of the program among the words.
    program: usize,
    /// The sign behind it: `|`, `||`, `&&`, `;`, `&`, a line break; empty at the end of the text.
    pub sign: &'t str,
}

impl<'t> ShellCommand<'t> {
    /// The program without its folder.
    pub fn program(&self) -> &'t str {
        let word = self.words.get(self.program).map_or("", |word| word.0);
        word.rsplit('/').next().unwrap_or_default()
    }

    /// The program as written.
    pub fn program_path(&self) -> &'t str {
        self.words.get(self.program).map_or("", |word| word.0)
    }

    /// The words behind the program.
    pub fn arguments(&self) -> impl Iterator<Item = &'t str> {
        self.words.iter().skip(self.program + 1).map(|word| word.0)
    }

    /// The first argument that is no option.
    pub fn verb(&self) -> Option<&'t str> {
        self.arguments().find(|word| !word.starts_with('-') && !word.contains("::"))
    }

    /// True for a call of the system's pip that installs packages into the Python of the system.
    pub fn is_system_pip(&self) -> bool {
        const ELSEWHERE: [&str; 5] = ["--target", "-t", "--prefix", "--root", "--python"];
        let path = self.program_path();
        let is_system = path == self.program() || path.starts_with("/usr/bin/");
        let words: Vec<&str> = self.arguments().collect();
        let rest = match (self.program(), words.as_slice()) {
            ("pip" | "pip3", rest) | ("python" | "python3", ["-m", "pip", rest @ ..]) => rest,
            _ => return false,
        };
        let elsewhere = |word: &&str| ELSEWHERE.contains(&word.split('=').next().unwrap_or_default());
        is_system && rest.contains(&"install") && !rest.iter().any(elsewhere)
    }

    /// From the first word to the last.
    pub fn span(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.1.start);
        start..self.words.last().map_or(start, |word| word.1.end)
    }
}

/// A command as the bytes of its words: what is kept of the commands of a text beside the text.
#[derive(Clone, Debug)]
pub(super) struct CommandSpans {
    words: Vec<Range<usize>>,
    program: usize,
    sign: Box<str>,
}

impl CommandSpans {
    pub(super) fn of(command: ShellCommand<'_>) -> CommandSpans {
        let words = command.words.into_iter().map(|word| word.1).collect();
        CommandSpans { words, program: command.program, sign: command.sign.into() }
    }

    /// The command of the text that it was read from.
    pub(super) fn in_text<'t>(&'t self, text: &'t str) -> ShellCommand<'t> {
        let words = self.words.iter().map(|span| (text.get(span.clone()).unwrap_or_default(), span.clone()));
        ShellCommand { words: words.collect(), program: self.program, sign: &self.sign }
    }
}

/// The commands of a script in order.
pub fn commands(text: &str) -> Vec<ShellCommand<'_>> {
    let mut found = Vec::new();
    for line in lines(text) {
        let part = text.get(line.span.clone()).unwrap_or_default();
        if comment(part) || part.starts_with("#!") {
            continue;
        }
        let first = part.split_inclusive('\n').next().map_or(0, str::len);
        let end = if part.contains("<<") { line.span.start + first } else { line.span.end };
        let mut own: Vec<(&str, Range<usize>)> = Vec::new();
        let mut is_redirected = false;
        for word in words(text, line.span.start..end) {
            let said = text.get(word.span.clone()).unwrap_or_default();
            match said {
                _ if said.starts_with('#') => break,
                ">" | "<" if word.sign => is_redirected = true,
                // `2>&1` ends no command.
                "&" if word.sign && (is_redirected || behind(text, &word.span).starts_with("&>")) => {}
                _ if word.sign => {
                    is_redirected = false;
                    let rest = behind(text, &word.span);
                    let sign = ["||", "&&"].into_iter().find(|sign| rest.starts_with(sign)).unwrap_or(said);
                    found.extend(command(std::mem::take(&mut own), sign));
                }
                _ if is_redirected => is_redirected = false,
                _ if own.is_empty() && KEYWORDS.contains(&said) => {}
                _ => own.push((said, word.span)),
            }
        }
        found.extend(command(own, ""));
    }
    found
}

/// The text from the first byte of a word on.
fn behind<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    text.get(span.start..).unwrap_or_default()
}

fn command<'t>(words: Vec<(&'t str, Range<usize>)>, sign: &'t str) -> Option<ShellCommand<'t>> {
    let is_before = |word: &str| {
        let name = word.split('=').next().unwrap_or_default();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        WRAPPERS.contains(&word) || word.starts_with('-') || word.contains('=') && is_name
    };
    let program = words.iter().position(|word| !is_before(word.0))?;
    Some(ShellCommand { words, program, sign })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let of = |one: &ShellCommand<'_>| format!("{} {}", one.program(), one.verb().unwrap_or_default());
        commands(text).iter().map(of).collect()
    }

    #[test]
    fn commands_are_found_behind_keywords_assignments_and_sudo() {
        let text = "#!/bin/bash\n# apt-get install a\nif true; then\n  sudo -E DEBIAN_FRONTEND=x apt-get -y install b # c\nfi\n";
        assert_eq!(shown(text).get(1).map(String::as_str), Some("apt-get install"));
        assert_eq!(shown("a 1 && /usr/bin/pip3 install x || exit 1\n"), ["a 1", "pip3 install", "exit 1"]);
        assert_eq!(shown("apt-get update > /dev/null 2>&1 && apt install x\n"), ["apt-get update", "apt install"]);
        assert_eq!(shown("apt-get -o DPkg::Lock::Timeout=300 update\n"), ["apt-get update"]);
    }

    #[test]
    fn the_sign_behind_a_command_is_known() {
        let text = "a | b || c && d; e > f 2>&1 & g &> h\ni";
        let signs: Vec<&str> = commands(text).iter().map(|one| one.sign).collect();
        assert_eq!(signs, ["|", "||", "&&", ";", "&", "\n", ""]);
    }

    #[test]
    fn texts_are_no_commands() {
        assert_eq!(
            shown("cat > f <<EOF\npip3 install x\nEOF\necho 'apt-get update'\n"),
            ["cat ", "echo apt-get update"]
        );
    }
}
