//! A list of mappings, each with the rows of a schema: one line an item, its rows while it is open.

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, open, opened};
use super::actions::FormActions;
use super::adder::Empty;
use super::collection::{AddItemButton, Collection, count_of, remove_item};
use super::menu::EntryMenu;
use super::schema_rows::SchemaRows;
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::schema::Property;
use crate::template::summary;
use crate::ui::field::{Refusal, TextField};
use crate::ui::workspace::Workspace;

/// The items of the list at a path. What is no list is shown as a text field shows it.
#[component]
pub fn MappingList(
    /// The list.
    at: Path,
    /// The rows of an item.
    rows: &'static [Property],
    /// What the list is called.
    name: &'static str,
) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <All at=path.get_value() rows=rows name=name/>
        </Collection>
    }
}

#[component]
fn All(at: Path, rows: &'static [Property], name: &'static str) -> impl IntoView {
    let actions = FormActions::new();
    let opened = opened();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let add = move |()| {
        let at = path.get_value();
        let index = count.get_untracked();
        let value = Value::Mapping(Default::default());
        let item = Edit::Insert { into: at.clone(), slot: Slot::Index(index), value };
        if actions.make(&format!("item of {name}"), &at, |_| vec![item]) {
            open(&at.join(index), opened);
        }
    };
    view! {
        <div class="items">
            <Refusal why=actions.refused/>
            <Show when=move || count.get() == 0><Empty text="None."/></Show>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <Item at=path.get_value().join(index) rows=rows name=format!("{name}, {}", index + 1) actions=actions opened=opened/>
            </For>
            <AddItemButton at=at text="Add" label=format!("Add to {name}") add=add/>
        </div>
    }
}

#[component]
fn Item(at: Path, rows: &'static [Property], name: String, actions: FormActions, opened: Opened) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let words = workspace.memo(move |document| summary::of_rows(document, &own, rows));
    let odd = {
        let own = at.clone();
        workspace.memo(move |document| document.node(&own).is_some_and(|node| node.kind() != Kind::Mapping))
    };
    let path = StoredValue::new(at.clone());
    let remove = remove_item(&at, &name, actions);
    let said = name.clone();
    let head = view! { <span class="nm cut"><span class="sr">{said}": "</span>{words}</span> };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=remove/> };
    view! {
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            {move || match odd.get() {
                true => view! { <TextField at=path.get_value() name="Item"/> }.into_any(),
                false => view! { <SchemaRows owner=path.get_value() rows=rows/> }.into_any(),
            }}
        </Accordion>
    }
}
