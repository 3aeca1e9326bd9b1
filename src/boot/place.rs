//! Where parts of user data stand in the document.

use std::ops::{Range, RangeInclusive};

use crate::document::Document;
use crate::template::user_data::UserData;

/// Lines of the document that a part of the script takes, without blank lines around it.
pub(super) fn lines(document: &Document, data: &UserData, span: Range<usize>) -> Option<RangeInclusive<usize>> {
    let text = data.text.text().get(span.clone())?;
    let start = span.start + text.len() - text.trim_start().len();
    let end = span.start + text.trim_end().len();
    let line = |at: usize| {
        let length = data.text.text().get(at..)?.chars().next()?.len_utf8();
        let (path, part) = data.text.place(&(at..at + length))?;
        document.line_of_part(&path, &part)
    };
    let last = data.text.text().get(start..end)?.rfind('\n').map_or(start, |at| start + at + 1);
    let last = last + data.text.text().get(last..end)?.len() - data.text.text().get(last..end)?.trim_start().len();
    let first = line(start)?;
    Some(first..=line(last).unwrap_or(first).max(first))
}
