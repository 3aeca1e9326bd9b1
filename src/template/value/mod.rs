//! A value of a template as a form edits it: text, number, list, mapping, or a function with its arguments, in either
//! spelling and at any depth.
//!
//! ```text
//! ValueRef -- view() ------> ValueView: the kind, the text of a line, how much is inside
//!          -- children() --> the values below: entries, items, arguments
//!          -- set() -------> edits that put a value there
//! ```
//!
//! Knows nothing of how a form looks. [`convert`] changes a value's kind, [`default`] gives the value of a new entry.

mod children;
pub mod convert;
pub mod default;
pub mod line;
pub mod references;
mod view;
mod write;

pub use children::{ChildLabel, Presence, ValueChild, children, offers, take};
pub use view::{ValueHint, ValueKind, ValueView, view};
pub use write::{set, spell, typed};

use crate::document::{Document, Node, Path, Step};
use crate::schema::function::Function;

/// Which part of the value at a path is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValuePart {
    /// All of it.
    Node,
    /// What stands behind the short tag of a function.
    Inside,
    /// Before the first point of `Resource.Attribute`.
    Resource,
    /// Behind that point.
    Attribute,
}

/// A value that a form edits: an entry of the document, or an argument that has no path of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueRef {
    /// The entry.
    pub at: Path,
    /// Which part of it.
    pub part: ValuePart,
}

impl From<Path> for ValueRef {
    fn from(at: Path) -> ValueRef {
        ValueRef { at, part: ValuePart::Node }
    }
}

impl ValueRef {
    fn inside(at: Path) -> ValueRef {
        ValueRef { at, part: ValuePart::Inside }
    }
}

/// A value with the tag that counts: none for what stands behind a tag.
#[derive(Clone, Copy)]
struct Seen<'d> {
    node: Node<'d>,
    tag: Option<&'d str>,
    part: ValuePart,
}

impl<'d> Seen<'d> {
    fn of(document: &'d Document, spot: &ValueRef) -> Option<Seen<'d>> {
        let node = document.node(&spot.at)?;
        let tag = match spot.part {
            ValuePart::Node => node.tag().filter(|tag| !tag.starts_with("!!") && *tag != "!"),
            ValuePart::Inside | ValuePart::Resource | ValuePart::Attribute => None,
        };
        Some(Seen { node, tag, part: spot.part })
    }

    /// The text of a scalar, or of the part of it that is meant.
    fn text(&self) -> Option<&'d str> {
        let text = self.node.scalar()?;
        let parts = text.split_once('.').unwrap_or((text, ""));
        Some(match self.part {
            ValuePart::Node | ValuePart::Inside => text,
            ValuePart::Resource => parts.0,
            ValuePart::Attribute => parts.1,
        })
    }

    /// The function that stands here, and where its body is. A tag that is no function's gives `None`.
    fn call(&self, spot: &ValueRef) -> Option<(&'static Function, ValueRef)> {
        if let Some(tag) = self.tag {
            return Some((Function::of_tag(tag)?, ValueRef::inside(spot.at.clone())));
        }
        if matches!(self.part, ValuePart::Resource | ValuePart::Attribute) {
            return None;
        }
        let entry = self.node.entries().next().filter(|_| self.node.len() == 1)?;
        let function = Function::of_long(entry.key())?;
        // `Condition` is also a key of resources, outputs and policies.
        let in_conditions = || {
            let section = spot.at.steps().first().and_then(|step| step.key());
            matches!(section, Some("Conditions" | "Rules")) && entry.value.scalar().is_some()
        };
        if function.long == "Condition" && !in_conditions() {
            return None;
        }
        Some((function, spot.at.join(function.long).into()))
    }
}

/// The long name of the function that has the value at a spot as an argument, and the argument's position.
pub fn call_around(document: &Document, spot: &ValueRef) -> Option<(&'static str, usize)> {
    if spot.part != ValuePart::Node {
        return Some((Function::of_tag(document.node(&spot.at)?.tag()?)?.long, 0));
    }
    let parent = spot.at.parent()?;
    match spot.at.last()? {
        Step::Key(key) => Some((Function::of_long(key)?.long, 0)),
        Step::Index(index) => {
            let tagged = document.node(&parent).and_then(|list| Function::of_tag(list.tag()?));
            let function = tagged.or_else(|| Function::of_long(parent.last_key()?))?;
            Some((function.long, *index))
        }
    }
}

/// The function at a spot and where its body is, in either spelling.
pub fn call(document: &Document, spot: &ValueRef) -> Option<(&'static Function, ValueRef)> {
    Seen::of(document, spot)?.call(spot)
}
