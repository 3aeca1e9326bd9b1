//! Steps that a recipe adds for cfn-init: a config of its own in the config sets, or entries of the only config.

use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::{entry, name};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::template::Section;
use crate::template::function::call;
use crate::template::init::init_path;
use crate::template::init::{CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET};
use crate::template::system::Machine;

/// The resource with the metadata that cfn-init reads on a machine: the machine's own, or that of its group. `None` if
/// there are no metadata yet.
pub fn holder(draft: &Draft, machine: &str) -> Option<String> {
    let template = draft.template();
    let machine = Machine::find(template, machine)?;
    machine.inits(template).first().map(|init| init.resource().id().to_string())
}

/// Whether a config can be added to the metadata of a machine.
///
/// # Errors
/// Which part of the metadata a function gives, so that the config has no place.
pub fn can_add(draft: &Draft, machine: &str) -> Result<(), String> {
    let holder = holder(draft, machine).unwrap_or_else(|| machine.to_string());
    let init = init_path(&holder);
    let sets = init.join(CONFIG_SETS);
    let given = [init.parent().unwrap_or_default(), init, sets].into_iter().find_map(|at| {
        let function = call(draft.document().node(&at)?)?;
        Some((at.last_key()?.to_string(), function.name))
    });
    match given {
        Some((key, function)) => Err(format!(
            "{key} of {holder} is given by {function}, so a config has no place in it. Write out one value."
        )),
        None => Ok(()),
    }
}

/// Adds a config as the first that runs. Where there are no config sets its parts go into the one config. Gives where
/// the parts are then.
///
/// `config` has the sections as cfn-init reads them, functions with their long names.
pub fn add_first(draft: &mut Draft, machine: &str, wanted: &str, config: &Json) -> Path {
    let Some(holder) = holder(draft, machine) else {
        let at = init_path(machine);
        let value = draft.value(&json!({ DEFAULT_CONFIG: config }));
        draft.attempt(entry::put_at(draft.document(), &at, value));
        draft.leave(format!(
            "{machine} had no metadata for cfn-init: let its user data call `cfn-init --resource {machine}`."
        ));
        return at.join(DEFAULT_CONFIG);
    };
    let init = init_path(&holder);
    if draft.document().node(&init.join(CONFIG_SETS)).is_none() {
        let at = init.join(DEFAULT_CONFIG);
        merge(draft, &at, config);
        return at;
    }
    let own = name::free_key(draft.document(), &init, wanted);
    let value = draft.value(config);
    let place = draft
        .document()
        .node(&init)
        .map_or(0, |node| node.entries().position(|entry| entry.key() != CONFIG_SETS).unwrap_or(node.len()));
    draft.attempt(entry::insert_at(draft.document(), &init, &own, place, value));
    join_set(draft, &init.join(CONFIG_SETS), &own);
    draft.say(format!("Config {own} runs first."));
    init.join(own.as_str())
}

/// Puts a config at the head of the set that runs by default.
fn join_set(draft: &mut Draft, sets: &Path, config: &str) {
    let Some(node) = draft.document().node(sets) else { return };
    let default = node.get(DEFAULT_SET).map(|_| DEFAULT_SET.to_string());
    let Some(set) = default.or_else(|| node.entries().next().map(|entry| entry.key().to_string())) else { return };
    let at = sets.join(set.as_str());
    let Some(members) = draft.document().node(&at) else { return };
    if members.is_plain(Kind::Sequence) {
        draft.attempt([Edit::Insert { into: at, slot: Slot::Index(0), value: Value::from(config) }]);
    } else {
        let value = Value::Sequence(vec![Value::from(config), members.source_ref()]);
        draft.attempt([Edit::Set { at, value }]);
    }
    if node_count(draft, sets) > 1 {
        draft.leave(format!("Config set {set} runs {config}: look whether the user data ask for this set."));
    }
}

fn node_count(draft: &Draft, at: &Path) -> usize {
    draft.document().node(at).map_or(0, |node| node.len())
}

/// Adds the parts of a config to the one at a path, section by section. What is there under the same name stays.
pub fn merge(draft: &mut Draft, config: &Path, parts: &Json) {
    if draft.document().node(config).is_none() {
        let value = draft.value(parts);
        return draft.attempt(entry::put_at(draft.document(), config, value));
    }
    for section in Section::ALL {
        let entries = parts.get(section.key()).and_then(Json::as_object);
        for (key, value) in entries.into_iter().flatten() {
            match section {
                Section::Packages | Section::Services => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        add(draft, config, section, Some(key), name, value);
                    }
                }
                Section::Groups | Section::Users | Section::Sources | Section::Files | Section::Commands => {
                    add(draft, config, section, None, key, value);
                }
            }
        }
    }
}

fn add(draft: &mut Draft, config: &Path, section: Section, manager: Option<&str>, name: &str, value: &Json) {
    let list = config.join(section.key());
    let list = manager.map_or(list.clone(), |manager| list.join(manager));
    if draft.document().node(&list.join(name)).is_none() {
        let value = draft.value(value);
        draft.attempt(entry::add_to_section(draft.document(), config, section, manager, (name, value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_config_has_no_place_in_a_function() {
        let refused = |metadata: &str| {
            let text = format!("Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata:\n      {metadata}\n");
            can_add(&Draft::of(&Document::parse(text)), "W").unwrap_err()
        };
        let sets =
            refused("AWS::CloudFormation::Init: {configSets: {Fn::If: [C, {default: [a]}, {default: []}]}, a: {}}");
        assert_eq!(sets, "configSets of W is given by Fn::If, so a config has no place in it. Write out one value.");
        assert!(
            refused("AWS::CloudFormation::Init: !If [C, {a: {}}, !Ref AWS::NoValue]")
                .starts_with("AWS::CloudFormation::Init of W")
        );
        assert!(refused("Fn::Transform: {Name: T}").starts_with("Metadata of W is given by Fn::Transform"));
    }
}
