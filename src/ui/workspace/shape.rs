//! Whether a change leaves the document's structure as it is: what only shows the structure is not made anew then.

use std::ops::Range;

use crate::document::{Document, Edit, Kind, Path, Splice, Style, Value};
use crate::template::resource::attribute;

/// Effect of a change on the document's structure: see [`Workspace::memo_of_shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Same,
    New,
}

/// True if an edit gives a scalar another text and changes nothing else that an outline shows.
pub(super) fn is_inside_a_scalar(document: &Document, edit: &Edit) -> bool {
    match edit {
        Edit::Set { at, value } => {
            let plain = matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
            let there = document.node(at).is_some_and(|node| node.kind() == Kind::Scalar && !node.is_alias());
            plain && there && at.last_key() != Some(attribute::TYPE)
        }
        Edit::ReplaceInScalar { at, .. } => at.last_key() != Some(attribute::TYPE),
        Edit::Insert { .. } | Edit::Remove { .. } | Edit::Rename { .. } | Edit::Reorder { .. } => false,
        Edit::Wrap { .. } | Edit::Unwrap { .. } | Edit::RemoveAnchor { .. } | Edit::MoveTo { .. } => false,
    }
}

/// A change within one line of a scalar.
pub(super) struct ScalarEdit {
    at: Path,
    /// Bytes of the scalar after the change, if the change is all that it did.
    span: Range<usize>,
}

impl ScalarEdit {
    /// The change that a splice is, if it is one of the scalar at this path.
    pub(super) fn of(document: &Document, splice: &Splice, at: &Path) -> Option<ScalarEdit> {
        let gone = document.text().get(splice.range.clone())?;
        let is_one_line = |text: &str| !text.contains(['\n', '\r']);
        let node = document.node(at).filter(|node| node.kind() == Kind::Scalar && !node.is_alias())?;
        let span = node.span();
        // Tag and blank, or the head of a block scalar.
        let head = match node.style() {
            Style::Literal | Style::Folded => node.source().find('\n')? + 1,
            _ => node.tag().map_or(0, |tag| tag.len() + 1),
        };
        let is_inside = span.start + head <= splice.range.start && splice.range.end <= span.end;
        let is_it = document.syntax_error().is_none()
            && !document.has_anchors()
            && is_inside
            && is_one_line(gone)
            && is_one_line(&splice.text)
            && at.last_key() != Some(attribute::TYPE);
        let end = (span.end + splice.text.len()).checked_sub(gone.len())?;
        is_it.then(|| ScalarEdit { at: at.clone(), span: span.start..end })
    }

    /// True if the scalar is all that has changed.
    pub(super) fn is_all(&self, document: &Document) -> bool {
        let node = document.node(&self.at).filter(|node| node.kind() == Kind::Scalar && !node.is_alias());
        document.syntax_error().is_none() && node.is_some_and(|node| node.span() == self.span)
    }
}
