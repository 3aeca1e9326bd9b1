//! Editor of a map: a row for each name and value, with buttons to add and remove.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::actions::FormActions;
use super::collection::{AddItemButton, Collection, RemoveItemButton, keys, remove_item};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::recipe::name;
use crate::ui::field::{RenameField, TextField, rename_id};
use crate::ui::workspace::Workspace;

/// The entries of the mapping at a path. A value that is not a mapping is shown in a text field.
#[component]
pub fn MapEditor(
    /// The mapping.
    at: Path,
    /// Initial name of a new entry.
    fresh: &'static str,
    /// "Add a variable".
    add: &'static str,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let keys = workspace.memo_with(&at, keys);
    let parent = StoredValue::new(at.clone());
    let more = move |()| {
        let into = parent.get_value();
        let key = workspace.with_untracked(|document| name::free_key(document, &into, fresh));
        let at = into.join(key.as_str());
        let edit = Edit::Insert { into, slot: Slot::Key(key), value: Value::from("") };
        if actions.make(&format!("new {fresh}"), &at, |_| vec![edit]) {
            name_soon(rename_id(&at));
        }
    };
    view! {
        <Collection at=at kind=Kind::Mapping name="Value">
            <div class="list">
                <For each=move || keys.get() key=|key| key.clone() let:key>
                    <MapEditorRow at=parent.get_value().join(key) actions=actions/>
                </For>
                <AddItemButton at=parent.get_value() text=add label=add add=more/>
            </div>
        </Collection>
    }
}

/// Focuses and selects the field of a new name.
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
fn MapEditorRow(at: Path, actions: FormActions) -> impl IntoView {
    let key = at.last_key().unwrap_or_default().to_string();
    let take = remove_item(&at, &key, actions);
    view! {
        <div class="list-i is-pair">
            <div><RenameField at=at.clone() name=format!("Name of {key}")/></div>
            <TextField at=at name=format!("Value of {key}") required=true/>
            <RemoveItemButton name=key take=take/>
        </div>
    }
}
