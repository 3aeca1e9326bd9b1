//! A design: a template with a name and a file name, as a list of designs knows it; how a file becomes one.
//!
//! Knows no storage and no browser: who keeps designs, and where, is for the page.

mod bytes;
mod format;
mod name;
mod when;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::template::limits;

pub use bytes::{Unreadable, text_of};
pub use format::Format;
pub use name::{copy_of, file_name_in, name_of_file};
pub use when::{Day, ago, words};

/// What a list of designs shows of one. Its text is kept apart, so that listing costs little.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Design {
    /// Tells it from all others in this browser.
    pub id: String,
    /// Its name, which is also that of the stack it becomes.
    pub name: String,
    /// The name of the file it is downloaded as.
    pub file_name: String,
    /// When it was made, in milliseconds since 1970.
    pub created: f64,
    /// When it was changed last, in milliseconds since 1970.
    pub changed: f64,
    /// Counts up with every text that is kept; 0 while none is.
    pub revision: u32,
    /// How many resources it has.
    pub resources: usize,
    /// True if its text cannot be read.
    pub broken: bool,
    /// True if the browser's storage has refused it: it lasts as long as the page.
    pub held: bool,
}

impl Design {
    /// A design made at `now` that is not kept yet.
    pub fn new(id: String, name: &str, file_name: &str, now: f64) -> Design {
        Design { id, name: name.into(), file_name: file_name.into(), created: now, changed: now, ..Design::default() }
    }

    /// The same with what its text says at `now`.
    pub fn about(&self, document: &Document, now: f64) -> Design {
        Design {
            changed: now,
            resources: limits::resources(document),
            broken: document.syntax_error().is_some(),
            ..self.clone()
        }
    }
}

/// A text that the design of now is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredBaseline {
    /// The text as it was then.
    pub text: std::sync::Arc<str>,
    /// When it was opened or downloaded, in milliseconds since 1970.
    pub when: f64,
    /// The name of the file.
    pub file_name: String,
}

/// True if a text is likely a whole template, not a snippet that happened to be on the clipboard.
pub fn looks_like_a_template(text: &str) -> bool {
    let body = text.trim_start_matches('\u{feff}').trim();
    if body.contains("AWSTemplateFormatVersion") || body.contains("Resources") {
        return body.contains(':');
    }
    if body.lines().nth(1).is_none() && !body.starts_with('{') {
        return false;
    }
    let document = Document::parse(body);
    document.syntax_error().is_none() && document.root().is_some_and(|root| root.entries().next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn design_summary_counts_resources_and_detects_errors() {
        let design = Design::new("1".into(), "web", "web.yaml", 5.0);
        let good = design.about(&Document::parse("Resources: {A: {}, B: {}}"), 9.0);
        assert_eq!((good.resources, good.broken, good.created, good.changed), (2, false, 5.0, 9.0));
        assert!(design.about(&Document::parse("Resources: ["), 9.0).broken);
    }

    #[test]
    fn records_of_older_versions_are_loaded() {
        let design: Design = serde_json::from_str(r#"{"id":"x","name":"n","fileName":"n.yaml","else":1}"#).unwrap();
        assert_eq!((design.file_name.as_str(), design.revision), ("n.yaml", 0));
    }

    #[test]
    fn templates_are_distinguished_from_snippets() {
        for text in ["Resources:\n  A:\n", "\u{feff}{\"Resources\": {}}", "a: 1\nb: 2\n", "Resources: [\nbroken:"] {
            assert!(looks_like_a_template(text), "{text}");
        }
        for text in ["", "10.0.0.0/16", "a: 1", "two lines\nof prose", "- a\n- b\n", "Resources of ours"] {
            assert!(!looks_like_a_template(text), "{text}");
        }
    }
}
