//! The form of the policies of a resource: signals, creation and update policy, wait conditions.

use leptos::prelude::*;

use super::Part;
use super::minutes::MinutesRow;
use super::wait::WaitConditions;
use crate::document::Path;
use crate::recipe::wait;
use crate::schema::{PropertyTable, creation_policy as created, update_policy as updated};
use crate::template::resource::attribute;
use crate::template::{duration, resource_path, signal};
use crate::ui::control::{Offer, RouteLink, Tick};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::Refusal;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::{PropertyRow, SchemaRow};
use crate::ui::form::guide::{self, WhatIsThis};
use crate::ui::form::head::{AllKeys, FormBody, FormHead};
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::signal::{SignalTable, signal_outlooks};
use crate::ui::workspace::Workspace;

/// The form of what the resource with a logical id waits for.
#[component]
pub fn Policies(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let said = workspace.memo_with(&id, move |document, own| signal::sentences(document, own));
    let group = workspace.memo_with(&id, move |document, own| signal::is_group(document, own));
    let own = id.clone();
    let holder = workspace.memo(move |document| signal::sender(document, &own).map(|data| data.holder));
    let name = StoredValue::new(id.clone());
    let outlooks = signal_outlooks(workspace, &id);
    view! {
        <FormHead place=Route::Policies(id.clone())/>
        <FormBody>
            <WhatIsThis guide=&guide::SIGNAL/>
            <Refusal why=actions.refused/>
            <p class="run-order" aria-live="polite">
                {move || said.get().into_iter().map(|said| view! { <span>{said}</span> }).collect_view()}
                {move || holder.get().map(|holder| {
                    view! { <RouteLink to=Route::UserData(holder)>"Open the user data"</RouteLink> }
                })}
            </p>
            <Diagnostics at=resource_path(&id) subject="signal"/>
            <OnePolicy id=id.clone() policy=SIGNAL actions=actions/>
            <Show when=move || group.get()>
                {POLICIES.map(|policy| view! { <OnePolicy id=name.get_value() policy=policy actions=actions/> })}
            </Show>
            <WaitConditions id=id.clone() actions=actions/>
            {move || outlooks.get().into_iter().map(|outlook| {
                let title = format!("If the script fails: {}", outlook.wait.resource);
                view! { <Part title=title.clone() fact=""><SignalTable outlook=outlook label=title/></Part> }
            }).collect_view()}
            <AllKeys name=id.clone() place=Route::Resource(id)/>
        </FormBody>
    }
}

/// A policy with its rows and texts.
#[derive(Clone, Copy)]
struct Policy {
    above: &'static str,
    key: &'static str,
    rows: PropertyTable,
    none: &'static str,
    add: &'static str,
    remove: &'static str,
}

/// The policy that waits for signals.
const SIGNAL: Policy = Policy {
    above: attribute::CREATION_POLICY,
    key: created::RESOURCE_SIGNAL_KEY,
    rows: created::RESOURCE_SIGNAL,
    none: "CloudFormation counts it as created before its script has run.",
    add: "Wait for a signal",
    remove: "Do not wait",
};

/// The policies of an Auto Scaling group.
const POLICIES: [Policy; 5] = [
    Policy {
        above: attribute::CREATION_POLICY,
        key: created::AUTO_SCALING,
        rows: created::GROUP,
        none: "Every instance has to signal success.",
        add: "Accept a part",
        remove: "Remove",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::ROLLING,
        rows: updated::ROLLING_UPDATE,
        none: "An update of the launch template does not change running instances.",
        add: "Replace them some at a time",
        remove: "Remove",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::REPLACING,
        rows: updated::REPLACING_UPDATE,
        none: "The group is kept when its instances are replaced.",
        add: "Replace the whole group",
        remove: "Remove",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::REFRESH,
        rows: updated::INSTANCE_REFRESH,
        none: "Auto Scaling refreshes no instances at an update.",
        add: "Refresh the instances",
        remove: "Remove",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::SCHEDULED,
        rows: updated::SCHEDULED_ACTION,
        none: "An update sets the sizes of the template and overrides scheduled actions.",
        add: "Leave sizes of schedules",
        remove: "Remove",
    },
];
/// Longest pause between two batches. Source: AWS page "UpdatePolicy".
const LONGEST_PAUSE: u32 = 60;

#[component]
fn OnePolicy(id: String, policy: Policy, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id).keys([policy.above, policy.key]);
    let there = workspace.memo_with(&at, move |document, at| document.node(at).is_some());
    let (path, name) = (StoredValue::new(at), StoredValue::new(id));
    let add = move |()| {
        actions.make(policy.key, &path.get_value(), |document| match policy.key {
            created::RESOURCE_SIGNAL_KEY => wait::wait_for_signal(document, &name.get_value()),
            key => wait::add_policy(document, &name.get_value(), policy.above, key),
        });
    };
    let remove = move |_| {
        actions.remove(policy.key, &path.get_value(), |document| wait::remove_policy(document, &path.get_value()));
    };
    let remove_label = match policy.remove {
        "Remove" => format!("Remove {}", policy.key),
        label => label.to_string(),
    };
    let remove_label = StoredValue::new(remove_label);
    let rows = move || {
        policy
            .rows
            .iter()
            .map(|row| match row.key {
                key if key == created::TIMEOUT.key => {
                    view! { <MinutesRow owner=path.get_value() row=*row most=duration::LONGEST/> }.into_any()
                }
                key if key == updated::PAUSE.key => {
                    view! { <MinutesRow owner=path.get_value() row=*row most=LONGEST_PAUSE/> }.into_any()
                }
                key if key == updated::SUSPEND.key => {
                    view! { <Processes at=path.get_value().join(key) actions=actions/> }.into_any()
                }
                _ => view! { <SchemaRow owner=path.get_value() row=*row/> }.into_any(),
            })
            .collect_view()
    };
    view! {
        <Part title=policy.above fact=policy.key>
            {move || match there.get() {
                true => view! {
                    <div class="rows">{rows()}</div>
                    <button type="button" class="btn sm" on:click=remove><Svg icon=Icon::Trash/>{remove_label.get_value()}</button>
                }
                .into_any(),
                false => view! { <Offer text=policy.none label=policy.add act=add/> }.into_any(),
            }}
        </Part>
    }
}

/// Processes that are suspended during an update, as check boxes.
#[component]
fn Processes(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let listed = workspace.memo_with(&at, wait::suspended);
    let path = StoredValue::new(at.clone());
    let row = updated::SUSPEND;
    let entered = Callback::new(move |()| workspace.linked.set(Some(path.get_value())));
    let tick = move |word: &'static str| {
        let on = Signal::derive(move || listed.with(|all| all.iter().any(|one| one == word)));
        let set = move |on: bool| {
            let at = path.get_value();
            actions.make(row.label, &at, |document| wait::suspend(document, &at, word, on));
        };
        view! { <Tick on=on set=set entered=entered><code>{word}</code></Tick> }
    };
    view! {
        <PropertyRow at=at row=row>
            <div class="ticks is-columns" role="group" aria-label=row.label>{updated::PROCESSES.map(tick)}</div>
        </PropertyRow>
    }
}
