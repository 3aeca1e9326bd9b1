//! Whole files: random edits in each, one at a time, judged by another reader and by the bytes that must stay; and
//! templates that others wrote, where there are some beside this project or in CF_INIT_CORPUS.

use std::fs;
use std::path::PathBuf;

use cf_init::document::{Document, Edit, Value};
use cf_init::template::convert::{to_json, to_yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::document::{edit_for, judge, wish};

/// Texts of other people's templates that are not read whole in every run of the tests.
const EDITS_OF_OTHERS: usize = 2;
const EDITS_OF_OURS: usize = 50;

fn fixtures() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    files(folder)
}

fn files(folder: PathBuf) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect();
    all.sort();
    all
}

/// A folder of other people's templates; `None`, said aloud, where there is none.
pub(crate) fn others(folder: &str) -> Option<Vec<(String, String)>> {
    let corpus = std::env::var_os("CF_INIT_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let found = corpus.join(folder).is_dir().then(|| files(corpus.join(folder)));
    if found.is_none() {
        println!("skipped: there is no folder {}; name one in CF_INIT_CORPUS", corpus.join(folder).display());
    }
    found
}

/// Every `step`-th of them; all where CF_INIT_CORPUS names the folder, as somebody does who looks for faults.
pub(crate) fn some_of_others(folder: &str, step: usize) -> Vec<(String, String)> {
    let step = if std::env::var_os("CF_INIT_CORPUS").is_some() { 1 } else { step };
    others(folder).unwrap_or_default().into_iter().step_by(step).collect()
}

/// Makes random edits, each on the text as it stands; gives how many had a place.
fn edited(name: &str, text: &str, edits: usize) -> usize {
    let mut runner = TestRunner::deterministic();
    let strategy = wish();
    let mut made = 0;
    // Not every wish has a place everywhere.
    for _ in 0..edits * 20 {
        if made == edits {
            break;
        }
        let mut document = Document::parse(text);
        let wish = strategy.new_tree(&mut runner).unwrap().current();
        let Some(edit) = edit_for(&document, &wish) else { continue };
        match judge(&mut document, &edit) {
            Ok(None) => {}
            Ok(Some(inverse)) => {
                made += 1;
                let after = document.text();
                assert_eq!(after[..inverse.range.start], text[..inverse.range.start], "{name}: {edit:?}");
                assert!(text.ends_with(&after[inverse.range.end..]), "{name}: {edit:?}");
                assert!(document.reads_like(&Document::parse(after)), "{name}: {edit:?}");
                document.apply(inverse);
                assert_eq!(document.text(), text, "{name}: {edit:?}");
            }
            Err(error) => panic!("{name}: {error}"),
        }
    }
    made
}

#[test]
fn fifty_edits_in_every_fixture_change_what_was_meant_and_nothing_else() {
    for (name, text) in fixtures() {
        assert_eq!(edited(&name, &text, EDITS_OF_OURS), EDITS_OF_OURS, "{name}");
    }
}

#[test]
fn templates_of_others_open_with_every_byte_and_take_edits() {
    for folder in ["init", "general"] {
        for (name, text) in others(folder).unwrap_or_default() {
            let document = Document::parse(text.as_str());
            assert_eq!(document.text(), text, "{name}");
            assert_eq!(document.syntax_error(), None, "{name}");
            assert!(document.root().is_some(), "{name}");
            // What equal keys mean to the other reader is nothing to go by.
            if text.len() < 100_000 && !doubled(&document) {
                edited(&name, &text, EDITS_OF_OTHERS);
            }
        }
    }
}

fn doubled(document: &Document) -> bool {
    let mut waiting: Vec<_> = document.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        let mut keys: Vec<_> = node.entries().map(|entry| entry.key().to_string()).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        if keys.len() < count {
            return true;
        }
        waiting.extend(node.items().chain(node.entries().map(|entry| entry.value)));
    }
    false
}

#[test]
fn broken_templates_of_others_open_as_text_and_say_where() {
    for (name, text) in others("bad").unwrap_or_default() {
        let mut document = Document::parse(text.as_str());
        assert_eq!(document.text(), text, "{name}");
        if let Some(problem) = document.syntax_error() {
            assert!((1..=document.line_count()).contains(&problem.position.line), "{name}: {problem:?}");
            assert!(problem.message.ends_with('.') && problem.offset <= text.len(), "{name}: {problem:?}");
            let refused = document.edit(&Edit::Set { at: Default::default(), value: Value::Null });
            assert!(refused.is_err(), "{name}");
            assert_eq!(document.text(), text, "{name}");
        }
    }
}

#[test]
fn json_of_others_and_ours_is_the_same_after_yaml() {
    let all = ["init", "general"].into_iter().flat_map(|folder| others(folder).unwrap_or_default()).chain(fixtures());
    let mut turned = 0;
    for (name, text) in all {
        let bare = text.trim_start_matches('\u{feff}');
        let Ok(json) = serde_json::from_str::<serde_json::Value>(bare) else { continue };
        let yaml = to_yaml(&Document::parse(text.as_str())).unwrap_or_else(|error| panic!("{name}: {error}"));
        let back = to_json(&Document::parse(yaml.text.as_str())).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(back.notes, [""; 0], "{name}");
        let back: serde_json::Value = serde_json::from_str(&back.text).unwrap();
        assert_eq!(back, json, "{name}");
        // Keys stay in their order.
        assert_eq!(back.to_string(), json.to_string(), "{name}");
        turned += 1;
    }
    assert!(turned >= 2);
}
