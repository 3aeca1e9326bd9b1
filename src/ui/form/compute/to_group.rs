//! The offer of an Auto Scaling group in place of an instance, with its options.

use leptos::prelude::*;

use super::super::head::Part;
use super::options::{Line, Tick, number};
use crate::recipe::compute::{Front, GroupOptions, group, subnets_to_choose};
use crate::ui::icon::{Icon, Svg};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// The options as they are typed.
#[derive(Clone, Copy)]
struct Choice {
    min: RwSignal<String>,
    desired: RwSignal<String>,
    max: RwSignal<String>,
    subnets: RwSignal<Vec<String>>,
    balanced: RwSignal<bool>,
    port: RwSignal<String>,
    health: RwSignal<String>,
    tracked: RwSignal<bool>,
    percent: RwSignal<String>,
}

impl Choice {
    fn new() -> Choice {
        let text = || RwSignal::new(String::new());
        let (min, desired, max, port) = (text(), text(), text(), text());
        let (health, percent) = (text(), text());
        let (balanced, tracked) = (RwSignal::new(false), RwSignal::new(false));
        Choice { min, desired, max, subnets: RwSignal::new(Vec::new()), balanced, port, health, tracked, percent }
    }

    fn start(self, options: GroupOptions, front: Front) {
        self.min.set(options.min.to_string());
        self.desired.set(options.desired.to_string());
        self.max.set(options.max.to_string());
        self.subnets.set(options.subnets);
        self.balanced.set(options.front.is_some());
        self.port.set(front.port.to_string());
        self.health.set(front.health);
        self.tracked.set(options.percent.is_some());
        self.percent.set(options.percent.unwrap_or(50).to_string());
    }

    fn read(self) -> Result<GroupOptions, String> {
        let front = match self.balanced.get() {
            true => Some(Front { port: number("Port", &self.port.get())?, health: self.health.get() }),
            false => None,
        };
        let percent = match self.tracked.get() {
            true => Some(number("Percent", &self.percent.get())?),
            false => None,
        };
        Ok(GroupOptions {
            min: number("At least", &self.min.get())?,
            desired: number("Desired", &self.desired.get())?,
            max: number("At most", &self.max.get())?,
            subnets: self.subnets.get(),
            front,
            percent,
        })
    }
}

/// The offer in the form of an instance.
#[component]
pub fn ToGroup(
    /// The instance.
    id: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let open = RwSignal::new(false);
    let choice = Choice::new();
    let own = StoredValue::new(id);
    let ask = move |_| {
        let (options, front) = workspace.with_untracked(|document| {
            own.with_value(|id| (GroupOptions::suggested(document, id), Front::suggested(document, id)))
        });
        choice.start(options, front);
        open.set(true);
    };
    let propose = move |()| {
        let options = choice.read()?;
        workspace.with(|document| own.with_value(|id| group(document, id, &options)))
    };
    view! {
        <Part title="More than one machine">
            <p class="help">
                "An Auto Scaling group starts instances from a launch template, replaces those that fail, and renews them at an update, one after the other."
            </p>
            <div class="acts">
                <button type="button" class="btn" aria-haspopup="dialog" on:click=ask>
                    <Svg icon=Icon::Chip/>"Auto Scaling group in place of it\u{2026}"
                </button>
            </div>
        </Part>
        <ProposalDialog title="Auto Scaling group in place of the instance" open=open propose=propose>
            <Fields choice=choice/>
        </ProposalDialog>
    }
}

#[component]
fn Fields(choice: Choice) -> impl IntoView {
    view! {
        <div class="opts is-sizes">
            <Line id="group-min" label="At least" text=choice.min mode="numeric"/>
            <Line id="group-desired" label="Desired" text=choice.desired mode="numeric"/>
            <Line id="group-max" label="At most" text=choice.max mode="numeric"/>
        </div>
        <Subnets chosen=choice.subnets/>
        <div>
            <Tick label="Application Load Balancer in front" on=choice.balanced set=move |on| choice.balanced.set(on)/>
            <Show when=move || choice.balanced.get()>
                <div class="opts is-in">
                    <Line id="group-port" label="Port of the instances" text=choice.port mode="numeric"/>
                    <Line id="group-health" label="Path of the health check" text=choice.health mode="text"/>
                </div>
            </Show>
        </div>
        <div>
            <Tick label="Hold the processors at a target" on=choice.tracked set=move |on| choice.tracked.set(on)/>
            <Show when=move || choice.tracked.get()>
                <div class="opts is-in"><Line id="group-percent" label="Percent" text=choice.percent mode="numeric"/></div>
            </Show>
        </div>
    }
}

/// The subnets that there are, ticked where the group starts instances.
#[component]
fn Subnets(chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo(subnets_to_choose);
    let toggle = move |name: String, on: bool| {
        chosen.update(|all| {
            all.retain(|one| *one != name);
            if on {
                all.push(name);
            }
        });
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <div role="group" aria-label="Subnets" class="ticks is-row">
                <span class="lb" aria-hidden="true">"Subnets"</span>
                {move || names.get().into_iter().map(|name| {
                    let (own, label) = (name.clone(), name.clone());
                    view! {
                        <Tick
                            label=label
                            on=Signal::derive(move || chosen.with(|all| all.contains(&own)))
                            set=move |on| toggle(name.clone(), on)
                        />
                    }
                }).collect_view()}
            </div>
        </Show>
    }
}
