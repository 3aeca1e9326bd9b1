//! What the form of an Auto Scaling group offers: one instance in its place, a load balancer, a policy.

use leptos::prelude::*;

use super::options::{Line, Tick, number};
use crate::recipe::compute::{Front, Leftover, SingleOptions, in_front, single, tracking};
use crate::ui::icon::{Icon, Svg};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// The offers of a group.
#[component]
pub fn OfGroup(
    /// The group.
    id: String,
) -> impl IntoView {
    view! {
        <div class="acts">
            <Balanced id=id.clone()/>
            <Tracked id=id.clone()/>
            <One id=id/>
        </div>
    }
}

/// A button that opens a dialog.
#[component]
pub fn Offer(
    /// Its icon.
    icon: Icon,
    /// What it offers.
    label: &'static str,
    /// Opens the dialog.
    #[prop(into)]
    ask: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn sm" aria-haspopup="dialog" on:click=move |_| ask.run(())>
            <Svg icon=icon/>{label}
        </button>
    }
}

#[component]
fn Balanced(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let (open, own) = (RwSignal::new(false), StoredValue::new(id));
    let (port, health) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let ask = move |()| {
        let front = workspace.with_untracked(|document| own.with_value(|id| Front::suggested(document, id)));
        port.set(front.port.to_string());
        health.set(front.health);
        open.set(true);
    };
    let propose = move |()| {
        let front = Front { port: number("Port", &port.get())?, health: health.get() };
        workspace.with(|document| own.with_value(|id| in_front(document, id, &front)))
    };
    view! {
        <Offer icon=Icon::Route label="Load balancer in front\u{2026}" ask=ask/>
        <ProposalDialog title="Load balancer in front of the group" open=open propose=propose>
            <div class="opts">
                <Line id="front-port" label="Port of the instances" text=port mode="numeric"/>
                <Line id="front-health" label="Path of the health check" text=health mode="text"/>
            </div>
        </ProposalDialog>
    }
}

#[component]
fn Tracked(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let (open, own) = (RwSignal::new(false), StoredValue::new(id));
    let percent = RwSignal::new("50".to_string());
    let propose = move |()| {
        let percent = number("Percent", &percent.get())?;
        workspace.with(|document| own.with_value(|id| tracking(document, id, percent)))
    };
    view! {
        <Offer icon=Icon::Sliders label="Target tracking\u{2026}" ask=move |()| open.set(true)/>
        <ProposalDialog title="Hold the processors at a target" open=open propose=propose>
            <div class="opts"><Line id="track-percent" label="Percent" text=percent mode="numeric"/></div>
        </ProposalDialog>
    }
}

#[component]
fn One(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let (open, own) = (RwSignal::new(false), StoredValue::new(id));
    let (balancer, subnets) = (RwSignal::new(true), RwSignal::new(true));
    let leftover = |goes: RwSignal<bool>| if goes.get() { Leftover::Remove } else { Leftover::Keep };
    let propose = move |()| {
        let options = SingleOptions { balancer: leftover(balancer), subnets: leftover(subnets) };
        workspace.with(|document| own.with_value(|id| single(document, id, options)))
    };
    view! {
        <Offer icon=Icon::Chip label="One instance in place of it\u{2026}" ask=move |()| open.set(true)/>
        <ProposalDialog title="One instance in place of the group" open=open propose=propose>
            <div class="ticks">
                <Tick label="Remove load balancers that serve it alone" on=balancer set=move |on| balancer.set(on)/>
                <Tick label="Remove subnets that nothing uses then" on=subnets set=move |on| subnets.set(on)/>
            </div>
        </ProposalDialog>
    }
}
