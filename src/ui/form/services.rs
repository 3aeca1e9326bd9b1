//! The form of a config's services: at boot, after cfn-init, and what restarts them.

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, opened, opener_id};
use super::actions::Actions;
use super::adder::{AddButton, Adder, Empty};
use super::entries::{Keys, doubled};
use super::head::{FormBody, FormHead};
use super::menu::EntryMenu;
use super::rows::NameRow;
use super::state::NotRun;
use super::tree::AllKeys;
use super::triggers::Triggers;
use super::truth::Truth;
use crate::document::Path;
use crate::schema::service as row;
use crate::template::init::SERVICE_MANAGERS;
use crate::template::recipe::service;
use crate::ui::field::{FieldRow, Refusal, field_id, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Place, Workspace};

/// The form of the services of the config at a path.
#[component]
pub fn Services(
    /// The place of the section.
    place: Place,
    /// The config.
    config: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let opened = opened();
    let own = config.clone();
    let all = workspace.memo(move |document| service::paths(document, &own));
    let path = StoredValue::new(config);
    let whole = Place::At(path.get_value().join("services"));
    let first = workspace.with_untracked(|document| service::manager(document, &path.get_value()));
    let manager = RwSignal::new(first);
    let add = move |name: String| {
        let (config, manager) = (path.get_value(), manager.get_untracked());
        let at = config.keys(["services", manager.as_str(), name.as_str()]);
        let there = all.with_untracked(|all| all.contains(&at));
        let made = !there
            && actions
                .make(&format!("service {name}"), &at, |document| service::add(document, &config, &manager, &name));
        opened.set(Some(at.clone()));
        focus_soon(opener_id(&at));
        made
    };
    view! {
        <FormHead place=place><AddButton text="Add a service" field="new-service"/></FormHead>
        <FormBody>
            <NotRun config=path.get_value()/>
            <Refusal why=actions.refused/>
            <Show when=move || all.with(Vec::is_empty)>
                <Empty text="No services yet. cfn-init enables, starts and restarts none in this config."/>
            </Show>
            <For each=move || all.get() key=|at| at.clone() let:at>
                <ServiceEntry at=at actions=actions opened=opened config=path.get_value()/>
            </For>
            <Adder id="new-service" label="Name of the service" button="Add a service" add=add>
                <div>
                    <label for="new-service-manager">"Manager"</label>
                    <select class="in mono" id="new-service-manager" on:change:target=move |ev| manager.set(ev.target().value())>
                        {SERVICE_MANAGERS.map(|word| view! { <option value=word prop:selected=move || manager.with(|one| one == word)>{word}</option> })}
                    </select>
                </div>
            </Adder>
            <p class="help">
                "Services are worked on in no fixed order. One that is not listed here any more stays as it is on the machine."
            </p>
            <AllKeys name="services" place=whole/>
        </FormBody>
    }
}

#[component]
fn ServiceEntry(at: Path, actions: Actions, opened: Opened, config: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let manager = at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default();
    let own = at.clone();
    let meta = workspace.memo(move |document| service::in_words(document, &own));
    let (path, title, own) = (at.clone(), name.clone(), config.clone());
    let remove = move |()| actions.remove(&title, &path, |document| service::remove(document, &own, &path));
    let double = doubled(&at, &name, actions, opened);
    let head = view! {
        <Svg icon=Icon::Gear/><span class="nm cut">{name.clone()}</span>
        <span class="meta hide-s">{manager}", "{meta}</span>
    };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=remove double=double/> };
    let (path, config) = (StoredValue::new(at.clone()), StoredValue::new(config));
    view! {
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <ServiceRows at=path.get_value() config=config.get_value() actions=actions opened=opened/>
        </Accordion>
    }
}

/// The rows of an open service.
#[component]
fn ServiceRows(at: Path, config: Path, actions: Actions, opened: Opened) -> impl IntoView {
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Place::At(at.clone()));
    let own = at.clone();
    view! {
        <NameRow
            at=at.clone() label="Name"
            help="As systemctl or the init script has it; .service may be left out." moved=move |at| opened.set(Some(at))
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
fn ManagerRow(at: Path, actions: Actions, opened: Opened) -> impl IntoView {
    let workspace = Workspace::expect();
    let manager = at.parent().and_then(|manager| manager.last_key().map(str::to_string)).unwrap_or_default();
    let name = at.last_key().unwrap_or_default().to_string();
    let known = row::MANAGERS.iter().find(|row| row.key == manager);
    let said = known.map_or(row::UNKNOWN, |row| row.help);
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
                <p class="help" class:is-err=known.is_none()>{said}</p>
            </div>
        </div>
    }
}

#[component]
fn KeyRows(at: Path, config: Path, actions: Actions) -> impl IntoView {
    let (enabled, running) = (at.join(row::ENABLED.key), at.join(row::ENSURE_RUNNING.key));
    view! {
        <FieldRow at=enabled.clone() label=row::ENABLED.label help=row::ENABLED.help docs=row::ENABLED.source>
            <Truth at=enabled yes="Enabled" no="Disabled" unset="As it is"/>
        </FieldRow>
        <FieldRow at=running.clone() label=row::ENSURE_RUNNING.label help=row::ENSURE_RUNNING.help docs=row::ENSURE_RUNNING.source>
            <Truth at=running yes="Running" no="Stopped" unset="As it is"/>
        </FieldRow>
        <Triggers at=at config=config actions=actions/>
    }
}
