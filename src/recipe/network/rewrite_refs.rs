//! References to attributes of a resource, and their replacement.

use std::ops::Range;

use serde_json::json;

use crate::document::{Document, Edit, Path, Step};
use crate::template::function::{Spelling, from_json};
use crate::template::reference::{How, uses};
use crate::template::resource_path;

/// A place that uses an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AttributeUse {
    /// The scalar with the name.
    pub at: Path,
    /// The attribute.
    pub attribute: String,
    /// Bytes of the scalar's text with name and, unless that is an item of its own, attribute.
    span: Range<usize>,
    how: How,
}

/// What stands there then.
pub(super) enum To<'n> {
    /// An attribute of a resource.
    Attribute(&'n str, &'n str),
    /// A name alone: a parameter, or a resource's id.
    Name(&'n str),
}

/// Uses of a resource's attributes from outside of it, in the order of the text.
pub(super) fn attributes(document: &Document, id: &str) -> Vec<AttributeUse> {
    let own = resource_path(id);
    let outside = uses(document, &own).into_iter().filter(|one| !one.at.starts_with(&own));
    let attribute = |one: &crate::template::reference::Use| {
        let text = document.scalar(&one.at)?;
        let rest = text.get(one.span.end..)?;
        match one.how {
            How::Sub => {
                let name = rest.strip_prefix('.')?.split('}').next()?;
                Some((name.to_string(), one.span.start..one.span.end + 1 + name.len()))
            }
            How::GetAtt => match rest.strip_prefix('.') {
                Some(name) => Some((name.to_string(), one.span.start..text.len())),
                None => {
                    let second = one.at.parent()?.join(1);
                    Some((document.scalar(&second)?.to_string(), one.span.clone()))
                }
            },
            How::Ref
            | How::DependsOn
            | How::Condition
            | How::If
            | How::FindInMap
            | How::ValueOf
            | How::Group
            | How::Label
            | How::Member
            | How::Words
            | How::Signal
            | How::Trigger
            | How::Authentication
            | How::Context => None,
        }
    };
    let found = outside.filter_map(|one| {
        let (attribute, span) = attribute(&one)?;
        Some(AttributeUse { at: one.at, attribute, span, how: one.how })
    });
    found.collect()
}

/// The edits that give the places something else.
pub(super) fn edits<'n>(document: &Document, uses: &[AttributeUse], to: impl Fn(&AttributeUse) -> To<'n>) -> Vec<Edit> {
    // The last first: in a text with several the earlier ones keep their places.
    let each = uses.iter().rev().map(|one| match (one.how, to(one)) {
        (How::Sub, to) => {
            let text = match to {
                To::Attribute(id, attribute) => format!("{id}.{attribute}"),
                To::Name(name) => name.to_string(),
            };
            Edit::ReplaceInScalar { at: one.at.clone(), parts: vec![(one.span.clone(), text)] }
        }
        (_, to) => {
            let (at, form) = function(document, &one.at);
            let value = match to {
                To::Attribute(id, attribute) => json!({ "Fn::GetAtt": [id, attribute] }),
                To::Name(name) => json!({ "Ref": name }),
            };
            Edit::Set { at, value: from_json(&value, form) }
        }
    });
    each.collect()
}

/// The whole `Fn::GetAtt` around the scalar with the resource's name, and its spelling.
fn function(document: &Document, at: &Path) -> (Path, Spelling) {
    let mut whole = at.clone();
    if matches!(whole.last(), Some(Step::Index(0))) && document.node(at).is_some_and(|node| node.tag().is_none()) {
        whole = whole.parent().unwrap_or_default();
    }
    match whole.last_key() {
        Some("Fn::GetAtt") => (whole.parent().unwrap_or_default(), Spelling::Long),
        _ => (whole, Spelling::Short),
    }
}
