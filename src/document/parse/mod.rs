//! Parsing: the tree of spans over a text, or a syntax error.
//!
//! Two parsers give the same tree. `fast` reads the part of YAML that nearly every template is written in, and JSON, in
//! one pass over the bytes. `full` is after it and knows all of YAML; every error and every limit is its own.

mod comments;
mod error;
mod fast;
mod full;

use super::lines::Lines;
use super::tree::Tree;
pub use comments::count_comments;
use error::ParseError;
pub use error::SyntaxError;
#[cfg(fuzzing)]
pub use fast::compare_parsers;

/// Parses the first document of `text`.
pub(super) fn parse(text: &str, lines: &Lines) -> Result<Tree, SyntaxError> {
    parse_part(text, 0).map_err(|error| SyntaxError {
        position: lines.position(text, error.offset),
        offset: error.offset.min(text.len()),
        message: error.message,
    })
}

/// Parses a part of a text whose root is nested `depth` levels deep.
pub(super) fn parse_part(text: &str, depth: usize) -> Result<Tree, ParseError> {
    match fast::parse(text, depth) {
        Some(tree) => Ok(tree),
        None => full::parse(text, depth),
    }
}
