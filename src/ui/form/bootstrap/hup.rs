//! The form of cfn-hup: a switch, the configuration, the hooks, faults.

use leptos::prelude::*;

use super::Part;
use super::hook::Hooks;
use super::line::{HupRow, Write};
use crate::recipe::hup as recipe;
use crate::schema::hup::CONF;
use crate::template::hup::{Hup, MAIN, SERVICE};
use crate::template::init::init_path;
use crate::ui::control::Tick;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::{LineLink, Refusal};
use crate::ui::form::guide::{self, WhatIsThis};
use crate::ui::form::head::{FormBody, FormHead};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of cfn-hup of a resource.
#[component]
pub fn HupForm(
    place: Route,
    /// The resource with the metadata.
    resource: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let hup = workspace.memo_with(&resource, move |document, id| Hup::of(document, id));
    let off = Memo::new(move |_| hup.with(|hup| hup.as_ref().is_none_or(Hup::is_off)));
    let (id, at) = (StoredValue::new(resource.clone()), StoredValue::new(init_path(&resource)));
    let switch = move |on: bool| {
        if on {
            actions.make(SERVICE, &at.get_value(), |document| recipe::on(document, &id.get_value()));
        } else {
            actions.remove(SERVICE, &at.get_value(), |document| recipe::off(document, &id.get_value()));
        }
    };
    view! {
        <FormHead place=place/>
        <FormBody>
            <WhatIsThis guide=&guide::HUP/>
            <Refusal why=actions.refused/>
            <div class="hup-switch">
                <Tick on=Signal::derive(move || !off.get()) set=switch role="switch" id="hup-switch">
                    <b>"cfn-hup watches this stack"</b>
                </Tick>
                <p class="help">"Turning this on adds cfn-hup.conf, a hook that reruns cfn-init with the options from user data, a systemd unit if needed, and the service entry that restarts cfn-hup when one of them changes. Turning it off removes them and all hooks."</p>
            </div>
            <Diagnostics at=init_path(&resource) subject="hup"/>
            <Show when=move || !off.get()>
                <Part title="Configuration" fact=name_of_conf(hup)>
                    <Conf resource=id.get_value() hup=hup/>
                </Part>
                <Hooks resource=id.get_value() hup=hup actions=actions/>
                <Part title="Service"><Parts hup=hup/></Part>
            </Show>
        </FormBody>
    }
}

fn name_of_conf(hup: Memo<Option<Hup>>) -> String {
    hup.with_untracked(|hup| hup.as_ref().and_then(|hup| hup.conf.as_ref().map(|conf| conf.name().to_string())))
        .unwrap_or_default()
}

#[component]
fn Conf(resource: String, hup: Memo<Option<Hup>>) -> impl IntoView {
    let file = Memo::new(move |_| hup.with(|hup| hup.as_ref()?.conf.as_ref().map(|conf| conf.file.clone())));
    let workspace = Workspace::expect();
    let id = StoredValue::new(resource);
    view! {
        <div class="rows">
            {CONF.iter().map(|row| {
                let key = row.key;
                let write: Write = Callback::new(move |text: String| {
                    let file = file.get_untracked()?;
                    Some(workspace.with_untracked(|document| recipe::set(document, &id.get_value(), &file, (MAIN, key), &text)))
                });
                view! { <HupRow hup=hup file=file group=MAIN.to_string() row=*row write=write/> }
            }).collect_view()}
        </div>
    }
}

/// Rows of the systemd unit and the service entry.
#[component]
fn Parts(hup: Memo<Option<Hup>>) -> impl IntoView {
    let rows = move || {
        let (unit, services) = hup.get().map(|hup| (hup.unit, hup.services)).unwrap_or_default();
        let unit = unit.map(|at| ("Unit of systemd", at));
        let rows = unit.into_iter().chain(services.into_iter().map(|at| ("Service entry", at)));
        rows.map(|(what, at)| {
            let name = at.last_key().unwrap_or_default().to_string();
            view! { <li><span>{what}</span><code class="cut">{name}</code><LineLink at=at/></li> }
        })
        .collect_view()
    };
    view! { <ul class="hup-parts">{rows}</ul> }
}
