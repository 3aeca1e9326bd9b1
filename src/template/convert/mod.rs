//! JSON into YAML and YAML into JSON, on request only: the same template to CloudFormation, in other signs.
//!
//! Order and texts stay, numbers keep their digits. What the other format cannot hold is refused with its place or told
//! in a note: comments, anchors, equal keys, and numbers that JSON has no signs for.

mod json;
mod yaml;

use crate::document::{Document, Position};

pub use json::to_json;
pub use yaml::to_yaml;

/// Places that one note names; of more it says how many.
const MOST_LINES: usize = 8;

/// A text in its new format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What is not as it was, as sentences: "12 comments are lost."
    pub notes: Vec<String>,
}

/// Why a text has no place in the other format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// It cannot be read.
    Unreadable(Position, String),
    /// It holds nothing.
    Empty,
    /// It is in that format already.
    Same(&'static str),
    /// A tag that is no function's.
    Tag(Position, String),
    /// A key that is a list or a mapping.
    Key(Position),
    /// Aliases written out, or indentation, would make it longer than any text that is read.
    TooLarge,
}

impl std::fmt::Display for ConvertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ConvertError::Unreadable(position, message) => {
                write!(f, "The text cannot be read from {position} on. Mend it there first: {message}")
            }
            ConvertError::Empty => f.write_str("The text holds nothing to write in another format."),
            ConvertError::Same(format) => write!(f, "The text is {format} already."),
            ConvertError::Tag(position, tag) => write!(
                f,
                "{tag} at {position} is not a CloudFormation function, and JSON has no tags. Write it as a function \
                 with its long name, or take it out."
            ),
            ConvertError::Key(position) => {
                write!(f, "The key at {position} is a list or a mapping. JSON takes only text as a key.")
            }
            ConvertError::TooLarge => {
                f.write_str("Written out the text would be larger than 5 MB, which is never read.")
            }
        }
    }
}

fn readable(document: &Document) -> Result<(), ConvertError> {
    match document.syntax_error() {
        Some(problem) => Err(ConvertError::Unreadable(problem.position, problem.message.clone())),
        None => Ok(()),
    }
}

/// The text with the line breaks of the document, which ends its lines all alike.
fn with_breaks_of(document: &Document, text: String) -> String {
    if document.text().contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

/// `Line 3`, `Lines 3, 5 and 9`, `Lines 1, 2, ... and 40 more`.
fn lines(lines: &[usize]) -> String {
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(usize::to_string).collect();
    let rest = lines.len() - shown.len();
    match shown.as_slice() {
        [one] => format!("Line {one}"),
        all if rest > 0 => format!("Lines {} and {rest} more", all.join(", ")),
        [before @ .., last] => format!("Lines {} and {last}", before.join(", ")),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests;
