//! New entries of any collection: one with a key, an item, a copy.

use crate::document::{Document, Edit, Path, Slot, Step};
use crate::template::init::INIT;
use crate::template::value::default::default_of;
use crate::template::{Section, Template, entry, name, section};

/// The edits that add a default entry with a key to the mapping at `into`, which may not be there yet.
pub fn add_key(document: &Document, into: &Path, key: &str) -> Vec<Edit> {
    let value = default_of(document, into);
    if let [Step::Key(first), _, Step::Key(third), Step::Key(init), _, Step::Key(inside)] = into.steps() {
        let here = (&**first, &**third, &**init) == (section::RESOURCES, "Metadata", INIT);
        if let Some((inside, config)) = Section::of_key(inside).zip(into.parent()).filter(|_| here) {
            return entry::add_to_section(document, &config, inside, None, (key, value));
        }
    }
    vec![Edit::Insert { into: into.clone(), slot: Slot::Key(key.to_string()), value }]
}

/// The edits that add a default item to the list at `into`, as the last, and its path.
pub fn add_item(document: &Document, into: &Path) -> (Path, Vec<Edit>) {
    let index = document.node(into).map_or(0, |node| node.len());
    let value = default_of(document, into);
    (into.join(index), vec![Edit::Insert { into: into.clone(), slot: Slot::Index(index), value }])
}

/// The edits that put a copy of the entry at a path behind it, and the copy's path.
pub fn double(document: &Document, at: &Path) -> Option<(Path, Vec<Edit>)> {
    let parent = at.parent()?;
    let value = document.node(at)?.source_ref();
    let place = entry::position(document, at)? + 1;
    match at.last()? {
        Step::Index(_) => {
            let edit = Edit::Insert { into: parent.clone(), slot: Slot::Index(place), value };
            Some((parent.join(place), vec![edit]))
        }
        Step::Key(key) => {
            // Logical ids take letters and digits only.
            let sections =
                [section::PARAMETERS, section::MAPPINGS, section::CONDITIONS, section::RESOURCES, section::OUTPUTS];
            let names_ids = matches!(parent.steps(), [Step::Key(only)] if sections.contains(&&**only));
            let key = match names_ids {
                true => name::free_id(Template::of(document), key),
                false => name::free_key(document, &parent, key),
            };
            Some((parent.join(key.as_str()), entry::insert_at(document, &parent, &key, place, value)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: Vec<Edit>) -> String {
        let mut document = Document::parse(text);
        for edit in edits {
            document.edit(&edit).unwrap();
        }
        document.text().to_string()
    }

    #[test]
    fn a_section_of_a_config_is_made_where_it_belongs() {
        let text = "Resources:\n  W:\n    Metadata:\n      AWS::CloudFormation::Init:\n        c:\n          packages: {}\n          services: {}\n";
        let document = Document::parse(text);
        let at = crate::template::init::init_path("W").keys(["c", "commands"]);
        let now = after(text, add_key(&document, &at, "01_run"));
        let wanted = "packages: {}\n          commands:\n            01_run:\n              command: \"\"\n          services: {}\n";
        assert!(now.ends_with(wanted), "{now}");
    }

    #[test]
    fn a_copy_stands_behind_and_keeps_what_is_written() {
        for (text, pointer, wanted) in [
            ("a:\n  - x: 000644\n  - y\n", "/a/0", "a:\n  - x: 000644\n  - x: 000644\n  - y\n"),
            ("a: {b: !Ref X, c: 1}\n", "/a/b", "a: {b: !Ref X, b-2: !Ref X, c: 1}\n"),
            ("Resources:\n  W: {Type: T}\n", "/Resources/W", "Resources:\n  W: {Type: T}\n  W2: {Type: T}\n"),
        ] {
            let document = Document::parse(text);
            let at = document.path_from_pointer(pointer).unwrap();
            let (_, edits) = double(&document, &at).unwrap();
            assert_eq!(after(text, edits), wanted);
        }
    }
}
