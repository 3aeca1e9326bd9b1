//! Properties of the document engine: any text is kept, an edit changes its place and nothing else, undo restores, and
//! another reader of YAML sees the edit that was meant.

use cf_init::document::{Document, Edit, EditError, EditInfo, History, Kind, Merge, Node, Path, Slot, Splice, Step};
use proptest::prelude::*;
use serde_yaml::Value;

pub(crate) const DOCUMENTS: [(&str, &str); 6] = [
    ("block.yaml", include_str!("../fixtures/documents/block.yaml")),
    ("crlf.yaml", include_str!("../fixtures/documents/crlf.yaml")),
    ("open-end.yaml", include_str!("../fixtures/documents/open-end.yaml")),
    ("flow.yaml", include_str!("../fixtures/documents/flow.yaml")),
    ("tabs.json", include_str!("../fixtures/documents/tabs.json")),
    ("small.json", include_str!("../fixtures/documents/small.json")),
];

/// Texts that some reader takes for something else when they are written carelessly.
const NASTY: &str = include_str!("../fixtures/texts.json");

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(serde_json::from_str::<Vec<String>>(NASTY).unwrap()),
        1 => "[ -~\\n\\tüß🚀]{0,60}",
        1 => any::<String>(),
    ]
}

pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Sequence),
            prop::collection::vec((text(), inner), 0..4).prop_map(|entries| {
                Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
            }),
        ]
    })
}

/// What to do somewhere; the numbers choose the place among those that are there.
#[derive(Clone, Debug)]
pub(crate) struct EditChoice {
    place: prop::sample::Index,
    op: u8,
    other: prop::sample::Index,
    key: String,
    value: Value,
}

pub(crate) fn edit_choice() -> impl Strategy<Value = EditChoice> {
    (any::<prop::sample::Index>(), 0u8..9, any::<prop::sample::Index>(), text(), value())
        .prop_map(|(place, op, other, key, value)| EditChoice { place, op, other, key, value })
}

fn paths(node: Node<'_>, at: Path, all: &mut Vec<Path>) {
    all.push(at.clone());
    for (index, item) in node.items().enumerate() {
        paths(item, at.join(index), all);
    }
    for entry in node.entries() {
        paths(entry.value, at.join(entry.key()), all);
    }
}

/// The edit_choice as an edit that has a place in the document.
pub(crate) fn edit_for(document: &Document, edit_choice: &EditChoice) -> Option<Edit> {
    let mut all = Vec::new();
    paths(document.root()?, Path::root(), &mut all);
    let at = edit_choice.place.get(&all).clone();
    let node = document.node(&at)?;
    let parent = at.parent().and_then(|parent| document.node(&parent));
    let value = cf_init::document::Value::from(edit_choice.value.clone());
    Some(match edit_choice.op {
        0 | 1 => {
            let slot = match node.kind() {
                Kind::Sequence => Slot::Index(edit_choice.other.index(node.len() + 1)),
                Kind::Mapping if node.get(&edit_choice.key).is_some() => return None,
                Kind::Mapping if edit_choice.op == 0 => Slot::Key(edit_choice.key.clone()),
                Kind::Mapping => Slot::KeyAt(edit_choice.key.clone(), edit_choice.other.index(node.len() + 1)),
                Kind::Scalar => return None,
            };
            Edit::Insert { into: at, slot, value }
        }
        _ if at.is_root() => return None,
        2 | 3 => Edit::Set { at, value },
        4 => match (at.last(), parent) {
            (Some(Step::Key(_)), Some(parent)) if parent.get(&edit_choice.key).is_none() => {
                Edit::Rename { at, to: edit_choice.key.clone() }
            }
            _ => Edit::Reorder { place: edit_choice.other.index(parent?.len()), at },
        },
        5 => Edit::Remove { at },
        6 => Edit::Wrap { at, under: edit_choice.key.clone() },
        7 if node.kind() == Kind::Mapping && node.len() == 1 => Edit::Unwrap { at },
        7 => return None,
        _ => {
            let into = edit_choice.other.get(&all).clone();
            let target = document.node(&into)?;
            if into.starts_with(&at) || at.parent().as_ref() == Some(&into) {
                return None;
            }
            let key = at.last_key().map_or(edit_choice.key.clone(), str::to_string);
            let slot = match target.kind() {
                Kind::Mapping if target.get(&key).is_none() => {
                    Slot::KeyAt(key, edit_choice.place.index(target.len() + 1))
                }
                Kind::Sequence => Slot::Index(edit_choice.place.index(target.len() + 1)),
                Kind::Mapping | Kind::Scalar => return None,
            };
            Edit::MoveTo { at, into, slot }
        }
    })
}

fn inner(value: &mut Value) -> &mut Value {
    match value {
        Value::Tagged(tagged) => inner(&mut tagged.value),
        value => value,
    }
}

pub(crate) fn find<'v>(value: &'v mut Value, steps: &[Step]) -> &'v mut Value {
    let Some((step, rest)) = steps.split_first() else { return value };
    let next = match (inner(value), step) {
        (Value::Sequence(items), Step::Index(index)) => &mut items[*index],
        (Value::Mapping(entries), Step::Key(key)) => entries.get_mut(&**key).unwrap(),
        (other, step) => panic!("no {step} in {other:?}"),
    };
    find(next, rest)
}

/// A path once the item at `gone` is no longer in its list.
fn without_item(path: &Path, gone: &Path) -> Path {
    let (Some(list), Some(Step::Index(index))) = (gone.parent(), gone.last()) else { return path.clone() };
    let depth = list.steps().len();
    let behind = |place: usize, own: usize| path.starts_with(&list) && place == depth && own > *index;
    let steps = path.steps().iter().enumerate().map(|(place, step)| match step {
        Step::Index(own) if behind(place, *own) => Step::Index(own - 1),
        step => step.clone(),
    });
    steps.collect()
}

/// The same edit on the values that another reader sees.
fn edit_value(root: &mut Value, edit: &Edit) {
    if let Edit::MoveTo { at, into, slot } = edit {
        let carried = find(root, at.steps()).clone();
        edit_value(root, &Edit::Remove { at: at.clone() });
        let into = without_item(into, at);
        return edit_value(root, &Edit::Insert { into, slot: slot.clone(), value: carried.into() });
    }
    if let Edit::Wrap { at, .. } | Edit::Unwrap { at } = edit {
        let value = find(root, at.steps());
        *value = match (edit, inner(value)) {
            (Edit::Wrap { under, .. }, _) => {
                Value::Mapping([(under.as_str().into(), value.clone())].into_iter().collect())
            }
            (_, Value::Mapping(entries)) => entries.iter().next().unwrap().1.clone(),
            (_, other) => panic!("no mapping: {other:?}"),
        };
        return;
    }
    let (Edit::Set { at, .. } | Edit::Remove { at } | Edit::Rename { at, .. } | Edit::Reorder { at, .. }) = edit else {
        let Edit::Insert { into, slot, value } = edit else { unreachable!() };
        match (inner(find(root, into.steps())), slot) {
            (Value::Sequence(items), Slot::Index(index)) => items.insert(*index, value.clone().into()),
            (Value::Mapping(entries), Slot::Key(key)) => {
                entries.insert(key.as_str().into(), value.clone().into());
            }
            (Value::Mapping(entries), Slot::KeyAt(key, index)) => {
                let mut list: Vec<_> = std::mem::take(entries).into_iter().collect();
                list.insert(*index, (key.as_str().into(), value.clone().into()));
                entries.extend(list);
            }
            (other, slot) => panic!("no {slot:?} in {other:?}"),
        }
        return;
    };
    let (last, before) = at.steps().split_last().unwrap();
    match (inner(find(root, before)), last) {
        (Value::Sequence(items), Step::Index(index)) => match edit {
            Edit::Set { value, .. } => items[*index] = value.clone().into(),
            Edit::Reorder { place, .. } => {
                let item = items.remove(*index);
                items.insert(*place, item);
            }
            _ => drop(items.remove(*index)),
        },
        (Value::Mapping(entries), Step::Key(key)) => {
            let mut list: Vec<(Value, Value)> = std::mem::take(entries).into_iter().collect();
            let index = list.iter().position(|entry| entry.0.as_str() == Some(key)).unwrap();
            match edit {
                Edit::Set { value, .. } => list[index].1 = value.clone().into(),
                Edit::Rename { to, .. } => list[index].0 = to.as_str().into(),
                Edit::Reorder { place, .. } => {
                    let entry = list.remove(index);
                    list.insert(*place, entry);
                }
                _ => drop(list.remove(index)),
            }
            entries.extend(list);
        }
        (other, step) => panic!("no {step} in {other:?}"),
    }
}

/// True for what an edit may refuse: it says so in words, and nothing is changed.
fn is_said(error: &EditError) -> bool {
    let words = error.to_string();
    ["long form", "|+", "has no key", "has no colon", "at another depth", "stands between", "The mapping has a tag"]
        .iter()
        .any(|word| words.contains(word))
}

/// Makes the edit if it has a place, and asks the other reader; `Ok` as well where it does not read the text at all.
pub(crate) fn judge(document: &mut Document, edit: &Edit) -> Result<Option<Splice>, String> {
    let before = document.text().to_string();
    // The other reader shares values between aliases, and `<<` means more to it.
    let other = seen(&before).ok().filter(|_| !before.contains(['&', '*']) && !before.contains("<<"));
    let splice = match document.plan(edit) {
        Ok(splice) => splice,
        Err(error) if other.is_some() && !is_said(&error) => {
            return Err(format!("{edit:?}: {error}\n{before}"));
        }
        Err(_) => return Ok(None),
    };
    let inverse = document.apply(splice.clone());
    let after = document.text();
    let context = || format!("{edit:?}\n{before:?}\n->\n{after:?}");
    if let Some(problem) = document.syntax_error() {
        return Err(format!("{}\n{problem:?}", context()));
    }
    let Some(mut meant) = other else { return Ok(Some(inverse)) };
    // Text that both read, but not as the same, judges nothing.
    if !same_shape(&meant, document, &inverse) {
        return Ok(Some(inverse));
    }
    edit_value(&mut meant, edit);
    let value = seen(after).map_err(|error| format!("{}\n{error}", context()))?;
    if shown(&value) != shown(&meant) {
        return Err(format!("{}\n{}\n{}", context(), shown(&value), shown(&meant)));
    }
    Ok(Some(inverse))
}

/// True if the other reader saw the same keys and items before the edit as the document did.
fn same_shape(theirs: &Value, document: &Document, inverse: &Splice) -> bool {
    fn same(value: &Value, node: Node<'_>) -> bool {
        match value {
            Value::Tagged(tagged) => same(&tagged.value, node),
            Value::Sequence(items) => {
                node.kind() == Kind::Sequence
                    && items.len() == node.len()
                    && items.iter().zip(node.items()).all(|(item, node)| same(item, node))
            }
            Value::Mapping(entries) => {
                node.kind() == Kind::Mapping
                    && entries.len() == node.len()
                    && entries.iter().zip(node.entries()).all(|((key, value), entry)| {
                        key.as_str() == entry.key_node.scalar() && same(value, entry.value)
                    })
            }
            Value::String(text) => node.scalar() == Some(text),
            _ => node.kind() == Kind::Scalar,
        }
    }
    let mut before = document.clone();
    before.apply(inverse.clone());
    before.root().is_some_and(|root| same(theirs, root))
}

/// The text as serde_json, which knows surrogate pairs, or serde_yaml sees it, entries in order.
pub(crate) fn seen(text: &str) -> Result<Value, String> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| format!("{error}\n{text}"));
    }
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| format!("{error}\n{text}"))
}

fn shown(value: &Value) -> String {
    format!("{value:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_kept(text in any::<String>(), at in any::<usize>()) {
        let document = Document::parse(text.clone());
        prop_assert_eq!(document.text(), &text);
        document.path_at(at);
        document.position(at);
    }

    #[test]
    fn yaml_like_text_never_panics_and_is_kept(
        text in "([ \\t\\n:#\\-?,\\[\\]{}&*!|>'\"%@`~<=]|[a-c0-3]|\\r\\n|- |: |  |\u{feff}|\u{85}|ü|!Sub |&a |\\*a |\\|\\n  ){0,60}",
        edit_choice in edit_choice(),
        start in 0usize..80, len in 0usize..20, piece in text(),
    ) {
        let mut document = Document::parse(text.clone());
        prop_assert_eq!(document.text(), &text);
        if let Some(edit) = edit_for(&document, &edit_choice) {
            match judge(&mut document, &edit) {
                Ok(Some(inverse)) => drop(document.apply(inverse)),
                Ok(None) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
            prop_assert_eq!(document.text(), &text);
        }
        let inverse = document.apply(Splice { range: start..start + len, text: piece });
        document.apply(inverse);
        prop_assert_eq!(document.text(), &text);
    }

    #[test]
    fn damaged_documents_are_edited_correctly(
        which in 0..DOCUMENTS.len(), edit_choice in edit_choice(),
        at in any::<prop::sample::Index>(), len in 0usize..40, piece in "[ \\n:\\-#,a]{0,6}",
    ) {
        let mut document = Document::parse(DOCUMENTS[which].1);
        let at = at.index(document.text().len());
        document.apply(Splice { range: at..at + len, text: piece });
        let torn = document.text().to_string();
        let mut document = Document::parse(torn.clone());
        if let Some(edit) = edit_for(&document, &edit_choice) {
            match judge(&mut document, &edit) {
                Ok(Some(inverse)) => drop(document.apply(inverse)),
                Ok(None) => {}
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
        prop_assert_eq!(document.text(), torn);
    }

    #[test]
    fn incremental_parse_equals_full_parse(
        which in 0..DOCUMENTS.len(),
        splices in prop::collection::vec(
            (any::<prop::sample::Index>(), 0usize..6, prop_oneof![3 => "[ -~\\n]{0,3}", 2 => "[ \\n:\\-#|>'\"]{0,4}", 1 => text()]), 1..12),
    ) {
        let mut document = Document::parse(DOCUMENTS[which].1);
        let mut inverses = Vec::new();
        for (at, len, piece) in splices {
            let at = at.index(document.text().len() + 1);
            let before = document.text().to_string();
            inverses.push(document.apply(Splice { range: at..at + len, text: piece.clone() }));
            let whole = Document::parse(document.text());
            // A broken text keeps the tree it had.
            if whole.syntax_error().is_none() {
                prop_assert!(document.reads_like(&whole), "{at} +{len} {piece:?}\n{before:?}\n->\n{:?}", document.text());
            } else {
                prop_assert_eq!(document.syntax_error(), whole.syntax_error());
                document.apply(inverses.pop().unwrap());
            }
        }
        while let Some(inverse) = inverses.pop() {
            document.apply(inverse);
        }
        prop_assert!(document.reads_like(&Document::parse(DOCUMENTS[which].1)));
    }

    #[test]
    fn edits_are_loaded_as_intended_by_serde_yaml(which in 0..DOCUMENTS.len(), wishes in prop::collection::vec(edit_choice(), 1..6)) {
        let (name, text) = DOCUMENTS[which];
        let mut document = Document::parse(text);
        let mut history = History::default();
        for edit_choice in wishes {
            let Some(edit) = edit_for(&document, &edit_choice) else { continue };
            let before = document.text().to_string();
            let mut meant = seen(&before).unwrap();
            let splice = match document.plan(&edit) {
                Ok(splice) => splice,
                // Said in words, and nothing is changed.
                Err(error) if is_said(&error) => continue,
                Err(error) => return Err(TestCaseError::fail(format!("{name}: {edit:?}: {error}"))),
            };
            edit_value(&mut meant, &edit);
            let deed = EditInfo { title: "edit".into(), at: Path::root(), merge: Merge::Never, now: 0.0 };
            history.apply(&mut document, vec![splice.clone()], deed, &mut |_, _| {});
            let after = document.text();
            prop_assert!(document.reads_like(&Document::parse(after)), "{name}: {edit:?}\n{before}\n->\n{after}");
            prop_assert!(document.syntax_error().is_none(), "{name}: {edit:?}\n{before}\n->\n{after}\n{:?}", document.syntax_error());
            match seen(after) {
                Ok(value) => prop_assert_eq!(shown(&value), shown(&meant), "{}: {:?}\n{}\n->\n{}", name, edit, before, after),
                Err(error) => prop_assert!(false, "{name}: {edit:?}\n{before}\n->\n{error}"),
            }
            prop_assert_eq!(&before[..splice.range.start], &after[..splice.range.start]);
            prop_assert!(after.ends_with(&before[splice.range.end..]));
        }
        let last = document.text().to_string();
        while history.undo(&mut document, &mut |_, _| {}).is_some() {}
        prop_assert_eq!(document.text(), text);
        while history.redo(&mut document, &mut |_, _| {}).is_some() {}
        prop_assert_eq!(document.text(), last);
    }
}

#[test]
fn values_equal_those_of_serde_yaml_except_yaml_1_1_words() {
    for (name, text) in DOCUMENTS {
        let document = Document::parse(text);
        let mine = Value::from(document.root().unwrap().value());
        let theirs = seen(text).unwrap();
        // YAML 1.1 reads yes and 000400 as CloudFormation does; serde_yaml does not.
        let theirs =
            shown(&theirs).replace("String(\"yes\")", "Bool(true)").replace("String(\"000400\")", "Number(256)");
        assert_eq!(shown(&mine), theirs, "{name}");
    }
}
