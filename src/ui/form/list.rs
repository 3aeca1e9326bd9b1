//! A list of texts: one field an item, with buttons to add and to take out.

use leptos::prelude::*;

use super::actions::Actions;
use super::lines::{AddLine, Collection, TakeOut, count_of, taking};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::ui::field::{TextField, field_id, focus_soon};

/// The items of the list at a path. What is no list is shown as a text field shows it.
#[component]
pub fn ListField(
    /// The list.
    at: Path,
    /// What it is called.
    #[prop(into)]
    name: String,
    /// Values to offer for an item.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
) -> impl IntoView {
    let path = StoredValue::new((at.clone(), name.clone()));
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <ListItems at=path.get_value().0 name=path.get_value().1 suggest=suggest/>
        </Collection>
    }
}

#[component]
fn ListItems(at: Path, name: String, suggest: Signal<Vec<String>>) -> impl IntoView {
    let actions = Actions::new();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let title = StoredValue::new(name.clone());
    let add = move |()| {
        let at = path.get_value();
        let index = count.get_untracked();
        let item = Edit::Insert { into: at.clone(), slot: Slot::Index(index), value: Value::from("") };
        if actions.make(&format!("item of {}", title.get_value()), &at, |_| vec![item]) {
            focus_soon(field_id(&at.join(index)));
        }
    };
    view! {
        <div class="list">
            <For each=move || 0..count.get() key=|index| *index let:index>
                <ListItem at=path.get_value().join(index) name=format!("{}, {}", title.get_value(), index + 1) suggest=suggest actions=actions/>
            </For>
            <AddLine at=at text="Add" label=format!("Add to {name}") add=add/>
        </div>
    }
}

/// An item as a field.
#[component]
pub fn ListItem(
    /// The item.
    at: Path,
    /// What it is called.
    name: String,
    /// Values to offer.
    #[prop(optional)]
    suggest: Signal<Vec<String>>,
    /// What its button does it with.
    actions: Actions,
) -> impl IntoView {
    let take = taking(&at, &name, actions);
    view! {
        <div class="list-i">
            <TextField at=at name=name.clone() suggest=suggest required=true/>
            <TakeOut name=name take=take/>
        </div>
    }
}
