//! Insertion of an entry: among siblings, into an empty collection, or into a missing one.

use super::super::Value;
use super::super::fragment::{Fidelity, Fragment};
use super::super::tree::skip_trivia;
use super::super::write::Writer;
use super::geometry::{comment_after, indentation, is_first_on_line, line_end, line_end_with_comment};
use super::set::{follows, set_with};
use super::*;

/// Fragments for the placeholders of a value, and how they are written.
pub(super) type Filling<'p> = (&'p [Fragment], Fidelity);

pub(super) fn insert(document: &Document, into: &Path, slot: &Slot, value: &Value) -> Result<Replacements, EditError> {
    insert_with(document, into, slot, value, (&[], Fidelity::Verbatim))
}

/// Inserts a value whose placeholders are replaced by fragments.
pub(super) fn insert_with(
    document: &Document,
    into: &Path,
    slot: &Slot,
    value: &Value,
    filling: Filling<'_>,
) -> Result<Replacements, EditError> {
    let Some(node) = document.node(into) else {
        return insert_with_parents(document, into, slot, value, filling);
    };
    let empty_scalar =
        node.is_null() || (node.kind() == Kind::Scalar && node.scalar() == Some("") && node.tag().is_some());
    if empty_scalar || (node.kind() != Kind::Scalar && node.is_empty()) {
        return insert_first(document, node, into, slot, value, filling);
    }
    let collection = Collection::of(node, document).ok_or_else(|| EditError::Missing(into.clone()))?;
    let (key, index) = match (slot, node.kind()) {
        (Slot::Key(key), Kind::Mapping) => (Some(key), collection.len()),
        (Slot::KeyAt(key, index), Kind::Mapping) => (Some(key), (*index).min(collection.len())),
        (Slot::Index(index), Kind::Sequence) if *index <= collection.len() => (None, *index),
        (Slot::Index(index), _) => return Err(EditError::NoPosition(into.join(*index))),
        (Slot::Key(_) | Slot::KeyAt(..), _) => return Err(EditError::NoMapping(into.clone())),
    };
    if let Some(key) = key
        && node.get(key).is_some()
    {
        return Err(EditError::AlreadyExists(into.join(key.as_str())));
    }
    if collection.is_flow() {
        insert_in_brackets(document, collection, index, (key.map(String::as_str), value), filling)
    } else {
        insert_line(document, collection, index, (key.map(String::as_str), value), filling)
    }
}

/// Inserts an entry into a missing collection, which is created with its missing parents.
fn insert_with_parents(
    document: &Document,
    into: &Path,
    slot: &Slot,
    value: &Value,
    filling: Filling<'_>,
) -> Result<Replacements, EditError> {
    let Some(parent) = into.parent() else {
        // An empty text: the entry becomes the root.
        return set_with(document, into, &collection_of(slot, value, &Value::Null), filling);
    };
    let parent_slot = match into.last() {
        Some(Step::Key(key)) => Slot::Key(key.to_string()),
        Some(Step::Index(index)) => Slot::Index(*index),
        None => return Err(EditError::Root),
    };
    insert_with(document, &parent, &parent_slot, &collection_of(slot, value, &Value::Null), filling)
}

/// A collection of one entry with the tag of `old`.
fn collection_of(slot: &Slot, value: &Value, old: &Value) -> Value {
    let collection = match slot {
        Slot::Key(key) | Slot::KeyAt(key, _) => {
            Value::Mapping([(Value::from(key.as_str()), value.clone())].into_iter().collect())
        }
        Slot::Index(_) => Value::Sequence(vec![value.clone()]),
    };
    match old {
        Value::Tagged(tag, _) => Value::Tagged(tag.clone(), Box::new(collection)),
        _ => collection,
    }
}

/// Inserts an entry into null, `[]` or `{}`.
fn insert_first(
    document: &Document,
    node: Node<'_>,
    into: &Path,
    slot: &Slot,
    value: &Value,
    filling: Filling<'_>,
) -> Result<Replacements, EditError> {
    match (slot, node.kind()) {
        (Slot::Key(_) | Slot::KeyAt(..), Kind::Sequence) => return Err(EditError::NoMapping(into.clone())),
        (Slot::Index(index), Kind::Mapping) => return Err(EditError::NoPosition(into.join(*index))),
        (Slot::Index(index), _) if *index > 0 => return Err(EditError::NoPosition(into.join(*index))),
        _ => {}
    }
    // The collection of the anchor is changed, not the alias.
    let at = match node.is_alias() {
        true => document.path_of(document.tree.resolve(node.id())),
        false => into.clone(),
    };
    set_with(document, &at, &collection_of(slot, value, &node.value()), filling)
}

/// True for a list whose items are all in brackets or braces, and hold something.
fn items_are_flow(document: &Document, collection: Collection<'_>) -> bool {
    let NodeContent::Sequence(items) = &collection.data.content else { return false };
    let is_flow = |id: &Id| {
        document.tree.node(*id).is_some_and(|item| match &item.content {
            NodeContent::Sequence(items) => item.style == Style::Flow && !items.is_empty(),
            NodeContent::Mapping(entries) => item.style == Style::Flow && !entries.is_empty(),
            NodeContent::Scalar(_) | NodeContent::Alias(_) => false,
        })
    };
    !items.is_empty() && items.iter().all(is_flow)
}

fn insert_line(
    document: &Document,
    collection: Collection<'_>,
    index: usize,
    (key, value): (Option<&str>, &Value),
    (fragments, fidelity): Filling<'_>,
) -> Result<Replacements, EditError> {
    let text = document.text();
    let format = &document.format;
    let column = collection.column();
    let at_end = index == collection.len();
    let place = match at_end {
        // After the comments that belong to the last entry.
        true => line_end_with_comment(text, collection.end_of(index - 1)).max(collection.chunk(index - 1).end),
        false => collection.chunk(index).start,
    };
    let blank = at_end && gap_above(document, collection);
    let ahead = follows(document, place, column + format.step);
    let writer = Writer {
        quoting: collection.quoting(false),
        key_quoting: collection.quoting(true),
        flow: key.is_none() && items_are_flow(document, collection),
        may_literal: ahead.may_literal || !at_end,
        may_keep: ahead.may_keep || !at_end,
        fragments,
        fidelity,
        ..Writer::new(format)
    };
    let entry = match key {
        Some(key) => writer.block_entry(key, value, column)?,
        None => writer.item(value, column)?,
    };
    let pad = " ".repeat(column);
    let eol = format.eol;
    if !at_end {
        return Ok(vec![(place..place, format!("{entry}{eol}{pad}"))]);
    }
    let mut replacements = Replacements::new();
    if place == text.len() {
        replacements.extend(sealed(document, collection, index - 1));
    }
    let gap = if blank { eol } else { "" };
    let tail = if writer.ends_in_lines(value) && place == text.len() { eol } else { "" };
    replacements.push((place..place, format!("{eol}{gap}{pad}{entry}{tail}")));
    Ok(replacements)
}

/// Header for a block scalar at the end of a text without a final line break, before a line is added after it.
pub(super) fn sealed(document: &Document, collection: Collection<'_>, index: usize) -> Option<(Range<usize>, String)> {
    let node = document.tree.abs(collection.ends_in_block_scalar(index)?)?;
    let header = document.text.get(node.inner..)?;
    let end = node.inner + header.find([' ', '\t', '\r', '\n', '#']).unwrap_or(header.len());
    let header = document.text.get(node.inner..end)?;
    let has_text = matches!(&node.content, NodeContent::Scalar(text) if !text.is_empty() && !text.ends_with('\n'));
    (has_text && !header.contains('-')).then(|| (node.inner..end, format!("{}-", header.trim_end_matches('+'))))
}

/// True if a blank line separates the last two entries.
fn gap_above(document: &Document, collection: Collection<'_>) -> bool {
    let Some(before) = collection.len().checked_sub(2) else { return false };
    let start = collection.chunk(before + 1).start;
    let line = document.lines.start_of_line(start);
    let end = collection.chunk(before).end;
    line > end && document.text.get(end..line).is_some_and(|gap| gap.matches('\n').count() > 1)
}

fn insert_in_brackets(
    document: &Document,
    collection: Collection<'_>,
    index: usize,
    (key, value): (Option<&str>, &Value),
    (fragments, fidelity): Filling<'_>,
) -> Result<Replacements, EditError> {
    let text = document.text();
    let format = &document.format;
    let place = place_in(document, true);
    let sibling = index.min(collection.len() - 1);
    let sibling_start = collection.entry_start(sibling);
    let own_line = is_first_on_line(document, sibling_start);
    let indent = indentation(document, sibling_start);
    let lines = (place == ScalarContext::Json && format.json_lines).then_some(indent);
    let writer = Writer {
        quoting: collection.quoting(false),
        key_quoting: collection.quoting(true),
        fragments,
        fidelity,
        ..Writer::new(format)
    };
    let written = writer.brackets(value, place, lines)?;
    let entry = match key {
        Some(key) => {
            let colon = if place == ScalarContext::Json { format.colon.as_str() } else { ": " };
            format!("{}{colon}{written}", writer.key(&Value::from(key), place)?)
        }
        None => written,
    };
    let between = if own_line {
        format!("{}{indent}", format.eol)
    } else if place == ScalarContext::Json && format.colon == ":" {
        String::new()
    } else {
        " ".into()
    };
    if collection.is_mapping() && !text.get(collection.data.inner..).is_some_and(|rest| rest.starts_with('{')) {
        // `[a: b]`: a mapping of two entries needs braces.
        let (start, end) = (collection.data.inner, collection.data.end);
        let old = text.get(start..end).unwrap_or_default();
        let new = if index == 0 { format!("{{{entry}, {old}}}") } else { format!("{{{old}, {entry}}}") };
        return Ok(vec![(start..end, new)]);
    }
    if index < collection.len() {
        let start = collection.entry_start(index);
        return Ok(vec![(start..start, format!("{entry},{between}"))]);
    }
    let end = collection.flow_range(collection.len() - 1).end;
    let next = skip_trivia(text, end);
    let has_comma = text.get(next..).is_some_and(|rest| rest.starts_with(','));
    if has_comma {
        return Ok(vec![(next + 1..next + 1, format!("{between}{entry},"))]);
    }
    match comment_after(text, end).filter(|_| own_line) {
        // The comma precedes the comment, which stays beside the entry before.
        Some(_) => {
            let line = line_end(text, end);
            Ok(vec![(end..end, ",".into()), (line..line, format!("{between}{entry}"))])
        }
        None => Ok(vec![(end..end, format!(",{between}{entry}"))]),
    }
}
