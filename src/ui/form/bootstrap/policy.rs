//! The policies of an Auto Scaling group: required signals, and replacement of instances in an update.

use leptos::prelude::*;

use super::Part;
use super::minutes::MinutesRow;
use crate::document::{Edit, Path, Slot, Value};
use crate::recipe::{entry, wait};
use crate::schema::{PropertyTable, creation_policy as created, update_policy as updated};
use crate::template::resource::attribute;
use crate::template::resource_path;
use crate::ui::field::FieldRow;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::SchemaRow;
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
pub fn GroupPolicies(
    /// Its logical id.
    id: String,
    /// Actions of the form.
    actions: FormActions,
) -> impl IntoView {
    POLICIES.map(|policy| view! { <OnePolicy id=id.clone() policy=policy actions=actions/> }).collect_view()
}

#[component]
fn OnePolicy(id: String, policy: Policy, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = resource_path(&id).keys([policy.above, policy.key]);
    let there = workspace.memo_with(&at, move |document, at| document.node(at).is_some());
    let (path, name) = (StoredValue::new(at), StoredValue::new(id));
    let add = move |_| {
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
                false => view! {
                    <div class="empty is-action">
                        <span>{policy.none}</span>
                        <button type="button" class="btn sm" on:click=add><Svg icon=Icon::Plus/>{policy.add}</button>
                    </div>
                }
                .into_any(),
            }}
        </Part>
    }
}

/// Processes that rest during an update, ticked.
#[component]
fn Processes(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let listed = workspace.memo_with(&at, move |document, at| {
        let items = document.node(at).into_iter().flat_map(|node| node.items());
        items.map(|item| item.scalar().unwrap_or_default().to_string()).collect::<Vec<_>>()
    });
    let path = StoredValue::new(at.clone());
    let toggle = move |word: &'static str, on: bool| {
        let (at, listed) = (path.get_value(), listed.get_untracked());
        let owner = at.parent().unwrap_or_default();
        actions.make(updated::SUSPEND.label, &at, |document| match (on, listed.iter().position(|one| one == word)) {
            (true, None) if document.node(&at).is_some_and(|node| !node.is_null()) => {
                vec![Edit::Insert { into: at.clone(), slot: Slot::Index(listed.len()), value: Value::from(word) }]
            }
            (true, None) => {
                let one = Value::Sequence(vec![Value::from(word)]);
                entry::put(document, &owner, &updated::ROLLING_UPDATE, updated::SUSPEND.key, one)
            }
            (false, Some(index)) => entry::take_with_empty(document, &at.join(index), &owner),
            (true, Some(_)) | (false, None) => Vec::new(),
        });
    };
    let row = updated::SUSPEND;
    view! {
        <FieldRow at=at label=row.label help=row.help docs=row.source>
            <div class="ticks is-columns" role="group" aria-label=row.label>
                {updated::PROCESSES.map(|word| view! {
                    <label class="tick">
                        <input
                            type="checkbox" prop:checked=move || listed.with(|all| all.iter().any(|one| one == word))
                            on:change:target=move |ev| toggle(word, ev.target().checked())
                            on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                        />
                        <code>{word}</code>
                    </label>
                }).collect_view()}
            </div>
        </FieldRow>
    }
}
