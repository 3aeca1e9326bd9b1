//! Parsing after a change in block style: of the deepest entry that holds the whole change, or of the entries that the
//! change touches.
//!
//! The lines of the entry must mean the same when they are parsed alone: block style, whole lines, the same column, no
//! anchors and no `?`. Otherwise the next ancestor is tried, and finally the whole text. The result equals the tree of
//! the whole text; a property test compares them.

use crate::document::indicator::BLANK;
use std::ops::Range;

use crate::document::Document;
use crate::document::parse::parse_part;
use crate::document::splice::Splice;
use crate::document::tree::{Id, NodeContent, Style, Tree, strip_break};

/// A part larger than the text divided by this is not parsed alone.
pub(super) const SHARE: usize = 2;
/// Maximum number of unused nodes before the whole text is parsed.
pub(super) const MOST_DEAD: usize = 4096;

/// Adjacent entries, nearly always one, with their whole lines.
#[derive(Clone, Debug)]
pub(in crate::document) struct ReparseRange {
    collection: Id,
    /// Position of the first entry in the collection.
    index: usize,
    /// Position after the last entry.
    behind: usize,
    /// Nesting of the collection's entries.
    depth: usize,
    /// Column of the first entry's key.
    column: usize,
    /// Bytes from the start of the first entry's line to the start of the next entry's line, before the change.
    lines: Range<usize>,
    /// First byte of the first entry.
    start: usize,
    /// True if the collection starts with the first entry, which may start elsewhere after the change.
    opens: bool,
    /// First byte of the collection.
    base: usize,
}

/// The same change one line break earlier: whole lines inserted or removed at the start of a line are equally inserted
/// or removed at the end of the line above, so that only the entry there is touched.
fn turned(text: &str, splice: &Splice) -> Option<Range<usize>> {
    let Range { start, end } = splice.range;
    let lines = |text: &str| text.is_empty() || text.ends_with('\n');
    let whole = text.get(..start)?.ends_with('\n') && lines(text.get(start..end)?) && lines(&splice.text);
    (whole && !splice.is_empty()).then(|| start - 1..end - 1)
}

/// The entries that hold the whole change, the smallest last. Empty if the change touches more than whole entries.
pub(in crate::document) fn regions(document: &Document, splice: &Splice) -> Vec<ReparseRange> {
    let tree = &document.tree;
    if tree.anchored || tree.odd_keys || document.format.json || tree.dead > MOST_DEAD.max(tree.nodes.len() / 2) {
        return Vec::new();
    }
    let mut found = way_down(document, splice, &splice.range);
    if let Some(turned) = turned(&document.text, splice) {
        found.extend(way_down(document, splice, &turned));
        found.sort_by_key(|region| std::cmp::Reverse(region.lines.len()));
    }
    found
}

/// The entries that hold a change, from the root on.
fn way_down(document: &Document, splice: &Splice, change: &Range<usize>) -> Vec<ReparseRange> {
    let tree = &document.tree;
    let mut found = Vec::new();
    let Some(mut collection) = tree.root else { return found };
    let mut base = tree.start(collection);
    let mut limit = document.text.len();
    let mut depth = 0;
    while let Some(region) = region(document, collection, base, limit, depth, (splice, change)) {
        let value = entry_value(tree, collection, region.index).filter(|_| region.behind == region.index + 1);
        limit = region.lines.end;
        found.push(region);
        let Some(value) = value else { break };
        base = base.wrapping_add(tree.node(value).map_or(0, |node| node.start));
        collection = value;
        depth += 1;
    }
    found
}

fn region(
    document: &Document,
    collection: Id,
    base: usize,
    limit: usize,
    depth: usize,
    (splice, change): (&Splice, &Range<usize>),
) -> Option<ReparseRange> {
    let tree = &document.tree;
    let node = tree.node(collection).filter(|node| node.style == Style::Block)?;
    let NodeContent::Mapping(entries) = &node.content else { return None };
    // The first entry may have an indicator before its key; it starts where its mapping does.
    let start_of = |index: usize| match index {
        0 => Some(base.wrapping_add(node.inner)),
        _ => entries.get(index).and_then(|entry| tree.node(entry.0)).map(|key| base.wrapping_add(key.start)),
    };
    let key_start = |entry: &(Id, Id)| base.wrapping_add(tree.node(entry.0).map_or(0, |key| key.start));
    let opens = splice.range.start <= start_of(0)? && node.inner == 0;
    let change = if opens { &splice.range } else { change };
    let index = entries.partition_point(|entry| key_start(entry) <= change.start).saturating_sub(1);
    // A key that changes from its start on may be removed; then only the entry above is left.
    let at_key = !change.is_empty() && entries.get(index).is_some_and(|entry| key_start(entry) == change.start);
    let index = if at_key { index.saturating_sub(1) } else { index };
    let start = start_of(index)?;
    let own_line = document.lines.start_of_line(start);
    let lead = document.text.get(own_line..start)?;
    if !lead.chars().all(|c| c == ' ') {
        return None;
    }
    let line = if opens { below_key(document, own_line) } else { own_line };
    // Up to the entry that the change ends in.
    let behind = entries.partition_point(|entry| key_start(entry) <= change.end).max(index + 1);
    // One more where all of these may be removed.
    let behind = if !change.is_empty() && change.start <= start { behind + 1 } else { behind }.min(entries.len());
    let end_of = |behind: usize| start_of(behind).map_or(limit, |next| document.lines.start_of_line(next));
    // The line break that ends the entries' lines must stay, unless the text ends with them.
    let text_end = document.text.len();
    let holds = |behind: &usize| {
        let end = end_of(*behind);
        change.end < end || (end == text_end && change.end == end)
    };
    let behind = [behind, behind + 1].into_iter().filter(|behind| *behind <= entries.len()).find(holds)?;
    let end = end_of(behind);
    let begins = if opens { line } else { start };
    (begins <= change.start && line < end).then_some(ReparseRange {
        collection,
        index,
        behind,
        depth,
        column: lead.len(),
        lines: line..end,
        start,
        opens,
        base,
    })
}

/// Start of the comment lines and blank lines above a mapping's first entry, below its key.
fn below_key(document: &Document, mut line: usize) -> usize {
    while line > 0 {
        let above = document.lines.start_of_line(line - 1);
        let held = document.text.get(above..line).unwrap_or_default().trim_matches(BLANK);
        if !held.is_empty() && !held.starts_with('#') {
            break;
        }
        line = above;
    }
    line
}

fn entry_value(tree: &Tree, collection: Id, index: usize) -> Option<Id> {
    match &tree.node(collection)?.content {
        NodeContent::Mapping(entries) => entries.get(index).map(|entry| entry.1),
        _ => None,
    }
}

/// Parses the lines of the region after the change and replaces its entries in the tree. Returns false, and leaves the
/// tree unchanged, if the lines cannot be parsed alone.
pub(in crate::document) fn reparse(
    document: &mut Document,
    region: &ReparseRange,
    splice: &Splice,
    before: usize,
) -> bool {
    let text = &document.text;
    // Number of bytes by which the text after the change moved.
    let moved = text.len().wrapping_sub(before);
    let lines = region.lines.start..region.lines.end.wrapping_add(moved);
    if lines.len() > text.len() / SHARE || splice.text.contains('\u{feff}') {
        return false;
    }
    let Some(piece) = text.get(lines.clone()).filter(|piece| reads_alone(piece)) else { return false };
    let Ok(mut read) = parse_part(piece, region.depth) else { return false };
    let Some(root) = read.root.filter(|_| !read.anchored && !read.odd_keys) else { return false };
    let Some(entries) = entries_of(&read, root, region, lines.start, piece) else { return false };
    read.relativize();
    let fresh = entries.len();
    let first = read.start(root);
    let base = match region.opens {
        true => lines.start.wrapping_add(first),
        false => region.base,
    };
    put(&mut document.tree, region, (lines.start, base), read, root, entries);
    rebase(&mut document.tree, region, fresh, base);
    move_behind(&mut document.tree, region, fresh, moved);
    true
}

/// False for lines with another meaning at the start of a document, or for the document as a whole.
pub(super) fn reads_alone(piece: &str) -> bool {
    // Whether blank lines belong to a text that keeps them depends on what follows.
    let tail = piece.get(piece.trim_end_matches(BLANK).len()..).unwrap_or_default();
    let is_kept = piece.contains('+') && !strip_break(tail).is_empty();
    // A lone CR ends a line too.
    !is_kept
        && !piece.contains('\u{feff}')
        && piece
            .split(['\n', '\r'])
            .all(|line| !line.starts_with("---") && !line.starts_with("...") && !line.starts_with('%'))
}

/// The entries in the parsed lines, if they are a mapping in the expected column. Offsets are relative to the start of
/// the lines.
fn entries_of(read: &Tree, root: Id, region: &ReparseRange, at: usize, piece: &str) -> Option<Vec<(Id, Id)>> {
    let node = read.node(root)?;
    let NodeContent::Mapping(entries) = &node.content else { return None };
    let start = if region.opens { node.start } else { region.start - at };
    let same_place = node.style == Style::Block && node.start == start && node.inner == node.start;
    let line = piece.get(..node.start)?;
    let line = line.rsplit_once('\n').map_or(line, |(_, line)| line);
    let blank = line.chars().all(|c| c == ' ') && line.len() == region.column;
    (same_place && blank && node.tag.is_none()).then(|| entries.clone())
}

/// Replaces the old entries by the parsed nodes.
fn put(
    tree: &mut Tree,
    region: &ReparseRange,
    (at, base): (usize, usize),
    read: Tree,
    root: Id,
    entries: Vec<(Id, Id)>,
) {
    let offset = tree.nodes.len();
    let renumber = |id: Id| id + offset;
    // Offsets of entries are relative to their collection.
    let base = at.wrapping_add(read.node(root).map_or(0, |node| node.start)).wrapping_sub(base);
    for index in region.index..region.behind {
        tree.dead += 1 + entry_value(tree, region.collection, index).map_or(0, |value| 1 + size(tree, value));
    }
    for mut node in read.nodes {
        node.content = renumbered(node.content, offset);
        if node.parent == Some(root) {
            node.parent = Some(region.collection);
            node.start = node.start.wrapping_add(base);
        } else {
            node.parent = node.parent.map(renumber);
        }
        tree.nodes.push(node);
    }
    let fresh = entries.len();
    if let Some(NodeContent::Mapping(old)) = tree.nodes.get_mut(region.collection).map(|node| &mut node.content) {
        let new = entries.into_iter().map(|(key, value)| (renumber(key), renumber(value)));
        let end = region.behind.min(old.len());
        old.splice(region.index.min(end)..end, new);
        tree.reindex(region.collection, region.index, end.saturating_sub(region.index), fresh);
    }
    tree.index_from(offset);
}

/// Sets the start of the collection to `base` and adjusts the entries that were not parsed.
fn rebase(tree: &mut Tree, region: &ReparseRange, fresh: usize, base: usize) {
    let moved = base.wrapping_sub(region.base);
    for id in entries_behind(tree, region.collection, region.index + fresh) {
        if let Some(node) = tree.nodes.get_mut(id) {
            node.start = node.start.wrapping_sub(moved);
        }
    }
    if let Some(node) = tree.nodes.get_mut(region.collection) {
        node.start = node.start.wrapping_add(moved);
    }
}

/// A content whose node ids are increased by `offset`.
pub(super) fn renumbered(content: NodeContent, offset: usize) -> NodeContent {
    match content {
        NodeContent::Sequence(items) => NodeContent::Sequence(items.into_iter().map(|id| id + offset).collect()),
        NodeContent::Mapping(entries) => {
            NodeContent::Mapping(entries.into_iter().map(|(key, value)| (key + offset, value + offset)).collect())
        }
        content => content,
    }
}

/// Number of nodes below a node, itself included.
pub(super) fn size(tree: &Tree, id: Id) -> usize {
    let mut count = 0;
    let mut waiting = vec![id];
    while let Some(node) = waiting.pop().and_then(|id| tree.node(id)) {
        count += 1;
        match &node.content {
            NodeContent::Sequence(items) => waiting.extend(items),
            NodeContent::Mapping(entries) => waiting.extend(entries.iter().flat_map(|(key, value)| [*key, *value])),
            NodeContent::Scalar(_) | NodeContent::Alias(_) => {}
        }
    }
    count
}

/// Moves the siblings after the changed entries, at every level outwards, and the ends of their parents.
fn move_behind(tree: &mut Tree, region: &ReparseRange, fresh: usize, moved: usize) {
    let mut holder = Some(region.collection);
    let mut behind = entries_behind(tree, region.collection, region.index + fresh);
    while let Some(id) = holder {
        for sibling in behind {
            if let Some(node) = tree.nodes.get_mut(sibling) {
                node.start = node.start.wrapping_add(moved);
            }
        }
        let end = last_end(tree, id);
        let Some(node) = tree.nodes.get_mut(id) else { return };
        node.end = end.unwrap_or(node.end);
        holder = node.parent;
        let place = holder.and_then(|parent| match &tree.node(parent)?.content {
            NodeContent::Mapping(entries) => tree.position_in_mapping(entries, id),
            _ => None,
        });
        behind = match (holder, place) {
            (Some(parent), Some(place)) => entries_behind(tree, parent, place + 1),
            _ => Vec::new(),
        };
    }
}

/// Keys and values of a mapping from position `index` on.
fn entries_behind(tree: &Tree, mapping: Id, index: usize) -> Vec<Id> {
    match tree.node(mapping).map(|node| &node.content) {
        Some(NodeContent::Mapping(entries)) => {
            entries.iter().skip(index).flat_map(|(key, value)| [*key, *value]).collect()
        }
        _ => Vec::new(),
    }
}

/// End of a block mapping, relative to its start: the end of its last entry.
fn last_end(tree: &Tree, id: Id) -> Option<usize> {
    let end = |id: Id| tree.node(id).map_or(0, |node| node.start.wrapping_add(node.end));
    match &tree.node(id)?.content {
        NodeContent::Mapping(entries) => entries.last().map(|(key, value)| end(*key).max(end(*value))),
        _ => None,
    }
}
