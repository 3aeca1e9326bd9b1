//! Ids of the controls of an entry. Labels, descriptions and the focus find a control by its id.

use crate::document::Path;
use crate::template::value::{ValuePart, ValueRef};

/// The control that edits the value at a path.
pub fn field_id(at: &Path) -> String {
    let pointer: String = at.to_pointer().chars().map(|c| if c.is_whitespace() { '\u{b7}' } else { c }).collect();
    format!("f{pointer}")
}

/// The field that renames the entry at a path.
pub fn rename_id(at: &Path) -> String {
    field_id(at) + "="
}

/// The help of a row; its controls are described by it.
pub fn help_id(at: &Path) -> String {
    field_id(at) + "?"
}

/// The button that opens the entry at a path.
pub fn opener_id(at: &Path) -> String {
    field_id(at) + "^"
}

/// The menu of the entry at a path.
pub fn menu_id(at: &Path) -> String {
    field_id(at) + "~"
}

/// The handle that moves the entry at a path.
pub fn grip_id(at: &Path) -> String {
    field_id(at) + "%"
}

/// The control of a value, or of a part of a function.
pub fn spot_id(spot: &ValueRef) -> String {
    let id = field_id(&spot.at);
    match spot.part {
        ValuePart::Node => id,
        ValuePart::Inside => id + "!",
        ValuePart::Resource => id + "!r",
        ValuePart::Attribute => id + "!a",
    }
}

/// The choice of what a value is.
pub fn kind_id(spot: &ValueRef) -> String {
    spot_id(spot) + "@"
}
