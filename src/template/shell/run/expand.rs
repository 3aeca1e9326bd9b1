//! Expands words as far as it can be told what they become.

use std::rc::Rc;

use super::super::tree::{Word, WordPart};
use super::arithmetic;
use super::interpreter::Interpreter;
use super::state::{ControlFlow, ExitStatus, ExpandedPart, ShellField, ShellState};

/// Fields that a word may become: more are left out.
const MANY: usize = 2000;
/// Bytes of a value: a longer one is not followed.
const LONG: usize = 20_000;

impl Interpreter<'_> {
    /// The fields that words become.
    pub(super) fn fields(&mut self, words: &[Word], state: &mut ShellState) -> Result<Vec<ShellField>, ControlFlow> {
        let mut fields = Vec::new();
        for word in words {
            self.expand(word, state, &mut fields)?;
        }
        Ok(fields)
    }

    /// One field, without splitting: the value of an assignment.
    pub(super) fn field(&mut self, word: &Word, state: &mut ShellState) -> Result<ShellField, ControlFlow> {
        if let [WordPart::Text(text, _)] = word.parts.as_slice() {
            return Ok(literal(text));
        }
        let mut pieces = Vec::new();
        for part in &word.parts {
            pieces.extend(self.pieces(part, state)?);
        }
        Ok(joined(pieces))
    }

    fn expand(&mut self, word: &Word, state: &mut ShellState, fields: &mut Vec<ShellField>) -> Result<(), ControlFlow> {
        if let [WordPart::Text(text, quoted)] = word.parts.as_slice() {
            if *quoted || !text.is_empty() {
                fields.push(literal(text));
            }
            return Ok(());
        }
        let mut pieces: Vec<ExpandedPart> = Vec::new();
        let mut quoted = false;
        for part in &word.parts {
            if let WordPart::Parameter(name, own) = part
                && (name == "@" || name == "*" && !own)
            {
                let mut all = state.arguments.clone().into_iter();
                pieces.extend(all.next().into_iter().flat_map(|field| field.0));
                for field in all.take(MANY) {
                    fields.push(joined(std::mem::take(&mut pieces)));
                    pieces.extend(field.0);
                }
                continue;
            }
            let own = self.pieces(part, state)?;
            let is_quoted = match part {
                WordPart::Text(_, own) | WordPart::Parameter(_, own) => *own,
                WordPart::Given(_) => true,
                _ => false,
            };
            quoted |= is_quoted;
            let splits = !is_quoted && matches!(part, WordPart::Parameter(..) | WordPart::Default(..));
            if !splits {
                pieces.extend(own);
                continue;
            }
            for piece in own {
                let ExpandedPart::Text(text) = &piece else {
                    pieces.push(piece);
                    continue;
                };
                if text.starts_with(char::is_whitespace) && !pieces.is_empty() {
                    fields.push(joined(std::mem::take(&mut pieces)));
                }
                for (index, one) in text.split_whitespace().take(MANY).enumerate() {
                    if index > 0 {
                        fields.push(joined(std::mem::take(&mut pieces)));
                    }
                    pieces.push(ExpandedPart::Text(Rc::new(one.to_string())));
                }
            }
        }
        let field = joined(pieces);
        if quoted || !field.is_empty() {
            fields.push(field);
        }
        Ok(())
    }

    fn pieces(&mut self, part: &WordPart, state: &mut ShellState) -> Result<Vec<ExpandedPart>, ControlFlow> {
        Ok(match part {
            WordPart::Text(text, _) => vec![ExpandedPart::Text(text.clone())],
            WordPart::Parameter(name, _) => {
                self.refuse_unset(name, state)?;
                parameter(name, state)
            }
            WordPart::Default(name, text, sets) => {
                let value = match name.chars().all(|c| c.is_ascii_digit()) {
                    true => position(name, state).unwrap_or_default(),
                    false => state.variable(name),
                };
                let default = || ShellField(vec![ExpandedPart::Text(Rc::new(text.clone()))]);
                if value.is_empty() && *sets {
                    state.set(name, default());
                }
                if value.is_empty() { default().0 } else { value.0 }
            }
            WordPart::Given(name) => vec![ExpandedPart::Given(name.clone())],
            WordPart::Arithmetic(text) => match arithmetic::value(text, state) {
                Some(number) => vec![ExpandedPart::Text(Rc::new(number.to_string()))],
                None => vec![ExpandedPart::Opaque],
            },
            WordPart::Output(list) => {
                let mut inner = state.clone();
                inner.errexit = state.errexit && state.inherit;
                inner.exit_trap = None;
                inner.error_trap = state.error_trap.clone().filter(|_| state.errtrace);
                let outer = self.output.replace(String::new());
                let flow = self.subshell(list, &mut inner);
                let output = std::mem::replace(&mut self.output, outer);
                flow?;
                state.last = inner.last;
                self.substituted = true;
                match output {
                    Some(text) => vec![ExpandedPart::Text(Rc::new(text.trim_end_matches('\n').to_string()))],
                    None => vec![ExpandedPart::Opaque],
                }
            }
            WordPart::Process(list) => {
                let mut inner = state.clone();
                inner.exit_trap = None;
                self.subshell(list, &mut inner)?;
                vec![ExpandedPart::Opaque]
            }
            WordPart::Other(text) => vec![of_pipeline(text, state).unwrap_or(ExpandedPart::Opaque)],
        })
    }
}

impl Interpreter<'_> {
    /// Ends the shell where `set -u` does: at a variable that is not set.
    fn refuse_unset(&self, name: &str, state: &mut ShellState) -> Result<(), ControlFlow> {
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !state.nounset || !is_name(name) {
            return Ok(());
        }
        let is_set = match name.chars().all(|c| c.is_ascii_digit()) {
            true => Some(name == "0" || position(name, state).is_some()),
            false => state.is_set(name),
        };
        match is_set {
            Some(true) => Ok(()),
            Some(false) => {
                state.last = ExitStatus::Code(1);
                Err(ControlFlow::Exit(self.at, true))
            }
            None => self.unknown(self.at, format!("under `set -u` it counts whether {name} is set")),
        }
    }
}

/// `${PIPESTATUS[0]}`
fn of_pipeline(text: &str, state: &ShellState) -> Option<ExpandedPart> {
    let index = text.strip_prefix("${PIPESTATUS[")?.strip_suffix("]}")?;
    Some(ExpandedPart::Status(*state.pipe.get(index.parse::<usize>().ok()?)?))
}

/// The field that a text becomes.
fn literal(text: &Rc<String>) -> ShellField {
    match text.len() {
        0 => ShellField::default(),
        1..=LONG => ShellField(vec![ExpandedPart::Text(text.clone())]),
        _ => ShellField(vec![ExpandedPart::Opaque]),
    }
}

fn joined(pieces: Vec<ExpandedPart>) -> ShellField {
    let mut all: Vec<ExpandedPart> = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(ExpandedPart::Text(own)), ExpandedPart::Text(text)) => Rc::make_mut(own).push_str(&text),
            (_, ExpandedPart::Text(text)) if text.is_empty() => {}
            (_, piece) => all.push(piece),
        }
    }
    let long =
        all.iter().map(|piece| if let ExpandedPart::Text(text) = piece { text.len() } else { 1 }).sum::<usize>() > LONG;
    ShellField(if long { vec![ExpandedPart::Opaque] } else { all })
}

fn position(name: &str, state: &ShellState) -> Option<ShellField> {
    let index: usize = name.parse().ok()?;
    state.arguments.get(index.checked_sub(1)?).cloned()
}

fn parameter(name: &str, state: &ShellState) -> Vec<ExpandedPart> {
    match name {
        "?" => vec![ExpandedPart::Status(state.last)],
        "PIPESTATUS" => vec![state.pipe.first().map_or(ExpandedPart::Opaque, |first| ExpandedPart::Status(*first))],
        "#" => vec![ExpandedPart::Text(Rc::new(state.arguments.len().to_string()))],
        "@" | "*" => vec![ExpandedPart::Opaque],
        "!" => vec![ExpandedPart::Text(Rc::new(format!("%{}", state.jobs.len())))],
        "0" | "$" | "-" => vec![ExpandedPart::Opaque],
        _ if name.chars().all(|c| c.is_ascii_digit()) => position(name, state).unwrap_or_default().0,
        _ => state.variable(name).0,
    }
}
