//! Giving an entry another name, with everything that uses it.

use std::ops::Range;

use crate::document::{Document, Edit, Path};
use crate::template::reference::{How, Use, uses};

/// Gives the entry at `at` another key, and every use of its name too, in one step. An entry whose key is no name gets
/// the key alone.
pub fn rename(document: &Document, at: &Path, to: &str) -> Vec<Edit> {
    let mut edits = carried(&uses(document, at), to);
    edits.extend(alone(at, to));
    edits
}

/// Gives the entry at `at` another key and leaves all else.
pub fn alone(at: &Path, to: &str) -> Vec<Edit> {
    vec![Edit::Rename { at: at.clone(), to: to.to_string() }]
}

/// Bytes of a text and what stands there then.
type Parts = Vec<(Range<usize>, String)>;

/// The new name in every use: one edit a text.
fn carried(uses: &[Use], to: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut texts: Vec<(&Path, Parts)> = Vec::new();
    for one in uses {
        if one.how == How::Label {
            edits.push(Edit::Rename { at: one.at.clone(), to: to.to_string() });
            continue;
        }
        let part = (one.span.clone(), to.to_string());
        // Uses come in the order of the text, those of one text in a row but for lists looked at twice.
        match texts.iter_mut().rev().take(64).find(|text| *text.0 == one.at) {
            Some(text) if text.1.contains(&part) => {}
            Some(text) => text.1.push(part),
            None => texts.push((&one.at, vec![part])),
        }
    }
    edits.extend(texts.into_iter().map(|(at, parts)| Edit::Amend { at: at.clone(), parts }));
    edits
}
