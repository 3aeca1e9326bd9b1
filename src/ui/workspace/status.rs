//! What the page shows about the open design: whether it is saved, and what needs a decision.

/// Whether the text is kept in this browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// Nothing was changed since the page was opened.
    Unchanged,
    /// An edit waits to be kept.
    Waiting,
    /// Kept at this time, in milliseconds since 1970.
    At(f64),
    /// The browser refused, for this reason.
    Refused(String),
}

/// Something that somebody has to know or to decide; it stays until then.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Another page changed the design at this time, in milliseconds since 1970, while this one had changes of its own.
    Conflict(f64),
    /// Another page removed the design.
    Removed,
    /// The file on disk was changed by somebody else at this time.
    FileChanged(f64),
    /// A fact in a sentence.
    Fact(String),
}
