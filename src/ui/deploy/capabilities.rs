//! The capabilities that the command acknowledges, with the resources that need them.

use leptos::prelude::*;

use super::mark::GoodMark;
use super::state::Deployment;
use crate::deploy::{Capability, Reason};
use crate::document::Path;
use crate::ui::route::Route;

#[component]
pub(super) fn Capabilities() -> impl IntoView {
    let plan = Deployment::expect().plan;
    let reasons = Memo::new(move |_| plan.with(|plan| plan.reasons.clone()));
    view! {
        <div class="sect"><h3>"Capabilities"</h3></div>
        <ul class="caps">
            {move || reasons.get().into_iter().map(|reason| view! { <Needed reason=reason/> }).collect_view()}
        </ul>
        <p class="help">{move || reasons.with(|reasons| not_needed(reasons))}</p>
    }
}

/// Most reasons that are named one by one.
const NAMED: usize = 4;

#[component]
fn Needed(
    /// The capability and why.
    reason: Reason,
) -> impl IntoView {
    let deployment = Deployment::expect();
    let count = reason.because.len();
    let last = count.min(NAMED);
    let links = reason.because.into_iter().take(NAMED).enumerate().map(|(number, at)| {
        let between = match number {
            0 => "",
            _ if number + 1 == last && count == last => " and ",
            _ => ", ",
        };
        let name = name_of(&at);
        view! { {between}<button class="link" on:click=move |_| deployment.show(place_of(&at))>{name}</button> }
    });
    let more = (count > NAMED).then(|| format!(" and {} more", count - NAMED));
    view! {
        <li>
            <GoodMark/>
            <span>
                <code>{reason.capability.name()}</code>
                " needed because "
                {links.collect_view()}
                {more}
                " "
                {reason.capability.why(count)}
            </span>
        </li>
    }
}

/// The resource, or the section, that a reason lies in.
fn name_of(at: &Path) -> String {
    let steps: Vec<String> = at.steps().iter().map(ToString::to_string).collect();
    match steps.as_slice() {
        [section, id, ..] if section == "Resources" => id.clone(),
        [section, ..] => section.clone(),
        [] => "the template".into(),
    }
}

fn place_of(at: &Path) -> Route {
    match at.steps() {
        [section, id, ..] if section.key() == Some("Resources") => Route::Resource(id.to_string()),
        _ => Route::Stack,
    }
}

fn not_needed(reasons: &[Reason]) -> AnyView {
    let has = |capability| reasons.iter().any(|reason| reason.capability == capability);
    let iam = has(Capability::Iam) || has(Capability::NamedIam);
    let rows = [
        (!iam).then_some((Capability::Iam, "no IAM resources")),
        (!has(Capability::NamedIam) && iam).then_some((Capability::NamedIam, "no names given")),
        (!has(Capability::AutoExpand)).then_some((Capability::AutoExpand, "no macros")),
    ];
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |(number, (capability, why)): (usize, (Capability, &'static str))| {
        let between = if number > 0 { ", " } else { "" };
        view! { {between}<code>{capability.name()}</code>{format!(" ({why})")} }
    };
    view! { "Not needed: " {rows.into_iter().enumerate().map(row).collect_view()} }.into_any()
}
