//! Names with values: one line each, with buttons to add and to take out.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::actions::Actions;
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::template::recipe::{entry, name};
use crate::ui::field::{RenameField, TextField, field_id, rename_id};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The entries of the mapping at a path. What is no mapping is shown as a text field shows it.
#[component]
pub fn Pairs(
    /// The mapping.
    at: Path,
    /// What a new name is, before somebody gives it one.
    fresh: &'static str,
    /// "Add a variable".
    add: &'static str,
    /// What its buttons do it with.
    actions: Actions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let path = at.clone();
    let odd = workspace.memo(move |document| {
        document
            .node(&path)
            .is_some_and(|node| !node.is_null() && (node.kind() != Kind::Mapping || node.tag().is_some()))
    });
    let path = at.clone();
    let keys = workspace.memo(move |document| {
        let node = document.node(&path);
        node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect::<Vec<_>>()
    });
    let parent = StoredValue::new(at.clone());
    let more = move |_| {
        let into = parent.get_value();
        let key = workspace.with_untracked(|document| name::free_key(document, &into, fresh));
        let at = into.join(key.as_str());
        let edit = Edit::Insert { into, slot: Slot::Key(key), value: Value::from("") };
        if actions.make(&format!("new {fresh}"), &at, |_| vec![edit]) {
            name_soon(rename_id(&at));
        }
    };
    move || match odd.get() {
        true => view! { <TextField at=parent.get_value() name="Value"/> }.into_any(),
        false => view! {
            <div class="list">
                <For each=move || keys.get() key=|key| key.clone() let:key>
                    <Pair at=parent.get_value().join(key) actions=actions/>
                </For>
                <button type="button" class="btn sm" id=field_id(&parent.get_value()) aria-label=add on:click=more>
                    <Svg icon=Icon::Plus/>{add}
                </button>
            </div>
        }
        .into_any(),
    }
}

/// Gives the focus to the field of a new name, which is typed over.
fn name_soon(id: String) {
    request_animation_frame(move || {
        let field = document().get_element_by_id(&id);
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            let _ = field.focus();
            field.select();
        }
    });
}

#[component]
fn Pair(at: Path, actions: Actions) -> impl IntoView {
    let key = at.last_key().unwrap_or_default().to_string();
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(key.clone());
    let take = move |_| {
        let at = path.get_value();
        let owner = at.parent().and_then(|pairs| pairs.parent()).unwrap_or_default();
        title.with_value(|title| actions.remove(title, &at, |document| entry::take_with_empty(document, &at, &owner)));
    };
    view! {
        <div class="list-i is-pair">
            <div><RenameField at=at.clone() name=format!("Name of {key}")/></div>
            <TextField at=at name=format!("Value of {key}") required=true/>
            <button type="button" class="btn bare icon" aria-label=format!("Remove {key}") on:click=take>
                <Svg icon=Icon::Cross/>
            </button>
        </div>
    }
}
