//! The form of named entries, one open at a time, drawn from a table: files, groups, users, services, outputs and others.

use leptos::prelude::*;

use super::adder::Adder;
use super::head::AllKeys;
use super::list_form::{ListForm, ListLabels};
use crate::document::{Document, Edit, Kind, Path, Value};
use crate::recipe::removal::Removal;
use crate::recipe::{name, new_entry, removal, section_entry};
use crate::ui::control::Warning;
use crate::ui::field::accordion::{Accordion, opened};
use crate::ui::field::actions::{FormActions, OpenPath};
use crate::ui::field::list::keys;
use crate::ui::field::menu::EntryMenu;
use crate::ui::field::property::NameRow;
use crate::ui::field::remove::{RemovalRecipe, RemoveDoubt, Removing};
use crate::ui::field::{TextField, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of a section with named entries.
pub struct EntryListSpec {
    /// Before each name.
    pub icon: Icon,
    /// "file".
    pub noun: &'static str,
    /// Texts of the form.
    pub labels: ListLabels,
    /// Below the list; none if empty.
    pub footer: &'static str,
    /// Name of the section in the link to all its keys; no link if empty.
    pub all_keys: &'static str,
    /// The entries of the section at a path.
    pub entries: fn(&Document, &Path) -> Vec<Path>,
    /// How an entry is added.
    pub adder: EntryAdder,
    /// Key of the field that gets the focus when an entry was added; the entry itself if empty.
    pub first: &'static str,
    /// Removes the entry at a path.
    pub gone: fn(&Document, &Path) -> Removal,
    /// Adds a copy of the entry at a path.
    pub double: fn(&Document, &Path) -> Option<NewEntry>,
    /// A few facts for the line of an entry.
    pub meta: fn(&Document, &Path) -> String,
    /// Class of these facts.
    pub meta_class: &'static str,
    /// A word in a frame on the line of an entry; none if empty.
    pub chip: fn(&Document, &Path) -> &'static str,
    /// Label of the name of an entry, and a sentence about it.
    pub name: (&'static str, &'static str),
    /// The other rows of an open entry.
    pub rows: fn(EntryContext) -> AnyView,
    /// Whether the rows need a mapping of keys.
    pub frame: RowFrame,
}

/// The path of a new entry and the edits that add it.
pub type NewEntry = (Path, Vec<Edit>);
/// Adds an entry of a name to the section at a path, or gives the reason against the name.
pub type AddByName = fn(&Document, &Path, &str) -> Result<NewEntry, String>;

/// How an entry is added.
#[derive(Clone, Copy)]
pub enum EntryAdder {
    /// By a name: the path of the new entry, or of the one that has the name, and the edits; or why the name is refused.
    Named(AddByName),
    /// By a form of its own.
    Own(fn(ListContext) -> AnyView),
}

/// Whether the rows of an entry need a mapping of keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RowFrame {
    /// They are its keys; what is no mapping is shown as text.
    Keys,
    /// They show any value.
    Any,
}

/// Common facts of the sections of a config.
pub const IN_CONFIG: EntryListSpec = EntryListSpec {
    icon: Icon::File,
    noun: "",
    labels: ListLabels::NONE,
    footer: "",
    all_keys: "",
    entries: entries_of,
    adder: EntryAdder::Named(|_, section, name| Ok((section.join(name), Vec::new()))),
    first: "",
    gone: section_entry::removal,
    double: section_entry::double,
    meta: |_, _| String::new(),
    meta_class: "meta hide-s",
    chip: |_, _| "",
    name: ("Name", ""),
    rows: |_| ().into_any(),
    frame: RowFrame::Keys,
};

/// Common facts of the sections of the template.
pub const IN_TEMPLATE: EntryListSpec = EntryListSpec {
    entries: |document, section| {
        let mut all = entries_of(document, section);
        all.retain(|at| at.last_key().is_some_and(|key| !key.starts_with("Fn::")));
        all
    },
    gone: removal::one,
    double: new_entry::double,
    meta_class: "meta cut",
    frame: RowFrame::Any,
    ..IN_CONFIG
};

/// The entries of the mapping at a path, each name once.
fn entries_of(document: &Document, at: &Path) -> Vec<Path> {
    let mut names: Vec<String> = Vec::new();
    for key in keys(document, at) {
        if !names.contains(&key) {
            names.push(key);
        }
    }
    names.into_iter().map(|name| at.join(name)).collect()
}

/// Adds an entry by a logical id.
pub fn with_id(document: &Document, wanted: &str, add: fn(&Document, &str) -> NewEntry) -> Result<NewEntry, String> {
    match name::fault_of_id(wanted) {
        Some(why) => Err(why.to_string()),
        None => Ok(add(document, wanted)),
    }
}

/// A list of entries for the form that adds one. Copied freely.
#[derive(Clone, Copy)]
pub struct ListContext {
    /// Path of the section.
    pub section: StoredValue<Path>,
    /// Actions of the form.
    pub actions: FormActions,
    /// Path of the open entry.
    pub opened: OpenPath,
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
    place: Route,
    /// Texts and edits of the form.
    spec: &'static EntryListSpec,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let section = place.path();
    let whole = (!spec.all_keys.is_empty()).then(|| Route::At(section.clone()));
    let own = section.clone();
    let all = workspace.memo_of_shape(move |document| (spec.entries)(document, &own));
    let context = ListContext { section: StoredValue::new(section), actions, opened };
    let adder = match spec.adder {
        EntryAdder::Own(view) => view(context),
        EntryAdder::Named(add) => view! { <NamedAdder spec=spec add=add context=context/> }.into_any(),
    };
    view! {
        <ListForm place=place labels=&spec.labels none=Signal::derive(move || all.with(Vec::is_empty)) actions=actions>
            <For each=move || all.get() key=|at| at.clone() let:at>
                <OneEntry entry=EntryContext { at, actions, opened } spec=spec/>
            </For>
            {adder}
            {(!spec.footer.is_empty()).then(|| view! { <p class="help">{spec.footer}</p> })}
            {whole.map(|place| view! { <AllKeys name=spec.all_keys place=place/> })}
        </ListForm>
    }
}

#[component]
fn NamedAdder(spec: &'static EntryListSpec, add: AddByName, context: ListContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let ListContext { section, actions, opened } = context;
    let add = move |name: String| {
        let section = section.get_value();
        let (at, edits) = match workspace.with_untracked(|document| add(document, &section, &name)) {
            Ok(added) => added,
            Err(why) => {
                actions.refused.set(Some(why));
                return false;
            }
        };
        let made = actions.declare(spec.noun, &at, opened, |_| edits);
        if made && !spec.first.is_empty() {
            focus_soon(field_id(&at.join(spec.first)));
        }
        made
    };
    view! { <Adder asked=&spec.labels.new add=add/> }
}

#[component]
fn OneEntry(entry: EntryContext, spec: &'static EntryListSpec) -> impl IntoView {
    let workspace = Workspace::expect();
    let meta = workspace.memo_with(&entry.at, spec.meta);
    let chip = workspace.memo_with(&entry.at, spec.chip);
    let chip = move || Some(chip.get()).filter(|chip| !chip.is_empty());
    let head = view! {
        <Svg icon=spec.icon/><span class="nm cut">{entry.name()}</span>
        {move || chip().map(|chip| view! { <span class="chip">{chip}</span> })}
        <span class=spec.meta_class>{meta}</span>
    };
    let own = entry.clone();
    let double = move |()| {
        if let Some(copy) = workspace.with_untracked(|document| (spec.double)(document, &own.at)) {
            own.actions.copy(&own.at, copy, own.opened);
        }
    };
    let own = StoredValue::new(entry.clone());
    view! {
        <EntryCard entry=entry gone=spec.gone double=double head=head.into_any()>
            <EntryRows entry=own.get_value() name=spec.name frame=spec.frame>{(spec.rows)(own.get_value())}</EntryRows>
        </EntryCard>
    }
}

/// One entry: header with menu, confirmation of a removal, and its rows while it is open.
#[component]
fn EntryCard(
    entry: EntryContext,
    gone: RemovalRecipe,
    #[prop(into)] double: Callback<()>,
    head: AnyView,
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

/// The rows of an open entry: name, keys, link to all keys.
#[component]
pub fn EntryRows(
    entry: EntryContext,
    /// Label of the name, and a sentence about it.
    name: (&'static str, &'static str),
    /// Whether the rows need a mapping of keys.
    frame: RowFrame,
    /// The rows of the keys.
    children: ChildrenFn,
) -> impl IntoView {
    let own = entry.name();
    let EntryContext { at, opened, .. } = entry;
    let children = StoredValue::new(children);
    let rows = match frame {
        RowFrame::Keys => {
            view! { <Keys at=at.clone()><div class="rows">{children.with_value(|rows| rows())}</div></Keys> }.into_any()
        }
        RowFrame::Any => children.with_value(|rows| rows()),
    };
    view! {
        <NameRow at=at.clone() label=name.0 help=name.1 moved=move |at| opened.set(Some(at))/>
        {rows}
        <AllKeys name=own place=Route::At(at)/>
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
fn Keys(at: Path, children: ChildrenFn) -> impl IntoView {
    let workspace = Workspace::expect();
    let shape = workspace.memo_with(&at, move |document, at| match document.node(at) {
        Some(node) if node.is_null() => Shape::Nothing,
        Some(node) if node.is_plain(Kind::Mapping) => Shape::Keys,
        Some(_) => Shape::Odd,
        None => Shape::Keys,
    });
    let path = StoredValue::new(at);
    let fix = move |_| {
        // Refused only while the text cannot be read, and then the form waits.
        let _ = workspace.put_step(&path.get_value(), Some(Value::Mapping(Default::default())));
    };
    move || {
        match shape.get() {
        Shape::Keys => children().into_any(),
        Shape::Nothing => view! {
            <Warning title="This entry is empty." text=" cfn-init stops here: it expects a mapping, which may be empty.">
                <button type="button" class="btn sm" on:click=fix>"Write {}"</button>
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
