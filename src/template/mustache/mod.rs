//! What Mustache makes of a file's content and context: names in double braces, sections, comments, other delimiters.
//!
//! Source: mustache.github.io/spec (interpolation, sections, inverted, comments, delimiters); pystache and chevron,
//! which cfn-init uses. Partials give nothing, as there. Total: any text renders, and what comes out is limited.

mod read;
mod value;

pub use value::ContextValue;

use read::{MustachePart, read};

/// Longest text that is made.
const MOST_TEXT: usize = 200_000;
/// Sections that are gone through; lists in lists in lists would never end.
const MOST_ROUNDS: usize = 10_000;

/// What comes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Text, and what is not known before the stack is made, in order.
    pub pieces: Vec<RenderedPiece>,
    /// Names that the context does not have, each once: nothing stands in their place.
    pub missing: Vec<String>,
    /// Why cfn-init would stop here.
    pub fault: Option<String>,
    /// True if the rest was left out.
    pub cut: bool,
}

/// A part of what comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderedPiece {
    /// Text.
    Text(String),
    /// The value of a function, in its words.
    Unknown(String),
}

impl Rendered {
    /// The text, functions in their words.
    pub fn text(&self) -> String {
        let word = |piece: &RenderedPiece| match piece {
            RenderedPiece::Text(text) | RenderedPiece::Unknown(text) => text.clone(),
        };
        self.pieces.iter().map(word).collect()
    }
}

/// Renders a template with a context.
pub fn render(template: &str, context: &ContextValue) -> Rendered {
    let (parts, fault) = read(template);
    let mut run = Run { out: Rendered { fault, ..Rendered::default() }, length: 0, rounds: 0 };
    run.all(&parts, &mut vec![context]);
    run.out
}

struct Run {
    out: Rendered,
    length: usize,
    rounds: usize,
}

impl Run {
    // Bounded: read() refuses sections nested deeper than `read::DEEPEST`.
    fn all(&mut self, parts: &[MustachePart], stack: &mut Vec<&ContextValue>) {
        for part in parts {
            if self.out.cut {
                return;
            }
            match part {
                MustachePart::Text(text) => self.text(text),
                MustachePart::Name { name, raw } => self.name(name, *raw, stack),
                MustachePart::Section { name, parts } => self.section(name, parts, stack),
                MustachePart::Inverted { name, parts } => {
                    if self.found(name, stack).is_none_or(|value| !value.is_truthy()) {
                        self.all(parts, stack);
                    }
                }
            }
        }
    }

    fn name(&mut self, name: &str, raw: bool, stack: &[&ContextValue]) {
        match self.found(name, stack) {
            Some(ContextValue::Unknown(words)) => self.unknown(words),
            Some(value) if raw => self.text(&value.text()),
            Some(value) => self.text(&escaped(&value.text())),
            None => self.note(name),
        }
    }

    fn section(&mut self, name: &str, parts: &[MustachePart], stack: &mut Vec<&ContextValue>) {
        let Some(value) = self.found(name, stack) else { return self.note(name) };
        match value {
            ContextValue::List(items) => {
                for item in items {
                    self.round(parts, item, stack);
                }
            }
            // Whether it is true nobody knows; most likely it is.
            value if value.is_truthy() => self.round(parts, value, stack),
            _ => {}
        }
    }

    fn round<'v>(&mut self, parts: &[MustachePart], value: &'v ContextValue, stack: &mut Vec<&'v ContextValue>) {
        self.rounds += 1;
        if self.rounds > MOST_ROUNDS {
            self.out.cut = true;
            return;
        }
        stack.push(value);
        self.all(parts, stack);
        stack.pop();
    }

    /// What a name stands for: the first part is looked for from the innermost section outwards, the rest in it.
    fn found<'v>(&self, name: &str, stack: &[&'v ContextValue]) -> Option<&'v ContextValue> {
        if name == "." {
            return stack.last().copied();
        }
        let mut steps = name.split('.');
        let first = steps.next()?;
        let start = stack.iter().rev().find_map(|value| value.get(first))?;
        steps.try_fold(start, |value, step| match value {
            ContextValue::Unknown(_) => Some(value),
            value => value.get(step),
        })
    }

    fn note(&mut self, name: &str) {
        if !self.out.missing.iter().any(|known| known == name) && self.out.missing.len() < 100 {
            self.out.missing.push(name.to_string());
        }
    }

    fn text(&mut self, text: &str) {
        self.length += text.len();
        if self.length > MOST_TEXT {
            self.out.cut = true;
            return;
        }
        match self.out.pieces.last_mut() {
            Some(RenderedPiece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.out.pieces.push(RenderedPiece::Text(text.to_string())),
        }
    }

    fn unknown(&mut self, words: &str) {
        self.length += words.len();
        self.out.cut |= self.length > MOST_TEXT;
        self.out.pieces.push(RenderedPiece::Unknown(words.to_string()));
    }
}

/// As pystache and chevron escape.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
