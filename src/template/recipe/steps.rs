//! Steps that a recipe adds to what cfn-init does on a machine: a config of its own in the sets, or parts of the one
//! config there is.

use serde_json::{Value as Json, json};

use super::sketch::Sketch;
use super::{entry, name};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::template::function::{Form, from_json};
use crate::template::init::{CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET};
use crate::template::place::init_path;
use crate::template::system::Machine;
use crate::template::{Section, Template};

/// The resource with the metadata that cfn-init reads on a machine: the machine's own, or that of its group. `None` if
/// there are no metadata yet.
pub fn holder(sketch: &Sketch, machine: &str) -> Option<String> {
    let template = Template::of(sketch.document());
    let machine = Machine::find(template, machine)?;
    machine.inits(template).first().map(|init| init.resource().id().to_string())
}

/// Adds a config as the first that runs. Where there are no config sets its parts go into the one config. Gives where
/// the parts are then.
///
/// `config` has the sections as cfn-init reads them, functions with their long names.
pub fn add_first(sketch: &mut Sketch, machine: &str, wanted: &str, config: &Json) -> Path {
    let Some(holder) = holder(sketch, machine) else {
        let at = init_path(machine);
        let value = from_json(&json!({ DEFAULT_CONFIG: config }), Form::of(sketch.document()));
        sketch.put(&at, value);
        sketch.leave(format!(
            "{machine} had no metadata for cfn-init: let its user data call `cfn-init --resource {machine}`."
        ));
        return at.join(DEFAULT_CONFIG);
    };
    let init = init_path(&holder);
    if sketch.document().node(&init.join(CONFIG_SETS)).is_none() {
        let at = init.join(DEFAULT_CONFIG);
        merge(sketch, &at, config);
        return at;
    }
    let own = name::free_key(sketch.document(), &init, wanted);
    let value = from_json(config, Form::of(sketch.document()));
    let place = sketch
        .document()
        .node(&init)
        .map_or(0, |node| node.entries().position(|entry| entry.key() != CONFIG_SETS).unwrap_or(node.len()));
    sketch.with(|document| entry::insert_at(document, &init, &own, place, value));
    join_set(sketch, &init.join(CONFIG_SETS), &own);
    sketch.say(format!("Config {own} runs first."));
    init.join(own.as_str())
}

/// Puts a config at the head of the set that runs by default.
fn join_set(sketch: &mut Sketch, sets: &Path, config: &str) {
    let Some(node) = sketch.document().node(sets) else { return };
    let default = node.get(DEFAULT_SET).map(|_| DEFAULT_SET.to_string());
    let Some(set) = default.or_else(|| node.entries().next().map(|entry| entry.key().to_string())) else { return };
    let at = sets.join(set.as_str());
    let Some(members) = sketch.document().node(&at) else { return };
    if members.kind() == Kind::Sequence && members.tag().is_none() {
        sketch.make([Edit::Insert { into: at, slot: Slot::Index(0), value: Value::from(config) }]);
    } else {
        let value = Value::Sequence(vec![Value::from(config), members.kept()]);
        sketch.make([Edit::Set { at, value }]);
    }
    if node_count(sketch, sets) > 1 {
        sketch.leave(format!("Config set {set} runs {config}: look whether the user data ask for this set."));
    }
}

fn node_count(sketch: &Sketch, at: &Path) -> usize {
    sketch.document().node(at).map_or(0, |node| node.len())
}

/// Adds the parts of a config to the one at a path, section by section. What is there under the same name stays.
pub fn merge(sketch: &mut Sketch, config: &Path, parts: &Json) {
    if sketch.document().node(config).is_none() {
        let value = from_json(parts, Form::of(sketch.document()));
        return sketch.put(config, value);
    }
    for section in Section::ALL {
        let entries = parts.get(section.key()).and_then(Json::as_object);
        for (key, value) in entries.into_iter().flatten() {
            match section {
                Section::Packages | Section::Services => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        add(sketch, config, section, Some(key), name, value);
                    }
                }
                Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                    add(sketch, config, section, None, key, value);
                }
            }
        }
    }
}

fn add(sketch: &mut Sketch, config: &Path, section: Section, manager: Option<&str>, name: &str, value: &Json) {
    let list = config.join(section.key());
    let list = manager.map_or(list.clone(), |manager| list.join(manager));
    if sketch.document().node(&list.join(name)).is_none() {
        let value = from_json(value, Form::of(sketch.document()));
        sketch.with(|document| entry::add_to_section(document, config, section, manager, (name, value)));
    }
}
