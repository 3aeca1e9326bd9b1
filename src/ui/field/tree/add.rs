//! The buttons that add a key, an item or an argument to a value.

use leptos::prelude::*;

use super::state::{TreeState, focus_first};
use crate::document::{Path, Step};
use crate::recipe::new_entry;
use crate::template::label::path_label;
use crate::template::value::{self, ValueRef, default};
use crate::ui::control::DraftInput;
use crate::ui::field::actions::FormActions;
use crate::ui::field::id::{field_id, rename_id, spot_id};
use crate::ui::field::row::Refusal;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// A button that asks for a key and adds it.
#[component]
pub fn AddKey(
    /// The mapping; it may not be there yet.
    into: Path,
    tree: TreeState,
) -> impl IntoView {
    let actions = FormActions::new();
    let asked = RwSignal::new(false);
    let draft = RwSignal::new(String::new());
    let noun = default::noun(&into);
    let id = format!("{}+", field_id(&into));
    let button_id = format!("{id}b");
    let (path, field, button) = (StoredValue::new(into), StoredValue::new(id), StoredValue::new(button_id));
    let close = move || {
        asked.set(false);
        draft.set(String::new());
        actions.refused.set(None);
    };
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let (into, key) = (path.get_value(), draft.get_untracked().trim().to_string());
        let at = into.join(key.as_str());
        let made = !key.is_empty()
            && actions.make(&path_label(&at), &at, |document| new_entry::add_key(document, &into, &key));
        if made {
            close();
            tree.set_open(&at.clone().into(), true);
            focus_first(vec![field_id(&at), rename_id(&at)]);
        }
    };
    let keys = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Escape" {
            ev.stop_propagation();
            close();
            focus_soon(button.get_value());
        }
    };
    let ask = move |_| {
        asked.set(true);
        focus_soon(field.get_value());
    };
    view! {
        <div class="tn-add">
            <Show
                when=move || asked.get()
                fallback=move || view! {
                    <button type="button" class="btn bare sm" id=button.get_value() on:click=ask>
                        <Svg icon=Icon::Plus/>{format!("Add {noun}")}
                    </button>
                }
            >
                <form class="tn-new" on:submit=submit on:keydown=keys>
                    <DraftInput id=field.get_value() draft=draft name=format!("Name of {noun} to add") is_kept=true/>
                    <button type="submit" class="btn sm">"Add"</button>
                    <button type="button" class="btn bare sm" on:click=move |_| close()>"Cancel"</button>
                </form>
            </Show>
            <Refusal why=actions.refused/>
        </div>
    }
}

/// A button that adds an item to a list.
#[component]
pub fn AddItem(
    /// The list, or a function that takes one.
    into: ValueRef,
    tree: TreeState,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let into = StoredValue::new(into);
    let add = move |_| {
        let into = into.get_value();
        let (at, edits) = workspace.with_untracked(|document| {
            let body = value::call(document, &into).map_or(into.at.clone(), |(_, body)| body.at);
            new_entry::add_item(document, &body)
        });
        if actions.make(&path_label(&at), &at, |_| edits) {
            let spot = ValueRef::from(at.clone());
            tree.set_open(&spot, true);
            focus_first(vec![spot_id(&spot)]);
        }
    };
    let name = into.with_value(|into| match into.at.last() {
        Some(Step::Key(key)) => key.to_string(),
        Some(Step::Index(_)) | None => path_label(&into.at),
    });
    view! {
        <div class="tn-add">
            <button type="button" class="btn bare sm" aria-label=format!("Add an item to {name}") on:click=add>
                <Svg icon=Icon::Plus/>"Add an item"
            </button>
            <Refusal why=actions.refused/>
        </div>
    }
}

/// Buttons for the arguments that a function may have and has not.
#[component]
pub fn AddArguments(spot: ValueRef) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let own = spot.clone();
    let labels = workspace
        .memo(move |document| value::offers(document, &own).iter().map(|offer| offer.0.label).collect::<Vec<_>>());
    let spot = StoredValue::new(spot);
    let add = move |label: &'static str| {
        let spot = spot.get_value();
        actions.make(label, &spot.at, |document| {
            let offers = value::offers(document, &spot);
            offers.into_iter().find(|offer| offer.0.label == label).map(|offer| offer.1).unwrap_or_default()
        });
    };
    view! {
        <Show when=move || !labels.with(Vec::is_empty)>
            <div class="tn-add">
                <For each=move || labels.get() key=|label| *label let:label>
                    <button type="button" class="btn bare sm" on:click=move |_| add(label)>
                        <Svg icon=Icon::Plus/>{format!("Add {label}")}
                    </button>
                </For>
            </div>
        </Show>
        <Refusal why=actions.refused/>
    }
}
