//! Parsing after a change in a document in brackets, such as JSON: of the innermost brackets that hold the whole
//! change.
//!
//! Text between brackets means the same wherever the brackets are, as long as all their ancestors are in brackets too.
//! In long brackets only the entries that the change touches are parsed. If the part cannot be parsed alone, the next
//! brackets outwards are tried.

use super::block::{MOST_DEAD, SHARE, reads_alone, renumbered, size};
use crate::document::Document;
use crate::document::parse::parse_part;
use crate::document::splice::Splice;
use crate::document::tree::{Id, NodeContent, NodeData, Style, Tree};

/// Length in bytes above which only some entries of the brackets are parsed.
const LONG: usize = 256;

/// Brackets that hold a change.
#[derive(Clone, Copy, Debug)]
pub(in crate::document) struct Brackets {
    node: Id,
    /// Nesting of the node itself.
    depth: usize,
    /// Its first byte.
    start: usize,
    /// End, before the change.
    end: usize,
}

/// The brackets that hold the whole change, the innermost last. Empty unless the whole document is in brackets.
pub(in crate::document) fn brackets(document: &Document, splice: &Splice) -> Vec<Brackets> {
    let tree = &document.tree;
    let mut found = Vec::new();
    if tree.anchored || tree.odd_keys || !document.format.json || tree.dead > MOST_DEAD.max(tree.nodes.len() / 2) {
        return found;
    }
    let Some(mut node) = tree.root else { return found };
    let mut start = tree.start(node);
    for depth in 0.. {
        let Some(data) = tree.node(node) else { break };
        let end = start.wrapping_add(data.end);
        if !is_bracketed(data, &document.text, start, end) || splice.range.start <= start || splice.range.end >= end {
            break;
        }
        found.push(Brackets { node, depth, start, end });
        let holds = |child: &Id| {
            tree.node(*child).is_some_and(|child| {
                let from = start.wrapping_add(child.start);
                from < splice.range.start && splice.range.end < from.wrapping_add(child.end)
            })
        };
        let next = match &data.content {
            NodeContent::Sequence(items) => items.iter().find(|item| holds(item)),
            NodeContent::Mapping(entries) => entries.iter().map(|entry| &entry.1).find(|value| holds(value)),
            NodeContent::Scalar(_) | NodeContent::Alias(_) => None,
        };
        let Some(next) = next else { break };
        start = start.wrapping_add(tree.node(*next).map_or(0, |next| next.start));
        node = *next;
    }
    found
}

/// True for a collection that starts and ends with its brackets: no tag before them, no pair without braces.
fn is_bracketed(node: &NodeData, text: &str, start: usize, end: usize) -> bool {
    let collection = matches!(node.content, NodeContent::Sequence(_) | NodeContent::Mapping(_));
    let piece = text.get(start..end).unwrap_or_default();
    let closed = (piece.starts_with('{') && piece.ends_with('}')) || (piece.starts_with('[') && piece.ends_with(']'));
    collection && closed && node.style == Style::Flow && node.tag.is_none() && node.anchor.is_none()
}

/// Entries of brackets that hold a whole change.
struct Window {
    /// Position of the first entry.
    first: usize,
    /// Position after the last entry.
    behind: usize,
    /// Start of the first entry, or the offset after the opening bracket.
    from: usize,
    /// End of the last entry, or the closing bracket, before the change.
    to: usize,
}

fn window(tree: &Tree, brackets: Brackets, splice: &Splice) -> Option<Window> {
    let data = tree.node(brackets.node)?;
    let start = |id: Id| brackets.start.wrapping_add(tree.node(id).map_or(0, |node| node.start));
    let end = |id: Id| start(id).wrapping_add(tree.node(id).map_or(0, |node| node.end));
    // A change at the border of an entry may change its neighbour.
    let (first, behind, last, from, to) = match &data.content {
        NodeContent::Sequence(items) => {
            let first = items.partition_point(|item| start(*item) < splice.range.start);
            let behind = items.partition_point(|item| end(*item) <= splice.range.end) + 1;
            let from = first.checked_sub(1).and_then(|place| items.get(place)).map(|item| start(*item));
            (first, behind, items.len(), from, items.get(behind - 1).map(|item| end(*item)))
        }
        NodeContent::Mapping(entries) => {
            let end = |entry: &(Id, Id)| end(entry.0).max(end(entry.1));
            let first = entries.partition_point(|entry| start(entry.0) < splice.range.start);
            let behind = entries.partition_point(|entry| end(entry) <= splice.range.end) + 1;
            let from = first.checked_sub(1).and_then(|place| entries.get(place)).map(|entry| start(entry.0));
            (first, behind, entries.len(), from, entries.get(behind - 1).map(end))
        }
        NodeContent::Scalar(_) | NodeContent::Alias(_) => return None,
    };
    Some(Window {
        first: first.saturating_sub(1),
        behind: behind.min(last),
        from: from.unwrap_or(brackets.start + 1),
        to: to.unwrap_or(brackets.end - 1),
    })
}

/// Parses the entries that a change touches and replaces them in the tree; returns what [`reparse`] does.
fn reparse_window(document: &mut Document, brackets: Brackets, window: &Window, splice: &Splice, moved: usize) -> bool {
    let text = &document.text;
    let span = window.from..window.to.wrapping_add(moved);
    if window.from > window.to || span.len() > text.len() / SHARE || splice.text.contains('\u{feff}') {
        return false;
    }
    let is_list =
        document.tree.node(brackets.node).is_some_and(|node| matches!(node.content, NodeContent::Sequence(_)));
    let Some(inside) = text.get(span).filter(|piece| reads_alone(piece)) else { return false };
    let piece = if is_list { format!("[{inside}]") } else { format!("{{{inside}}}") };
    let Ok(mut read) = parse_part(&piece, brackets.depth) else { return false };
    let whole = |root: &Id| {
        read.node(*root).is_some_and(|root| {
            let same_kind = is_list == matches!(root.content, NodeContent::Sequence(_));
            same_kind && root.start == 0 && root.end == piece.len() && is_bracketed(root, &piece, 0, piece.len())
        })
    };
    let Some(root) = read.root.filter(whole).filter(|_| !read.anchored && !read.odd_keys) else { return false };
    if ends_in_nothing(&read, root) {
        return false;
    }
    read.relativize();
    put_entries(&mut document.tree, brackets, window, (read, root), moved);
    move_behind(&mut document.tree, brackets.node, moved);
    true
}

/// True if the last value below a node is absent: its place depends on the text that follows.
fn ends_in_nothing(tree: &Tree, mut at: Id) -> bool {
    while let Some(node) = tree.node(at) {
        let last = match &node.content {
            NodeContent::Sequence(items) => items.last().copied(),
            NodeContent::Mapping(entries) => entries.last().map(|entry| entry.1),
            NodeContent::Scalar(_) | NodeContent::Alias(_) => return node.absent,
        };
        let Some(last) = last else { break };
        at = last;
    }
    false
}

/// Replaces the entries of the window by the parsed ones.
fn put_entries(tree: &mut Tree, brackets: Brackets, window: &Window, (read, root): (Tree, Id), moved: usize) {
    let offset = tree.nodes.len();
    // Offsets are relative to the added bracket, one byte before the entries.
    let base = (window.from - 1).wrapping_sub(brackets.start);
    let Some(content) = read.node(root).map(|root| renumbered(root.content.clone(), offset)) else { return };
    for mut node in read.nodes {
        node.content = renumbered(node.content, offset);
        if node.parent == Some(root) {
            node.parent = Some(brackets.node);
            node.start = node.start.wrapping_add(base);
        } else {
            node.parent = node.parent.map(|parent| parent + offset);
        }
        tree.nodes.push(node);
    }
    let Some(node) = tree.nodes.get_mut(brackets.node) else { return };
    node.end = node.end.wrapping_add(moved);
    let range = window.first..window.behind;
    let (gone, behind, fresh): (Vec<Id>, Vec<Id>, usize) = match (&mut node.content, content) {
        (NodeContent::Sequence(items), NodeContent::Sequence(fresh)) => {
            let next = range.start + fresh.len();
            let gone = items.splice(range, fresh).collect();
            (gone, items.iter().skip(next).copied().collect(), 0)
        }
        (NodeContent::Mapping(entries), NodeContent::Mapping(fresh)) => {
            let next = range.start + fresh.len();
            let gone = entries.splice(range, fresh).flat_map(|(key, value)| [key, value]).collect();
            let behind = entries.iter().skip(next).flat_map(|(key, value)| [*key, *value]).collect();
            (gone, behind, next - window.first)
        }
        _ => return,
    };
    tree.reindex(brackets.node, window.first, gone.len() / 2, fresh);
    tree.index_from(offset);
    tree.dead += 1 + gone.into_iter().map(|id| size(tree, id)).sum::<usize>();
    for id in behind {
        if let Some(node) = tree.nodes.get_mut(id) {
            node.start = node.start.wrapping_add(moved);
        }
    }
}

/// Parses the brackets after a change and replaces their content in the tree. Returns false, and leaves the tree
/// unchanged, if they cannot be parsed alone.
pub(in crate::document) fn reparse(
    document: &mut Document,
    brackets: Brackets,
    splice: &Splice,
    before: usize,
) -> bool {
    let moved = document.text.len().wrapping_sub(before);
    if brackets.end - brackets.start > LONG
        && let Some(window) = window(&document.tree, brackets, splice)
        && reparse_window(document, brackets, &window, splice, moved)
    {
        return true;
    }
    let text = &document.text;
    let span = brackets.start..brackets.end.wrapping_add(moved);
    if span.len() > text.len() / SHARE || splice.text.contains('\u{feff}') {
        return false;
    }
    let Some(piece) = text.get(span.clone()).filter(|piece| reads_alone(piece)) else { return false };
    let Ok(mut read) = parse_part(piece, brackets.depth) else { return false };
    let whole = |root: &Id| {
        read.node(*root)
            .is_some_and(|root| root.start == 0 && root.end == piece.len() && is_bracketed(root, piece, 0, piece.len()))
    };
    let Some(root) = read.root.filter(whole).filter(|_| !read.anchored && !read.odd_keys) else { return false };
    read.relativize();
    put(&mut document.tree, brackets.node, read, root);
    move_behind(&mut document.tree, brackets.node, moved);
    true
}

/// Replaces the content of a node by the parsed one; the node keeps its id.
fn put(tree: &mut Tree, at: Id, read: Tree, root: Id) {
    let offset = tree.nodes.len();
    tree.dead += size(tree, at);
    for (id, mut node) in read.nodes.into_iter().enumerate() {
        node.content = renumbered(node.content, offset);
        node.parent = match node.parent {
            Some(parent) if parent == root => Some(at),
            parent => parent.map(|parent| parent + offset),
        };
        if id == root
            && let Some(old) = tree.nodes.get_mut(at)
        {
            old.content = node.content.clone();
            old.end = node.end;
        }
        tree.nodes.push(node);
    }
    tree.index_from(offset);
    tree.index(at);
}

/// Moves the siblings after the changed node, at every level outwards, and the ends of their parents.
fn move_behind(tree: &mut Tree, changed: Id, moved: usize) {
    let mut inside = changed;
    while let Some(holder) = tree.node(inside).and_then(|node| node.parent) {
        let behind: Vec<Id> = match tree.node(holder).map(|node| &node.content) {
            Some(NodeContent::Sequence(items)) => {
                items.iter().copied().skip_while(|&item| item != inside).skip(1).collect()
            }
            Some(NodeContent::Mapping(entries)) => {
                let behind = entries.iter().skip_while(|entry| entry.1 != inside).skip(1);
                behind.flat_map(|(key, value)| [*key, *value]).collect()
            }
            _ => Vec::new(),
        };
        for sibling in behind {
            if let Some(node) = tree.nodes.get_mut(sibling) {
                node.start = node.start.wrapping_add(moved);
            }
        }
        if let Some(node) = tree.nodes.get_mut(holder) {
            node.end = node.end.wrapping_add(moved);
        }
        inside = holder;
    }
}
