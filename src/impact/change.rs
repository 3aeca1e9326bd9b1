//! A property that changed, and what is said of it.

use serde_json::{Map, Value as Json};

use super::verdict::Verdict;

/// A property that changed, with all properties of its resource before and after.
#[derive(Clone, Copy)]
pub(super) struct ChangedProperty<'c> {
    /// Its key.
    pub(super) key: &'c str,
    pub(super) old: &'c Map<String, Json>,
    pub(super) new: &'c Map<String, Json>,
    /// `UpdatePolicy` of the new resource.
    pub(super) policy: Option<&'c Json>,
    /// Source of the user data.
    pub(super) script: &'c str,
    /// A key that differs in the data of the launch template, beside the image.
    pub(super) launch_difference: Option<&'c str>,
    /// True if it changed because a resource that it refers to is replaced.
    pub(super) is_through: bool,
}

/// What it does, why, and what has to be so for it.
pub(super) struct Ruling {
    pub(super) verdict: Verdict,
    pub(super) why: String,
    pub(super) only_if: Option<String>,
}

impl Ruling {
    pub(super) fn new(verdict: Verdict, why: impl Into<String>) -> Ruling {
        Ruling { verdict, why: why.into(), only_if: None }
    }

    pub(super) fn only_if(self, only_if: &str) -> Ruling {
        Ruling { only_if: Some(only_if.to_string()), ..self }
    }
}

impl<'c> ChangedProperty<'c> {
    /// The value before.
    pub(super) fn old_value(&self) -> Option<&'c Json> {
        self.old.get(self.key)
    }

    /// The value after.
    pub(super) fn new_value(&self) -> Option<&'c Json> {
        self.new.get(self.key)
    }

    /// The texts of both values; empty for none and for a collection.
    pub(super) fn texts(&self) -> (&'c str, &'c str) {
        (text(self.old_value()), text(self.new_value()))
    }

    /// True if another property of the resource is the same before and after.
    pub(super) fn keeps(&self, key: &str) -> bool {
        self.old.get(key) == self.new.get(key)
    }
}

/// The text of a value; empty for none and for a collection.
pub(super) fn text(value: Option<&Json>) -> &str {
    value.and_then(Json::as_str).unwrap_or_default()
}
