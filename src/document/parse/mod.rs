//! Parsing: the tree of spans over a text, or a syntax error.
//!
//! Two parsers give the same tree. `fast` reads the part of YAML that nearly every template is written in, and JSON, in
//! one pass over the bytes. `full` is after it and knows all of YAML; every error and every limit is its own.
//!
//! Compiled to WebAssembly, `full` has to be installed before it is used: it is as large as the rest of the document engine,
//! and a page can begin without it.

mod comments;
mod error;
mod fast;
mod full;

#[cfg(target_arch = "wasm32")]
use std::sync::OnceLock;

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
        None => match full_parser() {
            Some(parse) => parse(text, depth),
            None => Err(ParseError { offset: 0, message: NOT_INSTALLED.to_string() }),
        },
    }
}

/// The error of a text that `fast` cannot read, before `full` is installed.
const NOT_INSTALLED: &str =
    "The parser for texts of this kind is being loaded. If this stays, reload the page: your text is kept.";

type FullParser = fn(&str, usize) -> Result<Tree, ParseError>;

#[cfg(target_arch = "wasm32")]
static FULL: OnceLock<FullParser> = OnceLock::new();

/// Installs the full parser. Documents that are stale until then ([`super::Document::is_stale`]) can be parsed afterwards.
#[cfg(target_arch = "wasm32")]
pub fn install_full_parser() {
    FULL.get_or_init(|| full::parse);
}

#[cfg(target_arch = "wasm32")]
fn full_parser() -> Option<FullParser> {
    FULL.get().copied()
}

#[cfg(not(target_arch = "wasm32"))]
fn full_parser() -> Option<FullParser> {
    Some(full::parse)
}

/// True if all texts can be parsed.
pub(super) fn is_complete() -> bool {
    full_parser().is_some()
}
