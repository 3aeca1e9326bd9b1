//! Texts that are run as scripts: traps, `eval`, `sh -c`.

use std::rc::Rc;

use super::super::super::mapped_text::Substituted;
use super::super::read::{ScriptTree, read};
use super::super::tree::Word;
use super::Ending;
use super::interpreter::{Interpreter, ScriptSource};
use super::state::{ControlFlow, ExitStatus, ExpandedPart, ShellField, ShellState};

/// The tree of a text that stands in a word: what it says at a byte of the script keeps that byte. Several runs of a
/// script read the same text.
fn tree_of(source: &ScriptSource<'_>, field: &ShellField, word: &Word) -> Result<Rc<ScriptTree>, ()> {
    let start = word.span.start + 1;
    let mut text = String::new();
    let mut substituted = Vec::new();
    for piece in &field.0 {
        match piece {
            ExpandedPart::Text(own) => text.push_str(own),
            ExpandedPart::Status(ExitStatus::Code(code)) => text.push_str(&code.to_string()),
            ExpandedPart::Given(name) => {
                let from = start + text.len();
                text.push_str(&format!("${{{name}}}"));
                substituted.push(Substituted { span: from..start + text.len(), name: Some(name.clone()) });
            }
            // Any code but 0.
            ExpandedPart::Status(ExitStatus::Failed(_)) => text.push('1'),
            ExpandedPart::Status(ExitStatus::Unknown(_)) | ExpandedPart::Opaque => return Err(()),
        }
    }
    let mut inner = source.inner.borrow_mut();
    let given = substituted.iter().map(|one| one.span.start).collect();
    let tree = inner.entry((start, text, given)).or_insert_with_key(|(start, text, _)| {
        let placed = " ".repeat(*start) + text;
        Rc::new(read(&placed, &substituted))
    });
    Ok(tree.clone())
}

impl Interpreter<'_> {
    /// Reading a text takes as long as many commands.
    fn charge(&mut self, word: &Word) {
        self.budget = self.budget.saturating_sub(word.span.end / 200);
    }

    /// `trap text signals…`
    pub(super) fn trap(
        &mut self,
        fields: &[ShellField],
        words: &[Word],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        state.succeed();
        let (fields, words) = match fields.first().and_then(ShellField::text).as_deref() {
            Some("--") => (fields.get(1..).unwrap_or_default(), words.get(1..).unwrap_or_default()),
            _ => (fields, words),
        };
        let (Some((text, signals)), Some(word)) = (fields.split_first(), words.first()) else { return Ok(()) };
        if signals.is_empty() || text.text().is_some_and(|text| text.starts_with("-p") || text == "-l") {
            return Ok(());
        }
        self.charge(word);
        let trap = match text.text().as_deref() {
            Some("-" | "") => None,
            _ => match tree_of(self.source, text, word) {
                Ok(tree) => match &tree.unread {
                    None => Some(tree),
                    Some(unread) => return self.unknown(unread.at, unread.why.clone()),
                },
                Err(()) => return self.unknown(word.span.start, "the text of the trap is computed"),
            },
        };
        for signal in signals {
            match signal.text().map(|name| name.trim_start_matches("SIG").to_ascii_uppercase()).as_deref() {
                Some("EXIT" | "0") => state.exit_trap = trap.clone(),
                Some("ERR") => {
                    self.bash_only(word.span.start, "trap … ERR")?;
                    state.error_trap = trap.clone();
                }
                Some("DEBUG" | "RETURN") => return self.unknown(word.span.start, "a trap on DEBUG or RETURN"),
                Some(_) => {}
                None => return self.unknown(word.span.start, "the signal of the trap is computed"),
            }
        }
        Ok(())
    }

    /// Runs the text of a word in this shell (`eval`).
    pub(super) fn run_text(
        &mut self,
        field: &ShellField,
        word: &Word,
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        state.succeed();
        self.charge(word);
        match tree_of(self.source, field, word) {
            Ok(tree) => match &tree.unread {
                None => self.list(&tree.list, state),
                Some(unread) => self.unknown(unread.at, unread.why.clone()),
            },
            Err(()) => self.unknown(word.span.start, "the commands are computed"),
        }
    }

    /// Runs the text of a word in a new shell (`bash -c`); false if the text is computed.
    pub(super) fn run_script(
        &mut self,
        field: &ShellField,
        word: &Word,
        errexit: bool,
        state: &mut ShellState,
    ) -> Result<bool, ControlFlow> {
        self.charge(word);
        let Ok(tree) = tree_of(self.source, field, word) else { return Ok(false) };
        let mut inner = ShellState::new(errexit);
        inner.variables.clone_from(&state.variables);
        let flow = match &tree.unread {
            None => self.subshell(&tree.list, &mut inner),
            Some(unread) => self.unknown(unread.at, unread.why.clone()),
        };
        match flow {
            Err(ControlFlow::Stop(Ending::Replaced(_))) | Ok(()) => {}
            Err(flow) => return Err(flow),
        }
        state.last = inner.last;
        Ok(true)
    }
}
