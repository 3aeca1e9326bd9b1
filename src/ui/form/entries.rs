//! Entries by name, one open at a time: what the forms of files, groups, users, archives and credentials have in common.

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, opened, opener_id};
use super::actions::Actions;
use super::adder::{AddButton, Adder, Empty};
use super::head::{FormBody, FormHead};
use super::menu::EntryMenu;
use super::remove::{RemoveDoubt, Removing};
use super::state::NotRun;
use crate::document::{Document, Edit, Kind, Path, Value};
use crate::template::recipe::declared;
use crate::template::recipe::removal::Removal;
use crate::ui::field::{Refusal, TextField, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Place, Workspace};

/// What such a form says, and what it does.
pub struct Manner {
    /// Before each name.
    pub icon: Icon,
    /// "file".
    pub noun: &'static str,
    /// "Path of the new file".
    pub asked: &'static str,
    /// "Add a file".
    pub add: &'static str,
    /// Id of the field where the name is asked for.
    pub field: &'static str,
    /// In place of an empty list.
    pub empty: &'static str,
    /// Below the list.
    pub foot: &'static str,
    /// Adds an entry of this name to the mapping at this path.
    pub made: fn(&Document, &Path, &str) -> Vec<Edit>,
    /// Removes the entry at this path.
    pub gone: fn(&Document, &Path) -> Removal,
    /// A few facts for the line of an entry.
    pub meta: fn(&Document, &Path) -> String,
    /// The rows of an open entry.
    pub rows: fn(Entry) -> AnyView,
}

/// An entry whose rows are drawn.
#[derive(Clone)]
pub struct Entry {
    /// Where it is.
    pub at: Path,
    /// What its buttons do it with.
    pub actions: Actions,
    /// Which entry is open.
    pub opened: Opened,
}

/// The form of a place with entries by name.
#[component]
pub fn Entries(
    /// The place.
    place: Place,
    /// What the form says and does.
    manner: &'static Manner,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let opened = opened();
    let section = place.path();
    let own = section.clone();
    let names = workspace.memo(move |document| names(document, &own));
    let config = matches!(place, Place::Init { .. }).then(|| section.parent().unwrap_or_default());
    let parent = StoredValue::new(section);
    let add = move |name: String| {
        let at = parent.get_value().join(name.as_str());
        let there = names.with_untracked(|names| names.contains(&name));
        let title = format!("{} {name}", manner.noun);
        let made = !there && actions.make(&title, &at, |document| (manner.made)(document, &parent.get_value(), &name));
        opened.set(Some(at.clone()));
        focus_soon(opener_id(&at));
        made
    };
    view! {
        <FormHead place=place><AddButton text=manner.add field=manner.field/></FormHead>
        <FormBody>
            {config.map(|config| view! { <NotRun config=config/> })}
            <Refusal why=actions.refused/>
            <Show when=move || names.with(Vec::is_empty)><Empty text=manner.empty/></Show>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <OneEntry entry=Entry { at: parent.get_value().join(name), actions, opened } manner=manner/>
            </For>
            <Adder id=manner.field label=manner.asked button=manner.add add=add/>
            <p class="help">{manner.foot}</p>
        </FormBody>
    }
}

/// The names in the mapping at a path, each once.
fn names(document: &Document, at: &Path) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in document.node(at).into_iter().flat_map(|node| node.entries()) {
        if !names.iter().any(|name| name == entry.key()) {
            names.push(entry.key().to_string());
        }
    }
    names
}

#[component]
fn OneEntry(entry: Entry, manner: &'static Manner) -> impl IntoView {
    let workspace = Workspace::expect();
    let Entry { at, actions, opened } = entry.clone();
    let name = at.last_key().unwrap_or_default().to_string();
    let own = at.clone();
    let meta = workspace.memo(move |document| (manner.meta)(document, &own));
    let removing = Removing::of(actions, &name, &at, manner.gone);
    let double = doubled(&at, &name, actions, opened);
    let head = view! {
        <Svg icon=manner.icon/><span class="nm cut">{name.clone()}</span><span class="meta hide-s">{meta}</span>
    };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=removing.ask double=double/> };
    let entry = StoredValue::new(entry);
    view! {
        <RemoveDoubt of=removing/>
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            {(manner.rows)(entry.get_value())}
        </Accordion>
    }
}

/// Puts a copy of the entry at a path behind it and opens it.
pub fn doubled(at: &Path, name: &str, actions: Actions, opened: Opened) -> Callback<()> {
    let workspace = Workspace::expect();
    let (at, name) = (at.clone(), name.to_string());
    Callback::new(move |()| {
        let Some((copy, edits)) = workspace.with_untracked(|document| declared::double(document, &at)) else { return };
        let to = at.parent().unwrap_or_default().join(copy);
        if actions.make(&format!("copy of {name}"), &to, |_| edits) {
            opened.set(Some(to.clone()));
            focus_soon(opener_id(&to));
        }
    })
}

/// What stands where keys are expected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Keys,
    Nothing,
    Odd,
}

/// Rows of keys, if the entry is a mapping. Nothing in its place is said, as cfn-init stops there, with the mend; what
/// is odd is shown as it is.
#[component]
pub fn Keys(
    /// The entry.
    at: Path,
    /// The rows.
    children: ChildrenFn,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let shape = workspace.memo(move |document| match document.node(&own) {
        Some(node) if node.is_null() => Shape::Nothing,
        Some(node) if node.is_plain(Kind::Mapping) => Shape::Keys,
        Some(_) => Shape::Odd,
        None => Shape::Keys,
    });
    let path = StoredValue::new(at);
    let mend = move |_| {
        workspace.close_step();
        // Refused only while the text cannot be read, and then the form waits.
        let _ = workspace.put(&path.get_value(), Some(Value::Mapping(Default::default())));
        workspace.close_step();
    };
    move || match shape.get() {
        Shape::Keys => children().into_any(),
        Shape::Nothing => view! {
            <div class="note">
                <Svg icon=Icon::Warning/>
                <div><b>"Nothing stands here."</b>" cfn-init stops: it expects a mapping, if an empty one."</div>
                <button type="button" class="btn sm" on:click=mend>"Write {}"</button>
            </div>
        }
        .into_any(),
        Shape::Odd => view! {
            <div class="odd">
                <p class="help">"Not a mapping of keys: shown as it is."</p>
                <TextField at=path.get_value() name="Value" required=true/>
            </div>
        }
        .into_any(),
    }
}
