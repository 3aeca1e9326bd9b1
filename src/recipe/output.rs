//! Outputs: copies, and the export of a value.

use serde_json::json;

use super::{entry, new_entry};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::template_keys::OUTPUT;
use crate::template::function::{Spelling, from_json};

/// Key of what other stacks import.
pub const EXPORT: &str = "Export";

/// Adds a copy of the output at a path, without its export: an export name is unique in the account and Region.
pub fn double(document: &Document, at: &Path) -> Option<(Path, Vec<Edit>)> {
    let (copy, mut edits) = new_entry::double(document, at)?;
    if document.node(&at.join(EXPORT)).is_some() {
        edits.push(Edit::Remove { at: copy.join(EXPORT) });
    }
    Some((copy, edits))
}

/// Exports the output at a path under a name that begins with the name of the stack.
pub fn export(document: &Document, at: &Path) -> Vec<Edit> {
    let text = format!("${{AWS::StackName}}-{}", at.last_key().unwrap_or_default());
    let name = from_json(&json!({ "Fn::Sub": text }), Spelling::of(document));
    let value = Value::Mapping([(Value::from("Name"), name)].into_iter().collect());
    entry::put(document, at, &OUTPUT, EXPORT, value)
}

/// Removes the export of the output at a path.
pub fn end_export(document: &Document, at: &Path) -> Vec<Edit> {
    entry::take(document, &at.join(EXPORT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_an_output_has_no_export() {
        let mut document = Document::parse("Outputs:\n  Url:\n    Value: a\n    Export: {Name: b}\n");
        let (_, edits) = double(&document, &Path::root().keys(["Outputs", "Url"])).unwrap();
        for edit in edits {
            document.edit(&edit).unwrap();
        }
        assert_eq!(document.text().matches("Export").count(), 1);
    }
}
