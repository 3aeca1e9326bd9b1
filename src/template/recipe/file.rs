//! Files of a config: adding, doubling, switching between text and address, renaming with what names them.

use super::{entry, name, trigger};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::file;
use crate::template::init::MODE_DEFAULT;
use crate::template::{Section, content};

/// Content of a new file: cfn-init refuses none at all.
const NEW_CONTENT: &str = "\n";

/// Adds a file of root's, readable for all, with one empty line. Nothing if the path is taken.
pub fn add(document: &Document, config: &Path, path: &str) -> Vec<Edit> {
    let into = config.join(Section::Files.key());
    if document.node(&into.join(path)).is_some() {
        return Vec::new();
    }
    let rows = [(file::OWNER, "root"), (file::GROUP, "root"), (file::MODE, MODE_DEFAULT), (file::CONTENT, NEW_CONTENT)];
    let value = rows.iter().map(|(row, text)| (Value::from(row.key), Value::from(*text)));
    let value = Value::Mapping(value.collect());
    entry::add_to_section(document, config, Section::Files, None, (path, value))
}

/// Puts a copy of the file at `at` behind it, under a path that is free.
pub fn double(document: &Document, at: &Path) -> Option<(String, Vec<Edit>)> {
    let into = at.parent()?;
    let path = name::free_key(document, &into, at.last_key()?);
    let place = entry::position(document, at)? + 1;
    let value = document.node(at)?.value();
    let edits = entry::insert_at(document, &into, &path, place, value);
    Some((path, edits))
}

/// The file at `at` is fetched from an address: `content` goes, the beginning of an address comes in its place.
pub fn fetch(document: &Document, at: &Path) -> Vec<Edit> {
    swap(document, at, file::CONTENT.key, file::SOURCE.key, Value::from("https://"))
}

/// The file at `at` is written from the template: `source` goes, an empty line comes in its place.
pub fn write(document: &Document, at: &Path) -> Vec<Edit> {
    swap(document, at, file::SOURCE.key, file::CONTENT.key, Value::from(NEW_CONTENT))
}

fn swap(document: &Document, at: &Path, gone: &str, come: &str, value: Value) -> Vec<Edit> {
    let there = document.node(at).and_then(|node| node.get(come)).is_some();
    let mut edits = entry::take(document, &at.join(gone));
    if !there {
        // Inserted first, so that the mapping is never empty in between.
        edits.splice(0..0, entry::put(document, at, file::ROWS, come, value));
    }
    edits
}

/// Removes the file at `at`, from the trigger lists of its config too, and with it `files` if it was the last.
pub fn remove(document: &Document, at: &Path) -> Vec<Edit> {
    let name = at.last_key().unwrap_or_default();
    let config = config_of(at);
    let mut edits = trigger::remove(document, &config, Section::Files, name);
    edits.extend(entry::take_with_empty(document, at, &config));
    edits
}

/// The config of the file at `at`: config › files › path.
fn config_of(at: &Path) -> Path {
    at.parent().and_then(|files| files.parent()).unwrap_or_default()
}

/// Puts the text typed into the content's editor of the file at `at`.
pub fn set_content(document: &Document, at: &Path, typed: &str) -> Vec<Edit> {
    let at_content = at.join(file::CONTENT.key);
    let Some(node) = document.node(&at_content) else {
        let text = Value::from(content::typed("", typed));
        return entry::put(document, at, file::ROWS, file::CONTENT.key, text);
    };
    let old = match content::Content::of(Some(node)) {
        content::Content::Text(text) => text.text,
        content::Content::Missing | content::Content::Object(_) | content::Content::Function(_) => "",
    };
    let text = content::typed(old, typed);
    let mut edits = Vec::new();
    if old.trim().is_empty() && text.contains('\n') {
        // Quotes around lines stay quotes; around a word they give way to lines.
        edits.extend(content::set_text(document, &at_content, "text"));
    }
    edits.extend(content::set_text(document, &at_content, &text));
    edits
}
