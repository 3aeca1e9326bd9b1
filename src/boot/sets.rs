//! Which configs a call of cfn-init works through, and what stops it before the first.
//!
//! Source: aws-cfn-bootstrap construction.py: all sets are resolved before anything runs, so that a fault in a set that
//! nobody asked for stops cfn-init as well; a set that was asked for and is not there is met when its turn comes.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::PlanGap;
use super::values::{ChosenValue, Text, Values, written};
use crate::document::{Kind, Node, Path};
use crate::template::function::call;
use crate::template::init::{CONFIG_SET, CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET};
use crate::template::{Config, Init};

/// Configs that one call works through at most: sets that double at each level would never end.
const MOST_CONFIGS: usize = 1000;

/// A member of a set.
enum Member {
    Config(String, Path),
    Set(String, Path),
}

/// What stops cfn-init, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetFault {
    pub(super) path: Path,
    pub(super) message: String,
}

/// The configs of a call.
#[derive(Debug, Default)]
pub(super) struct CallOrder {
    /// Names of configs in order; a config that is listed twice runs twice.
    pub(super) configs: Vec<String>,
    /// What stops cfn-init before the first config.
    pub(super) before: Option<SetFault>,
    /// What stops it after the configs.
    pub(super) after: Option<SetFault>,
    /// Members that only a deployment knows.
    pub(super) gaps: Vec<PlanGap>,
}

/// The configs that `cfn-init -c SETS` works through.
pub(super) fn order<'d>(init: Init<'d>, asked: &[String], values: &mut Values<'d, '_>) -> CallOrder {
    let mut order = CallOrder::default();
    let at = init.path().join(CONFIG_SETS);
    let Some(node) = values.plain(init.node().get(CONFIG_SETS)).filter(|node| !node.is_null()) else {
        if init.node().get(CONFIG_SETS).is_some_and(|node| call(node).is_some()) {
            let message = "The config sets are known at a deployment only.".to_string();
            order.gaps.push(PlanGap { path: at, message });
            return order;
        }
        return without_sets(init, asked);
    };
    if node.kind() != Kind::Mapping || node.is_empty() {
        let message = "configSets has to be a mapping of set names to configs: cfn-init stops before it does anything.";
        order.before = Some(SetFault { path: at, message: message.into() });
        return order;
    }
    let mut sets: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    for entry in node.entries() {
        let members = members(entry.value, &at.join(entry.key()), values, &mut order);
        sets.insert(entry.key().to_string(), members);
    }
    if order.before.is_none() {
        order.before = fault(init, &at, &sets, node);
    }
    if order.before.is_some() {
        return order;
    }
    for name in asked {
        if !sets.contains_key(name) {
            let message = format!("There is no config set {name}: cfn-init stops when its turn comes.");
            order.after = Some(SetFault { path: at, message });
            break;
        }
        expand(&sets, name, &mut order.configs);
    }
    order
}

fn without_sets(init: Init<'_>, asked: &[String]) -> CallOrder {
    let mut order = CallOrder::default();
    for name in asked {
        if name != DEFAULT_SET {
            let message = format!("There is no config set {name}, since there are no configSets: cfn-init stops.");
            order.after = Some(SetFault { path: init.path(), message });
            break;
        }
        if let Some(config) = init.config(DEFAULT_CONFIG) {
            order.before = order.before.or_else(|| not_a_config(&config));
            order.configs.push(DEFAULT_CONFIG.to_string());
        }
    }
    order
}

/// The members of a set, lists in lists as one list.
fn members<'d>(node: Node<'d>, at: &Path, values: &mut Values<'d, '_>, order: &mut CallOrder) -> Vec<Member> {
    let mut members = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        let chosen = match values.choose(Some(node)) {
            ChosenValue::Absent => continue,
            ChosenValue::Node(chosen) => chosen,
            ChosenValue::Unknown => {
                let message = format!("Whether {} is in the set is known at a deployment only.", written(node));
                order.gaps.push(PlanGap { path: node.path(), message });
                continue;
            }
        };
        let is_function = call(chosen).is_some();
        match chosen.kind() {
            Kind::Sequence if !is_function => waiting.extend(chosen.items().rev()),
            Kind::Mapping if !is_function => match values.text_at(chosen, CONFIG_SET) {
                Some(Text::Is(name)) => members.push(Member::Set(name, chosen.path())),
                Some(Text::Unknown(name)) => {
                    let message = format!("Which set {name} is, is known at a deployment only.");
                    order.gaps.push(PlanGap { path: chosen.path(), message });
                }
                None => {
                    let message = "A mapping in a config set needs the key ConfigSet: cfn-init stops before it does \
                                   anything.";
                    order.before.get_or_insert(SetFault { path: chosen.path(), message: message.into() });
                }
            },
            _ => match values.text(Some(chosen)) {
                Some(Text::Is(name)) => members.push(Member::Config(name, chosen.path())),
                Some(Text::Unknown(name)) => {
                    let message = format!("Which config {name} is, is known at a deployment only.");
                    order.gaps.push(PlanGap { path: chosen.path(), message });
                }
                None => {
                    let message = "A config set lists names of configs: cfn-init stops before it does anything.";
                    order.before.get_or_insert(SetFault { path: at.clone(), message: message.into() });
                }
            },
        }
    }
    members
}

/// The first fault of the sets: a config or set that is not there, a set that includes itself.
fn fault(init: Init<'_>, at: &Path, sets: &BTreeMap<String, Vec<Member>>, node: Node<'_>) -> Option<SetFault> {
    for member in sets.values().flatten() {
        match member {
            Member::Config(name, _) if init.config(name).is_none() && init.hides_configs() => {}
            Member::Config(name, path) if init.config(name).is_none() => {
                let message = format!("There is no config {name}: cfn-init stops before it does anything.");
                return Some(SetFault { path: path.clone(), message });
            }
            Member::Config(name, _) => {
                let fault = init.config(name).and_then(|config| not_a_config(&config));
                if fault.is_some() {
                    return fault;
                }
            }
            Member::Set(name, path) if !sets.contains_key(name) => {
                let message = format!("There is no config set {name}: cfn-init stops before it does anything.");
                return Some(SetFault { path: path.clone(), message });
            }
            Member::Set(..) => {}
        }
    }
    let circle = node.entries().find(|entry| includes_itself(sets, entry.key()))?;
    let message = format!("The config set {} includes itself: cfn-init stops before it does anything.", circle.key());
    Some(SetFault { path: at.join(circle.key()), message })
}

/// A config that is no mapping.
fn not_a_config(config: &Config<'_>) -> Option<SetFault> {
    let node = config.node();
    let is_fault = call(node).is_none() && node.kind() != Kind::Mapping;
    let message = format!("The config {} has to be a mapping: cfn-init stops before it does anything.", config.name());
    is_fault.then(|| SetFault { path: config.path().clone(), message })
}

fn includes_itself(sets: &BTreeMap<String, Vec<Member>>, name: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![name];
    while let Some(set) = waiting.pop() {
        for member in sets.get(set).into_iter().flatten() {
            let Member::Set(inner, _) = member else { continue };
            if inner == name {
                return true;
            }
            if seen.insert(inner.as_str()) {
                waiting.push(inner);
            }
        }
    }
    false
}

/// Adds the configs of a set, sets in it resolved. No set includes itself.
fn expand(sets: &BTreeMap<String, Vec<Member>>, name: &str, configs: &mut Vec<String>) {
    let mut waiting: Vec<&Member> = sets.get(name).into_iter().flatten().rev().collect();
    let mut steps = 0;
    while let Some(member) = waiting.pop() {
        steps += 1;
        if steps > MOST_CONFIGS || configs.len() >= MOST_CONFIGS {
            return;
        }
        match member {
            Member::Config(name, _) => configs.push(name.clone()),
            Member::Set(name, _) => waiting.extend(sets.get(name).into_iter().flatten().rev()),
        }
    }
}
