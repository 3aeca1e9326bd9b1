//! Designs: a template with a name and a file name; how a file becomes a design.
//!
//! Must not know the storage or the browser.

mod bytes;
mod format;
mod name;
mod when;

use crate::check::Counts;
use crate::document::Document;

pub use bytes::{Unreadable, text_of};
pub use format::Format;
pub use name::{copy_of, file_name_in, name_of_file};
pub use when::{Day, ago, words};

/// A design as an item of a list; its text is stored separately.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Design {
    /// Unique id in this browser.
    pub id: String,
    /// Name of the design and of its stack.
    pub name: String,
    /// Name of the file for download.
    pub file_name: String,
    /// Creation time in milliseconds since 1970.
    pub created: f64,
    /// Time of the last change in milliseconds since 1970.
    pub changed: f64,
    /// Number of saved texts; 0 if none is saved.
    pub revision: u32,
    /// Number of resources.
    pub resources: usize,
    /// True if the text cannot be parsed.
    pub broken: bool,
    /// Numbers of diagnostics; `None` if it was saved before they were counted.
    pub problems: Option<Counts>,
    /// True if the browser's storage refused it: it is lost with the page.
    pub held: bool,
}

impl Design {
    /// A design created at `now` that is not saved.
    pub fn new(id: String, name: &str, file_name: &str, now: f64) -> Design {
        Design { id, name: name.into(), file_name: file_name.into(), created: now, changed: now, ..Design::default() }
    }

    /// The design after its text changed at `now`. Of a text that is not checked yet `checked` is `None`: the design then
    /// has the numbers that it had.
    pub fn about(&self, document: &Document, checked: Option<Checked>, now: f64) -> Design {
        let broken = document.syntax_error().is_some();
        let design = Design { changed: now, broken, ..self.clone() };
        match checked {
            Some(Checked { resources, problems }) => Design { resources, problems: Some(problems), ..design },
            None => design,
        }
    }
}

/// What is found in the text of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// Number of resources, with those that loops make: [`crate::template::limits::resources`].
    pub resources: usize,
    /// Numbers of diagnostics.
    pub problems: Counts,
}

/// A former text that the design is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredBaseline {
    /// The former text.
    pub text: std::sync::Arc<str>,
    /// Time when it was opened or downloaded, in milliseconds since 1970.
    pub when: f64,
    /// The name of the file.
    pub file_name: String,
}

/// True if a text is probably a whole template and not a snippet from the clipboard.
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
        let checked = Checked { resources: 2, problems: Counts::default() };
        let good = design.about(&Document::parse("Resources: {A: {}, B: {}}"), Some(checked), 9.0);
        assert_eq!((good.resources, good.broken, good.created, good.changed), (2, false, 5.0, 9.0));
        let broken = good.about(&Document::parse("Resources: ["), None, 10.0);
        assert_eq!((broken.resources, broken.broken, broken.problems), (2, true, Some(Counts::default())));
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
