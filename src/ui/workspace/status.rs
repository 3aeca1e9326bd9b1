//! What the page shows about the open design: whether it is saved, and what needs a decision.

/// Save state of the text in this browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// No change since the page was opened.
    Unchanged,
    /// An edit is not saved yet.
    Waiting,
    /// Saved at this time, in milliseconds since 1970.
    At(f64),
    /// The browser refused, for this reason.
    Refused(String),
}

/// Notice that stays until it is closed or decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Another tab changed the design at this time, in milliseconds since 1970, while this one had unsaved changes.
    Conflict(f64),
    /// Another tab deleted the design.
    Removed,
    /// Another program changed the file on disk at this time.
    FileChanged(f64),
    /// A fact in a sentence.
    Fact(String),
}
