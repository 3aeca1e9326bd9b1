//! The form of a config's services: at boot, after cfn-init, and what restarts them.

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryCard, EntryContext, Keys, doubled};
use super::list_form::{ListForm, ListLabels, ManagerChoice};
use super::triggers::Triggers;
use crate::document::Path;
use crate::recipe::service;
use crate::schema::service as row;
use crate::template::init::SERVICE_MANAGERS;
use crate::ui::field::TriState;
use crate::ui::field::accordion::opened;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::property::NameRow;
use crate::ui::field::{FieldRow, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a service", field: "new-service", name: "Name of the service" },
    empty: "No services yet. cfn-init enables, starts and restarts none in this config.",
};

/// The form of the services of the config at a path.
#[component]
pub fn Services(
    /// Route of the section.
    place: Route,
    /// The config.
    config: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let all = workspace.memo_with(&config, service::paths);
    let path = StoredValue::new(config);
    let whole = Route::At(path.get_value().join("services"));
    let first = workspace.with_untracked(|document| service::manager(document, &path.get_value()));
    let manager = RwSignal::new(first);
    let add = move |name: String| {
        let (config, manager) = (path.get_value(), manager.get_untracked());
        let at = config.keys(["services", manager.as_str(), name.as_str()]);
        actions.declare("service", &at, opened, |document| service::add(document, &config, &manager, &name))
    };
    view! {
        <ListForm place=place labels=&LABELS none=Signal::derive(move || all.with(Vec::is_empty)) actions=actions>
            <For each=move || all.get() key=|at| at.clone() let:at>
                <ServiceEntry entry=EntryContext { at, actions, opened } config=path.get_value()/>
            </For>
            <Adder asked=&LABELS.new add=add>
                <ManagerChoice id="new-service-manager" words=&SERVICE_MANAGERS manager=manager/>
            </Adder>
            <p class="help">
                "cfn-init processes services in no fixed order. A service removed from this list is left unchanged on the instance."
            </p>
            <AllKeys name="services" place=whole/>
        </ListForm>
    }
}

#[component]
fn ServiceEntry(entry: EntryContext, config: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = entry.at.clone();
    let manager = at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default();
    let meta = workspace.memo_with(&at, service::in_words);
    let head = view! {
        <Svg icon=Icon::Gear/><span class="nm cut">{entry.name()}</span>
        <span class="meta hide-s">{manager}", "{meta}</span>
    };
    let (own, config) = (StoredValue::new(entry.clone()), StoredValue::new(config));
    view! {
        <EntryCard double=doubled(&entry) entry=entry gone=service::removal head=head.into_any()>
            <ServiceRows entry=own.get_value() config=config.get_value()/>
        </EntryCard>
    }
}

/// The rows of an open service.
#[component]
fn ServiceRows(entry: EntryContext, config: Path) -> impl IntoView {
    let name = entry.name();
    let EntryContext { at, actions, opened } = entry;
    let whole = Route::At(at.clone());
    let own = at.clone();
    view! {
        <NameRow
            at=at.clone() label="Name"
            help="The name used by systemctl or the init script; .service is optional." moved=move |at| opened.set(Some(at))
        />
        <ManagerRow at=at.clone() actions=actions opened=opened/>
        <Keys at=at.clone()>
            <div class="rows"><KeyRows at=own.clone() config=config.clone() actions=actions/></div>
        </Keys>
        <AllKeys name=name place=whole/>
    }
}

/// The manager of a service; another one takes it over.
#[component]
fn ManagerRow(at: Path, actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let manager = at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default();
    let name = at.last_key().unwrap_or_default().to_string();
    let known = row::MANAGERS.iter().find(|row| row.key == manager);
    let help = known.map_or(row::UNKNOWN, |row| row.help);
    let mut words: Vec<String> = SERVICE_MANAGERS.map(str::to_string).to_vec();
    if known.is_none() {
        words.push(manager.clone());
    }
    let id = format!("{}*", field_id(&at));
    let (label, own) = (id.clone(), manager.clone());
    let change = move |to: String| match workspace
        .with_untracked(|document| service::change_manager(document, &at, &to))
    {
        Some((new, edits)) => {
            if actions.make(&format!("manager of {name}"), &new, |_| edits) {
                opened.set(Some(new.clone()));
                focus_soon(format!("{}*", field_id(&new)));
            }
        }
        None => actions.refused.set(Some(format!("{to} has a service {name} already. Remove or rename one of them."))),
    };
    let options = words.into_iter().map(|word| {
        let chosen = word == own;
        view! { <option value=word.clone() prop:selected=chosen>{word.clone()}</option> }
    });
    view! {
        <div class="fld">
            <div class="lb"><label for=label>"Manager"</label></div>
            <div class="ct">
                <select class="in mono" id=id on:change:target=move |ev| change(ev.target().value())>{options.collect_view()}</select>
                <p class="help" class:is-err=known.is_none()>{help}</p>
            </div>
        </div>
    }
}

#[component]
fn KeyRows(at: Path, config: Path, actions: FormActions) -> impl IntoView {
    let (enabled, running) = (at.join(row::ENABLED.key), at.join(row::ENSURE_RUNNING.key));
    view! {
        <FieldRow at=enabled.clone() label=row::ENABLED.label help=row::ENABLED.help docs=row::ENABLED.source>
            <TriState at=enabled yes="Enabled" no="Disabled" unset="As it is"/>
        </FieldRow>
        <FieldRow at=running.clone() label=row::ENSURE_RUNNING.label help=row::ENSURE_RUNNING.help docs=row::ENSURE_RUNNING.source>
            <TriState at=running yes="Running" no="Stopped" unset="As it is"/>
        </FieldRow>
        <Triggers at=at config=config actions=actions/>
    }
}
