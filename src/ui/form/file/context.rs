//! A file's context: the names and values that cfn-init puts in place of `{{name}}`.

use leptos::prelude::*;

use crate::document::{Edit, Path, Slot, Value};
use crate::schema::file as row;
use crate::template::recipe::{entry, name};
use crate::ui::field::{FieldRow, RenameField, TextField, field_id, focus_soon, rename_id};
use crate::ui::form::actions::Actions;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The row of the context of the file at a path.
#[component]
pub fn ContextRow(
    /// The file.
    at: Path,
    /// What its buttons do it with.
    actions: Actions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.join(row::CONTEXT.key);
    let path = own.clone();
    let keys = workspace.memo(move |document| {
        let node = document.node(&path);
        node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect::<Vec<_>>()
    });
    let parent = StoredValue::new(own.clone());
    let add = move |_| {
        let into = parent.get_value();
        let key = workspace.with_untracked(|document| name::free_key(document, &into, "name"));
        let at = into.join(key.as_str());
        let edit = Edit::Insert { into, slot: Slot::Key(key), value: Value::from("") };
        if actions.make("new value of the context", &at, |_| vec![edit]) {
            focus_soon(rename_id(&at));
        }
    };
    view! {
        <FieldRow at=own.clone() label=row::CONTEXT.label help=row::CONTEXT.help docs=row::CONTEXT.source>
            <div class="list">
                <For each=move || keys.get() key=|key| key.clone() let:key>
                    <Pair at=parent.get_value().join(key) actions=actions/>
                </For>
                <button type="button" class="btn sm" id=field_id(&own) aria-label="Add a value" on:click=add><Svg icon=Icon::Plus/>"Add a value"</button>
            </div>
        </FieldRow>
    }
}

#[component]
fn Pair(at: Path, actions: Actions) -> impl IntoView {
    let key = at.last_key().unwrap_or_default().to_string();
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(key.clone());
    let take = move |_| {
        let at = path.get_value();
        let file = at.parent().and_then(|context| context.parent()).unwrap_or_default();
        title.with_value(|title| actions.remove(title, &at, |document| entry::take_with_empty(document, &at, &file)));
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
