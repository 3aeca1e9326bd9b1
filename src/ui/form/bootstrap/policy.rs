//! The policies of an Auto Scaling group: required signals, and replacement of instances in an update.

use leptos::prelude::*;

use super::Part;
use super::minutes::MinutesRow;
use crate::document::Path;
use crate::recipe::wait;
use crate::schema::{PropertyTable, creation_policy as created, update_policy as updated};
use crate::template::resource::attribute;
use crate::template::resource_path;
use crate::ui::control::{Offer, Tick};
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::{PropertyRow, SchemaRow};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// A policy with its rows, in words.
#[derive(Clone, Copy)]
struct Policy {
    above: &'static str,
    key: &'static str,
    rows: PropertyTable,
    none: &'static str,
    add: &'static str,
}

const POLICIES: [Policy; 4] = [
    Policy {
        above: attribute::CREATION_POLICY,
        key: created::AUTO_SCALING,
        rows: created::GROUP,
        none: "Every instance has to signal success.",
        add: "Accept a part",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::ROLLING,
        rows: updated::ROLLING_UPDATE,
        none: "An update of the launch template does not change running instances.",
        add: "Replace them some at a time",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::REPLACING,
        rows: updated::REPLACING_UPDATE,
        none: "The group is kept when its instances are replaced.",
        add: "Replace the whole group",
    },
    Policy {
        above: attribute::UPDATE_POLICY,
        key: updated::SCHEDULED,
        rows: updated::SCHEDULED_ACTION,
        none: "An update sets the sizes of the template and overrides scheduled actions.",
        add: "Leave sizes of schedules",
    },
];
/// Longest pause between two batches. Source: AWS page "UpdatePolicy".
const LONGEST_PAUSE: u32 = 60;

/// The policies of the group with a logical id.
#[component]
pub fn GroupPolicies(id: String, actions: FormActions) -> impl IntoView {
    POLICIES.map(|policy| view! { <OnePolicy id=id.clone() policy=policy actions=actions/> }).collect_view()
}

#[component]
fn OnePolicy(id: String, policy: Policy, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id).keys([policy.above, policy.key]);
    let there = workspace.memo_with(&at, move |document, at| document.node(at).is_some());
    let (path, name) = (StoredValue::new(at), StoredValue::new(id));
    let add = move |()| {
        actions.make(policy.key, &path.get_value(), |document| {
            wait::add_policy(document, &name.get_value(), policy.above, policy.key)
        });
    };
    let remove = move |_| {
        actions.remove(policy.key, &path.get_value(), |document| wait::remove_policy(document, &path.get_value()));
    };
    let rows = move || {
        policy
            .rows
            .iter()
            .map(|row| match row.key {
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
                    <button type="button" class="btn sm" on:click=remove><Svg icon=Icon::Trash/>{format!("Remove {}", policy.key)}</button>
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
