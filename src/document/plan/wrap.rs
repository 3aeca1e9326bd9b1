//! Values with references to the document: setting, inserting, wrapping and unwrapping.

use super::super::fragment::After;
use super::super::fragment::{Fidelity, Fragment};
use super::super::indicator::BLANK;
use super::super::tree::AbsNode;
use super::super::write::{Writer, spaced};
use super::super::{Mapping, Value};
use super::geometry::{column, comment_after, line_end};
use super::insert::{Filling, insert, insert_with};
use super::resolve::{Resolved, resolve};
use super::set::{header_end, is_inline, set, set_in_brackets, set_with, writer_for};
use super::*;

const OTHERWISE: &str = "The lines would read as something else at another depth. Change them in the text.";

/// Sets a value that may hold references.
pub(super) fn set_resolved(document: &Document, at: &Path, value: &Value) -> Result<Replacements, EditError> {
    if !value.has_source_ref() {
        return set(document, at, value);
    }
    let gone = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?.span();
    let resolved = resolve(document, value, &gone)?;
    if at.is_root() || resolved.fragments.is_empty() {
        return set(document, at, &resolved.literal);
    }
    let spot = spot(document, at)?;
    check_anchors(document, gone, Some(spot.value), &resolved.places)?;
    let verbatim = verbatim(document, &spot, &resolved);
    if let Ok(replacements) = verbatim.and_then(|replacements| checked(document, at, &resolved.loaded, replacements)) {
        return Ok(replacements);
    }
    if spot.parent.is_flow() {
        let anew = set_with(document, at, &resolved.value, (&resolved.fragments, Fidelity::Reformatted));
        if let Ok(replacements) = anew.and_then(|replacements| checked(document, at, &resolved.loaded, replacements)) {
            return Ok(replacements);
        }
    }
    set(document, at, &resolved.literal)
}

/// Inserts a value that may hold references.
pub(super) fn insert_resolved(
    document: &Document,
    into: &Path,
    slot: &Slot,
    value: &Value,
) -> Result<Replacements, EditError> {
    if !value.has_source_ref() {
        return insert(document, into, slot, value);
    }
    let resolved = resolve(document, value, &(0..0))?;
    let target = target(into, slot);
    for fidelity in [Fidelity::Verbatim, Fidelity::Reformatted] {
        if let Some(replacements) =
            inserted(document, (into, slot, &target), &resolved, (&resolved.fragments, fidelity))
        {
            return Ok(replacements);
        }
    }
    insert(document, into, slot, &resolved.literal)
}

/// The replacements, if they insert the value and change no sibling.
pub(super) fn inserted(
    document: &Document,
    (into, slot, target): (&Path, &Slot, &Path),
    resolved: &Resolved,
    filling: Filling<'_>,
) -> Option<Replacements> {
    let replacements = insert_with(document, into, slot, &resolved.value, filling).ok()?;
    let mut after = document.clone();
    after.apply(joined(document.text(), replacements.clone()));
    let len = document.node(into).map_or(0, |node| node.len());
    let root = |document: &Document| document.root().map(|root| root.len());
    let fine = after.syntax_error().is_none()
        && after.node(target).is_some_and(|node| node.value() == resolved.loaded)
        && after.node(into).is_some_and(|node| node.len() == len + 1)
        && (into.is_root() || document.node(into).is_none() || root(&after) == root(document))
        && place_of(&after, target).is_some_and(|place| {
            let (above, below) = (place.checked_sub(1), Some(place + 1));
            at_places(&after, into, [above, below]) == at_places(document, into, [above, Some(place)])
        });
    fine.then_some(replacements)
}

/// The path of the inserted entry.
pub(super) fn target(into: &Path, slot: &Slot) -> Path {
    match slot {
        Slot::Key(key) | Slot::KeyAt(key, _) => into.join(key.as_str()),
        Slot::Index(index) => into.join(*index),
    }
}

/// Values at positions of a collection.
fn at_places(document: &Document, collection: &Path, places: [Option<usize>; 2]) -> Vec<Option<Value>> {
    let node = document.node(collection);
    let at = |place: usize| node?.items().chain(node?.entries().map(|entry| entry.value)).nth(place);
    places.into_iter().map(|place| place.and_then(at).map(|node| node.value())).collect()
}

/// Position of an entry in its collection.
fn place_of(document: &Document, at: &Path) -> Option<usize> {
    match at.last()? {
        Step::Index(index) => Some(*index),
        Step::Key(key) => document.node(&at.parent()?)?.entries().position(|entry| entry.key() == &**key),
    }
}

/// The replacements that copy all fragments verbatim.
fn verbatim(document: &Document, spot: &EntryContext<'_>, resolved: &Resolved) -> Result<Replacements, EditError> {
    let old = &document.tree.abs(spot.value).ok_or(EditError::Unwritable(OTHERWISE))?;
    let mut fragments = resolved.fragments.clone();
    for (fragment, place) in fragments.iter_mut().zip(&resolved.places) {
        if place.0 == spot.value {
            // Comments above the entry stay where they are.
            fragment.leading_comments.clear();
        }
    }
    let (parent, text) = (&spot.parent, document.text());
    if parent.is_flow() {
        let writer = Writer { fragments: &fragments, ..Writer::new(&document.format) };
        return set_in_brackets(document, spot, old, &resolved.value, (None, writer));
    }
    if parent.is_mapping() && parent.colon(spot.index).is_none() {
        return Err(EditError::Unwritable(OTHERWISE));
    }
    let around = resolved.places.iter().position(|place| place.0 == spot.value);
    if old.anchor.is_some() && around.is_none() {
        return Err(EditError::Unwritable(OTHERWISE));
    }
    let behind = if parent.is_mapping() { After::Colon } else { After::Dash };
    let after = parent.after_indicator(spot.index);
    let end = parent.chunk(spot.index).end.max(old.end);
    let inline = is_inline(old);
    let root = root_fragment(&resolved.value);
    let mut met = Vec::new();
    for (fragment, place) in fragments.iter_mut().zip(&resolved.places) {
        let mut above = comments_on_the_way(document, place.0, spot.value, &mut met);
        above.append(&mut fragment.leading_comments);
        fragment.leading_comments = above;
    }
    let below = line_end(text, after) < old.start;
    let beside = |at: usize| comment_after(text, at).unwrap_or_default().to_string();
    let head = match around.and_then(|around| fragments.get_mut(around)) {
        Some(fragment) => std::mem::take(&mut fragment.key_comment),
        None if below => {
            if let Some(fragment) = root.and_then(|root| fragments.get_mut(root)).filter(|_| !inline) {
                // Comments above and beside a tag on its own line.
                let gap = text.get(line_end(text, after)..old.start).unwrap_or_default();
                let own = gap
                    .lines()
                    .map(|line| line.trim_matches(BLANK))
                    .filter(|line| line.starts_with('#') && old.start < old.inner);
                let behind = beside(header_end(document, old, after)).trim_matches(BLANK).to_string();
                let tagged = old.start < old.inner && !behind.is_empty();
                let lines = own.map(str::to_string).chain(tagged.then_some(behind));
                fragment.leading_comments = lines.chain(std::mem::take(&mut fragment.leading_comments)).collect();
            }
            beside(after)
        }
        None if inline => beside(old.end),
        None => beside(header_end(document, old, after)),
    };
    let mut in_place = false;
    if let Some(fragment) = root.and_then(|root| fragments.get_mut(root)) {
        // In brackets no line is indented: the fragment takes the place of the brackets.
        fragment.entry_column = fragment.entry_column.or(Some(parent.column()));
        fragment.lower_comments(&document.format);
        in_place = inline && fragment.separator.is_empty() && (around.is_some() || fragment.trailing_trivia.is_empty());
        if in_place {
            fragment.trailing_trivia.clear();
        }
    }
    // An item that starts on the line below its dash stays there.
    let below_dash = behind == After::Dash && below && old.style == Style::Block && old.start == old.inner;
    let lines = column(document, old.start).checked_sub(2).filter(|_| below_dash);
    if let Some(lines) = lines {
        let inner = Node::new(document, spot.value).and_then(|node| Collection::of(node, document));
        let last = inner.filter(|_| around.is_none()).map(|inner| inner.chunk(inner.len().saturating_sub(1)).end);
        let end = last.unwrap_or(end);
        if let Some(replacements) = in_lines_below_dash(document, (old, end), &resolved.value, fragments.clone(), lines)
        {
            return Ok(replacements);
        }
    }
    let writer = Writer {
        fragments: &fragments,
        literal: false,
        literal_indent: None,
        ..writer_for(document, spot, old, &resolved.value, parent.column())
    };
    let written = writer.block(&resolved.value, parent.column(), behind)?;
    let told = fragments.iter().any(|fragment| fragment.comments_written.get());
    let one_line = !written.contains(['\n', '\r']);
    if inline && !old.absent && (in_place || (one_line && !told)) && !written.starts_with(['\n', '\r']) {
        return Ok(vec![(old.start..old.end, written)]);
    }
    let mut new =
        composed(document, (&written, &head), behind, parent.column(), root.and_then(|root| fragments.get(root)));
    if around.is_none() && !inline {
        new.push_str(&comments_below(document, spot.value, end, &writer, resolved));
    }
    if writer.ends_in_lines(&resolved.value) && end == text.len() {
        new.push_str(document.format.eol);
    }
    Ok(vec![(after..end, new)])
}

/// The value in the lines below a dash, whose own line stays; `None` where it would not start in their column.
fn in_lines_below_dash(
    document: &Document,
    (old, end): (&AbsNode<'_>, usize),
    value: &Value,
    mut fragments: Vec<Fragment>,
    lines: usize,
) -> Option<Replacements> {
    for fragment in fragments.iter_mut().filter(|fragment| fragment.in_sequence && fragment.column == lines + 2) {
        fragment.separator.clear();
    }
    let writer = Writer { fragments: &fragments, ..Writer::new(&document.format) };
    let written = writer.block(value, lines, After::Dash).ok()?;
    let written = spaced(&written).strip_prefix(' ')?.to_string();
    (!written.starts_with([' ', '!'])).then(|| vec![(old.start..end, written)])
}

/// Position of the fragment that is the whole value, apart from a tag.
fn root_fragment(value: &Value) -> Option<usize> {
    match value {
        Value::Source(source) => source.fragment,
        Value::Tagged(_, value) => match &**value {
            Value::Source(source) => source.fragment,
            _ => None,
        },
        _ => None,
    }
}

/// Comments of the entries between a value and its ancestor `up_to`: above them, beside their keys, and of their
/// siblings. Each is returned once.
fn comments_on_the_way(document: &Document, from: Id, up_to: Id, met: &mut Vec<Id>) -> Vec<String> {
    let text = document.text();
    let mut ancestors = std::iter::successors(Some(from), |id| document.tree.abs(*id).and_then(|node| node.parent));
    if !ancestors.any(|id| id == up_to) {
        return Vec::new();
    }
    let comment = |line: &str| Some(line.trim_matches(BLANK).to_string()).filter(|line| line.starts_with('#'));
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut below = from;
    let parent_of = |id: Id| document.tree.abs(id).and_then(|node| node.parent);
    while let Some(at) = parent_of(below).filter(|at| below != up_to && *at != up_to) {
        let Some(holder) = parent_of(at).and_then(|id| Collection::of(Node::new(document, id)?, document)) else {
            break;
        };
        let Some(index) = holder.index_of(at).filter(|_| !met.contains(&at)) else { break };
        met.push(at);
        let mut lines = Vec::new();
        if !holder.is_flow() {
            let chunk = holder.chunk(index);
            lines.extend(text.get(chunk.start..chunk.entry).unwrap_or_default().lines().filter_map(comment));
            lines.extend(comment_after(text, holder.after_indicator(index)).and_then(comment));
        }
        let own = Node::new(document, at).and_then(|node| Collection::of(node, document));
        if let Some(own) = own.filter(|own| own.is_mapping() && !own.is_flow()) {
            let others = (0..own.len()).filter(|index| own.pair(*index).is_some_and(|pair| pair.1 != below));
            lines.extend(others.filter_map(|index| {
                let (start, end) = (own.end_of(index), own.chunk(index).end);
                comment(text.get(start..end.max(start))?)
            }));
        }
        found.push(lines);
        below = at;
    }
    found.into_iter().rev().flatten().collect()
}

/// The text after a key or dash at `column`, with the comment beside it.
fn composed(
    document: &Document,
    (written, head): (&str, &str),
    behind: After,
    column: usize,
    root: Option<&Fragment>,
) -> String {
    let format = &document.format;
    if head.is_empty() || written.starts_with(['\n', '\r']) {
        return format!("{head}{}", spaced(written));
    }
    let next_line = |column: usize| format!("{head}{}{}{written}", format.eol, " ".repeat(column));
    let first = written.find(['\n', '\r']).unwrap_or(written.len());
    let (line, rest) = (written.get(..first).unwrap_or_default(), written.get(first..).unwrap_or_default());
    let tag_alone = line.starts_with('!') && !line.contains(' ') && !rest.is_empty();
    match root.filter(|_| !tag_alone) {
        // One space separates it from the indicator.
        Some(fragment) if fragment.starts_with_entry => next_line(column + 1),
        Some(fragment) if fragment.has_comment_beside() => next_line(column + format.step),
        Some(fragment) if fragment.has_header_line => format!("{}{head}{rest}", spaced(line)),
        Some(_) => format!("{}{head}", spaced(written)),
        None if behind == After::Dash && !line.starts_with('!') => next_line(column + 2),
        None => format!("{}{head}{rest}", spaced(line)),
    }
}

/// Comments below the last entry of the replaced lines.
fn comments_below(document: &Document, old: Id, end: usize, writer: &Writer<'_>, resolved: &Resolved) -> String {
    let text = document.text();
    let node = Node::new(document, old);
    let Some(inner) = node.and_then(|node| Collection::of(node, document)).filter(|inner| inner.len() > 0) else {
        return String::new();
    };
    let from = inner.chunk(inner.len() - 1).end;
    let rest = text.get(from..end).unwrap_or_default();
    if !rest.contains('#') {
        return String::new();
    }
    let text_ends = writer.ends_in_lines(&resolved.value);
    let lines = rest.lines().map(|line| if text_ends { line.trim_matches(BLANK) } else { line });
    lines.collect::<Vec<_>>().join(document.format.eol)
}

/// Wraps the value at `at` in a mapping with the one key `under`.
pub(super) fn wrap(document: &Document, at: &Path, under: &str) -> Result<Replacements, EditError> {
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    spot(document, at)?;
    set_resolved(document, at, &Value::Mapping(Mapping::from_iter([(Value::from(under), node.source_ref())])))
}

/// Replaces a mapping of one entry by the value of that entry.
pub(super) fn unwrap(document: &Document, at: &Path) -> Result<Replacements, EditError> {
    spot(document, at)?;
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let alone = node.entries().next().filter(|_| node.kind() == Kind::Mapping && node.len() == 1);
    let entry = alone.ok_or(EditError::Unwritable("Only a mapping of one entry can become that entry's value."))?;
    if node.is_alias() || node.tag().is_some() || node.anchor().is_some() {
        return Err(EditError::Unwritable("The mapping has a tag, an anchor or an alias. Change it in the text."));
    }
    if entry.key_node.kind() != Kind::Scalar {
        return Err(EditError::Unwritable("The entry's key is a collection. Change it in the text."));
    }
    set_resolved(document, at, &entry.value.source_ref())
}

/// The replacements, if the value at the path is loaded as `meant` then and no sibling changes.
fn checked(
    document: &Document,
    at: &Path,
    meant: &Value,
    replacements: Replacements,
) -> Result<Replacements, EditError> {
    let mut after = document.clone();
    after.apply(joined(document.text(), replacements.clone()));
    let beside = |document: &Document| {
        let parent = at.parent().and_then(|parent| document.node(&parent).map(|node| (node.len(), node.kind())));
        (document.root().map(|root| root.len()), parent)
    };
    let fine = after.syntax_error().is_none()
        && after.node(at).is_some_and(|node| node.value() == *meant)
        && beside(&after) == beside(document)
        && at.parent().zip(place_of(&after, at)).is_some_and(|(parent, place)| {
            let places = [place.checked_sub(1), Some(place + 1)];
            at_places(&after, &parent, places) == at_places(document, &parent, places)
        });
    if fine { Ok(replacements) } else { Err(EditError::Unwritable(OTHERWISE)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(text: &str, at: &[&str]) -> String {
        let mut document = Document::parse(text);
        let at = Path::root().keys(at.iter().copied());
        document.edit(&Edit::Wrap { at: at.clone(), under: "In".into() }).unwrap();
        let there = document.text().to_string();
        document.edit(&Edit::Unwrap { at }).unwrap();
        assert_eq!(document.text(), text, "{there}");
        there
    }

    #[test]
    fn wrap_and_unwrap_are_inverse() {
        for (text, wanted) in [
            (
                "P: # c\n  # above\n  A: 1\n\n  B: |\n    x\n      y\n\n  # end\nQ: 2\n",
                "P: # c\n  In:\n    # above\n    A: 1\n\n    B: |\n      x\n        y\n\n    # end\nQ: 2\n",
            ),
            ("P: !Ref X # c\nQ: 1\n", "P:\n  In: !Ref X # c\nQ: 1\n"),
            ("P: |2\n    x\n   y\nQ: 1\n", "P:\n  In: |2\n      x\n     y\nQ: 1\n"),
            ("P:\n- a\n- b: 1\n  c: 2\n", "P:\n  In:\n  - a\n  - b: 1\n    c: 2\n"),
            ("P: 'one\n  two'\nQ: 1\n", "P:\n  In: 'one\n    two'\nQ: 1\n"),
            ("P: &a\n    A: 1\nQ: *a\n", "P:\n    In: &a\n        A: 1\nQ: *a\n"),
            ("P: {A: 1, B: [2]}\r\nQ: 1\r\n", "P: {In: {A: 1, B: [2]}}\r\nQ: 1\r\n"),
            ("{\"P\": {\"A\": 1}}", "{\"P\": {\"In\": {\"A\": 1}}}"),
            (
                "{\n  \"P\": {\n    \"A\": [\n      1\n    ]\n  }\n}\n",
                "{\n  \"P\": {\n    \"In\": {\n      \"A\": [\n        1\n      ]\n    }\n  }\n}\n",
            ),
        ] {
            assert_eq!(nested(text, &["P"]), wanted);
        }
        assert_eq!(nested("R: {P: [a, {P: 1}], Q: 1}\n", &["R", "P"]), "R: {P: {In: [a, {P: 1}]}, Q: 1}\n");
    }

    #[test]
    fn list_items_are_wrapped() {
        for (text, wanted) in [
            ("- a: 1\n  b: |\n    x\n- c\n", "- In:\n    a: 1\n    b: |\n      x\n- c\n"),
            ("- |\n  x\n- c\n", "- In: |\n    x\n- c\n"),
            ("-   - a\n    - b\n- c\n", "- In:\n      - a\n      - b\n- c\n"),
        ] {
            let mut document = Document::parse(text);
            let at = Path::root().join(0);
            document.edit(&Edit::Wrap { at: at.clone(), under: "In".into() }).unwrap();
            assert_eq!(document.text(), wanted);
            document.edit(&Edit::Unwrap { at }).unwrap();
            assert_eq!(document.text(), text);
        }
    }

    #[test]
    fn unwrap_keeps_comments() {
        for (text, wanted) in [
            ("P:\n  In: # beside\n    A: 1\n", "P:\n  # beside\n  A: 1\n"),
            ("P: # c\n  In: x\nQ: 1\n", "P: x # c\nQ: 1\n"),
            ("P: # c\n  # above\n  In:\n    A: 1 # one\n    # end\n", "P: # c\n  # above\n  A: 1 # one\n  # end\n"),
            ("P: # c\n  # d\n  In: x\n", "P: # c\n  # d\n  x\n"),
            ("P: # c\n  In: x # d\n", "P: # c\n  x # d\n"),
            ("P: {A: 1 # c\n  }\nQ: 1\n", "P: 1 # c\nQ: 1\n"),
            ("P: {\n  # above\n  A: x, # c\n  } # d\nQ: 1\n", "P: # d\n  # above\n  x # c\nQ: 1\n"),
            ("P:\n  In:\n    A: 1\n  # out\nQ: 1\n", "P:\n  A: 1\n  # out\nQ: 1\n"),
        ] {
            let mut document = Document::parse(text);
            document.edit(&Edit::Unwrap { at: Path::root().join("P") }).unwrap();
            assert_eq!(document.text(), wanted);
        }
        for text in ["P: {A: 1, B: 2}\n", "P: !X {A: 1}\n", "P: []\n"] {
            assert!(Document::parse(text).plan(&Edit::Unwrap { at: Path::root().join("P") }).is_err(), "{text}");
        }
    }

    #[test]
    fn unwrap_refuses_collection_keys() {
        let document = Document::parse("B:\n-  ?  k: x\n");
        let at = Path::root().join("B").join(0);
        assert!(document.plan(&Edit::Unwrap { at }).is_err_and(|why| why.to_string().contains("key is a collection")));
    }
}
