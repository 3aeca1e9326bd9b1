//! A change under construction: each step is made on what the ones before it left, so that names stay free and places
//! right. In the end it is one list of edits.

use serde_json::{Value as Json, json};

use super::super::proposal::Proposal;
use super::super::{entry, name};
use crate::document::{Document, Edit, Path};
use crate::schema::ec2::{self, key};
use crate::template::function::{Form, from_json};
use crate::template::place::Place;
use crate::template::resource::attribute;
use crate::template::{Template, resource_path, section};

/// A change under construction.
pub(super) struct Draft {
    document: Document,
    edits: Vec<Edit>,
    does: Vec<String>,
    leaves: Vec<String>,
}

impl Draft {
    /// Nothing yet.
    pub fn of(document: &Document) -> Draft {
        Draft { document: document.clone(), edits: Vec::new(), does: Vec::new(), leaves: Vec::new() }
    }

    /// The document as the steps so far leave it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The template as the steps so far leave it.
    pub fn template(&self) -> Template<'_> {
        Template::of(&self.document)
    }

    /// Makes a step.
    ///
    /// # Errors
    /// Why one of the edits has no place in the text.
    pub fn make(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        let (document, _) = self.document.with_edits(&edits).map_err(|why| why.to_string())?;
        self.document = document;
        self.edits.extend(edits);
        Ok(())
    }

    /// Says what it does.
    pub fn does(&mut self, sentence: impl Into<String>) {
        self.does.push(sentence.into());
    }

    /// Says what people have to look at.
    pub fn leaves(&mut self, sentence: impl Into<String>) {
        self.leaves.push(sentence.into());
    }

    /// Adds a resource under a free name behind another one, `None` first of all. Gives its logical id.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn resource(
        &mut self,
        wanted: &str,
        kind: &str,
        properties: Json,
        depends_on: Option<&str>,
        behind: Option<&str>,
    ) -> Result<String, String> {
        let id = name::free_id(self.template(), wanted);
        let mut whole = json!({ attribute::TYPE: kind });
        if let Some(rows) = whole.as_object_mut() {
            if let Some(other) = depends_on {
                rows.insert(attribute::DEPENDS_ON.into(), other.into());
            }
            rows.insert(attribute::PROPERTIES.into(), properties);
        }
        let value = from_json(&whole, Form::of(&self.document));
        let behind = behind.and_then(|id| entry::position(&self.document, &resource_path(id)));
        let into = Path::root().join(section::RESOURCES);
        let edits = entry::insert_at(&self.document, &into, &id, behind.map_or(0, |place| place + 1), value);
        self.make(edits)?;
        Ok(id)
    }

    /// Puts a value of a property, at the place that `rows` say.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn put(&mut self, id: &str, rows: &[crate::schema::Row], key: &str, value: Json) -> Result<(), String> {
        let value = from_json(&value, Form::of(&self.document));
        let owner = resource_path(id).join(attribute::PROPERTIES);
        self.make(entry::put(&self.document, &owner, rows, key, value))
    }

    /// `Properties` with `Tags` behind them, if the network of the template is tagged with names: in its manner, the
    /// stack's name and a word.
    pub fn tagged(&self, mut properties: Json, word: &str) -> Json {
        let kinds = [ec2::VPC, ec2::SUBNET, ec2::ROUTE_TABLE, ec2::INTERNET_GATEWAY];
        let has_tags = kinds.iter().any(|kind| {
            self.template().resources_of(kind).any(|resource| {
                let tags = resource.property("Tags").into_iter().flat_map(|tags| tags.items());
                tags.into_iter().any(|tag| tag.get(key::TAG_KEY).and_then(|key| key.scalar()) == Some("Name"))
            })
        });
        if let Some(rows) = properties.as_object_mut().filter(|_| has_tags) {
            let name = json!({ "Fn::Sub": format!("${{AWS::StackName}} {word}") });
            rows.insert("Tags".into(), json!([{ key::TAG_KEY: "Name", key::TAG_VALUE: name }]));
        }
        properties
    }

    /// The whole change.
    pub fn finish(self, title: impl Into<String>, at: Path, place: Place) -> Proposal {
        Proposal { title: title.into(), does: self.does, leaves: self.leaves, edits: self.edits, at, place }
    }
}
