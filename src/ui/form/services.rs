//! The form of a config's services: at boot, after cfn-init, and what restarts them.

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryAdder, EntryContext, EntryListSpec, IN_CONFIG, ListContext};
use super::list_form::{ListLabels, ManagerChoice};
use super::triggers::Triggers;
use crate::document::Path;
use crate::recipe::service;
use crate::schema::service as row;
use crate::template::init::SERVICE_MANAGERS;
use crate::ui::control::{Select, SelectOption};
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{TriState, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// The form of the services of a config.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Gear,
    noun: "service",
    labels: ListLabels {
        new: AdderLabels { add: "Add a service", field: "new-service", name: "Name of the service" },
        empty: "No services yet. cfn-init enables, starts and restarts none in this config.",
    },
    footer: "cfn-init processes services in no fixed order. A service removed from this list is left unchanged on the \
             instance.",
    all_keys: "services",
    entries: |document, section| service::paths(document, &section.parent().unwrap_or_default()),
    adder: EntryAdder::Own(|context| view! { <NewService context=context/> }.into_any()),
    gone: service::removal,
    meta: |document, at| format!("{}, {}", manager_of(at), service::in_words(document, at)),
    name: ("Name", "The name used by systemctl or the init script; .service is optional."),
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
    ..IN_CONFIG
};

/// The manager of the service at a path.
fn manager_of(at: &Path) -> String {
    at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default()
}

/// The field for a new service, with its manager.
#[component]
fn NewService(context: ListContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let ListContext { section, actions, opened } = context;
    let config = StoredValue::new(section.get_value().parent().unwrap_or_default());
    let manager = RwSignal::new(workspace.with_untracked(|document| service::manager(document, &config.get_value())));
    let add = move |name: String| {
        let manager = manager.get_untracked();
        let at = section.get_value().keys([manager.as_str(), name.as_str()]);
        actions.declare("service", &at, opened, |document| service::add(document, &config.get_value(), &manager, &name))
    };
    view! {
        <Adder asked=&SPEC.labels.new add=add>
            <ManagerChoice id="new-service-manager" words=&SERVICE_MANAGERS manager=manager/>
        </Adder>
    }
}

/// The rows of an open service.
#[component]
fn Rows(entry: EntryContext) -> impl IntoView {
    let EntryContext { at, actions, .. } = entry.clone();
    let (enabled, running) = (at.join(row::ENABLED.key), at.join(row::ENSURE_RUNNING.key));
    let config: Path = at.steps().iter().take(5).cloned().collect();
    view! {
        <ManagerRow entry=entry/>
        <PropertyRow at=enabled.clone() row=row::ENABLED>
            <TriState at=enabled yes="Enabled" no="Disabled" unset="As it is"/>
        </PropertyRow>
        <PropertyRow at=running.clone() row=row::ENSURE_RUNNING>
            <TriState at=running yes="Running" no="Stopped" unset="As it is"/>
        </PropertyRow>
        <Triggers at=at config=config actions=actions/>
    }
}

fn manager_id(at: &Path) -> String {
    format!("{}*", field_id(at))
}

/// The manager of a service; another one takes it over.
#[component]
fn ManagerRow(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, id, manager) = (entry.name(), manager_id(&entry.at), manager_of(&entry.at));
    let known = row::MANAGERS.iter().find(|row| row.key == manager);
    let help = known.map_or(row::UNKNOWN, |row| row.help);
    let strange = known.is_none().then(|| SelectOption::word(manager.clone()));
    let answers: Vec<SelectOption> = SERVICE_MANAGERS.map(SelectOption::word).into_iter().chain(strange).collect();
    let set = move |to: Option<String>| {
        let to = to.unwrap_or_default();
        match workspace.with_untracked(|document| service::change_manager(document, &entry.at, &to)) {
            Some((new, edits)) => {
                if entry.actions.make(&format!("manager of {name}"), &new, |_| edits) {
                    entry.opened.set(Some(new.clone()));
                    focus_soon(manager_id(&new));
                }
            }
            None => {
                let why = format!("{to} has a service {name} already. Remove or rename one of them.");
                entry.actions.refused.set(Some(why));
            }
        }
    };
    view! {
        <div class="fld">
            <div class="lb"><label for=id.clone()>"Manager"</label></div>
            <div class="ct">
                <Select class="in mono" id=id answers=answers chosen=Some(manager) set=set/>
                <p class="help" class:is-err=known.is_none()>{help}</p>
            </div>
        </div>
    }
}
