//! The events of a YAML text, one after the other.
//!
//! The parser is generic, so it is compiled where it is used. The page as a whole is made small; here it is used in a
//! crate of its own, which is made fast: reading a template is what a visitor waits for.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub use granit_parser::{Event, Options, ScalarStyle, ScanError, Span, StructureStyle, options};
use granit_parser::{Parser, StrInput};

/// What the parser gives next.
pub type Next<'t> = Result<(Event<'t>, Span), ScanError>;

/// The events of a text.
pub struct Events<'t>(Parser<'t, StrInput<'t>>);

impl<'t> Events<'t> {
    /// Those of `text`.
    pub fn of(text: &'t str, options: Options) -> Events<'t> {
        Events(Parser::new_from_str_with_options(text, options))
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Next<'t>;

    fn next(&mut self) -> Option<Next<'t>> {
        self.0.next()
    }
}
