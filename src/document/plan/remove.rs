//! Removal of an entry with the comments that belong to it.

use super::super::indicator::BLANK;
use super::super::tree::skip_trivia;
use super::geometry::{line_end, next_line};
use super::set::{emptied, set};
use super::*;

pub(super) fn remove(document: &Document, at: &Path) -> Result<Replacements, EditError> {
    let spot = spot(document, at)?;
    let collection = spot.parent;
    let start = collection.entry_start(spot.index);
    let end = collection.end_of(spot.index);
    check_anchors(document, start..end, None, &[])?;
    if collection.len() == 1 {
        return remove_last(document, collection);
    }
    if collection.is_flow() { Ok(remove_in_brackets(document, &spot)) } else { Ok(remove_lines(document, &spot)) }
}

/// Replaces a collection by `[]` or `{}` when its last entry is removed.
fn remove_last(document: &Document, collection: Collection<'_>) -> Result<Replacements, EditError> {
    let data = collection.data;
    if collection.is_flow() {
        let brackets = if collection.is_mapping() { "{}" } else { "[]" };
        return Ok(vec![(data.inner..data.end, brackets.into())]);
    }
    let text = document.text();
    let chunk = collection.chunk(0);
    let between = text.get(line_end(text, collection.data.start.min(key_end(document, collection)))..chunk.start);
    let apart = between.is_some_and(|between| between.lines().count() > 2);
    let deeper = collection.data.tag.is_none()
        && collection.data.anchor.is_none()
        && collection.column() > parent_column(document, collection)
        && geometry::is_first_on_line(document, chunk.start);
    if deeper && (apart || chunk.start < chunk.entry) {
        // Blank lines or comments between key and value stay; only the value is replaced.
        let brackets = if collection.is_mapping() { "{}" } else { "[]" };
        return Ok(vec![(chunk.start..chunk.end, brackets.into())]);
    }
    let path = document.path_of(collection.id);
    let node = Node::new(document, collection.id).ok_or_else(|| EditError::Missing(path.clone()))?;
    let mut replacements = set(document, &path, &emptied(node))?;
    // Comments that belong to the entry are removed with it.
    if let Some(last) = replacements.last_mut() {
        last.0.end = last.0.end.max(chunk.end);
    }
    Ok(replacements)
}

/// End of the collection's key; its own start for an item of a list.
fn key_end(document: &Document, collection: Collection<'_>) -> usize {
    let parent = collection.data.parent.and_then(|parent| document.tree.abs(parent));
    let key = match parent.map(|parent| parent.content) {
        Some(NodeContent::Mapping(entries)) => {
            entries.iter().find(|entry| entry.1 == collection.id).map(|entry| entry.0)
        }
        _ => None,
    };
    key.and_then(|key| document.tree.abs(key)).map_or(collection.data.start, |key| key.end)
}

/// Column of the parent collection, which this one must be deeper than.
fn parent_column(document: &Document, collection: Collection<'_>) -> usize {
    let parent = collection.data.parent.and_then(|parent| document.tree.abs(parent));
    parent.map_or(0, |parent| geometry::column(document, parent.inner))
}

fn remove_in_brackets(document: &Document, spot: &EntryContext<'_>) -> Replacements {
    let text = document.text();
    let collection = spot.parent;
    let range = collection.flow_range(spot.index);
    if spot.index + 1 < collection.len() {
        let next = collection.flow_range(spot.index + 1).start;
        let between = text.get(range.end..next).unwrap_or_default();
        if !between.contains('#') {
            return vec![(range.start..next, String::new())];
        }
        // Only the entry and its comma are removed, not the comment after them.
        let comma = skip_trivia(text, range.end);
        return vec![(range, String::new()), (comma..comma + 1, String::new())];
    }
    let before = collection.flow_range(spot.index - 1).end;
    let comma = skip_trivia(text, before);
    if text.get(before..range.start).is_some_and(|between| between.contains('#')) {
        return vec![(comma..comma + 1, String::new()), (range, String::new())];
    }
    vec![(before..range.end, String::new())]
}

fn remove_lines(document: &Document, spot: &EntryContext<'_>) -> Replacements {
    let text = document.text();
    let collection = spot.parent;
    let chunk = collection.chunk(spot.index);
    let line = document.lines.start_of_line(chunk.start);
    if spot.index == 0 && !geometry::is_first_on_line(document, chunk.start) {
        // The entry is on the line of the dash, which stays, as all other lines do.
        let lead = text.get(line..chunk.start).unwrap_or_default();
        return vec![(line + lead.trim_end_matches([' ', '\t']).len()..chunk.end, String::new())];
    }
    let mut end = next_line(text, chunk.end).unwrap_or(text.len());
    if spot.index > 0 && collection.takes_blank_lines(spot.index - 1) {
        // Blank lines below would become part of the text above.
        while text.get(end..line_end(text, end)).is_some_and(|line| line.trim_matches(BLANK).is_empty()) {
            let Some(next) = next_line(text, end) else { break };
            end = next;
        }
        return vec![(line..end, String::new())];
    }
    let mut start = line;
    // Blank lines on one side of the entry are removed.
    let blank_below =
        end >= text.len() || text.get(end..line_end(text, end)).is_some_and(|l| l.trim_matches(BLANK).is_empty());
    // Blank lines above the last entry would separate the new last entry from its parent's next sibling.
    let is_last = spot.index + 1 == collection.len();
    if (blank_below || is_last) && spot.index > 0 {
        let border = next_line(text, collection.end_of(spot.index - 1)).unwrap_or(text.len());
        while start > border {
            let above = document.lines.start_of_line(start - 1);
            if above < border || text.get(above..start).is_none_or(|line| !line.trim_matches(BLANK).is_empty()) {
                break;
            }
            start = above;
        }
    }
    vec![(start..end, String::new())]
}

/// Removes the anchor of a value, and the space behind it. An anchor that an alias uses stays.
pub(super) fn remove_anchor(document: &Document, at: &Path) -> Result<Replacements, EditError> {
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let Some((start, end)) = document.tree.abs(node.id()).and_then(|data| data.anchor) else { return Ok(Vec::new()) };
    check_anchors(document, start..end, None, &[])?;
    let rest = document.text.get(end..).unwrap_or_default();
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let before = document.text.get(..start).unwrap_or_default();
    // At the end of a line the space before the anchor goes.
    let is_last = rest.trim_start_matches(' ').starts_with(['\n', '\r']) || rest.trim_start_matches(' ').is_empty();
    let start = if is_last { before.trim_end_matches(' ').len() } else { start };
    Ok(vec![(start..end + spaces, String::new())])
}
