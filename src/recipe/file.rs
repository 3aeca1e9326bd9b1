//! Files of a config: adding one, and conversion between text, object, URL and symbolic link.

use serde_json::{Value as Json, json};

use super::{entry, name, section_entry};
use crate::document::{Document, Edit, Mapping, Path, Value};
use crate::schema::file;
use crate::template::encoded::encoded;
use crate::template::function::{self, Spelling};
use crate::template::init::MODE_DEFAULT;
use crate::template::mode::Mode;
use crate::template::{Section, content};

/// Content of a new file: cfn-init refuses none at all.
const NEW_CONTENT: &str = "\n";

/// Owner, group and rights of a file, or the target of a link.
pub fn in_words(document: &Document, at: &Path) -> String {
    let text = |key: &str| document.scalar(&at.join(key));
    let mode = text(file::MODE.key).and_then(Mode::parse);
    if mode.is_some_and(Mode::is_link) {
        return format!("link to {}", text(file::CONTENT.key).unwrap_or("…"));
    }
    let letters = mode.map(Mode::letters).unwrap_or_default();
    let name = |key: &str| text(key).unwrap_or("root").to_string();
    format!("{}:{} {letters}", name(file::OWNER.key), name(file::GROUP.key))
}

/// Adds a file of root's, readable for all, with one empty line. Nothing if the path is taken.
pub fn add(document: &Document, config: &Path, path: &str) -> Vec<Edit> {
    let rows = [(file::OWNER, "root"), (file::GROUP, "root"), (file::MODE, MODE_DEFAULT), (file::CONTENT, NEW_CONTENT)];
    let value = rows.iter().map(|(row, text)| (Value::from(row.key), Value::from(*text)));
    let value = Value::Mapping(value.collect());
    section_entry::add(document, config, Section::Files, path, value)
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
        edits.splice(0..0, entry::put(document, at, &file::ROWS, come, value));
    }
    edits
}

/// Makes a symbolic link of the file at `at`: the mode says so, the content becomes the target. What only a file has
/// goes.
pub fn link(document: &Document, at: &Path) -> Vec<Edit> {
    let text = |key: &str| document.scalar(&at.join(key)).unwrap_or_default();
    let mode = Mode::parse(text(file::MODE.key)).or_else(|| Mode::parse(MODE_DEFAULT));
    let mut edits = Vec::new();
    if let Some(mode) = mode {
        edits.extend(entry::put(document, at, &file::ROWS, file::MODE.key, Value::from(mode.as_link(true).text())));
    }
    let content = document.node(&at.join(file::CONTENT.key));
    let is_target = content.is_some_and(|node| match content::FileContent::of(Some(node)) {
        content::FileContent::Text(text) => text.text.starts_with('/') && !text.text.contains('\n'),
        content::FileContent::Function(_) => true,
        content::FileContent::Missing | content::FileContent::Object(_) => false,
    });
    let one_line = text(file::CONTENT.key).trim();
    if !is_target {
        let target = if one_line.starts_with('/') && !one_line.contains('\n') { one_line } else { "/" };
        let at_content = at.join(file::CONTENT.key);
        if content.is_some() {
            // What was written as lines would stay lines: in between it is no text.
            edits.push(Edit::Set { at: at_content.clone(), value: Value::Mapping(Default::default()) });
            edits.push(Edit::Set { at: at_content, value: Value::from(target) });
        } else {
            edits.extend(entry::put(document, at, &file::ROWS, file::CONTENT.key, Value::from(target)));
        }
    }
    let gone = [file::SOURCE, file::AUTHENTICATION, file::ENCODING, file::CONTEXT];
    edits.extend(gone.iter().flat_map(|row| entry::take(document, &at.join(row.key))));
    edits
}

/// Makes a file of the symbolic link at `at`: its target stays as the content.
pub fn unlink(document: &Document, at: &Path) -> Vec<Edit> {
    let mode = document.scalar(&at.join(file::MODE.key)).and_then(Mode::parse);
    let Some(mode) = mode.filter(|mode| mode.is_link()) else { return Vec::new() };
    vec![Edit::Set { at: at.join(file::MODE.key), value: Value::from(mode.as_link(false).text()) }]
}

/// The content of the file at `at` becomes an object that is written as JSON: what its text says if that is JSON, else
/// one key to begin with.
pub fn as_object(document: &Document, at: &Path) -> Vec<Edit> {
    let text = match content::FileContent::of(document.node(&at.join(file::CONTENT.key))) {
        content::FileContent::Text(text) => text.text,
        content::FileContent::Missing | content::FileContent::Object(_) | content::FileContent::Function(_) => "",
    };
    let read = serde_json::from_str::<Json>(text).ok();
    let object = read.filter(|json| match json {
        Json::Object(entries) => !entries.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    });
    let object = object.unwrap_or_else(|| json!({ "key": "value" }));
    let value = function::from_json(&object, Spelling::of(document));
    let mut edits = entry::put(document, at, &file::ROWS, file::CONTENT.key, value);
    edits.extend(entry::take(document, &at.join(file::SOURCE.key)));
    edits
}

/// The content of the file at `at` becomes text: JSON in lines. `None` where a function stands in it, whose value nobody
/// knows yet.
pub fn as_text(document: &Document, at: &Path) -> Option<Vec<Edit>> {
    let at = at.join(file::CONTENT.key);
    let json = function::to_json(&document.node(&at)?.value());
    if has_function(&json) {
        return None;
    }
    let text = format!("{}\n", serde_json::to_string_pretty(&json).ok()?);
    Some(vec![Edit::Set { at, value: Value::from(text) }])
}

/// True if the file at `at` has content and an address: then cfn-init never looks at the address.
pub fn has_idle_source(document: &Document, at: &Path) -> bool {
    let has = |key: &str| document.node(&at.join(key)).is_some_and(|node| !node.is_null());
    has(file::CONTENT.key) && has(file::SOURCE.key)
}

// Bounded: the reader refuses documents that are nested deeper than 400 levels.
fn has_function(json: &Json) -> bool {
    match json {
        Json::Object(entries) => entries.iter().any(|(key, value)| {
            (entries.len() == 1 && function::is_long_name(key)) || key.starts_with('!') || has_function(value)
        }),
        Json::Array(items) => items.iter().any(has_function),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    }
}

/// The text of the content of the file at `at` in base64, which `encoding` asks for.
pub fn encode(document: &Document, at: &Path) -> Vec<Edit> {
    let at = at.join(file::CONTENT.key);
    match content::FileContent::of(document.node(&at)) {
        content::FileContent::Text(text) => content::set_text(document, &at, &encoded(text.text)),
        content::FileContent::Missing | content::FileContent::Object(_) | content::FileContent::Function(_) => {
            Vec::new()
        }
    }
}

/// Puts the text typed into the content's editor of the file at `at`.
pub fn set_content(document: &Document, at: &Path, typed: &str) -> Vec<Edit> {
    let at_content = at.join(file::CONTENT.key);
    let Some(node) = document.node(&at_content) else {
        let text = Value::from(content::typed("", typed));
        return entry::put(document, at, &file::ROWS, file::CONTENT.key, text);
    };
    let old = match content::FileContent::of(Some(node)) {
        content::FileContent::Text(text) => text.text,
        content::FileContent::Missing | content::FileContent::Object(_) | content::FileContent::Function(_) => "",
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
/// Adds a command that removes the `.bak` of a file, after the files and before the services of the config.
pub fn remove_backup(document: &Document, config: &Path, file: &str) -> Vec<Edit> {
    let short = file.rsplit('/').next().unwrap_or_default();
    let name = name::free_key(document, &config.join(Section::Commands.key()), &format!("90-remove-{short}.bak"));
    let words = ["rm", "-f", &format!("{file}.bak")].map(Value::from);
    let command = Mapping::from_iter([(Value::from("command"), Value::Sequence(words.into()))]);
    section_entry::add(document, config, Section::Commands, &name, Value::Mapping(command))
}
