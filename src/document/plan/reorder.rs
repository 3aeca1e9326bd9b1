//! Moves of an entry among its siblings; the text between the entries stays.

use super::super::parse::parse;
use super::geometry::Chunk;
use super::insert::sealed;
use super::*;

pub(super) fn reorder(document: &Document, at: &Path, place: usize) -> Result<Replacements, EditError> {
    let spot = spot(document, at)?;
    let collection = spot.parent;
    let to = place.min(collection.len() - 1);
    if to == spot.index {
        return Ok(Vec::new());
    }
    let (first, last) = (spot.index.min(to), spot.index.max(to));
    let chunks: Vec<Chunk> = (first..=last).map(|index| chunk(collection, index)).collect();
    let mut texts: Vec<String> =
        (first..=last).zip(&chunks).map(|(index, chunk)| sealed_text(document, collection, index, chunk)).collect();
    if spot.index < to {
        texts.rotate_left(1);
    } else {
        texts.rotate_right(1);
    }
    let text = document.text();
    if let (Some(chunk), Some(last)) = (chunks.last(), texts.last_mut())
        && chunk.end == text.len()
        && !collection.is_flow()
        && last.contains(['|', '>'])
    {
        // A block scalar at the end of the text needs a line break.
        last.push_str(document.format.eol);
    }
    let replacements: Replacements = chunks.iter().map(|chunk| chunk.start..chunk.end).zip(texts).collect();
    let takes_blank_lines = !collection.is_flow() && (first..=last).any(|index| collection.takes_blank_lines(index));
    if takes_blank_lines {
        check_values(document, &spot, to, &replacements)?;
    }
    check_order(document, &replacements)?;
    Ok(replacements)
}

/// Refuses a move after which a block scalar with `+` would include other blank lines.
fn check_values(
    document: &Document,
    spot: &EntryContext<'_>,
    to: usize,
    replacements: &Replacements,
) -> Result<(), EditError> {
    let at = document.path_of(spot.parent.id);
    let mut moved = document.clone();
    moved.apply(joined(document.text(), replacements.clone()));
    let values = |document: &Document| {
        let node = document.node(&at)?;
        Some(node.items().chain(node.entries().map(|entry| entry.value)).map(|value| value.value()).collect::<Vec<_>>())
    };
    let mut meant = values(document).unwrap_or_default();
    if spot.index < meant.len() {
        let value = meant.remove(spot.index);
        meant.insert(to.min(meant.len()), value);
    }
    if moved.syntax_error().is_none() && values(&moved) == Some(meant) {
        return Ok(());
    }
    Err(EditError::Unwritable(
        "A text written with |+ would take in the blank lines of its new place. Remove them first.",
    ))
}

fn chunk(collection: Collection<'_>, index: usize) -> Chunk {
    if collection.is_flow() {
        let range = collection.flow_range(index);
        return Chunk { start: range.start, entry: range.start, end: range.end };
    }
    collection.chunk(index)
}

/// The text of a chunk; with a changed header if it ends the document without a line break.
fn sealed_text(document: &Document, collection: Collection<'_>, index: usize, chunk: &Chunk) -> String {
    let text = document.text();
    let whole = text.get(chunk.start..chunk.end).unwrap_or_default();
    let value = collection.pair(index).and_then(|(_, value)| document.tree.abs(value));
    if collection.is_flow() && value.is_some_and(|value| value.absent && value.tag.is_some()) {
        // A tag alone needs a space before the bracket.
        return format!("{whole} ");
    }
    if chunk.end != text.len() || collection.is_flow() {
        return whole.to_string();
    }
    match sealed(document, collection, index) {
        Some((range, header)) => {
            let before = text.get(chunk.start..range.start).unwrap_or_default();
            format!("{before}{header}{}", text.get(range.end..chunk.end).unwrap_or_default())
        }
        None => whole.to_string(),
    }
}

/// Refuses a move that would put an anchor after its alias.
fn check_order(document: &Document, replacements: &Replacements) -> Result<(), EditError> {
    if !document.tree.nodes.iter().any(|node| node.aliased) {
        return Ok(());
    }
    let mut text = document.text().to_string();
    joined(document.text(), replacements.clone()).apply_to(&mut text);
    let lines = super::super::lines::Lines::of(&text);
    match parse(&text, &lines) {
        Ok(_) => Ok(()),
        Err(_) => Err(EditError::Unwritable("An anchor would come behind the alias that uses it. Move the other one.")),
    }
}
