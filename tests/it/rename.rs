//! Renaming carries every use and nothing else: there and back leaves the very bytes.

use cf_init::document::{Document, Path};
use cf_init::recipe::removal;
use cf_init::recipe::rename::rename;
use cf_init::starter::STARTERS;
use cf_init::template::reference::{Named, deletes, rename_fault, uses};

use crate::corpus::{fixtures, templates};

/// Entries looked at in one text; more tell nothing new.
const MOST: usize = 60;

/// Whether a key needs no quotes. Others, such as `01`, come back in quotes.
fn is_plain(key: &str) -> bool {
    key.starts_with(char::is_alphabetic) && key != "yes"
}

/// Every entry that defines a name, in the order of the text.
fn named(document: &Document) -> Vec<Path> {
    let mut all = Vec::new();
    let mut waiting = vec![Path::root()];
    while let Some(at) = waiting.pop() {
        let Some(node) = document.node(&at) else { continue };
        if Named::at(document, &at).is_some() && at.last_key().is_some_and(is_plain) {
            all.push(at.clone());
        }
        let below = node.entries().map(|entry| at.join(entry.key())).collect::<Vec<_>>();
        let items = (0..node.items().count()).map(|index| at.join(index)).collect::<Vec<_>>();
        waiting.extend(below.into_iter().chain(items).rev());
    }
    all
}

/// What is wrong with renaming the entries of a text there and back.
fn faults(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    let mut wrong = Vec::new();
    let all = named(&document);
    for at in all.iter().step_by(all.len().div_ceil(MOST).max(1)) {
        let before = uses(&document, at);
        // A name in a loop keeps what makes each one differ.
        let longer = format!("Xq{}", at.last_key().unwrap());
        let names = ["Xq", "YqzRenamed", longer.as_str()];
        let to = names
            .into_iter()
            .find(|to| rename_fault(&document, at, to).is_none())
            .unwrap_or_else(|| panic!("{at}: {:?}", rename_fault(&document, at, &longer)));
        let mut renamed = document.clone();
        for edit in rename(&document, at, to) {
            if let Err(why) = renamed.edit(&edit) {
                wrong.push(format!("{at}: {why} ({edit:?})"));
            }
        }
        let new = at.parent().unwrap().join(to);
        let after = uses(&renamed, &new);
        if after.len() != before.len() {
            wrong.push(format!("{at}: {} uses became {}", before.len(), after.len()));
        }
        for edit in rename(&renamed.clone(), &new, at.last_key().unwrap()) {
            let _ = renamed.edit(&edit);
        }
        if renamed.text() != text {
            let place = renamed.text().bytes().zip(text.bytes()).position(|(a, b)| a != b).unwrap_or_default();
            let near = text.get(place.saturating_sub(40)..).unwrap_or_default().chars().take(90).collect::<String>();
            wrong.push(format!("{at}: other bytes near {near:?}"));
        }
        let removal = removal::remove(&document, std::slice::from_ref(at));
        let mut gone = document.clone();
        for edit in &removal.edits {
            if let Err(why) = gone.edit(edit) {
                // An anchor in what goes may be used elsewhere; that is said.
                if !why.to_string().contains("anchor") {
                    wrong.push(format!("{at}: removed: {why}"));
                }
            }
        }
        if !deletes(&document, at).iter().all(|one| document.node(&one.at).is_some()) {
            wrong.push(format!("{at}: a use is nowhere"));
        }
    }
    wrong
}

#[test]
fn names_of_the_starters_are_renamed_there_and_back() {
    for starter in STARTERS {
        assert_eq!(faults(starter.text), Vec::<String>::new(), "{}", starter.name);
    }
}

#[test]
fn names_of_documents_and_templates_are_renamed_there_and_back() {
    let mut names = 0;
    for (name, text) in fixtures("documents").into_iter().chain(templates(&["init", "general"])) {
        let document = Document::parse(text.as_str());
        if document.syntax_error().is_none() {
            names += named(&document).len().min(MOST);
            assert_eq!(faults(&text), Vec::<String>::new(), "{name}");
        }
    }
    assert!(names >= 100, "{names} names");
}
