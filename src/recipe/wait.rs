//! Wait condition with its handle, and the policies that wait for signals.
//!
//! Source: AWS pages "AWS::CloudFormation::WaitCondition", "CreationPolicy", "UpdatePolicy".

use serde_json::json;

use super::{entry, name};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::{creation_policy as policy, template_keys, update_policy, wait_condition as wait};
use crate::template::function::{Spelling, from_json};
use crate::template::resource::attribute;
use crate::template::user_data::{DataFormat, UserData, write};
use crate::template::{Template, duration, resource_path, section, signal};

/// Adds a handle and a condition that waits for one signal to it, behind the machine, and a line to the user data that
/// sends it when all before went well.
pub fn add(document: &Document, id: &str) -> Vec<Edit> {
    let template = Template::of(document);
    let handle = name::free_id(template, &format!("{id}Handle"));
    let condition = name::free_id(template, &format!("{id}Ready"));
    let resources = Path::root().join(section::RESOURCES);
    let place = entry::position(document, &resource_path(id)).map_or(0, |place| place + 1);
    let form = Spelling::of(document);
    let whole = json!({
        attribute::TYPE: wait::CONDITION,
        attribute::DEPENDS_ON: id,
        attribute::PROPERTIES: { wait::HANDLE.key: {"Ref": handle}, wait::TIMEOUT.key: "900", wait::COUNT.key: 1 },
    });
    let mut edits = Vec::new();
    let takes_lines = |data: &UserData| matches!(data.format, DataFormat::Shell | DataFormat::Windows);
    if let Some(data) = signal::sender(document, id).filter(takes_lines) {
        let text = data.text.text();
        let close = ["</powershell>", "</script>"].iter().filter_map(|mark| text.find(mark)).min();
        let at = close.unwrap_or(text.len());
        let gap =
            if text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n')) { "" } else { "\n" };
        let line = format!("{gap}{}cfn-signal -e $? \"${{{handle}}}\"\n", data.folder_or_default());
        edits.extend(script_edits(document, &data, vec![(at..at, line)]));
    }
    let handle_value: Value = from_json(&json!({ attribute::TYPE: wait::HANDLE_TYPE }), form);
    edits.extend(entry::insert_at(document, &resources, &handle, place, handle_value));
    // The handle is in the text already when the condition comes.
    edits.extend(entry::insert_at(document, &resources, &condition, place + 1, from_json(&whole, form)));
    edits
}

fn script_edits(document: &Document, data: &UserData, parts: Vec<write::ScriptPart>) -> Vec<Edit> {
    super::user_data::edits(document, data, &parts).unwrap_or_default()
}

/// Adds the policy that waits for one signal within 15 minutes. Nothing if it is there.
pub fn wait_for_signal(document: &Document, id: &str) -> Vec<Edit> {
    let inner = json!({ policy::COUNT.key: 1, policy::TIMEOUT.key: duration::of_minutes(15) });
    let value = json!({ policy::RESOURCE_SIGNAL_KEY: inner.clone() });
    let at = resource_path(id);
    let form = Spelling::of(document);
    let own = at.join(attribute::CREATION_POLICY);
    match document.node(&own).filter(|node| !node.is_null()) {
        Some(node) if node.get(policy::RESOURCE_SIGNAL_KEY).is_some() => Vec::new(),
        Some(_) => entry::put(document, &own, &policy::ROWS, policy::RESOURCE_SIGNAL_KEY, from_json(&inner, form)),
        None => {
            entry::put(document, &at, &template_keys::RESOURCE, attribute::CREATION_POLICY, from_json(&value, form))
        }
    }
}

/// Adds a policy of a group, below `CreationPolicy` or `UpdatePolicy`, with what most groups want. Nothing if it is there.
pub fn add_policy(document: &Document, id: &str, above: &str, key: &str) -> Vec<Edit> {
    let value = match key {
        update_policy::ROLLING => json!({
            update_policy::MIN_IN_SERVICE.key: 1,
            update_policy::MAX_BATCH.key: 1,
            update_policy::PAUSE.key: duration::of_minutes(15),
            update_policy::WAIT.key: true,
        }),
        update_policy::REPLACING => json!({ update_policy::WILL_REPLACE.key: true }),
        update_policy::REFRESH => json!({ update_policy::STRATEGY.key: "Rolling" }),
        update_policy::SCHEDULED => json!({ update_policy::IGNORE_SIZES.key: true }),
        policy::AUTO_SCALING => json!({ policy::MIN_SUCCESSFUL.key: 100 }),
        _ => return Vec::new(),
    };
    let form = Spelling::of(document);
    let at = resource_path(id);
    let own = at.join(above);
    match document.node(&own).filter(|node| !node.is_null()) {
        Some(node) if node.get(key).is_some() => Vec::new(),
        Some(_) => {
            let rows = if above == attribute::CREATION_POLICY { &policy::ROWS } else { &update_policy::ROWS };
            entry::put(document, &own, rows, key, from_json(&value, form))
        }
        None => entry::put(document, &at, &template_keys::RESOURCE, above, from_json(&json!({ key: value }), form)),
    }
}

/// The processes of the list at a path that are suspended during a rolling update.
pub fn suspended(document: &Document, at: &Path) -> Vec<String> {
    let items = document.node(at).into_iter().flat_map(|node| node.items());
    items.map(|item| item.scalar().unwrap_or_default().to_string()).collect()
}

/// Adds a process to the list at a path of those that are suspended, or removes it.
pub fn suspend(document: &Document, at: &Path, process: &str, on: bool) -> Vec<Edit> {
    let owner = at.parent().unwrap_or_default();
    let listed = suspended(document, at);
    match (on, listed.iter().position(|one| one == process)) {
        (true, None) if document.node(at).is_some_and(|node| !node.is_null()) => {
            vec![Edit::Insert { into: at.clone(), slot: Slot::Index(listed.len()), value: Value::from(process) }]
        }
        (true, None) => {
            let one = Value::Sequence(vec![Value::from(process)]);
            entry::put(document, &owner, &update_policy::ROLLING_UPDATE, update_policy::SUSPEND.key, one)
        }
        (false, Some(index)) => entry::take_with_empty(document, &at.join(index), &owner),
        (true, Some(_)) | (false, None) => Vec::new(),
    }
}

/// Removes a policy, with what would be empty above it.
pub fn remove_policy(document: &Document, at: &Path) -> Vec<Edit> {
    let resource: Path = at.steps().iter().take(2).cloned().collect();
    entry::take_with_empty(document, at, &resource)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspended_process_comes_and_goes_with_its_list() {
        let text = "Resources:\n  G:\n    UpdatePolicy:\n      AutoScalingRollingUpdate:\n        MaxBatchSize: 1\n";
        let mut document = Document::parse(text);
        let at = resource_path("G").keys(["UpdatePolicy", update_policy::ROLLING, update_policy::SUSPEND.key]);
        for (process, on) in [("AZRebalance", true), ("Launch", true), ("AZRebalance", false)] {
            for edit in suspend(&document, &at, process, on) {
                document.edit(&edit).unwrap();
            }
        }
        assert_eq!(suspended(&document, &at), ["Launch"]);
        for edit in suspend(&document, &at, "Launch", false) {
            document.edit(&edit).unwrap();
        }
        assert_eq!(document.text(), text);
    }
}
