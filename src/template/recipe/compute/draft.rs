//! A change in the making: each edit is planned on what the ones before it left.

use serde_json::{Value as Json, json};

use crate::document::{Document, Edit, Path, Slot, Value};
use crate::template::function::{Form, from_json};
use crate::template::place::Place;
use crate::template::recipe::proposal::Proposal;
use crate::template::recipe::{entry, removal};
use crate::template::resource::attribute;
use crate::template::{Template, resource_path, section};

/// Attributes that stand before metadata and properties.
const ORDER: [&str; 7] =
    ["Type", "Condition", "DependsOn", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy"];

/// The document as it is by then, the edits that led there, and what they are in words.
pub(super) struct Draft {
    document: Document,
    edits: Vec<Edit>,
    pub does: Vec<String>,
    pub leaves: Vec<String>,
}

impl Draft {
    pub(super) fn of(document: &Document) -> Draft {
        Draft { document: document.clone(), edits: Vec::new(), does: Vec::new(), leaves: Vec::new() }
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    pub(super) fn template(&self) -> Template<'_> {
        Template::of(&self.document)
    }

    /// A value in the spelling of the document.
    pub(super) fn value(&self, json: Json) -> Value {
        from_json(&json, Form::of(&self.document))
    }

    pub(super) fn make(&mut self, edit: Edit) -> Result<(), String> {
        self.document.edit(&edit).map_err(|error| error.to_string())?;
        self.edits.push(edit);
        Ok(())
    }

    pub(super) fn all(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), String> {
        edits.into_iter().try_for_each(|edit| self.make(edit))
    }

    /// What a recipe gives for the document as it is by now.
    pub(super) fn recipe(&mut self, recipe: impl FnOnce(&Document) -> Vec<Edit>) -> Result<(), String> {
        let edits = recipe(&self.document);
        self.all(edits)
    }

    /// Sets or inserts a key of the mapping at `owner`.
    pub(super) fn put(&mut self, owner: &Path, key: &str, json: Json) -> Result<(), String> {
        let value = self.value(json);
        self.recipe(|document| entry::put(document, owner, &[], key, value))
    }

    /// Sets or inserts an attribute of a resource, beside its properties, where the order of attributes has it.
    pub(super) fn put_attribute(&mut self, id: &str, key: &str, json: Json) -> Result<(), String> {
        let value = self.value(json);
        let rows = crate::schema::anatomy::RESOURCE;
        self.recipe(|document| entry::put(document, &resource_path(id), rows, key, value))
    }

    /// A new resource behind another one.
    pub(super) fn resource_behind(&mut self, behind: &str, id: &str, kind: &str, body: Json) -> Result<(), String> {
        let mut whole = json!({ attribute::TYPE: kind });
        if let (Some(whole), Json::Object(body)) = (whole.as_object_mut(), body) {
            whole.extend(body);
        }
        let value = self.value(whole);
        self.recipe(|document| {
            let place = entry::position(document, &resource_path(behind)).map_or(usize::MAX, |place| place + 1);
            entry::insert_at(document, &Path::root().join(section::RESOURCES), id, place, value)
        })
    }

    /// Carries an attribute of one resource to another; nothing if there is none.
    pub(super) fn carry_attribute(&mut self, from: &str, to: &str, key: &str) -> Result<bool, String> {
        let at = resource_path(from).join(key);
        if self.document.node(&at).is_none() {
            return Ok(false);
        }
        let into = resource_path(to);
        let present: Vec<&str> =
            self.document.node(&into).into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect();
        // Short ones first: metadata and properties go on for pages.
        let rank = |key: &str| ORDER.iter().position(|other| *other == key).unwrap_or(ORDER.len());
        let place = present.iter().rposition(|other| rank(other) < rank(key)).map_or(0, |before| before + 1);
        self.make(Edit::Carry { at, into, slot: Slot::KeyAt(key.to_string(), place) })?;
        Ok(true)
    }

    /// Removes entries, and what only said that they are there.
    pub(super) fn remove(&mut self, gone: &[Path]) -> Result<(), String> {
        self.recipe(|document| removal::remove(document, gone).edits)
    }

    pub(super) fn proposal(self, title: String, id: &str) -> Proposal {
        let place = match self.template().resource(id).is_some_and(|resource| resource.is_instance()) {
            true => Place::Instance(id.to_string()),
            false => Place::Resource(id.to_string()),
        };
        Proposal { title, does: self.does, leaves: self.leaves, edits: self.edits, at: resource_path(id), place }
    }
}

/// Sets a key of an object.
pub(super) fn set(object: &mut Json, key: &str, value: Json) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_string(), value);
    }
}

/// Names in a row: `A`, `A and B`, `A, B and C`.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.as_ref().to_string(),
        Some((last, before)) => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}
