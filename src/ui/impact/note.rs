//! What an update does when a field changes: a few words before, and the impact after a change.

use leptos::prelude::*;

use super::badge::class_of;
use super::state::UpdateImpact;
use crate::document::{Path, Step};
use crate::schema::update::update_hint;
use crate::template::Template;
use crate::ui::workspace::Workspace;

/// Below a field of a property of a resource: what a change of it does at an update. Nothing elsewhere.
#[component]
pub fn UpdateNote(at: Path) -> impl IntoView {
    let (id, keys) = property_of(&at)?;
    let workspace = Workspace::expect();
    let own = id.clone();
    let kind = workspace
        .memo(move |document| Template::of(document).resource(&own).and_then(|one| one.kind().map(str::to_string)));
    let key = keys.first().cloned()?;
    let is_top = keys.len() == 1;
    // What is nested has the words of the field around it.
    let is_said = is_top || keys.len() == 2 && key == "LaunchTemplateData";
    let words = move || {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        kind.get().filter(|_| is_said).and_then(|kind| update_hint(&kind, &keys))
    };
    let state = use_context::<UpdateImpact>().filter(|_| is_top);
    let changed = Memo::new(move |_| state.and_then(|state| state.of_property(&id, &key)));
    Some(view! {
        {move || match changed.get() {
            Some(part) => view! {
                <p class=format!("upd-now {}", class_of(part.verdict)) role="status">
                    <b>{part.verdict.label()}</b>
                    {part.only_if.map(|only_if| format!(", only if {only_if}"))}": "{part.why}
                </p>
            }
            .into_any(),
            None => words().map(|words| view! { <p class="upd-hint">"At an update: "{words}"."</p> }).into_any(),
        }}
    })
}

/// Logical id and keys below `Properties` of a path, without positions in lists.
fn property_of(at: &Path) -> Option<(String, Vec<String>)> {
    let steps: Vec<Option<&str>> = at.steps().iter().map(Step::key).collect();
    match steps.as_slice() {
        [Some("Resources"), Some(id), Some("Properties"), rest @ ..] if !rest.is_empty() => {
            let keys = rest.iter().map(|key| key.unwrap_or("*").to_string()).collect();
            Some((id.to_string(), keys))
        }
        _ => None,
    }
}
