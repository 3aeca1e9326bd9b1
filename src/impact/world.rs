//! Values of parameters under which an update is looked at: those that the stack has, new defaults, and others that
//! conditions and mappings tell apart.
//!
//! A parameter of both templates keeps its value, as `aws cloudformation deploy` does it (UsePreviousValue); the value
//! is taken to be the old default. A parameter without default has a value that equals nothing but itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::document::{Kind, Node};
use crate::template::evaluate::{Evaluation, MARK, ParameterValues, Pseudo};
use crate::template::function::call;
use crate::template::reference::names_below;
use crate::template::{Parameter, Template, section};

/// Values for both templates.
pub(super) struct World {
    pub(super) old: ParameterValues,
    pub(super) new: ParameterValues,
    pub(super) scope: WorldScope,
}

/// What a world is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WorldScope {
    /// What holds without further knowledge.
    Base,
    /// Parameters take their new defaults; the sentence part says which.
    NewDefaults(String),
    /// A parameter has another value.
    Other {
        /// The part of a sentence that says which.
        when: String,
        /// The same for all other values.
        unless: String,
        /// True if the base has a value for it: its default.
        is_known: bool,
    },
    /// Several parameters have other values: what happens there and under none of them alone.
    Several(String),
}

/// Worlds beside the base and the new defaults: an end for templates with many conditions.
const MOST_OTHERS: usize = 24;

/// The base of an update and its other worlds. `given` are values that people know.
pub(super) fn worlds(old: Template<'_>, new: Template<'_>, given: &ParameterValues) -> (World, Vec<World>) {
    let own = |template: Template<'_>| -> ParameterValues {
        template.parameters().map(|one| (one.name().to_string(), value_of(template, one))).collect()
    };
    let (old_own, new_own) = (own(old), own(new));
    let mut base = World { old: old_own.clone(), new: new_own.clone(), scope: WorldScope::Base };
    let mut changed = Vec::new();
    for (name, value) in &old_own {
        let (Some(before), Some(after)) = (old.parameter(name), new.parameter(name)) else { continue };
        if before.kind() != after.kind() {
            continue;
        }
        base.new.insert(name.clone(), value.clone());
        let has_defaults = before.node().get(DEFAULT).is_some() && after.node().get(DEFAULT).is_some();
        if has_defaults && new_own.get(name) != Some(value) && !given.contains_key(name) {
            changed.push(name.clone());
        }
    }
    for (name, value) in given {
        base.old.insert(name.clone(), value.clone());
        base.new.insert(name.clone(), value.clone());
    }
    let mut all = Vec::new();
    if !changed.is_empty() {
        let mut with =
            World { old: base.old.clone(), new: base.new.clone(), scope: WorldScope::NewDefaults(defaults(&changed)) };
        for name in &changed {
            with.new.extend(new_own.get(name).map(|value| (name.clone(), value.clone())));
        }
        all.push(with);
    }
    for Other { name, value, unless } in others(old, new).into_iter().filter(|other| !given.contains_key(&other.name)) {
        let is_base = match base.old.get(&name) {
            // One that nobody knows is another value than those that are compared already.
            Some(known) => *known == value || known.contains(MARK) && value.contains(MARK),
            None => false,
        };
        if is_base || all.len() >= MOST_OTHERS {
            continue;
        }
        let has_default =
            |one: &Template<'_>| one.parameter(&name).is_some_and(|one| one.node().get(DEFAULT).is_some());
        let is_known = has_default(&old) || has_default(&new);
        let when = is_value(&name, &value);
        let scope = WorldScope::Other { when, unless, is_known };
        let mut world = World { old: base.old.clone(), new: base.new.clone(), scope };
        world.old.insert(name.clone(), value.clone());
        world.new.insert(name, value);
        all.push(world);
    }
    (base, all)
}

/// The part of a sentence that says which value a parameter has.
pub(super) fn is_value(name: &str, value: &str) -> String {
    match value.contains(MARK) {
        true => format!("{name} has another value"),
        false => format!("{name} is {value}"),
    }
}

/// The world in which Systems Manager holds other values than at the last update; `None` if no parameter has its value
/// there. CloudFormation reads them anew at each update. Source: AWS page "Systems Manager parameter types".
pub(super) fn newly_stored(old: Template<'_>, new: Template<'_>, base: &World) -> Option<World> {
    let is_kept = |one: &Parameter<'_>| is_stored(*one) && old.parameter(one.name()).is_some_and(is_stored);
    let names: Vec<&str> = new.parameters().filter(is_kept).map(|one| one.name()).collect();
    let scope = WorldScope::NewDefaults(format!(
        "Systems Manager holds another value for {} than at the last update",
        names.join(", ")
    ));
    let mut world = World { old: base.old.clone(), new: base.new.clone(), scope };
    for name in &names {
        if let Some(value) = world.new.get_mut(*name) {
            value.push('~');
        }
    }
    (!names.is_empty()).then_some(world)
}

const DEFAULT: &str = "Default";

/// The value of a parameter by its default; a text that equals nothing else without one. What Systems Manager holds is
/// known by the name it is under.
fn value_of(template: Template<'_>, parameter: Parameter<'_>) -> String {
    let none = ParameterValues::new();
    let default = parameter.node().get(DEFAULT).and_then(|node| Evaluation::of(template, &none).text_of_value(node));
    let name = parameter.name();
    match default {
        Some(stored) if is_stored(parameter) => format!("{MARK}?{name}={stored}{MARK}"),
        Some(default) => default,
        None => format!("{MARK}?{name}{MARK}"),
    }
}

/// True if Systems Manager holds the value of a parameter.
pub(super) fn is_stored(parameter: Parameter<'_>) -> bool {
    parameter.kind().is_some_and(|kind| kind.starts_with("AWS::SSM::Parameter::Value<"))
}

fn defaults(names: &[String]) -> String {
    match names {
        [one] => format!("{one} takes its new default"),
        _ => format!("{} take their new defaults", names.join(", ")),
    }
}

/// Another value of a name.
struct Other {
    name: String,
    value: String,
    /// The part of a sentence that says which values it is not.
    unless: String,
}

/// Names with values that conditions and changed mappings tell apart, in the order of the names.
fn others(old: Template<'_>, new: Template<'_>) -> Vec<Other> {
    let mut compared: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for template in [old, new] {
        for condition in template.section(section::CONDITIONS).into_iter().flat_map(values) {
            let Some(call) = call(condition).filter(|call| call.name == "Fn::Equals") else { continue };
            let plain = call.argument.items().filter(|item| item.is_plain(Kind::Scalar));
            let literals: Vec<&str> = plain.filter_map(|item| item.scalar()).collect();
            for name in names_below(call.argument).into_iter().filter(|name| is_input(template, name)) {
                compared.entry(name).or_default().extend(literals.iter().map(|text| text.to_string()));
            }
        }
    }
    let mut all = Vec::new();
    for (name, mut texts) in compared {
        let own = [new, old].iter().find_map(|template| template.parameter(name));
        let allowed = own.map(|own| own.allowed_values()).unwrap_or_default();
        let rest = allowed.iter().find(|value| !texts.contains(**value)).map(|value| value.to_string());
        if !allowed.is_empty() {
            texts.retain(|text| allowed.contains(&text.as_str()));
        }
        let one_of = format!("{name} is {}", any_of(&texts));
        let other = rest.or_else(|| allowed.is_empty().then(|| format!("{MARK}?{name}=other{MARK}")));
        let of = |value: String, unless: String| Other { name: name.to_string(), value, unless };
        all.extend(texts.into_iter().map(|text| of(text.clone(), format!("{name} is not {text}"))));
        all.extend(other.map(|other| of(other, one_of)));
    }
    all.extend(keys_of_maps(old, new));
    all
}

/// Texts as a choice: "a or b".
fn any_of(texts: &BTreeSet<String>) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<&str> = texts.iter().map(String::as_str).take(SHOWN).collect();
    let more = if texts.len() > SHOWN { " or another one of these" } else { "" };
    shown.join(" or ") + more
}

/// Names that are keys of mappings with changed entries: each changed key, and one whose entries stay.
fn keys_of_maps(old: Template<'_>, new: Template<'_>) -> Vec<Other> {
    let maps = changed_keys(old, new);
    let mut found: BTreeMap<&str, (BTreeSet<String>, Option<String>)> = BTreeMap::new();
    for (template, node) in [old, new].iter().flat_map(|one| Some((*one, one.document().root()?))) {
        if maps.is_empty() {
            break;
        }
        for call in values(node).filter_map(call).filter(|call| call.name == "Fn::FindInMap") {
            let items: Vec<Node<'_>> = call.argument.items().collect();
            let Some(map) = items.first().and_then(|map| map.scalar()) else { continue };
            let Some(keys) = maps.get(map) else { continue };
            for (level, (node, keys)) in items.iter().skip(1).zip(keys).enumerate() {
                let there = template.section(section::MAPPINGS).and_then(|node| node.get(map));
                let there = there.into_iter().flat_map(|node| node.entries());
                let stays = there.map(|entry| entry.key()).find(|key| level == 0 && !keys.contains(key));
                for name in names_below(*node).into_iter().filter(|name| is_input(template, name)) {
                    let own = found.entry(name).or_default();
                    own.0.extend(keys.iter().map(|key| key.to_string()));
                    own.1 = own.1.take().or(stays.map(str::to_string));
                }
            }
        }
    }
    let mut all = Vec::new();
    for (name, (changed, stays)) in found {
        let one_of = format!("{name} is {}", any_of(&changed));
        let of = |value: &String, unless: String| Other { name: name.to_string(), value: value.clone(), unless };
        // Where the entries of all keys change, each does the same.
        all.extend(changed.iter().map(|key| of(key, format!("{name} is not {key}"))));
        all.extend(stays.iter().map(|key| of(key, one_of.clone())));
    }
    all
}

/// A value and all values below it.
fn values(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.descendants()
}

/// True for a parameter of the template, and for what AWS knows of a stack.
fn is_input(template: Template<'_>, name: &str) -> bool {
    template.parameter(name).is_some() || Pseudo::of_name(name).is_some_and(|pseudo| pseudo != Pseudo::NoValue)
}

/// First and second keys of the entries that differ, by mapping.
fn changed_keys<'d>(old: Template<'d>, new: Template<'d>) -> BTreeMap<&'d str, [BTreeSet<&'d str>; 2]> {
    let mut found: BTreeMap<&str, [BTreeSet<&str>; 2]> = BTreeMap::new();
    for (one, other) in [(old, new), (new, old)] {
        for map in one.section(section::MAPPINGS).into_iter().flat_map(|node| node.entries()) {
            for first in map.value.entries().filter(|first| first.value.kind() == Kind::Mapping) {
                for second in first.value.entries() {
                    let there = other
                        .section(section::MAPPINGS)
                        .and_then(|node| node.get(map.key())?.get(first.key())?.get(second.key()));
                    let value = |node: Node<'_>| -> Json { crate::template::function::to_json(&node.literal_value()) };
                    if there.map(value) != Some(value(second.value)) {
                        let [firsts, seconds] = found.entry(map.key()).or_default();
                        firsts.insert(first.key());
                        seconds.insert(second.key());
                    }
                }
            }
        }
    }
    found
}
