//! Moves of an entry to another collection, verbatim and with its comments.

use super::super::fragment::Fidelity;
use super::super::value::{SourcePart, SourceRef, Value};
use super::insert::insert;
use super::remove::remove;
use super::resolve::{Resolved, fragment_of};
use super::wrap::{inserted, target};
use super::*;

pub(super) fn move_to(document: &Document, at: &Path, into: &Path, slot: &Slot) -> Result<Replacements, EditError> {
    spot(document, at)?;
    if into.starts_with(at) || at.parent().as_ref() == Some(into) {
        return Err(EditError::Unwritable("An entry can be carried to another collection only, and not into itself."));
    }
    let node = document.node(at).ok_or_else(|| EditError::Missing(at.clone()))?;
    let (loaded, literal) = (node.value(), node.literal_value());
    let fragment = fragment_of(document, at, SourcePart::Whole, &(0..document.text.len()));
    let mut without = document.clone();
    without.apply(joined(document.text(), remove(document, at)?));
    let into = &without_item(into, at);
    let target = target(into, slot);
    let source = SourceRef { at: at.clone(), part: SourcePart::Whole, starts_with_tag: false, fragment: Some(0) };
    let value = if fragment.is_some() { Value::Source(source) } else { literal.clone() };
    let fragments = fragment.into_iter().collect();
    let resolved = Resolved { value, loaded, literal, fragments, places: Vec::new() };
    let ways = [Fidelity::Verbatim, Fidelity::Reformatted].into_iter();
    let replacements = ways
        .filter_map(|fidelity| inserted(&without, (into, slot, &target), &resolved, (&resolved.fragments, fidelity)))
        .next()
        .map_or_else(|| insert(&without, into, slot, &resolved.literal), Ok)?;
    let splice = joined(&without.text, replacements);
    without.apply(splice);
    Ok(vec![(0..document.text.len(), without.text)])
}

/// The path after the item at `gone` was removed from its list.
fn without_item(path: &Path, gone: &Path) -> Path {
    let (Some(list), Some(Step::Index(index))) = (gone.parent(), gone.last()) else { return path.clone() };
    let depth = list.steps().len();
    let moved = |(place, step): (usize, &Step)| match step {
        Step::Index(own) if place == depth && path.starts_with(&list) && own > index => Step::Index(own - 1),
        step => step.clone(),
    };
    path.steps().iter().enumerate().map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moved_entry_keeps_its_source() {
        let text =
            "A:\n  # above\n  k: {x: 'y'} # beside\n  l: |\n    t\n\n      u\n  m: 1\nB:\n    C:\n        z: 1 # z\n";
        let mut document = Document::parse(text);
        let carry = |document: &mut Document, from: &[&str], into: &[&str], place: usize| {
            let key = from.last().unwrap().to_string();
            let (at, into) = (Path::root().keys(from.iter().copied()), Path::root().keys(into.iter().copied()));
            document.edit(&Edit::MoveTo { at, into, slot: Slot::KeyAt(key, place) }).unwrap();
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
    fn entry_is_moved_between_block_style_brackets_and_json() {
        let mut document = Document::parse("A: {k: 'v', l: 1}\nB:\n  z: 1\n");
        let at = Path::root().keys(["A", "k"]);
        document
            .edit(&Edit::MoveTo { at: at.clone(), into: Path::root().join("B"), slot: Slot::KeyAt("k".into(), 9) })
            .unwrap();
        assert_eq!(document.text(), "A: {l: 1}\nB:\n  z: 1\n  k: 'v'\n");
        let mut document = Document::parse("{\"A\": {\"k\": 1}, \"B\":# c\n}\n");
        document
            .edit(&Edit::MoveTo { at: at.clone(), into: Path::root().join("B"), slot: Slot::KeyAt("k".into(), 0) })
            .unwrap();
        assert_eq!(document.text(), "{\"A\": {}, \"B\": {\n  \"k\": 1\n} # c\n}\n");
        let mut document = Document::parse("{\"A\": {\"k\": [1]}, \"B\": {}}");
        document
            .edit(&Edit::MoveTo { at: at.clone(), into: Path::root().join("B"), slot: Slot::KeyAt("k".into(), 0) })
            .unwrap();
        assert_eq!(document.text(), "{\"A\": {}, \"B\": {\"k\": [1]}}");
        let mut document = Document::parse("A:\n  k:\n    m: 000400\n    on: [yes, !Ref X, 'a: b', ~]\nB: {z: 1}\n");
        document
            .edit(&Edit::MoveTo { at: at.clone(), into: Path::root().join("B"), slot: Slot::KeyAt("k".into(), 0) })
            .unwrap();
        assert_eq!(document.text(), "A: {}\nB: {k: {m: 000400, on: [yes, !Ref X, \"a: b\", null]}, z: 1}\n");
        for into in [Path::root().join("A"), at.join("x"), Path::root().join("L")] {
            let document = Document::parse("A: {k: {x: {}}}\nL: [1]\n");
            assert!(document.plan(&Edit::MoveTo { at: at.clone(), into, slot: Slot::KeyAt("k".into(), 0) }).is_err());
        }
    }
}
