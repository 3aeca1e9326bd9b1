//! Tags of a resource: key and value side by side.

use leptos::prelude::*;

use super::actions::FormActions;
use super::collection::{AddItemButton, RemoveItemButton, count_of};
use crate::document::{Path, Value};
use crate::recipe::tag;
use crate::schema::ec2::key::{TAG_KEY, TAG_VALUE};
use crate::ui::field::{TextField, field_id};
use crate::ui::focus::focus_soon;

/// The tags in the list at a path.
#[component]
pub fn Tags(
    /// The list.
    at: Path,
) -> impl IntoView {
    let actions = FormActions::new();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let add = move |()| {
        let at = path.get_value();
        let properties = at.parent().unwrap_or_default();
        let index = count.get_untracked();
        let made = actions.make("new tag", &at, |document| tag::add(document, &properties, &[], "", Value::from("")));
        if made {
            focus_soon(field_id(&at.join(index).join(TAG_KEY)));
        }
    };
    view! {
        <div class="list">
            <For each=move || 0..count.get() key=|index| *index let:index>
                <Tag at=path.get_value().join(index) number=index + 1 actions=actions/>
            </For>
            <AddItemButton at=at text="Add a tag" label="Add a tag" add=add/>
        </div>
    }
}

#[component]
fn Tag(at: Path, number: usize, actions: FormActions) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    let take = move |()| {
        let at = path.get_value();
        let properties = at.parent().and_then(|list| list.parent()).unwrap_or_default();
        actions.remove("Tag", &at, |document| tag::remove(document, &properties, &at));
    };
    view! {
        <div class="list-i is-pair">
            <TextField at=at.join(TAG_KEY) name=format!("Key of tag {number}") required=true/>
            <TextField at=at.join(TAG_VALUE) name=format!("Value of tag {number}") required=true/>
            <RemoveItemButton name=format!("tag {number}") take=take/>
        </div>
    }
}
