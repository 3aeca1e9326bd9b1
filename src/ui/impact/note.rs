//! What an update does when a field changes: a few words before, and the impact after a change.

use leptos::prelude::*;

use super::badge::class_of;
use super::state::UpdateImpact;
use crate::document::{Path, Step};
use crate::impact::update_hint;
use crate::template::init::InitPath;
use crate::ui::workspace::Workspace;

/// Below a field of a property of a resource: what a change of it does at an update. Nothing elsewhere.
#[component]
pub fn UpdateNote(at: Path) -> impl IntoView {
    let (id, keys) = property_of(&at)?;
    let workspace = Workspace::expect();
    let key = keys.first().cloned()?;
    let is_top = keys.len() == 1;
    let words = workspace.memo_with(&at, update_hint);
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
            None => words.get().map(|words| view! { <p class="upd-hint">"At an update: "{words}"."</p> }).into_any(),
        }}
    })
}

/// What a change of something that cfn-init reads does at an update, for the head of its form; nothing elsewhere.
#[component]
pub fn InitUpdateNote(at: Path) -> impl IntoView {
    InitPath::of(&at)?;
    let words = Workspace::expect().memo_with(&at, update_hint);
    Some(move || words.get().map(|words| view! { <p class="upd-hint">"At an update: "{words}"."</p> }))
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
