//! Whole files: random edits in each, one at a time, judged by another reader and by the bytes that must stay.
//!
//! The files are those in `tests/fixtures`. A collection of real templates is read as well where the environment variable
//! `CF_INIT_CORPUS` names it: a folder with the folders `init`, `general` and `bad`.

use std::fs;
use std::io::Write;
use std::path::Path;

use cf_init::document::{Document, Edit, Value};
use cf_init::template::convert::{to_json, to_yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::document::{edit_choice, edit_for, judge};

const EDITS_PER_DOCUMENT: usize = 50;
const EDITS_PER_TEMPLATE: usize = 10;

/// Name and text of each file of a folder in `tests/fixtures`.
pub(crate) fn fixtures(folder: &str) -> Vec<(String, String)> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder))
}

/// Name and text of each file of a folder.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect();
    all.sort();
    all
}

/// The templates in `tests/fixtures`, then those in folders of the corpus. Prints the name of the test if there is no
/// corpus.
pub(crate) fn templates(folders: &[&str]) -> Vec<(String, String)> {
    with_corpus(fixtures("templates"), folders)
}

fn with_corpus(mut all: Vec<(String, String)>, folders: &[&str]) -> Vec<(String, String)> {
    if let Some(corpus) = std::env::var_os("CF_INIT_CORPUS") {
        all.extend(folders.iter().flat_map(|folder| files(&Path::new(&corpus).join(folder))));
    } else {
        let thread = std::thread::current();
        // Written directly, since the test runner hides what the macros print in a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {} reads tests/fixtures only; CF_INIT_CORPUS names no corpus",
            thread.name().unwrap_or_default()
        );
    }
    all
}

/// Makes random edits, each on the text as it stands; gives how many had a place.
fn edited(name: &str, text: &str, edits: usize) -> usize {
    let mut runner = TestRunner::deterministic();
    let strategy = edit_choice();
    let mut made = 0;
    // Not every edit_choice has a place everywhere.
    for _ in 0..edits * 20 {
        if made == edits {
            break;
        }
        let mut document = Document::parse(text);
        let edit_choice = strategy.new_tree(&mut runner).unwrap().current();
        let Some(edit) = edit_for(&document, &edit_choice) else { continue };
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
fn fifty_edits_in_every_document_change_only_their_place() {
    for (name, text) in fixtures("documents") {
        assert_eq!(edited(&name, &text, EDITS_PER_DOCUMENT), EDITS_PER_DOCUMENT, "{name}");
    }
}

#[test]
fn templates_open_with_every_byte_and_take_edits() {
    for (name, text) in templates(&["init", "general"]) {
        let document = Document::parse(text.as_str());
        assert_eq!(document.text(), text, "{name}");
        assert_eq!(document.syntax_error(), None, "{name}");
        assert!(document.root().is_some(), "{name}");
        // Readers disagree on the meaning of duplicate keys.
        if text.len() < 100_000 && !doubled(&document) {
            assert!(edited(&name, &text, EDITS_PER_TEMPLATE) > 0, "{name}");
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
fn broken_templates_open_as_text_and_name_the_line() {
    let mut problems = 0;
    for (name, text) in with_corpus(fixtures("broken"), &["bad"]) {
        let mut document = Document::parse(text.as_str());
        assert_eq!(document.text(), text, "{name}");
        if let Some(problem) = document.syntax_error() {
            problems += 1;
            assert!((1..=document.line_count()).contains(&problem.position.line), "{name}: {problem:?}");
            assert!(problem.message.ends_with('.') && problem.offset <= text.len(), "{name}: {problem:?}");
            let refused = document.edit(&Edit::Set { at: Default::default(), value: Value::Null });
            assert!(refused.is_err(), "{name}");
            assert_eq!(document.text(), text, "{name}");
        }
    }
    assert!(problems >= 10, "{problems}");
}

#[test]
fn json_is_the_same_after_a_conversion_to_yaml_and_back() {
    let all = templates(&["init", "general"]).into_iter().chain(fixtures("documents"));
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
    assert!(turned >= 5, "{turned}");
}
