//! Mappings with many entries: their keys are found by an index, which follows every edit.

use cf_init::document::{Document, Edit, Path, Slot, Splice, Value};
use proptest::prelude::*;

fn text(json: bool, count: usize) -> String {
    let entry = |at: usize| match json {
        true => format!("  \"Key{:03}\": {{\"Type\": \"T{}\", \"At\": {at}}}", at * 7 % count, at % 3),
        false => format!("  Key{:03}:\n    Type: T{}\n    At: {at}\n", at * 7 % count, at % 3),
    };
    let entries: Vec<String> = (0..count).map(entry).collect();
    match json {
        true => format!("{{\"All\": {{\n{}\n}}}}\n", entries.join(",\n")),
        false => format!("All:\n{}", entries.concat()),
    }
}

fn all() -> Path {
    Path::root().join("All")
}

/// What a look at all entries finds: of equal keys the last.
fn assert_found(document: &Document) {
    let Some(node) = document.node(&all()) else { return };
    // A key that is a list or mapping has no text, and is found by none.
    let keys = node.entries().filter_map(|entry| entry.key_node.scalar());
    for key in keys.chain(["Key", "", "~"]) {
        let last = node.entries().rfind(|other| other.key_node.scalar() == Some(key));
        let found = node.entry(key);
        assert_eq!(found.map(|one| one.value.span()), last.map(|one| one.value.span()), "{key:?}");
    }
    for kind in ["T0", "T1", "T2", "T3"] {
        let said =
            |entry: &cf_init::document::Entry<'_>| entry.value.get("Type").and_then(|node| node.scalar()) == Some(kind);
        let spans =
            |entries: Vec<cf_init::document::Entry<'_>>| entries.iter().map(|one| one.value.span()).collect::<Vec<_>>();
        assert_eq!(spans(node.entries_with("Type", kind)), spans(node.entries().filter(said).collect()));
    }
    assert_eq!(node.has_key_prefix("Ke"), node.entries().any(|entry| entry.key().starts_with("Ke")));
    assert!(!node.has_key_prefix("Fn::"));
}

#[test]
fn the_last_of_equal_keys_counts_in_a_large_mapping() {
    for json in [false, true] {
        let mut document = Document::parse(text(json, 40));
        assert_found(&document);
        document.edit(&Edit::Rename { at: all().join("Key007"), to: "Key021x".into() }).unwrap();
        document.edit(&Edit::Insert { into: all(), slot: Slot::Key("A".into()), value: Value::from("x") }).unwrap();
        let at = document.text().find("Key014").unwrap();
        document.apply(Splice { range: at..at + 6, text: "Key000".into() });
        assert!(document.syntax_error().is_none());
        assert_found(&document);
        assert!(document.node(&all().join("Key014")).is_none());
        assert_eq!(document.node(&all()).unwrap().path(), all());
    }
}

#[test]
fn a_mapping_that_grows_or_shrinks_over_the_border_is_found() {
    for json in [false, true] {
        let mut document = Document::parse(text(json, 33));
        for at in (0..6).map(|at| format!("Key{at:03}")) {
            document.edit(&Edit::Remove { at: all().join(at.as_str()) }).unwrap();
            assert_found(&document);
            assert!(document.node(&all().join(at.as_str())).is_none());
        }
        for at in (0..12).map(|at| format!("New{at}")) {
            document
                .edit(&Edit::Insert { into: all(), slot: Slot::Key(at.as_str().into()), value: Value::from(1) })
                .unwrap();
            assert_found(&document);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Any splices: what the index finds is what a look at all entries finds, and the tree is that of the whole text.
    #[test]
    fn the_index_follows_every_edit(
        json in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, any::<prop::sample::Index>()), 1..8),
    ) {
        const TEXTS: [&str; 8] = ["", "x", "Key003", "\n", "  Key900:\n    Type: T1\n", "\"Key901\": {},\n", "T2", "  ? [a]\n  : b\n"];
        let mut document = Document::parse(text(json, 40));
        for (at, length, with) in edits {
            let places: Vec<usize> = document.text().match_indices(['\n', 'K', 'T', '"']).map(|one| one.0 + 1).collect();
            let start = if places.is_empty() { 0 } else { *at.get(&places) };
            let end = (start + length).min(document.text().len());
            document.apply(Splice { range: start..end, text: (*with.get(&TEXTS)).to_string() });
            if document.syntax_error().is_none() {
                assert_found(&document);
                prop_assert!(document.reads_like(&Document::parse(document.text())), "{}", document.text());
            }
        }
    }
}
