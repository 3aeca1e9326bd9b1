//! One level more or less around a value: its lines stand deeper or less deep, what they say and how stays.

use super::super::write::Writer;
use super::super::{Mapping, Value};
use super::geometry::{
    column, comment_behind, indentation, is_first_on_line, line_end, line_end_with_comment, next_line,
};
use super::set::set;
use super::*;

const OTHERWISE: &str = "The lines would read as something else at another depth. Change them in the text.";
const HAS_COMMENT: &str = "A comment stands between the key and its one entry. Move it in the text first.";

/// Puts a mapping with the one key `under` around the value at `at`.
pub(super) fn nest(document: &Document, at: &Path, under: &str) -> Result<Pieces, EditError> {
    let spot = spot(document, at)?;
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let meant = Value::Mapping(Mapping::from_iter([(Value::from(under), node.value())]));
    let old = document.tree.get(spot.value).ok_or_else(|| EditError::Missing(at.clone()))?;
    let pieces = if old.absent {
        set(document, at, &meant)?
    } else if spot.parent.is_flow() {
        nest_in_brackets(document, &spot, under)?
    } else {
        nest_lines(document, &spot, under)?
    };
    checked(document, at, &meant, pieces)
}

fn nest_in_brackets(document: &Document, spot: &Spot<'_>, under: &str) -> Result<Pieces, EditError> {
    let place = place_in(document, true);
    let habits = &document.habits;
    let old = document.tree.get(spot.value).ok_or(EditError::Unwritable(OTHERWISE))?;
    let colon = if place == Place::Json { habits.colon.as_str() } else { ": " };
    let writer = Writer { key_quoting: spot.parent.quoting(true), ..Writer::new(habits) };
    let key = writer.key(&Value::from(under), place)?;
    let range = old.start..old.end;
    let lines = document.text().get(range.clone()).is_some_and(|text| text.contains('\n'));
    if place != Place::Json || !habits.json_lines || !lines {
        let end = if document.text().get(range.clone()).is_some_and(|text| text.ends_with(':')) { " }" } else { "}" };
        return Ok(vec![(range.start..range.start, format!("{{{key}{colon}")), (range.end..range.end, end.into())]);
    }
    let indent = indentation(document, spot.parent.entry_start(spot.index));
    let (eol, step) = (habits.eol, habits.json_step.as_str());
    let mut pieces = vec![(range.start..range.start, format!("{{{eol}{indent}{step}{key}{colon}"))];
    pieces.extend(deeper(document.text(), range.clone(), step));
    pieces.push((range.end..range.end, format!("{eol}{indent}}}")));
    Ok(pieces)
}

fn nest_lines(document: &Document, spot: &Spot<'_>, under: &str) -> Result<Pieces, EditError> {
    let (parent, text) = (&spot.parent, document.text());
    let old = document.tree.get(spot.value).ok_or(EditError::Unwritable(OTHERWISE))?;
    if parent.is_mapping() && parent.colon(spot.index).is_none() {
        return Err(EditError::Unwritable(
            "The key behind `?` has no colon. Write one on the line below it, in the text.",
        ));
    }
    let key = Writer::new(&document.habits).key(&Value::from(under), Place::Block)?;
    let (after, outer) = (parent.behind_sign(spot.index), parent.column());
    let below = line_end(text, after) < old.start;
    let own = column(document, old.inner);
    let in_lines = old.style == Style::Block;
    let inner = match (parent.is_mapping(), below, in_lines) {
        (true, _, true) if own > outer && is_first_on_line(document, old.inner) => own,
        (true, ..) => outer + document.habits.step,
        (false, ..) => column(document, old.start),
    };
    let shift = " ".repeat(inner.saturating_sub(outer));
    let end = parent.chunk(spot.index).end.max(old.end);
    let eol = document.habits.eol;
    let pad = " ".repeat(inner);
    let begins = if parent.is_mapping() {
        let at = if below { line_end_with_comment(text, after) } else { after };
        (at, format!("{eol}{pad}{key}:"))
    } else if in_lines && old.start == old.inner {
        (old.start, format!("{key}:{eol}{pad}{shift}"))
    } else {
        (old.start, format!("{key}: "))
    };
    let mut pieces = vec![(begins.0..begins.0, begins.1)];
    pieces.extend(deeper(text, begins.0..end, &shift));
    Ok(pieces)
}

/// `shift` before each line that begins inside the range and holds anything.
fn deeper<'t>(
    text: &'t str,
    range: Range<usize>,
    shift: &str,
) -> impl Iterator<Item = (Range<usize>, String)> + use<'t> {
    let shift = shift.to_string();
    let starts = std::iter::successors(next_line(text, range.start), |at| next_line(text, *at));
    let inside = starts.take_while(move |at| *at < range.end).filter(|at| line_end(text, *at) > *at);
    inside.map(move |at| (at..at, shift.clone()))
}

/// Up to `shift` blanks less on each line that begins inside the range.
fn higher(text: &str, range: Range<usize>, shift: usize) -> impl Iterator<Item = (Range<usize>, String)> {
    let starts = std::iter::successors(next_line(text, range.start), |at| next_line(text, *at));
    starts.take_while(move |at| *at < range.end).filter_map(move |at| {
        let line = text.get(at..line_end(text, at))?;
        let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
        let less = lead.min(shift);
        (less > 0).then(|| (at..at + less, String::new()))
    })
}

/// Takes away the mapping of one entry around a value.
pub(super) fn unnest(document: &Document, at: &Path) -> Result<Pieces, EditError> {
    let spot = spot(document, at)?;
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let alone = node.entries().next().filter(|_| node.kind() == Kind::Mapping && node.len() == 1);
    let entry = alone.ok_or(EditError::Unwritable("Only a mapping of one entry can become that entry's value."))?;
    if node.is_alias() || node.tag().is_some() || node.anchor().is_some() {
        return Err(EditError::Unwritable(
            "A tag, an anchor or an alias stands at the mapping. Change it in the text.",
        ));
    }
    let meant = entry.value.value();
    let inner = Collection::of(node, document).ok_or_else(|| EditError::Missing(at.clone()))?;
    let value = inner.pair(0).and_then(|pair| document.tree.get(pair.1)).ok_or(EditError::Unwritable(OTHERWISE))?;
    let pieces = if value.absent {
        set(document, at, &meant)?
    } else if inner.is_flow() {
        unnest_brackets(document, &spot, inner, value.start..value.end)?
    } else {
        unnest_lines(document, &spot, inner, value.start..value.end)?
    };
    checked(document, at, &meant, pieces)
}

fn unnest_brackets(
    document: &Document,
    spot: &Spot<'_>,
    inner: Collection<'_>,
    value: Range<usize>,
) -> Result<Pieces, EditError> {
    let text = document.text();
    let (before, behind) = (inner.data.start..value.start, value.end..inner.data.end);
    let has_comment = |range: &Range<usize>| text.get(range.clone()).is_some_and(|text| text.contains('#'));
    if !document.is_json() && (has_comment(&before) || has_comment(&behind)) {
        return Err(EditError::Unwritable(HAS_COMMENT));
    }
    let depth = |at: usize| indentation(document, at).len();
    let entry = inner.entry_start(0);
    let shift = depth(entry).saturating_sub(depth(spot.parent.entry_start(spot.index)));
    let mut pieces = vec![(before, String::new())];
    if is_first_on_line(document, entry) {
        pieces.extend(higher(text, value, shift));
    }
    pieces.push((behind, String::new()));
    Ok(pieces)
}

fn unnest_lines(
    document: &Document,
    spot: &Spot<'_>,
    inner: Collection<'_>,
    value: Range<usize>,
) -> Result<Pieces, EditError> {
    let (parent, text) = (&spot.parent, document.text());
    let (after, entry, behind) = (parent.behind_sign(spot.index), inner.entry_start(0), inner.behind_sign(0));
    let shift = inner.column().saturating_sub(parent.column());
    let end = parent.chunk(spot.index).end.max(value.end);
    let line = line_end(text, behind);
    let below = line < value.start;
    let on_sign_line = line_end(text, after) >= entry;
    let between = text.get(after..entry).unwrap_or_default();
    let comment = comment_behind(text, after);
    let mut pieces = Pieces::new();
    match (on_sign_line, below) {
        // `- key:` and the value below: it begins where the key stood.
        (true, true) => {
            if text.get(behind..value.start).is_some_and(|gap| !gap.trim().is_empty()) {
                return Err(EditError::Unwritable(HAS_COMMENT));
            }
            pieces.push((entry..value.start, String::new()));
        }
        (true, false) => pieces.push((entry..value.start, String::new())),
        (false, true) => match comment_behind(text, behind) {
            // The comment beside the inner key keeps its line.
            Some(beside) => pieces.push((entry..behind + beside.len() - beside.trim_start().len(), String::new())),
            None => {
                let start = document.lines.start_of_line(entry);
                let start = text.get(..start).map_or(start, |head| super::super::tree::strip_break(head).len());
                pieces.push((start..line, String::new()));
            }
        },
        (false, false) if between.trim().is_empty() => pieces.push((after..behind, String::new())),
        (false, false) => {
            // The one comment beside the outer key comes behind the value, if that is one line without its own.
            let beside = comment.filter(|comment| comment.trim() == between.trim());
            let one_line = line_end(text, value.start) >= value.end && comment_behind(text, value.end).is_none();
            let Some(beside) = beside.filter(|_| one_line) else { return Err(EditError::Unwritable(HAS_COMMENT)) };
            pieces.push((after..behind, String::new()));
            pieces.push((value.end..value.end, beside.to_string()));
        }
    }
    let from = pieces.first().map_or(behind, |piece| piece.0.end).max(behind);
    pieces.extend(higher(text, from..end, shift));
    pieces.sort_by_key(|piece| piece.0.start);
    Ok(pieces)
}

/// The pieces, if the text with them has the meant value at the place and reads as before everywhere else.
pub(super) fn checked(document: &Document, at: &Path, meant: &Value, pieces: Pieces) -> Result<Pieces, EditError> {
    let mut after = document.clone();
    after.apply(joined(document.text(), pieces.clone()));
    let beside = |document: &Document| {
        let parent = at.parent().and_then(|parent| document.node(&parent).map(|node| (node.len(), node.kind())));
        (document.root().map(|root| root.len()), parent)
    };
    let fine = after.problem().is_none()
        && after.node(at).is_some_and(|node| node.value() == *meant)
        && beside(&after) == beside(document);
    if fine { Ok(pieces) } else { Err(EditError::Unwritable(OTHERWISE)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(text: &str, at: &[&str]) -> String {
        let mut document = Document::parse(text);
        let at = Path::root().keys(at.iter().copied());
        document.edit(&Edit::Nest { at: at.clone(), under: "In".into() }).unwrap();
        let there = document.text().to_string();
        document.edit(&Edit::Unnest { at }).unwrap();
        assert_eq!(document.text(), text, "{there}");
        there
    }

    #[test]
    fn a_value_goes_one_level_deeper_and_back_byte_for_byte() {
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
            ("P: {A: 1, B: [2]}\r\nQ: 1\r\n", "P:\r\n  In: {A: 1, B: [2]}\r\nQ: 1\r\n"),
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
    fn items_of_a_list_are_nested_too() {
        for (text, wanted) in [
            ("- a: 1\n  b: |\n    x\n- c\n", "- In:\n    a: 1\n    b: |\n      x\n- c\n"),
            ("- |\n  x\n- c\n", "- In: |\n    x\n- c\n"),
            ("-   - a\n    - b\n- c\n", "-   In:\n        - a\n        - b\n- c\n"),
        ] {
            let mut document = Document::parse(text);
            let at = Path::root().join(0);
            document.edit(&Edit::Nest { at: at.clone(), under: "In".into() }).unwrap();
            assert_eq!(document.text(), wanted);
            document.edit(&Edit::Unnest { at }).unwrap();
            assert_eq!(document.text(), text);
        }
    }

    #[test]
    fn comments_are_kept_where_a_level_goes() {
        for (text, wanted) in [
            ("P:\n  In: # beside\n    A: 1\n", "P:\n  # beside\n  A: 1\n"),
            ("P: # c\n  In: x\nQ: 1\n", "P: x # c\nQ: 1\n"),
            ("P: # c\n  # above\n  In:\n    A: 1 # one\n    # end\n", "P: # c\n  # above\n  A: 1 # one\n  # end\n"),
        ] {
            let mut document = Document::parse(text);
            document.edit(&Edit::Unnest { at: Path::root().join("P") }).unwrap();
            assert_eq!(document.text(), wanted);
        }
        for text in
            ["P: # c\n  # d\n  In: x\n", "P: {A: 1, B: 2}\n", "P: !X {A: 1}\n", "P: {A: 1 # c\n  }\n", "P: []\n"]
        {
            assert!(Document::parse(text).plan(&Edit::Unnest { at: Path::root().join("P") }).is_err(), "{text}");
        }
    }
}
