//! `get` and `edit`: one value of a template.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::document::{Document, Edit, EditError, Path, Slot, Step};
use crate::recipe::entry::position;
use crate::template::function::{Spelling, from_json, to_json};

pub(super) fn get(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let pointer = arguments.required("--at")?;
    arguments.done()?;
    let document = document(&file)?;
    let at = path(&document, &pointer)?;
    let node = document.node(&at).or_else(|| at.is_root().then(|| document.root()).flatten());
    let Some(node) = node else {
        return Err(CliError::Input(format!("{file}: {}Nothing is at {at}.", nearest(&document, &at))));
    };
    let json = serde_json::to_string_pretty(&to_json(&node.value()));
    json.map(|json| json + "\n").map_err(|error| CliError::Input(format!("{file}: {error}")))
}

/// Line and column of the path, or of the last part of it that is there: `line 3, column 5: `.
fn nearest(document: &Document, at: &Path) -> String {
    let mut known = at.clone();
    let span = loop {
        match (document.entry_span(&known), known.parent()) {
            (Some(span), _) => break span,
            (None, Some(parent)) => known = parent,
            (None, None) => break 0..0,
        }
    };
    format!("{}: ", document.position(span.start))
}

pub(super) fn edit(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let op = arguments.required("--op")?;
    let pointer = arguments.required("--at")?;
    let value = arguments.option("--value")?;
    let key = arguments.option("--key")?;
    let to = arguments.option("--to")?;
    let in_place = arguments.flag("--in-place");
    arguments.done()?;
    if in_place && file == "-" {
        return Err(CliError::Use("--in-place needs a file, not standard input.".into()));
    }
    let mut document = document(&file)?;
    let at = path(&document, &pointer)?;
    let value = match value {
        Some(text) => {
            let json = serde_json::from_str(&text)
                .map_err(|error| CliError::Use(format!("--value is not JSON: {error}. Put text in double quotes.")))?;
            Some(from_json(&json, Spelling::of(&document)))
        }
        None => None,
    };
    let value = || value.clone().ok_or_else(|| CliError::Use(format!("--op {op} needs --value.")));
    let key = || key.clone().ok_or_else(|| CliError::Use(format!("--op {op} needs --key.")));
    let edit = match op.as_str() {
        "set" => Edit::Set { at, value: value()? },
        "insert" => match (key(), at.parent(), at.last()) {
            (Ok(key), ..) => Edit::Insert { into: at, slot: Slot::Key(key), value: value()? },
            (Err(_), Some(into), Some(Step::Index(index))) => {
                Edit::Insert { into, slot: Slot::Index(*index), value: value()? }
            }
            (Err(_), Some(into), Some(Step::Key(last))) => match last.parse() {
                // A list that is not there yet: its first position.
                Ok(index) if document.node(&into).is_none_or(|node| node.is_null()) => {
                    Edit::Insert { into, slot: Slot::Index(index), value: value()? }
                }
                _ => {
                    return Err(CliError::Use(
                        "--op insert needs --key, or a list's position at the end of --at.".into(),
                    ));
                }
            },
            (Err(fault), ..) => return Err(fault),
        },
        "remove" => Edit::Remove { at },
        "rename" => Edit::Rename { at, to: key()? },
        "copy" => {
            let missing = || CliError::Input(format!("{file}: {}Nothing is at {at}.", nearest(&document, &at)));
            let value = document.node(&at).ok_or_else(missing)?.source_ref();
            let into = at.parent().ok_or_else(|| CliError::Input(format!("{file}: {}", EditError::Root)))?;
            let behind = position(&document, &at).map_or(usize::MAX, |place| place + 1);
            let slot = match at.last() {
                Some(Step::Index(_)) => Slot::Index(behind),
                Some(Step::Key(_)) | None => Slot::KeyAt(key()?, behind),
            };
            Edit::Insert { into, slot, value }
        }
        "nest" => Edit::Wrap { at, under: key()? },
        "unnest" => Edit::Unwrap { at },
        "move" => {
            let to = to.ok_or_else(|| CliError::Use("--op move needs --to.".into()))?;
            let place = to.parse().map_err(|_| CliError::Use(format!("--to needs a number from 0 on, not {to}.")))?;
            Edit::Reorder { at, place }
        }
        other => {
            return Err(CliError::Use(format!(
                "--op {other} is none of set, insert, remove, rename, move, copy, nest, unnest."
            )));
        }
    };
    let splice = document
        .plan(&edit)
        .map_err(|error| CliError::Input(format!("{file}: {}{error}", nearest(&document, edit.path()))))?;
    document.apply(splice);
    if !in_place {
        return Ok(document.text().to_string());
    }
    std::fs::write(&file, document.text())
        .map_err(|error| CliError::Input(format!("{file} cannot be written: {error}. It may be incomplete now.")))?;
    Ok(String::new())
}

fn path(document: &Document, pointer: &str) -> Result<Path, CliError> {
    document.path_from_pointer(pointer).ok_or_else(|| {
        CliError::Use(format!(
            "--at {pointer} is not a JSON Pointer: it is empty or begins with /, with ~1 for / and ~0 for ~."
        ))
    })
}
