//! Steps that a recipe adds for cfn-init: a config of its own in the config sets, or entries of the only config.

use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::{entry, name};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::template::given::Given;
use crate::template::init::{CONFIG_SETS, DEFAULT_CONFIG, DEFAULT_SET, INIT, init_path};
use crate::template::machine::groups_of;
use crate::template::resource::attribute::METADATA;
use crate::template::system::Machine;
use crate::template::{Resource, Section};

/// The resource with the metadata that cfn-init reads on a machine: the machine's own, or that of its group. `None` if
/// there are no metadata yet.
pub fn holder(draft: &Draft, machine: &str) -> Option<String> {
    let template = draft.template();
    let machine = Machine::find(template, machine)?;
    machine.inits(template).first().map(|init| init.resource().id().to_string())
}

/// Whether a config can be added to the metadata of a machine, or to that of the groups over it.
///
/// # Errors
/// Which part of the metadata a function, a loop or a transform gives, so that the config has no place.
pub fn can_add(draft: &Draft, machine: &str) -> Result<(), String> {
    let template = draft.template();
    let candidates: Vec<Resource<'_>> = match holder(draft, machine) {
        Some(holder) => template.resource(&holder).into_iter().collect(),
        None => template.resource(machine).into_iter().chain(groups_of(template, machine)).collect(),
    };
    match candidates.into_iter().find_map(metadata_given) {
        Some(sentence) => Err(format!("{sentence}, so a config has no place in it. Write out one value.")),
        None => Ok(()),
    }
}

/// Which part of the metadata of a resource is not written out: "configSets of Web (line 7) is given by Fn::If".
fn metadata_given(resource: Resource<'_>) -> Option<String> {
    let id = resource.id();
    let mut node = resource.node();
    for key in [METADATA, INIT, CONFIG_SETS, DEFAULT_SET] {
        let whole = node.get(key).and_then(Given::whole);
        // A set may hold any list; what is written beside a loop or transform is there all the same.
        if let Some(given) = whole.filter(|_| key != DEFAULT_SET) {
            return Some(format!("{key} of {id} (line {}) is given by {}", given.line, given.by));
        }
        let below = node.get(key).filter(|value| !value.is_null());
        let Some(below) = below else {
            let is_written = key == CONFIG_SETS && node.get(DEFAULT_CONFIG).is_some();
            let given = Given::any_key(node).filter(|_| !is_written)?;
            return Some(format!("{key} of {id} may come from {} (line {})", given.by, given.line));
        };
        node = below;
    }
    None
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
        assert_eq!(
            sets,
            "configSets of W (line 5) is given by Fn::If, so a config has no place in it. Write out one value."
        );
        let loop_of = |body: &str| format!("Fn::ForEach::L: [X, [x], {{'${{X}}': {body}}}]");
        for (metadata, wanted) in [
            (
                "AWS::CloudFormation::Init: !If [C, {a: {}}, !Ref AWS::NoValue]",
                "AWS::CloudFormation::Init of W (line 5) is given by Fn::If,",
            ),
            ("Fn::Transform: {Name: T}", "Metadata of W (line 5) is given by Fn::Transform,"),
            (&loop_of("{}"), "AWS::CloudFormation::Init of W may come from Fn::ForEach::L (line 5),"),
            (
                &format!("AWS::CloudFormation::Init:\n        a: {{}}\n        {}", loop_of("{}")),
                "configSets of W may come from Fn::ForEach::L (line 7),",
            ),
            (
                &format!(
                    "AWS::CloudFormation::Init:\n        a: {{}}\n        configSets:\n          {}",
                    loop_of("[a]")
                ),
                "default of W may come from Fn::ForEach::L (line 8),",
            ),
        ] {
            assert!(refused(metadata).starts_with(wanted), "{metadata}: {}", refused(metadata));
        }
    }

    #[test]
    fn a_config_has_a_place_beside_a_loop_and_in_a_set_by_function() {
        for init in [
            "{config: {}, 'Fn::ForEach::L': [X, [x], {'${X}': {}}]}",
            "{configSets: {default: !If [C, [a], [b]]}, a: {}, b: {}}",
            "{configSets: {default: [a], Fn::Transform: {Name: T}}, a: {}}",
        ] {
            let text = format!(
                "Resources:\n  W:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init: {init}\n"
            );
            let document = Document::parse(text);
            let mut draft = Draft::of(&document);
            can_add(&draft, "W").unwrap();
            add_first(&mut draft, "W", "new", &json!({"commands": {"c": {"command": "date"}}}));
            assert!(draft.left().iter().all(|one| !one.contains("had no")), "{init}: {:?}", draft.left());
            let after = draft.document().text();
            assert!(after.contains("date"), "{after}");
            assert!(init.contains("config: ") || after.contains("new,"), "{after}");
        }
    }

    #[test]
    fn metadata_of_the_group_by_function_are_no_missing_metadata() {
        let text = "Resources:\n  L: {Type: AWS::EC2::LaunchTemplate}\n  G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Metadata: {Fn::Transform: {Name: T}}\n    Properties: {LaunchTemplate: {LaunchTemplateId: !Ref L}}\n";
        let why = can_add(&Draft::of(&Document::parse(text)), "L").unwrap_err();
        assert!(why.starts_with("Metadata of G (line 5) is given by Fn::Transform,"), "{why}");
    }
}
