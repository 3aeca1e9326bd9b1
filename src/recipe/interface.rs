//! `AWS::CloudFormation::Interface`: groups of parameters, their order, labels.

use super::entry;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::template::interface::{self, key};
use crate::template::section;

/// The label of a group that has none yet.
const NEW: &str = "New group";

/// Where the metadata goes that is not there: before the parameters, as the anatomy has it.
fn made(document: &Document, inside: (&str, Value)) -> Vec<Edit> {
    let one = |key: &str, value: Value| Value::Mapping([(Value::from(key), value)].into_iter().collect());
    let at = interface::path();
    let has = |at: &Path| document.node(at).is_some_and(|node| !node.is_null());
    let metadata = Path::root().join(section::METADATA);
    let (key, value) = inside;
    if has(&at) {
        // Groups are written before labels.
        let place = usize::from(key != key::GROUPS) * document.node(&at).map_or(0, |node| node.len());
        return vec![Edit::Insert { into: at, slot: Slot::KeyAt(key.to_string(), place), value }];
    }
    let body = one(key, value);
    let name = at.last_key().unwrap_or_default().to_string();
    if has(&metadata) {
        return vec![Edit::Insert { into: metadata, slot: Slot::Key(name), value: body }];
    }
    if document.node(&metadata).is_some() {
        return vec![Edit::Set { at: metadata, value: one(&name, body) }];
    }
    let keys = document.root().into_iter().flat_map(|root| root.entries()).map(|entry| entry.key());
    let first = [section::FORMAT_VERSION, section::DESCRIPTION, section::TRANSFORM];
    let place = keys.enumerate().filter(|(_, key)| first.contains(key)).map(|(index, _)| index + 1).last();
    let slot = Slot::KeyAt(section::METADATA.into(), place.unwrap_or(0));
    vec![Edit::Insert { into: Path::root(), slot, value: one(&name, body) }]
}

fn group(label: &str, parameters: &[&str]) -> Value {
    let label: Value = Value::Mapping([(Value::from(key::DEFAULT), Value::from(label))].into_iter().collect());
    let names = Value::Sequence(parameters.iter().map(|name| Value::from(*name)).collect());
    Value::Mapping([(Value::from(key::LABEL), label), (Value::from(key::PARAMETERS), names)].into_iter().collect())
}

/// Adds a group as the last, with these parameters in it. Gives its place too.
fn with_group(document: &Document, label: &str, parameters: &[&str]) -> (usize, Vec<Edit>) {
    let list = interface::groups_path();
    let value = group(label, parameters);
    match document.node(&list).filter(|node| !node.is_null()) {
        Some(node) => (node.len(), vec![Edit::Insert { into: list, slot: Slot::Index(node.len()), value }]),
        None if document.node(&list).is_some() => {
            (0, vec![Edit::Set { at: list, value: Value::Sequence(vec![value]) }])
        }
        None => (0, made(document, (key::GROUPS, Value::Sequence(vec![value])))),
    }
}

/// Adds an empty group. Gives its place too.
pub fn add_group(document: &Document, label: &str) -> (usize, Vec<Edit>) {
    with_group(document, label, &[])
}

/// Removes a group; its parameters stay, in none.
pub fn remove_group(document: &Document, index: usize) -> Vec<Edit> {
    entry::take_with_empty(document, &interface::groups_path().join(index), &Path::root())
}

/// Gives a parameter a label, or takes the label away if it is empty.
pub fn label(document: &Document, name: &str, label: &str) -> Vec<Edit> {
    let at = interface::label_path(name);
    let value = Value::from(label);
    if label.is_empty() {
        return match document.node(&at) {
            Some(_) => entry::take_with_empty(document, &at, &Path::root()),
            None => Vec::new(),
        };
    }
    if document.node(&at).is_some() {
        return vec![Edit::Set { at, value }];
    }
    let labels = interface::path().join(key::LABELS);
    if document.node(&labels).is_some() {
        let own = Value::Mapping([(Value::from(key::DEFAULT), value)].into_iter().collect());
        let at = labels.join(name);
        return match document.node(&at) {
            Some(_) => vec![Edit::Set { at, value: own }],
            None => vec![Edit::Insert { into: labels, slot: Slot::Key(name.into()), value: own }],
        };
    }
    let own = Value::Mapping([(Value::from(key::DEFAULT), value)].into_iter().collect());
    made(document, (key::LABELS, Value::Mapping([(Value::from(name), own)].into_iter().collect())))
}

/// Which group a parameter goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// None.
    None,
    /// The one at this place.
    At(usize),
    /// A new one.
    New,
}

/// Moves a parameter to a group, as its last, or out of all.
pub fn move_to(document: &Document, name: &str, to: Into) -> Vec<Edit> {
    let own = interface::group_of(document, name);
    if own.map_or(Into::None, Into::At) == to {
        return Vec::new();
    }
    // All mentions go, another group may name it too; one comes along with its comments.
    let mut gone: Vec<Path> = mentions(document, name);
    let mut edits = match to {
        Into::None => Vec::new(),
        Into::New => with_group(document, NEW, &[name]).1,
        Into::At(index) => {
            let list = interface::groups_path().join(index).join(key::PARAMETERS);
            let slot = Slot::Index(document.node(&list).map_or(0, |node| node.len()));
            match gone.iter().rposition(|at| !at.starts_with(&list)) {
                Some(last) => vec![Edit::MoveTo { at: gone.remove(last), into: list, slot }],
                None => vec![Edit::Insert { into: list, slot, value: name.into() }],
            }
        }
    };
    // The last first: it takes the place of none that is still to go.
    gone.reverse();
    edits.extend(gone.into_iter().map(|at| Edit::Remove { at }));
    edits
}

/// Takes names out of the group at a place: those that are no parameters.
pub fn take_out(document: &Document, index: usize, names: &[String]) -> Vec<Edit> {
    let list = interface::groups_path().join(index).join(key::PARAMETERS);
    let items = document.node(&list).into_iter().flat_map(|names| names.items()).enumerate();
    let own = items.filter(|(_, item)| item.scalar().is_some_and(|name| names.iter().any(|other| other == name)));
    let mut edits: Vec<Edit> = own.map(|(place, _)| Edit::Remove { at: list.join(place) }).collect();
    edits.reverse();
    edits
}

/// Items of groups that name a parameter.
fn mentions(document: &Document, name: &str) -> Vec<Path> {
    let list = interface::groups_path();
    let groups = document.node(&list).into_iter().flat_map(|list| list.items()).enumerate();
    let inside = groups.flat_map(|(index, group)| {
        let names = group.get(key::PARAMETERS).into_iter().flat_map(|names| names.items()).enumerate();
        names.map(move |(place, item)| (index, place, item.scalar()))
    });
    let own = inside.filter(|one| one.2 == Some(name));
    own.map(|(index, place, _)| list.join(index).join(key::PARAMETERS).join(place)).collect()
}

/// Moves a parameter one place up or down among those that the console shows beside it: in its group, or among those in
/// none. Nothing at the end.
pub fn shift(document: &Document, name: &str, up: bool) -> Vec<Edit> {
    let layout = interface::layout(document);
    let beside = |all: &[String]| {
        let own = all.iter().position(|one| one == name)?;
        all.get(if up { own.checked_sub(1)? } else { own + 1 }).cloned()
    };
    match layout.groups.iter().find(|group| group.parameters.iter().any(|one| one == name)) {
        Some(group) => {
            let list = interface::groups_path().join(group.index).join(key::PARAMETERS);
            let place = |name: &str| document.node(&list)?.items().position(|item| item.scalar() == Some(name));
            let to = beside(&group.parameters).and_then(|other| place(&other));
            match (place(name), to) {
                (Some(from), Some(place)) => vec![Edit::Reorder { at: list.join(from), place }],
                _ => Vec::new(),
            }
        }
        None => {
            let at = Path::root().keys([section::PARAMETERS, name]);
            let other = beside(&layout.rest).map(|other| Path::root().keys([section::PARAMETERS, &other]));
            match other.and_then(|other| entry::position(document, &other)) {
                Some(place) => vec![Edit::Reorder { at, place }],
                None => Vec::new(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: &[Edit]) -> String {
        let (document, _) = Document::parse(text).with_edits(edits).unwrap();
        assert_eq!(document.syntax_error(), None, "{}", document.text());
        document.text().to_string()
    }

    const BARE: &str = "Description: d\nParameters:\n  A:\n    Type: String\n  B:\n    Type: String\n";

    #[test]
    fn a_group_is_made_where_the_anatomy_has_it_and_goes_with_all_around_it() {
        let document = Document::parse(BARE);
        let text = after(BARE, &move_to(&document, "B", Into::New));
        let wanted = "Description: d\nMetadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups:\n      \
                      - Label:\n          default: New group\n        Parameters:\n          - B\nParameters:\n";
        assert!(text.starts_with(wanted), "{text}");
        let with = Document::parse(text.as_str());
        assert_eq!(after(&text, &remove_group(&with, 0)), BARE);
        let both = after(&text, &move_to(&with, "A", Into::At(0)));
        let now = Document::parse(both.as_str());
        assert_eq!(interface::layout(&now).groups[0].parameters, ["B", "A"]);
        let turned = after(&both, &shift(&now, "A", true));
        assert_eq!(interface::layout(&Document::parse(turned.as_str())).groups[0].parameters, ["A", "B"]);
        assert_eq!(shift(&now, "B", true), []);
        let out = after(&both, &move_to(&now, "B", Into::None));
        assert_eq!(interface::layout(&Document::parse(out)).rest, ["B"]);
    }

    #[test]
    fn a_label_comes_and_goes_with_what_is_around_it() {
        let document = Document::parse(BARE);
        let text = after(BARE, &label(&document, "A", "An a"));
        assert!(text.contains("    ParameterLabels:\n      A:\n        default: An a\n"), "{text}");
        let with = Document::parse(text.as_str());
        let other = after(&text, &label(&with, "A", "Other"));
        assert!(other.contains("default: Other\n"));
        assert_eq!(after(&text, &label(&with, "A", "")), BARE);
        let both = Document::parse(after(&text, &label(&with, "B", "A b")));
        assert_eq!(both.scalar(&interface::label_path("B")), Some("A b"));
    }

    #[test]
    fn without_groups_the_order_is_that_of_the_template() {
        let document = Document::parse(BARE);
        let text = after(BARE, &shift(&document, "B", true));
        assert_eq!(interface::layout(&Document::parse(text)).rest, ["B", "A"]);
        assert_eq!(shift(&document, "B", false), []);
    }
}
