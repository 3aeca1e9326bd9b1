//! Config sets: adding, renaming, removing and ordering sets and their members.
//!
//! Source: aws-cfn-bootstrap construction.py: all sets are resolved before anything runs, so that a fault in any of them
//! stops cfn-init.

use super::removal::{self, Removal};
use super::{entry, name};
use crate::document::{Document, Edit, Kind, Node, Path, Slot, Step, Value};
use crate::template::init::init_path;
use crate::template::init::{CONFIG_SET, CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET, Init};
use crate::template::user_data::UserData;
use crate::template::{Template, function};

/// A member of a set, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// The item of the list, or the set itself where it is one name.
    pub at: Path,
    /// What it is.
    pub what: What,
}

/// What a member of a set is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A config.
    Config(String),
    /// All members of another set.
    Set(String),
    /// A function or something that is neither.
    Other(String),
}

impl What {
    /// The name, or what stands there.
    pub fn name(&self) -> &str {
        match self {
            What::Config(name) | What::Set(name) | What::Other(name) => name,
        }
    }

    fn value(&self) -> Value {
        match self {
            What::Config(name) | What::Other(name) => Value::from(name.as_str()),
            What::Set(name) => {
                Value::Mapping([(Value::from(CONFIG_SET), Value::from(name.as_str()))].into_iter().collect())
            }
        }
    }
}

/// The metadata of a resource.
pub fn init_of<'d>(document: &'d Document, resource: &str) -> Option<Init<'d>> {
    Template::of(document).resource(resource)?.init()
}

fn sets_path(resource: &str) -> Path {
    init_path(resource).join(CONFIG_SETS)
}

/// Names of the sets, in the order of the text.
pub fn names(document: &Document, resource: &str) -> Vec<String> {
    let sets = init_of(document, resource).and_then(|init| init.config_sets());
    sets.map(|sets| sets.names().map(str::to_string).collect()).unwrap_or_default()
}

/// Members of the set at a path, in order; lists in lists are one list to cfn-init.
pub fn members(document: &Document, set: &Path) -> Vec<Member> {
    let mut found = Vec::new();
    let mut waiting: Vec<(Path, Node<'_>)> = document.node(set).map(|node| (set.clone(), node)).into_iter().collect();
    while let Some((at, node)) = waiting.pop() {
        let function =
            node.tag().is_some() || node.entries().next().is_some_and(|entry| function::is_long_name(entry.key()));
        let what = match node.kind() {
            Kind::Sequence if !function => {
                let items: Vec<_> = node.items().enumerate().map(|(index, item)| (at.join(index), item)).collect();
                waiting.extend(items.into_iter().rev());
                continue;
            }
            Kind::Scalar if !function && !node.is_null() => What::Config(node.scalar().unwrap_or_default().into()),
            Kind::Mapping if !function => match node.get(CONFIG_SET).and_then(|name| name.scalar()) {
                Some(name) => What::Set(name.into()),
                None => What::Other(node.source().trim().into()),
            },
            _ if node.is_null() => continue,
            _ => What::Other(node.source().trim().into()),
        };
        found.push(Member { at, what });
    }
    found
}

/// Adds a set with a free name like `wanted`. It begins with the configs that no set names, or empty.
pub fn add(document: &Document, resource: &str, wanted: &str) -> (Path, Vec<Edit>) {
    let sets = sets_path(resource);
    let name = name::free_key(document, &sets, wanted);
    let value = Value::Sequence(Vec::new());
    let at = sets.join(name.as_str());
    if document.node(&sets).is_none() {
        let one = Value::Mapping([(Value::from(name.as_str()), value)].into_iter().collect());
        return (at, entry::insert_at(document, &init_path(resource), CONFIG_SETS, 0, one));
    }
    (at, vec![Edit::Insert { into: sets, slot: Slot::Key(name), value }])
}

/// Writes the set that holds without `configSets`: `default` with `config`, or with every config there is.
pub fn make(document: &Document, resource: &str) -> Vec<Edit> {
    let Some(init) = init_of(document, resource).filter(|init| init.config_sets().is_none()) else { return Vec::new() };
    let names: Vec<&str> = init.single_configs().map(|config| config.name()).collect();
    let members = if names.contains(&DEFAULT_CONFIG) { vec![DEFAULT_CONFIG] } else { names };
    let members = Value::Sequence(members.into_iter().map(Value::from).collect());
    let sets = Value::Mapping([(Value::from(DEFAULT_SET), members)].into_iter().collect());
    entry::insert_at(document, &init_path(resource), CONFIG_SETS, 0, sets)
}

/// Removes the set at a path. Sets and command lines that name it stay and are told; the last set goes with
/// `configSets`.
pub fn remove(document: &Document, at: &Path) -> Removal {
    let alone = at.parent().filter(|sets| document.node(sets).is_some_and(|sets| sets.len() == 1));
    let broken = removal::remove(document, std::slice::from_ref(at)).broken;
    match alone {
        Some(sets) => Removal { edits: vec![Edit::Remove { at: sets }], broken },
        None => Removal { edits: vec![Edit::Remove { at: at.clone() }], broken },
    }
}

/// Puts a member at the end of the set at a path, or before the item with this place.
pub fn join(document: &Document, set: &Path, what: &What, place: Option<usize>) -> Vec<Edit> {
    let Some(node) = document.node(set) else { return Vec::new() };
    if node.is_plain(Kind::Sequence) {
        let place = place.unwrap_or(node.len()).min(node.len());
        return vec![Edit::Insert { into: set.clone(), slot: Slot::Index(place), value: what.value() }];
    }
    let mut items: Vec<Value> = if node.is_null() { Vec::new() } else { vec![node.source_ref()] };
    items.insert(place.unwrap_or(items.len()).min(items.len()), what.value());
    vec![Edit::Set { at: set.clone(), value: Value::Sequence(items) }]
}

/// Takes a member out of its set; a set that was one name becomes an empty list.
pub fn leave(document: &Document, member: &Path) -> Vec<Edit> {
    match member.last() {
        Some(Step::Index(_)) => entry::take(document, member),
        _ => vec![Edit::Set { at: member.clone(), value: Value::Sequence(Vec::new()) }],
    }
}

/// Moves the member at a place of a set to another, both counted from 0 over all members. Gives where it stands then;
/// `None` where it is a list in a list, whose members stay among themselves.
pub fn reorder(document: &Document, set: &Path, from: usize, to: usize) -> Option<(Path, Vec<Edit>)> {
    let members = members(document, set);
    let (moved, target) = (&members.get(from)?.at, &members.get(to)?.at);
    let list = moved.parent().filter(|list| target.parent().as_ref() == Some(list))?;
    let Some(Step::Index(place)) = target.last() else { return None };
    let moves = (moved != target).then(|| Edit::Reorder { at: moved.clone(), place: *place });
    Some((list.join(*place), moves.into_iter().collect()))
}

/// The members of all sets in the order of the text, each with the name of its set.
pub fn all_members(document: &Document, init: Init<'_>) -> Vec<(String, Member)> {
    let sets = init.path().join(CONFIG_SETS);
    let names = init.config_sets().into_iter().flat_map(|sets| sets.names());
    names
        .flat_map(|set| members(document, &sets.join(set)).into_iter().map(move |member| (set.to_string(), member)))
        .collect()
}

/// The sets of a resource that have a config as a member.
pub fn sets_with(document: &Document, resource: &str, config: &str) -> Vec<String> {
    let sets = init_path(resource).join(CONFIG_SETS);
    let runs = |name: &String| {
        let members = members(document, &sets.join(name.as_str()));
        members.iter().any(|member| member.what == What::Config(config.to_string()))
    };
    names(document, resource).into_iter().filter(runs).collect()
}

/// What a set runs, in a sentence: "default runs install, configure, watch."
pub fn run_sentence(document: &Document, resource: &str, set: &str) -> String {
    let Some(init) = init_of(document, resource) else { return String::new() };
    let order = init.run_order(set);
    let known = match init.config_sets() {
        Some(sets) => sets.names().any(|name| name == set),
        None => set == DEFAULT_SET,
    };
    match (known, order.as_slice()) {
        (false, _) => format!("There is no set {set}: cfn-init fails when its turn comes."),
        (true, []) => format!("{set} runs nothing."),
        (true, order) => format!("{set} runs {}.", order.join(", ")),
    }
}

/// The configs that each config set runs that user data requests, in sentences.
pub fn requested_runs(document: &Document, resource: &str) -> Vec<String> {
    let asked = UserData::of_init(document, resource).and_then(|data| data.sets(resource));
    let sets = asked.unwrap_or_else(|| vec![DEFAULT_SET.to_string()]);
    sets.iter().map(|set| run_sentence(document, resource, set.trim())).collect()
}
