//! Carrying an entry from one mapping to another: its lines go as they are, comments and quotes included.

use super::super::node::Node;
use super::super::scalar::{Place, Quote, Quoting, one_line};
use super::super::value::Meaning;
use super::super::{Kind, Value};
use super::geometry::next_line;
use super::insert::insert;
use super::remove::remove;
use super::*;

/// What stands for the entry until its lines are put in.
const STAND_IN: &str = "carried";

pub(super) fn carry(document: &Document, at: &Path, into: &Path, place: usize) -> Result<Pieces, EditError> {
    let spot = spot(document, at)?;
    let key = at.last_key().filter(|_| spot.parent.is_mapping()).ok_or_else(|| EditError::NoName(at.clone()))?;
    if into.starts_with(at) || at.parent().as_ref() == Some(into) {
        return Err(EditError::Unwritable("An entry can be carried to another mapping only, and not into itself."));
    }
    let value = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?.value();
    let mut without = document.clone();
    without.apply(joined(document.text(), remove(document, at)?));
    let slot = Slot::KeyAt(key.to_string(), place);
    let target = into.join(key);
    let text = match in_lines(document, &without, &spot, (into, &slot, &target)) {
        Some(after) if reads(&after, &target, &value) => after.text,
        // Written anew where the lines do not read the same there: inside brackets, in JSON.
        _ => match in_brackets(document, &without, at, (into, &slot, &target)) {
            Some(after) if reads(&after, &target, &value) => after.text,
            _ => {
                let pieces = insert(&without, into, &slot, &value)?;
                let splice = joined(&without.text, pieces);
                without.apply(splice);
                without.text
            }
        },
    };
    Ok(vec![(0..document.text.len(), text)])
}

fn reads(document: &Document, at: &Path, value: &Value) -> bool {
    document.problem().is_none() && document.node(at).is_some_and(|node| node.value() == *value)
}

/// The text with the entry's own lines at the new place; `None` if one of the two places is no lines.
fn in_lines(
    document: &Document,
    without: &Document,
    spot: &Spot<'_>,
    (into, slot, target): (&Path, &Slot, &Path),
) -> Option<Document> {
    if spot.parent.is_flow() {
        return None;
    }
    let chunk = spot.parent.chunk(spot.index);
    let lines = document.text.get(chunk.start..chunk.end)?;
    let from = spot.parent.column();
    let mut after = without.clone();
    let pieces = insert(&after, into, slot, &Value::from(STAND_IN)).ok()?;
    after.apply(joined(&without.text, pieces));
    let there = super::spot(&after, target).ok().filter(|there| !there.parent.is_flow())?;
    let place = there.parent.chunk(there.index);
    let lines = at_column(lines, from, there.parent.column());
    after.apply(Splice { range: place.entry..place.end, text: lines });
    let meant_len = without.node(into).map_or(0, |node| node.len()) + 1;
    after.node(into).is_some_and(|node| node.len() == meant_len).then_some(after)
}

/// The text with the value in brackets at the new place, words such as `yes` and 000400 as they are written; `None` in
/// JSON and where the value cannot be said so.
fn in_brackets(
    document: &Document,
    without: &Document,
    at: &Path,
    (into, slot, target): (&Path, &Slot, &Path),
) -> Option<Document> {
    if document.is_json() {
        return None;
    }
    let text = flow(document.node(at)?)?;
    let mut after = without.clone();
    let pieces = insert(&after, into, slot, &Value::from(STAND_IN)).ok()?;
    after.apply(joined(&without.text, pieces));
    let place = after.node(target)?.span();
    after.apply(Splice { range: place, text });
    Some(after)
}

/// A value on one line; `None` where it has an anchor, stands for one, or has a tag of YAML's own.
fn flow(node: Node<'_>) -> Option<String> {
    let own = |tag: &&str| tag.starts_with("!!") || tag.starts_with("!<");
    if node.is_alias() || node.anchor().is_some() || node.tag().as_ref().is_some_and(own) {
        return None;
    }
    let text = |text: &str| one_line(text, Place::Flow, Quoting::Plain(Quote::Double));
    let value = match node.kind() {
        Kind::Scalar if node.is_null() => "null".into(),
        Kind::Scalar if node.meaning() != Meaning::Text => node.source().to_string(),
        Kind::Scalar => text(node.scalar().unwrap_or_default()),
        Kind::Sequence => format!("[{}]", node.items().map(flow).collect::<Option<Vec<_>>>()?.join(", ")),
        Kind::Mapping => {
            let entries = node.entries().map(|entry| {
                let key = entry.key_node;
                let name = match key.meaning() {
                    Meaning::Text => text(key.scalar()?),
                    _ => key.source().to_string(),
                };
                Some(format!("{name}: {}", flow(entry.value)?))
            });
            format!("{{{}}}", entries.collect::<Option<Vec<_>>>()?.join(", "))
        }
    };
    Some(node.tag().map_or(value.clone(), |tag| format!("{tag} {value}")))
}

/// Lines from one column at another; the first one begins at its column already.
fn at_column(lines: &str, from: usize, to: usize) -> String {
    let mut moved = String::with_capacity(lines.len());
    let mut at = 0;
    while let Some(next) = next_line(lines, at) {
        moved.push_str(lines.get(at..next).unwrap_or_default());
        let rest = lines.get(next..).unwrap_or_default();
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        if !rest.starts_with(['\n', '\r']) && !rest.is_empty() {
            moved.extend(std::iter::repeat_n(' ', (lead + to).saturating_sub(from)));
        }
        at = next + lead;
    }
    moved.push_str(lines.get(at..).unwrap_or_default());
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_goes_as_it_is_written() {
        let text =
            "A:\n  # above\n  k: {x: 'y'} # beside\n  l: |\n    t\n\n      u\n  m: 1\nB:\n    C:\n        z: 1 # z\n";
        let mut document = Document::parse(text);
        let carry = |document: &mut Document, from: &[&str], into: &[&str], place: usize| {
            let (at, into) = (Path::root().keys(from.iter().copied()), Path::root().keys(into.iter().copied()));
            document.edit(&Edit::Carry { at, into, place }).unwrap();
        };
        carry(&mut document, &["A", "k"], &["B", "C"], 0);
        carry(&mut document, &["A", "l"], &["B", "C"], 9);
        let wanted = "A:\n  m: 1\nB:\n    C:\n        # above\n        k: {x: 'y'} # beside\n        z: 1 # z\n        l: |\n          t\n\n            u\n";
        assert_eq!(document.text(), wanted);
        carry(&mut document, &["B", "C", "l"], &["A"], 0);
        carry(&mut document, &["B", "C", "k"], &["A"], 0);
        assert_eq!(document.text(), text);
    }

    #[test]
    fn brackets_and_json_get_the_value() {
        let mut document = Document::parse("A: {k: 'v', l: 1}\nB:\n  z: 1\n");
        let at = Path::root().keys(["A", "k"]);
        document.edit(&Edit::Carry { at: at.clone(), into: Path::root().join("B"), place: 9 }).unwrap();
        assert_eq!(document.text(), "A: {l: 1}\nB:\n  z: 1\n  k: v\n");
        let mut document = Document::parse("{\"A\": {\"k\": [1]}, \"B\": {}}");
        document.edit(&Edit::Carry { at: at.clone(), into: Path::root().join("B"), place: 0 }).unwrap();
        assert_eq!(document.text(), "{\"A\": {}, \"B\": {\"k\": [1]}}");
        let mut document = Document::parse("A:\n  k:\n    m: 000400\n    on: [yes, !Ref X, 'a: b', ~]\nB: {z: 1}\n");
        document.edit(&Edit::Carry { at: at.clone(), into: Path::root().join("B"), place: 0 }).unwrap();
        assert_eq!(document.text(), "A: {}\nB: {k: {m: 000400, on: [yes, !Ref X, \"a: b\", null]}, z: 1}\n");
        for into in [Path::root().join("A"), at.join("x"), Path::root().join("L")] {
            let document = Document::parse("A: {k: {x: {}}}\nL: [1]\n");
            assert!(document.plan(&Edit::Carry { at: at.clone(), into, place: 0 }).is_err());
        }
    }
}
