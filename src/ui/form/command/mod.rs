//! The form of a config's commands, in the order in which cfn-init runs them.

mod line;
mod order;

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryContext, EntryRows, RowFrame};
use super::list_form::{ListForm, ListLabels};
use super::ordered::{Grip, Order};
use crate::document::{Path, Value};
use crate::recipe::{command, section_entry};
use crate::schema::command as row;
use crate::template::Section;
use crate::ui::field::TriState;
use crate::ui::field::accordion::{Accordion, opened};
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::MapEditor;
use crate::ui::field::property::{PropertyRow, SchemaRow};
use crate::ui::field::{TextField, TextKind};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;
use line::LineRow;
use order::{OrderMenu, Slot, order_of};

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a command", field: "new-command", name: "Name of the command" },
    empty: "No commands yet. cfn-init runs none in this config.",
};

/// Label of the name of a command, and a sentence about it.
const NAME: (&str, &str) = ("Name", "The name determines the order. Restart triggers of services are renamed too.");

/// The form of the commands of a config.
#[component]
pub fn Commands(place: Route, config: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let names = workspace.memo_with(&config, command::as_run);
    let order = order_of(&config, names, actions, opened);
    let (section, path) = (StoredValue::new(place.path()), StoredValue::new(config));
    let add = move |name: String| {
        let at = section.get_value().join(name.as_str());
        let value = Value::Mapping([(Value::from(row::COMMAND.key), Value::from(""))].into_iter().collect());
        actions.declare("command", &at, opened, |document| {
            section_entry::add(document, &path.get_value(), Section::Commands, &name, value)
        })
    };
    view! {
        <ListForm place=place labels=&LABELS none=Signal::derive(move || names.with(Vec::is_empty)) actions=actions>
            <div class="ordered">
                <For each=move || names.get() key=|name| name.clone() let:name>
                    <CommandEntry entry=EntryContext { at: section.get_value().join(name), actions, opened } names=names order=order/>
                </For>
            </div>
            <Adder asked=&LABELS.new add=add/>
            <p class="help">
                "Shown in the order in which cfn-init runs them: by name, compared as text, so that 10 comes before 9. \
                Moving one changes the numbers in front of names."
            </p>
        </ListForm>
    }
}

#[component]
fn CommandEntry(entry: EntryContext, names: Memo<Vec<String>>, order: Order) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = entry.name();
    let EntryContext { at, actions, opened } = entry.clone();
    let own = at.clone();
    let double = Callback::new(move |()| {
        if let Some(copy) = workspace.with_untracked(|document| section_entry::double(document, &own)) {
            actions.copy(&own, copy, opened);
        }
    });
    let meta = workspace.memo_with(&at, command::in_words);
    let own = name.clone();
    let place = Memo::new(move |_| names.with(|names| names.iter().position(|other| *other == own)));
    let order = order.entry(place);
    let (path, title) = (at.clone(), name.clone());
    let remove = Callback::new(move |()| {
        actions.remove(&title, &path, |document| section_entry::removal(document, &path).edits)
    });
    let head = view! {
        <span class="turn num">{move || place.get().map(|place| (place + 1).to_string())}</span>
        <span class="nm cut">{name.clone()}</span><span class="meta hide-s">{meta}</span>
    };
    let menu = view! {
        <Grip at=at.clone() name=name.clone() entry=order/>
        <OrderMenu at=at.clone() order=order remove=remove double=double/>
    };
    let entry = StoredValue::new(entry);
    view! {
        <Slot order=order>
            <Accordion at=at.clone() opened=opened head=head.into_any() menu=menu.into_any()>
                <EntryRows entry=entry.get_value() name=NAME frame=RowFrame::Keys>
                    <KeyRows at=entry.get_value().at actions=actions/>
                </EntryRows>
            </Accordion>
        </Slot>
    }
}

/// The rows of an open command.
#[component]
fn KeyRows(at: Path, actions: FormActions) -> impl IntoView {
    let (env, failure, wait) = (at.join(row::ENV.key), at.join(row::IGNORE_ERRORS.key), at.join(row::WAIT.key));
    let waits = Signal::stored(vec!["forever".to_string(), "0".to_string(), "60".to_string()]);
    view! {
        <LineRow owner=at.clone() row=row::COMMAND actions=actions/>
        <LineRow owner=at.clone() row=row::TEST actions=actions/>
        <SchemaRow owner=at.clone() row=row::CWD/>
        <PropertyRow at=env.clone() row=row::ENV>
            <MapEditor at=env fresh="NAME" add="Add a variable" actions=actions/>
        </PropertyRow>
        <PropertyRow at=failure.clone() row=row::IGNORE_ERRORS>
            <TriState at=failure yes="Continue" no="Stop" unset="Stop (default)"/>
        </PropertyRow>
        <PropertyRow at=wait.clone() row=row::WAIT>
            <TextField at=wait takes=TextKind::Number suggest=waits/>
        </PropertyRow>
        <Undocumented at=at/>
    }
}

/// Keys that AWS does not document, if they are in the template.
#[component]
fn Undocumented(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let there = workspace.memo_with(&at, move |document, at| {
        let node = document.node(at);
        row::UNDOCUMENTED.iter().map(|row| node.is_some_and(|node| node.get(row.key).is_some())).collect::<Vec<_>>()
    });
    let path = StoredValue::new(at);
    move || {
        let all = row::UNDOCUMENTED.iter().zip(there.get()).filter(|(_, there)| *there);
        all.map(|(row, _)| view! { <SchemaRow owner=path.get_value() row=*row/> }).collect_view()
    }
}
