//! Whether a text is a CloudFormation template at all.

use super::section;
use crate::document::{Document, Kind};

/// A section that only SAM knows.
const GLOBALS: &str = "Globals";

/// Why a text that can be read is not a CloudFormation template, in words; `None` for a template, and for an empty text.
pub fn foreign(document: &Document) -> Option<&'static str> {
    let root = document.root().filter(|_| document.syntax_error().is_none())?;
    match root.kind() {
        Kind::Sequence => Some("The text is a list."),
        Kind::Scalar if root.is_null() => None,
        Kind::Scalar => Some("The text is a single value."),
        Kind::Mapping if root.is_empty() => None,
        Kind::Mapping => {
            let is_known = root
                .entries()
                .map(|entry| entry.key())
                .any(|key| section::ORDER.contains(&key) || key == GLOBALS || key.starts_with("Fn::"));
            (!is_known).then_some("The text has no section of a template, such as Resources.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_any_section_is_not_a_template() {
        for (text, wanted) in [
            ("", None),
            ("# nothing yet\n", None),
            ("{}", None),
            ("Description: d\n", None),
            ("Globals: {}\n", None),
            ("services:\n  web: {image: nginx}\n", Some("no section")),
            ("- a\n- b\n", Some("a list")),
            ("A sentence of some words.\n", Some("a single value")),
            ("a: [\n", None),
        ] {
            let found = foreign(&Document::parse(text));
            assert_eq!(found.is_some(), wanted.is_some(), "{text}");
            assert!(found.unwrap_or_default().contains(wanted.unwrap_or_default()), "{found:?}");
        }
    }
}
