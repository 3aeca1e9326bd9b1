//! Fields for lists and mappings: a row for each item, with buttons to add and remove. A value that is not a list or
//! mapping, such as a function, is shown in a text field.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::accordion::{Accordion, opened};
use super::actions::{FormActions, OpenPath, open};
use super::id::{field_id, rename_id};
use super::menu::EntryMenu;
use super::rename::RenameField;
use super::row::Refusal;
use super::text::{OrText, TextField};
use crate::document::{Document, Edit, Kind, Path, Slot, Value};
use crate::recipe::{entry, name as names, reference, tag};
use crate::schema::Property;
use crate::schema::ec2::key::{TAG_KEY, TAG_VALUE};
use crate::template::summary;
use crate::ui::control::{Empty, Tick};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// True if the value at a path is not a collection of this kind, such as a function. An absent value is fine.
pub fn is_odd(at: &Path, kind: Kind) -> Memo<bool> {
    Workspace::expect().memo_with(at, move |document, at| {
        document.node(at).is_some_and(|node| !node.is_null() && !node.is_plain(kind))
    })
}

/// Editor of a collection. A value that is not a collection is shown in a text field.
#[component]
pub fn Collection(
    at: Path,
    /// Required kind.
    kind: Kind,
    /// Name of the text field.
    #[prop(into)]
    name: String,
    children: ChildrenFn,
) -> impl IntoView {
    let odd = is_odd(&at, kind);
    view! { <OrText at=at fits=Signal::derive(move || !odd.get()) name=name>{children()}</OrText> }
}

/// Number of items of the list at a path.
fn count_of(at: &Path) -> Memo<usize> {
    Workspace::expect().memo_with(at, |document, at| document.node(at).map_or(0, |node| node.items().count()))
}

/// The keys of the mapping at a path, in order.
pub fn keys(document: &Document, at: &Path) -> Vec<String> {
    let node = document.node(at);
    node.into_iter().flat_map(|node| node.last_entries()).map(|entry| entry.key().to_string()).collect()
}

/// The add button below the items. It has the id of the collection, for labels and focus.
#[component]
fn AddItemButton(
    at: Path,
    text: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] add: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn sm" id=field_id(&at) aria-label=label on:click=move |_| add.run(())>
            <Svg icon=Icon::Plus/>{text}
        </button>
    }
}

/// The remove button of an item.
#[component]
fn RemoveItemButton(name: String, #[prop(into)] take: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="btn bare icon" aria-label=format!("Remove {name}") on:click=move |_| take.run(())>
            <Svg icon=Icon::Cross/>
        </button>
    }
}

/// Removes the item at a path, and the collection if it becomes empty.
fn remove_item(at: &Path, name: &str, actions: FormActions) -> Callback<()> {
    let (at, name) = (at.clone(), name.to_string());
    Callback::new(move |()| {
        let owner = at.parent().and_then(|list| list.parent()).unwrap_or_default();
        actions.remove(&name, &at, |document| entry::take_with_empty(document, &at, &owner));
    })
}

/// Adds an item at the end of a list. Its path, if the text allows it.
fn add_item(actions: FormActions, title: &str, list: &Path, index: usize, value: Value) -> Option<Path> {
    let item = Edit::Insert { into: list.clone(), slot: Slot::Index(index), value };
    actions.make(&format!("item of {title}"), list, |_| vec![item]).then(|| list.join(index))
}

/// A list of texts.
#[component]
pub fn TextListField(
    at: Path,
    #[prop(into)] name: String,
    /// Values to offer for an item.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
) -> impl IntoView {
    let actions = FormActions::new();
    let count = count_of(&at);
    let (path, title) = (StoredValue::new(at.clone()), StoredValue::new(name.clone()));
    let add = move |()| {
        let at = path.get_value();
        if let Some(item) = add_item(actions, &title.get_value(), &at, count.get_untracked(), Value::from("")) {
            focus_soon(field_id(&item));
        }
    };
    let row = move |index: usize| {
        let name = format!("{}, {}", title.get_value(), index + 1);
        view! { <TextListItem at=path.get_value().join(index) name=name suggest=suggest actions=actions/> }
    };
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <div class="list">
                <For each=move || 0..count.get() key=|index| *index children=row/>
                <AddItemButton at=path.get_value() text="Add" label=format!("Add to {}", title.get_value()) add=add/>
            </div>
        </Collection>
    }
}

/// An item of a list as a field.
#[component]
fn TextListItem(
    at: Path,
    name: String,
    #[prop(optional)] suggest: Signal<Vec<String>>,
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

/// A mapping of names and texts.
#[component]
pub fn MapEditor(
    at: Path,
    /// Initial name of a new entry.
    fresh: &'static str,
    /// "Add a variable".
    add: &'static str,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let keys = workspace.memo_with(&at, keys);
    let parent = StoredValue::new(at.clone());
    let more = move |()| {
        let into = parent.get_value();
        let key = workspace.with_untracked(|document| names::free_key(document, &into, fresh));
        let at = into.join(key.as_str());
        let edit = Edit::Insert { into, slot: Slot::Key(key), value: Value::from("") };
        if actions.make(&format!("new {fresh}"), &at, |_| vec![edit]) {
            select_soon(rename_id(&at));
        }
    };
    let row = move |key: String| {
        let at = parent.get_value().join(key.as_str());
        let take = remove_item(&at, &key, actions);
        view! {
            <div class="list-i is-pair">
                <div><RenameField at=at.clone() name=format!("Name of {key}")/></div>
                <TextField at=at name=format!("Value of {key}") required=true/>
                <RemoveItemButton name=key take=take/>
            </div>
        }
    };
    view! {
        <Collection at=at kind=Kind::Mapping name="Value">
            <div class="list">
                <For each=move || keys.get() key=|key| key.clone() children=row/>
                <AddItemButton at=parent.get_value() text=add label=add add=more/>
            </div>
        </Collection>
    }
}

/// Focuses and selects the field of a new name.
fn select_soon(id: String) {
    request_animation_frame(move || {
        let field = document().get_element_by_id(&id);
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            let _ = field.focus();
            field.select();
        }
    });
}

/// The tags of a resource: key and value side by side.
#[component]
pub fn Tags(at: Path) -> impl IntoView {
    let actions = FormActions::new();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let properties = StoredValue::new(at.parent().unwrap_or_default());
    let add = move |()| {
        let at = path.get_value();
        let index = count.get_untracked();
        let owner = properties.get_value();
        if actions.make("new tag", &at, |document| tag::add(document, &owner, &[], "", Value::from(""))) {
            focus_soon(field_id(&at.join(index).join(TAG_KEY)));
        }
    };
    let row = move |index: usize| {
        let (at, number) = (path.get_value().join(index), index + 1);
        let own = at.clone();
        let take = move |()| {
            actions.remove("Tag", &own, |document| tag::remove(document, &properties.get_value(), &own));
        };
        view! {
            <div class="list-i is-pair">
                <TextField at=at.join(TAG_KEY) name=format!("Key of tag {number}") required=true/>
                <TextField at=at.join(TAG_VALUE) name=format!("Value of tag {number}") required=true/>
                <RemoveItemButton name=format!("tag {number}") take=take/>
            </div>
        }
    };
    view! {
        <div class="list">
            <For each=move || 0..count.get() key=|index| *index children=row/>
            <AddItemButton at=at text="Add a tag" label="Add a tag" add=add/>
        </div>
    }
}

/// The resources of some types as check boxes, checked if the list refers to them. Its other items are fields.
#[component]
pub fn MultiSelect(
    at: Path,
    /// The resource types to choose from.
    types: &'static [&'static str],
    /// Accessible name of the list.
    name: &'static str,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let ticks = workspace.memo_with(&at, move |document, at| reference::ticks(document, at, types));
    let others = workspace.memo_with(&at, move |document, at| reference::others(document, at, types));
    let ids = Memo::new(move |_| ticks.with(|all| all.iter().map(|one| one.0.clone()).collect::<Vec<_>>()));
    let path = StoredValue::new(at.clone());
    let entered = Callback::new(move |()| workspace.linked.set(Some(path.get_value())));
    let tick = move |id: String| {
        let own = id.clone();
        let on = Signal::derive(move || ticks.with(|all| all.iter().any(|one| one.0 == own && one.1)));
        let own = id.clone();
        let set = move |on: bool| {
            let recipe = if on { reference::tick } else { reference::untick };
            let at = path.get_value();
            actions.make(name, &at, |document| recipe(document, &at, &own));
        };
        view! { <Tick on=on set=set entered=entered><code>{id}</code></Tick> }
    };
    let other = move |index: usize| {
        view! { <TextListItem at=path.get_value().join(index) name=format!("{name}, {}", index + 1) actions=actions/> }
    };
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <div class="ticks" role="group" aria-label=name id=field_id(&path.get_value()) tabindex="-1">
                <For each=move || ids.get() key=|id| id.clone() children=tick/>
                <Show when=move || ids.with(Vec::is_empty) && others.with(Vec::is_empty)>
                    <Empty text="The template has no such resource."/>
                </Show>
                <For each=move || others.get() key=|index| *index children=other/>
            </div>
            <Refusal why=actions.refused/>
        </Collection>
    }
}

/// A list of mappings, of which one is open.
#[component]
pub fn MappingList(
    at: Path,
    /// The keys of an item, for its line.
    rows: &'static [Property],
    /// Accessible name of the list.
    name: &'static str,
    /// The rows of an item.
    item: Callback<Path, AnyView>,
) -> impl IntoView {
    let actions = FormActions::new();
    let opened = opened();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let add = move |()| {
        let value = Value::Mapping(Default::default());
        if let Some(item) = add_item(actions, name, &path.get_value(), count.get_untracked(), value) {
            open(&item, opened);
        }
    };
    let row = move |index: usize| {
        let (at, name) = (path.get_value().join(index), format!("{name}, {}", index + 1));
        view! { <Item at=at rows=rows name=name actions=actions opened=opened item=item/> }
    };
    view! {
        <Collection at=at kind=Kind::Sequence name=name>
            <div class="items">
                <Refusal why=actions.refused/>
                <Show when=move || count.get() == 0><Empty text="None."/></Show>
                <For each=move || 0..count.get() key=|index| *index children=row/>
                <AddItemButton at=path.get_value() text="Add" label=format!("Add to {name}") add=add/>
            </div>
        </Collection>
    }
}

#[component]
fn Item(
    at: Path,
    rows: &'static [Property],
    name: String,
    actions: FormActions,
    opened: OpenPath,
    item: Callback<Path, AnyView>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let words = workspace.memo_with(&at, move |document, at| summary::of_rows(document, at, rows));
    let fits =
        workspace.memo_with(&at, |document, at| document.node(at).is_none_or(|node| node.kind() == Kind::Mapping));
    let path = StoredValue::new(at.clone());
    let remove = remove_item(&at, &name, actions);
    let head = view! { <span class="nm cut"><span class="sr">{name.clone()}": "</span>{words}</span> };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=remove/> };
    view! {
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <OrText at=path.get_value() fits=fits name="Item">{item.run(path.get_value())}</OrText>
        </Accordion>
    }
}
