//! A list of texts: a field for each item, with buttons to add and remove.

use leptos::prelude::*;

use super::actions::FormActions;
use super::collection::{AddItemButton, Collection, RemoveItemButton, count_of, remove_item};
use crate::document::{Edit, Kind, Path, Slot, Value};
use crate::ui::field::{TextField, field_id};
use crate::ui::focus::focus_soon;

/// The items of the list at a path. A value that is not a list is shown in a text field.
#[component]
pub fn TextListField(
    /// The list.
    at: Path,
    /// Accessible name.
    #[prop(into)]
    name: String,
    /// Values to offer for an item.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
) -> impl IntoView {
    let path = StoredValue::new((at.clone(), name.clone()));
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <TextListItems at=path.get_value().0 name=path.get_value().1 suggest=suggest/>
        </Collection>
    }
}

#[component]
fn TextListItems(at: Path, name: String, suggest: Signal<Vec<String>>) -> impl IntoView {
    let actions = FormActions::new();
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
                <TextListItem at=path.get_value().join(index) name=format!("{}, {}", title.get_value(), index + 1) suggest=suggest actions=actions/>
            </For>
            <AddItemButton at=at text="Add" label=format!("Add to {name}") add=add/>
        </div>
    }
}

/// An item as a field.
#[component]
pub fn TextListItem(
    /// The item.
    at: Path,
    /// Accessible name.
    name: String,
    /// Values to offer.
    #[prop(optional)]
    suggest: Signal<Vec<String>>,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    let take = remove_item(&at, &name, actions);
    view! {
        <div class="list-i">
            <TextField at=at name=name.clone() suggest=suggest required=true/>
            <RemoveItemButton name=name take=take/>
        </div>
    }
}
