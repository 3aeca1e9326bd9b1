//! The form of named entries, one open at a time: files, groups, users, archives and credentials.

use leptos::prelude::*;

use super::adder::Adder;
use super::list_form::{ListForm, ListLabels};
use crate::document::{Document, Edit, Kind, Path, Value};
use crate::recipe::removal::Removal;
use crate::recipe::section_entry;
use crate::ui::control::Warning;
use crate::ui::field::TextField;
use crate::ui::field::accordion::{Accordion, opened};
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::menu::EntryMenu;
use crate::ui::field::property::NameRow;
use crate::ui::field::remove::{RemovalRecipe, RemoveDoubt, Removing};
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Texts and edits of such a form.
pub struct EntryListSpec {
    /// Before each name.
    pub icon: Icon,
    /// "file".
    pub noun: &'static str,
    /// Texts of the form.
    pub labels: ListLabels,
    /// Below the list.
    pub footer: &'static str,
    /// Adds an entry of this name to the mapping at this path.
    pub made: fn(&Document, &Path, &str) -> Vec<Edit>,
    /// Removes the entry at this path.
    pub gone: fn(&Document, &Path) -> Removal,
    /// A few facts for the line of an entry.
    pub meta: fn(&Document, &Path) -> String,
    /// The rows of an open entry.
    pub rows: fn(EntryContext) -> AnyView,
}

/// An entry whose rows are drawn.
#[derive(Clone)]
pub struct EntryContext {
    /// Path of the entry.
    pub at: Path,
    /// Actions of the form.
    pub actions: FormActions,
    /// Path of the open entry.
    pub opened: OpenPath,
}

impl EntryContext {
    /// Its name: the last key of its path.
    pub fn name(&self) -> String {
        self.at.last_key().unwrap_or_default().to_string()
    }
}

/// The form of a place with entries by name.
#[component]
pub fn EntryList(
    /// Route of the form.
    place: Route,
    /// Texts and edits of the form.
    spec: &'static EntryListSpec,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let section = place.path();
    let names = workspace.memo_with(&section, names);
    let parent = StoredValue::new(section);
    let add = move |name: String| {
        let section = parent.get_value();
        let at = section.join(name.as_str());
        actions.declare(spec.noun, &at, opened, |document| (spec.made)(document, &section, &name))
    };
    view! {
        <ListForm place=place labels=&spec.labels none=Signal::derive(move || names.with(Vec::is_empty)) actions=actions>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <OneEntry entry=EntryContext { at: parent.get_value().join(name), actions, opened } spec=spec/>
            </For>
            <Adder asked=&spec.labels.new add=add/>
            <p class="help">{spec.footer}</p>
        </ListForm>
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
fn OneEntry(entry: EntryContext, spec: &'static EntryListSpec) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = entry.at.clone();
    let meta = workspace.memo(move |document| (spec.meta)(document, &own));
    let head = view! {
        <Svg icon=spec.icon/><span class="nm cut">{entry.name()}</span><span class="meta hide-s">{meta}</span>
    };
    let own = StoredValue::new(entry.clone());
    view! {
        <EntryCard double=doubled(&entry) entry=entry gone=spec.gone head=head.into_any()>
            {(spec.rows)(own.get_value())}
        </EntryCard>
    }
}

/// One entry: header with menu, confirmation of a removal, and its rows while it is open.
#[component]
pub fn EntryCard(
    /// The entry.
    entry: EntryContext,
    /// Edits that remove it.
    gone: RemovalRecipe,
    /// Adds a copy after it.
    #[prop(into)]
    double: Callback<()>,
    /// Header: icon, name, short facts.
    head: AnyView,
    /// The rows.
    children: ChildrenFn,
) -> impl IntoView {
    let name = entry.name();
    let EntryContext { at, actions, opened } = entry;
    let removing = Removing::of(actions, &name, &at, gone);
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=removing.ask double=double/> };
    view! {
        <RemoveDoubt of=removing/>
        <Accordion at=at opened=opened head=head menu=menu.into_any() children=children/>
    }
}

/// Adds a copy of a config's entry after it and opens it.
pub fn doubled(entry: &EntryContext) -> Callback<()> {
    let workspace = Workspace::expect();
    let (name, EntryContext { at, actions, opened }) = (entry.name(), entry.clone());
    Callback::new(move |()| {
        let Some((copy, edits)) = workspace.with_untracked(|document| section_entry::double(document, &at)) else {
            return;
        };
        let to = at.parent().unwrap_or_default().join(copy);
        actions.grow(&format!("copy of {name}"), (&to, edits), opened);
    })
}

/// The rows of an open entry: name, keys, link to all keys.
#[component]
pub fn EntryRows(
    /// The entry.
    entry: EntryContext,
    /// Label of the name.
    label: &'static str,
    /// A sentence about the name.
    help: &'static str,
    /// The rows of the keys.
    children: ChildrenFn,
) -> impl IntoView {
    let name = entry.name();
    let EntryContext { at, opened, .. } = entry;
    let children = StoredValue::new(children);
    view! {
        <NameRow at=at.clone() label=label help=help moved=move |at| opened.set(Some(at))/>
        <Keys at=at.clone()><div class="rows">{children.with_value(|rows| rows())}</div></Keys>
        <AllKeys name=name place=Route::At(at)/>
    }
}

/// Shape of a value that should be a mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Keys,
    Nothing,
    Odd,
}

/// Rows of keys, if the entry is a mapping. An empty entry, at which cfn-init stops, gets a note with a fix; any other
/// value is shown in a text field.
#[component]
pub fn Keys(
    /// The entry.
    at: Path,
    /// The rows.
    children: ChildrenFn,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let shape = workspace.memo_with(&at, move |document, at| match document.node(at) {
        Some(node) if node.is_null() => Shape::Nothing,
        Some(node) if node.is_plain(Kind::Mapping) => Shape::Keys,
        Some(_) => Shape::Odd,
        None => Shape::Keys,
    });
    let path = StoredValue::new(at);
    let mend = move |_| {
        // Refused only while the text cannot be read, and then the form waits.
        let _ = workspace.put_step(&path.get_value(), Some(Value::Mapping(Default::default())));
    };
    move || {
        match shape.get() {
        Shape::Keys => children().into_any(),
        Shape::Nothing => view! {
            <Warning title="This entry is empty." text=" cfn-init stops here: it expects a mapping, which may be empty.">
                <button type="button" class="btn sm" on:click=mend>"Write {}"</button>
            </Warning>
        }
        .into_any(),
        Shape::Odd => view! {
            <div class="odd">
                <p class="help">"Not a mapping of keys, so it is shown unchanged."</p>
                <TextField at=path.get_value() name="Value" required=true/>
            </div>
        }
        .into_any(),
    }
    }
}
