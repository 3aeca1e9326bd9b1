//! The last readable text of a design whose text cannot be read: kept beside it, so that the form has something to show
//! after a reload.

use crate::document::{Document, install_full_parser};
use crate::ui::browser;
use crate::ui::part::part;

/// Storage key of the design's id and its last readable text, with a blank between.
const READABLE: &str = "cf-init.readable";
/// Size of a text that is kept, in bytes: the storage is small, and the text itself comes first.
const LARGEST_KEPT: usize = 500_000;

/// Keeps the last readable text of a design while its text cannot be read, and forgets it afterwards.
pub(super) fn keep(design: &str, document: &Document) {
    match document.last_readable().filter(|text| text.len() <= LARGEST_KEPT) {
        // Where the browser refuses, the form is empty after a reload.
        Some(text) => {
            let _ = browser::store(READABLE, &format!("{design} {text}"));
        }
        None if document.syntax_error().is_none() && kept(design).is_some() => browser::unstore(READABLE),
        None => {}
    }
}

/// The document of a design's text, with the values of its last readable text if it cannot be read.
pub(super) fn document_of(design: &str, text: &str) -> Document {
    match kept(design) {
        Some(readable) => Document::resume(text, &readable),
        None => Document::parse(text),
    }
}

part! {
    frame: pub(super) fn load_full_parser() -> () { install_full_parser() }
}

/// The same once what parses it is there. Without a network it may never be: the document says so then.
pub(super) async fn first_document_of(design: &str, text: &str) -> Document {
    let document = document_of(design, text);
    match document.is_stale() && load_full_parser().await.is_ok() {
        true => document_of(design, text),
        false => document,
    }
}

fn kept(design: &str) -> Option<String> {
    let stored = browser::stored(READABLE)?;
    stored.split_once(' ').filter(|(id, _)| *id == design).map(|(_, text)| text.to_string())
}
