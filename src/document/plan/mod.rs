//! Planning of edits: each kind of edit gives replacements of text, which become one minimal splice.

mod geometry;
mod insert;
mod move_to;
mod remove;
mod reorder;
mod replace;
mod resolve;
mod set;
mod wrap;

use std::ops::Range;

use super::Document;
use super::edit::{Edit, EditError, Slot};
use super::indicator::BLANK;
use super::node::{Kind, Node};
use super::path::{Path, Step};
use super::scalar::{Quote, Quoting, ScalarContext};
use super::splice::Splice;
use super::tree::{Id, NodeContent, Style};
use geometry::Collection;
pub(super) use replace::{line_of_part, span_of_part};

/// Disjoint replacements of byte ranges, in order.
type Replacements = Vec<(Range<usize>, String)>;

/// The splice of an edit.
pub(super) fn plan(document: &Document, edit: &Edit) -> Result<Splice, EditError> {
    if let Some(problem) = document.syntax_error() {
        return Err(EditError::Unreadable(problem.position));
    }
    let replacements = match edit {
        Edit::Set { at, value } => wrap::set_resolved(document, at, value)?,
        // `#` is an ordinary character inside a text.
        Edit::ReplaceInScalar { at, parts } => {
            return Ok(spliced(document.text(), replace::replace_in_scalar(document, at, parts)?));
        }
        Edit::Insert { into, slot, value } => wrap::insert_resolved(document, into, slot, value)?,
        Edit::Remove { at } => remove::remove(document, at)?,
        Edit::Rename { at, to } => rename(document, at, to)?,
        Edit::Reorder { at, place } => reorder::reorder(document, at, *place)?,
        Edit::Wrap { at, under } => wrap::wrap(document, at, under)?,
        Edit::Unwrap { at } => wrap::unwrap(document, at)?,
        Edit::RemoveAnchor { at } => remove::remove_anchor(document, at)?,
        Edit::MoveTo { at, into, slot } => move_to::move_to(document, at, into, slot)?,
    };
    Ok(joined(document.text(), replacements))
}

/// One splice of all replacements of entries, keys and values. Adds a space before a comment that directly follows one
/// of them, as is valid after `"a":`.
fn joined(text: &str, mut replacements: Replacements) -> Splice {
    let parts = |c: char| BLANK.contains(&c) || c == ':';
    for (range, new) in &mut replacements {
        let touches = text.get(..range.end).is_some_and(|before| before.ends_with(parts))
            && text.get(range.end..).is_some_and(|rest| rest.starts_with('#'));
        let left = if new.is_empty() { text.get(..range.start).unwrap_or_default() } else { new.as_str() };
        if touches && !left.is_empty() && !left.ends_with(parts) {
            new.push(' ');
        }
    }
    spliced(text, replacements)
}

/// One splice of all replacements.
fn spliced(text: &str, replacements: Replacements) -> Splice {
    let Some(start) = replacements.first().map(|replacement| replacement.0.start) else {
        return Splice { range: 0..0, text: String::new() };
    };
    let mut end = start;
    let mut new = String::new();
    for (range, replacement) in replacements {
        new.push_str(text.get(end..range.start).unwrap_or_default());
        new.push_str(&replacement);
        end = range.end;
    }
    Splice::minimal(text, start..end, new)
}

/// An entry in its collection.
struct EntryContext<'d> {
    parent: Collection<'d>,
    index: usize,
    value: Id,
}

/// The entry at a path; an error for the root.
fn spot<'d>(document: &'d Document, at: &Path) -> Result<EntryContext<'d>, EditError> {
    let parent = at.parent().ok_or(EditError::Root)?;
    let missing = || EditError::Missing(at.clone());
    let parent = document.node(&parent).ok_or_else(missing)?;
    let node = at.last().and_then(|step| parent.step(step)).ok_or_else(missing)?;
    let parent = Collection::of(parent, document).ok_or_else(missing)?;
    let index = parent.index_of(node.id()).ok_or_else(missing)?;
    Ok(EntryContext { parent, index, value: node.id() })
}

fn rename(document: &Document, at: &Path, to: &str) -> Result<Replacements, EditError> {
    let spot = spot(document, at)?;
    let key = spot.parent.pair(spot.index).and_then(|pair| pair.0).ok_or_else(|| EditError::NoName(at.clone()))?;
    let taken = at.parent().and_then(|parent| document.node(&parent)?.entry(to));
    if taken.is_some_and(|entry| entry.key_node.id() != key) {
        let parent = at.parent().unwrap_or_default();
        return Err(EditError::AlreadyExists(parent.join(to)));
    }
    let data = document.tree.abs(key).ok_or_else(|| EditError::Missing(at.clone()))?;
    if !matches!(data.content, NodeContent::Scalar(_)) {
        return Err(EditError::Unwritable("The key is an alias or a collection; change it in the text."));
    }
    if data.absent && data.tag.is_none() {
        return Err(EditError::Unwritable("The entry has no key. Write one before its colon, in the text."));
    }
    let quoting = match data.style {
        Style::Single => Quoting::Always(Quote::Single),
        Style::Double => Quoting::Always(Quote::Double),
        _ => Quoting::Plain(document.format.quote),
    };
    let place = place_in(document, spot.parent.is_flow());
    let key = super::write::Writer { key_quoting: quoting, ..super::write::Writer::new(&document.format) }
        .key(&super::Value::from(to), place)?;
    let at = document.tree.abs(spot.parent.pair(spot.index).and_then(|pair| pair.0).unwrap_or_default());
    let Some(data) = at else { return Ok(Vec::new()) };
    // A key may consist of a tag alone.
    let gap = if data.absent && data.tag.is_some() { " " } else { "" };
    Ok(vec![(data.inner..data.end, format!("{gap}{key}"))])
}

fn place_in(document: &Document, flow: bool) -> ScalarContext {
    match (document.is_json(), flow) {
        (true, _) => ScalarContext::Json,
        (false, true) => ScalarContext::Flow,
        (false, false) => ScalarContext::Block,
    }
}

/// Refuses to remove an anchor inside `range` that is used outside of it. The ranges in `kept` are not removed.
fn check_anchors(
    document: &Document,
    range: Range<usize>,
    except: Option<Id>,
    kept: &[(Id, Range<usize>)],
) -> Result<(), EditError> {
    if !document.tree.anchored {
        return Ok(());
    }
    let inside = |at: usize| range.contains(&at) && !kept.iter().any(|place| place.1.contains(&at));
    let placed = || (0..document.tree.nodes.len()).filter_map(|id| Some((id, document.tree.abs(id)?)));
    let held: Vec<Id> = placed()
        .filter(|(id, node)| node.aliased && inside(node.start) && Some(*id) != except)
        .map(|(id, _)| id)
        .collect();
    for (_, node) in placed() {
        if let NodeContent::Alias(target) = node.content
            && held.contains(target)
            && !inside(node.start)
        {
            let anchor = document.tree.abs(*target).and_then(|node| node.anchor);
            let anchor = anchor.and_then(|(start, end)| document.text.get(start + 1..end)).unwrap_or_default();
            return Err(EditError::AnchorInUse { anchor: anchor.into(), used: document.position(node.start) });
        }
    }
    Ok(())
}
