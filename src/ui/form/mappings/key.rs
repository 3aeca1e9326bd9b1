//! Keys of a mapping: the field that renames one, and the field that adds one.

use leptos::prelude::*;

use crate::deploy::region;
use crate::document::Path;
use crate::recipe::mapping::{Axis, fault_of_key, is_region, rename, table};
use crate::ui::control::DraftInput;
use crate::ui::field::actions::FormActions;
use crate::ui::field::{Refusal, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Error of a new key: empty, or it exists.
fn fault(workspace: Workspace, map: &Path, axis: Axis, key: &str) -> Option<String> {
    let taken = || {
        let table = workspace.with_untracked(|document| table(document, map)).unwrap_or_default();
        let keys = match axis {
            Axis::Row => table.rows,
            Axis::Column => table.columns,
        };
        keys.iter().any(|other| other == key).then(|| format!("{key} already exists. Choose another key."))
    };
    fault_of_key(key).map(str::to_string).or_else(taken)
}

/// The key of a row or a column: a draft until Enter or until it is left. Every `FindInMap` that asks for it by name
/// gets the new one.
#[component]
pub fn KeyField(map: Path, axis: Axis, key: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let draft = RwSignal::new(key.clone());
    let at = match axis {
        Axis::Row => map.join(key.as_str()),
        Axis::Column => map.clone(),
    };
    let id = format!("{}={}", field_id(&map.join(key.as_str())), axis.word());
    let (own, map, at) = (StoredValue::new(key.clone()), StoredValue::new(map), StoredValue::new(at));
    let take = move || {
        // A rebuilt table removes the focused field; its blur event comes when the signals are disposed.
        let Some((to, key)) = draft.try_get_untracked().zip(own.try_get_value()) else { return };
        let Some(map) = map.try_get_value().filter(|_| to != key) else { return };
        if let Some(why) = fault(workspace, &map, axis, &to) {
            actions.refused.set(Some(why));
            draft.set(key);
            return;
        }
        own.set_value(to.clone());
        actions.make(&format!("{} {to}", axis.word()), &map, |document| rename(document, &map, axis, &key, &to));
        focus_soon(format!("{}={}", field_id(&map.join(to.as_str())), axis.word()));
    };
    let keys = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" => {
            ev.prevent_default();
            take();
        }
        "Escape" => {
            draft.set(own.get_value());
            actions.refused.set(None);
        }
        _ => {}
    };
    view! {
        <input
            class="in mono" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
            aria-label=format!("Key of {} {key}", axis.word()) prop:value=draft
            data-draft=move || (draft.get() != own.get_value()).then_some("")
            on:input:target=move |ev| draft.set(ev.target().value()) on:keydown=keys
            on:focusin=move |_| workspace.linked.set(Some(at.get_value())) on:focusout=move |_| take()
        />
        <Refusal why=actions.refused/>
    }
}

/// Field that adds a key to the table; it offers regions if the keys are regions.
#[component]
pub fn NewKey(
    axis: Axis,
    map: Path,
    /// Takes the key; false if it was refused.
    #[prop(into)]
    add: Callback<String, bool>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let draft = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let id = format!("{}+{}", field_id(&map), axis.word());
    let list = format!("{id}-list");
    let own = map.clone();
    let offered = workspace.memo_of_shape(move |document| {
        let rows = table(document, &own).unwrap_or_default().rows;
        let wanted = axis == Axis::Row && !rows.is_empty() && rows.iter().all(|row| is_region(row));
        let all = region::GROUPS.iter().flat_map(|group| group.regions).map(|region| region.code);
        all.filter(|code| wanted && !rows.iter().any(|row| row == code)).collect::<Vec<_>>()
    });
    let map = StoredValue::new(map);
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let key = draft.get_untracked().trim().to_string();
        refused.set(fault(workspace, &map.get_value(), axis, &key));
        if refused.with_untracked(Option::is_none) && add.run(key) {
            draft.try_set(String::new());
        }
    };
    let (label, button) = (format!("Key of the new {}", axis.word()), format!("Add a {}", axis.word()));
    view! {
        <form class="grid-new" on:submit=submit>
            <label class="sr" for=id.clone()>{label}</label>
            <DraftInput id=id draft=draft list=list.clone() is_kept=true/>
            <datalist id=list>
                <For each=move || offered.get() key=|code| *code let:code><option value=code></option></For>
            </datalist>
            <button type="submit" class="btn sm"><Svg icon=Icon::Plus/>{button}</button>
            <Refusal why=refused/>
        </form>
    }
}
