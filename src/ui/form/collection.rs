//! Parts of the editors of lists and mappings: the add button, the remove button, and the text field for a value that
//! is not a collection.

use leptos::prelude::*;

use super::actions::FormActions;
use crate::document::{Document, Kind, Path};
use crate::recipe::entry;
use crate::ui::field::{TextField, field_id};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// True if the value at a path is not a collection of this kind, such as a function. An absent value is fine.
pub fn is_odd(at: &Path, kind: Kind) -> Memo<bool> {
    let at = at.clone();
    Workspace::expect()
        .memo(move |document| document.node(&at).is_some_and(|node| !node.is_null() && !node.is_plain(kind)))
}

/// Editor of a collection. A value that is not a collection is shown in a text field.
#[component]
pub fn Collection(
    /// The collection.
    at: Path,
    /// Required kind.
    kind: Kind,
    /// Name of the text field.
    #[prop(into)]
    name: String,
    /// The editor.
    children: ChildrenFn,
) -> impl IntoView {
    let odd = is_odd(&at, kind);
    move || match odd.get() {
        true => view! { <TextField at=at.clone() name=name.clone()/> }.into_any(),
        false => children().into_any(),
    }
}

/// Number of items of the list at a path.
pub fn count_of(at: &Path) -> Memo<usize> {
    let at = at.clone();
    Workspace::expect().memo(move |document| document.node(&at).map_or(0, |node| node.items().count()))
}

/// The keys of the mapping at a path, in order.
pub fn keys(document: &Document, at: &Path) -> Vec<String> {
    let node = document.node(at);
    node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect()
}

/// The add button below the items. It has the id of the collection, for labels and focus.
#[component]
pub fn AddItemButton(
    /// The collection.
    at: Path,
    /// Labels.
    text: &'static str,
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// Adds an item.
    #[prop(into)]
    add: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn sm" id=field_id(&at) aria-label=label on:click=move |_| add.run(())>
            <Svg icon=Icon::Plus/>{text}
        </button>
    }
}

/// The remove button of an item.
#[component]
pub fn RemoveItemButton(
    /// Accessible name of the row.
    name: String,
    /// Removes it.
    #[prop(into)]
    take: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn bare icon" aria-label=format!("Remove {name}") on:click=move |_| take.run(())>
            <Svg icon=Icon::Cross/>
        </button>
    }
}

/// Removes the item at a path, and the collection if it becomes empty.
pub fn remove_item(at: &Path, name: &str, actions: FormActions) -> Callback<()> {
    let (at, name) = (at.clone(), name.to_string());
    Callback::new(move |()| {
        let owner = at.parent().and_then(|list| list.parent()).unwrap_or_default();
        actions.remove(&name, &at, |document| entry::take_with_empty(document, &at, &owner));
    })
}
