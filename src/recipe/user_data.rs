//! Edits of parts of the user data, at their place in the template.

use crate::document::{Document, Edit, Slot, Value};
use crate::template::Template;
use crate::template::function::{Spelling, from_json};
use crate::template::user_data::write::{self, ScriptPart};
use crate::template::user_data::{CfnOption, StepField, StepKind, UserData, path_of};

/// The edits that make changes in the script. `None` if one of them goes through a function of the template.
pub fn edits(document: &Document, data: &UserData, parts: &[ScriptPart]) -> Option<Vec<Edit>> {
    if parts.is_empty() { Some(Vec::new()) } else { data.text.replace(document, parts) }
}

/// Gives a field of the step with this position another value.
pub fn change(document: &Document, holder: &str, step: usize, ask: StepField, value: &str) -> Option<Vec<Edit>> {
    let data = UserData::of(document, holder)?;
    let parts = write::change(data.steps().get(step)?, ask, value);
    edits(document, &data, &parts)
}

/// Takes the step with this position out.
pub fn remove(document: &Document, holder: &str, step: usize) -> Option<Vec<Edit>> {
    let data = UserData::of(document, holder)?;
    let parts = write::remove(&data, data.steps().get(step)?);
    edits(document, &data, &parts)
}

/// Adds a step.
pub fn add(document: &Document, holder: &str, kind: StepKind, (init, target): (&str, &str)) -> Option<Vec<Edit>> {
    let data = UserData::of(document, holder)?;
    edits(document, &data, &write::add(&data, kind, init, target))
}

/// Sends the signal however the script ends.
pub fn signal_by_trap(document: &Document, holder: &str) -> Option<Vec<Edit>> {
    let data = UserData::of(document, holder)?;
    edits(document, &data, &write::signal_by_trap(&data))
}

/// The first call of cfn-init for `init` asks for other config sets.
pub fn ask_for(document: &Document, init: &str, sets: &str) -> Option<Vec<Edit>> {
    let data = UserData::of_init(document, init)?;
    let call = data.calls_for(init).into_iter().next()?;
    edits(document, &data, &write::change(call, StepField::Says(CfnOption::ConfigSets), sets))
}

/// Begins user data for a machine that has none: a script with its first line.
pub fn begin(document: &Document, holder: &str) -> Vec<Edit> {
    let at = Template::of(document).resource(holder).and_then(path_of);
    let Some((at, into)) = at.and_then(|at| Some((at.clone(), at.parent()?))) else { return Vec::new() };
    let script = serde_json::json!({ "Fn::Base64": { "Fn::Sub": "#!/bin/bash\n" } });
    let value: Value = from_json(&script, Spelling::of(document));
    match document.node(&at) {
        Some(_) => vec![Edit::Set { at, value }],
        None => vec![Edit::Insert { into, slot: Slot::Key("UserData".into()), value }],
    }
}
