//! Changes of the text in the units of JavaScript's strings.

use crate::document::Splice;

/// A splice with its ends counted in UTF-16 units, as CodeMirror and every other script counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// First unit that is replaced.
    pub from: usize,
    /// First unit that is not.
    pub to: usize,
    /// What stands there afterwards.
    pub insert: String,
}

impl TextChange {
    /// The changes that splices make when they are applied to `text` one after the other.
    pub fn all(mut text: String, splices: Vec<Splice>) -> Vec<TextChange> {
        let mut changes = Vec::with_capacity(splices.len());
        for splice in splices.into_iter().filter(|splice| !splice.is_empty()) {
            let from = units(text.get(..splice.range.start).unwrap_or_default());
            let to = from + units(text.get(splice.range.clone()).unwrap_or_default());
            changes.push(TextChange { from, to, insert: splice.text.clone() });
            splice.apply_to(&mut text);
        }
        changes
    }
}

/// Length of a text in UTF-16 units.
fn units(text: &str) -> usize {
    // Templates are nearly always ASCII, which is told faster than counted.
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}
