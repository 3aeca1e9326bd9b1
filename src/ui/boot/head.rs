//! Above the steps: which resource and run, how cfn-init ends, the time against the timeout.

use leptos::prelude::*;

use super::parameters::Parameters;
use super::state::{BootChoice, ShownPlan};
use crate::boot::{BootRun, BootTimeline};
use crate::ui::control::{Segments, Select, SelectOption};
use crate::ui::icon::{Icon, Svg};

/// The texts of the runs, in the order of [`BootRun::ALL`].
const RUNS: [&str; 3] = ["First boot", "Reload", "Reboot"];

#[component]
pub(super) fn Head(shown: Memo<ShownPlan>) -> impl IntoView {
    let choice = BootChoice::expect();
    let resources = Memo::new(move |_| shown.with(|shown| shown.resources.clone()));
    let answers = Memo::new(move |_| resources.get().into_iter().map(SelectOption::word).collect::<Vec<_>>());
    let chosen = Memo::new(move |_| shown.with(|shown| Some(shown.plan.as_ref()?.0.resource.clone())));
    let run = Signal::derive(move || BootRun::ALL.iter().position(|run| *run == choice.run.get()));
    let set_run = move |at: usize| {
        if let Some(run) = BootRun::ALL.get(at) {
            choice.run.set(*run);
        }
    };
    let set_resource = move |id: Option<String>| choice.resource.set(id);
    let verdict = Memo::new(move |_| {
        shown.with(|shown| {
            let (plan, _) = shown.plan.as_ref()?;
            Some((plan.verdict(), plan.stop.is_some()))
        })
    });
    let timeline = Memo::new(move |_| shown.with(|shown| Some(shown.plan.as_ref()?.1.clone())));
    let icon = move || {
        let stops = verdict.with(|verdict| verdict.as_ref().is_some_and(|one| one.1));
        view! { <Svg icon=if stops { Icon::Alert } else { Icon::Check }/> }
    };
    view! {
        <div class="plan-head">
            <div class="plan-choice">
                <Show when=move || { resources.with(Vec::len) > 1 }>
                    <Select answers=answers chosen=chosen name="Resource"
                        set=set_resource/>
                </Show>
                <Segments name="Run" labels=&RUNS chosen=run set=set_run/>
            </div>
            <Show when=move || verdict.with(Option::is_some)>
                <p class="plan-verdict" class:err=move || verdict.with(|one| one.as_ref().is_some_and(|one| one.1)) aria-live="polite">
                    {icon}<span>{move || verdict.get().map(|one| one.0)}</span>
                </p>
            </Show>
            {move || timeline.get().filter(|one| one.total.high > 0 || one.open > 0).map(|timeline| view! { <Timeline of=timeline/> })}
            <Parameters/>
        </div>
    }
}

/// A bar of the parts: what each takes at least, and at most, of the time that CloudFormation waits.
#[component]
fn Timeline(of: BootTimeline) -> impl IntoView {
    let sentence = of.sentence();
    let limit = of.timeout.map(|seconds| f64::from(seconds) * 1000.0);
    let scale = limit.unwrap_or(0.0).max(f64::from(of.total.high)).max(1.0) / 100.0;
    let mut start = 0.0;
    let mut bars = Vec::new();
    let mut keys = Vec::new();
    for (index, part) in of.parts.iter().enumerate() {
        let class = match index % 3 {
            0 => "a",
            1 => "b",
            _ => "c",
        };
        let (low, high) = (f64::from(part.range.low) / scale, f64::from(part.range.high) / scale);
        bars.push(view! { <rect class=format!("{class} high") x=format!("{start:.2}") y="0" width=format!("{high:.2}") height="6"></rect> });
        bars.push(
            view! { <rect class=class x=format!("{start:.2}") y="0" width=format!("{low:.2}") height="6"></rect> },
        );
        start += high;
        let open = if part.open > 0 { format!(", {} unknown", part.open) } else { String::new() };
        keys.push(view! { <li><i class=class aria-hidden="true"></i>{format!("{} {}{open}", part.name, part.range.in_words())}</li> });
    }
    let mark = limit.map(|limit| {
        let x = format!("{:.2}", (limit / scale).min(99.6));
        view! { <rect class="limit" x=x y="0" width="0.4" height="6"></rect> }
    });
    view! {
        <div class="plan-time">
            <p>{sentence.clone()}</p>
            <svg class="plan-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=sentence>{bars}{mark}</svg>
            <ul>{keys}</ul>
        </div>
    }
}
