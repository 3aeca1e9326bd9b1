//! The Boot plan tab: the steps of a run with their lines, needs, skips and restarts, and the time they take.
//!
//! It shows what [`crate::boot`] predicts and decides nothing itself.

mod head;
mod parameters;
mod rehearsal;
mod state;
mod step;

use leptos::prelude::*;

use crate::boot::{BootPlan, BootStepKind};
use crate::template::signal::SignalOutlook;
use crate::ui::signal::SignalTable;
use crate::ui::workspace::Workspace;
use head::Head;
use rehearsal::RehearsalDownload;
pub use state::BootChoice;
use step::{PlanHeading, PlanStep, StepRow};

/// The plan.
#[component]
pub fn BootPane() -> impl IntoView {
    let choice = BootChoice::expect();
    let shown = choice.plan();
    let sections = Memo::new(move |_| shown.with(|shown| shown.plan.as_ref().map(|(plan, _)| sections(plan))));
    let notes = Memo::new(move |_| {
        shown.with(|shown| {
            let plan = shown.plan.as_ref().map(|one| &one.0);
            let texts = |plan: &BootPlan| {
                plan.notes.iter().chain(&plan.gaps).map(|note| note.message.clone()).collect::<Vec<_>>()
            };
            plan.map(texts).unwrap_or_default()
        })
    });
    let outlooks = Memo::new(move |_| shown.with(|shown| shown.outlooks.clone()));
    let list = move || {
        let Some(sections) = sections.get() else {
            return view! { <p class="none">"No resource has AWS::CloudFormation::Init or user data."</p> }.into_any();
        };
        sections.into_iter().map(|section| view! { <PlanSection of=section/> }).collect_view().into_any()
    };
    view! {
        <Head shown=shown/>
        <div class="plan-scroll" role="region" aria-label="Steps" tabindex="0">
            <div class="plan">
                <RehearsalDownload shown=shown/>
                {move || notes.get().into_iter().map(|note| view! { <p class="plan-note">{note}</p> }).collect_view()}
                {list}
                {move || outlooks.get().into_iter().map(|outlook| view! { <Heard outlook=outlook/> }).collect_view()}
            </div>
        </div>
    }
}

/// What CloudFormation hears where a command of the script fails.
#[component]
fn Heard(outlook: SignalOutlook) -> impl IntoView {
    let title = format!("If the script fails: {}", outlook.wait.resource);
    view! {
        <section class="plan-section">
            <h2 class="plan-h"><b>{title.clone()}</b></h2>
            <SignalTable outlook=outlook label=title/>
        </section>
    }
}

/// Steps that belong together: a part of the user data, a config.
#[derive(Clone, Debug, PartialEq)]
struct Section {
    heading: PlanHeading,
    steps: Vec<PlanStep>,
}

#[component]
fn PlanSection(of: Section) -> impl IntoView {
    let workspace = Workspace::expect();
    let is_nested = of.heading.config.is_some();
    view! {
        <section class="plan-section" class:is-nested=is_nested>
            {of.heading.view(workspace)}
            <ol>{of.steps.into_iter().map(|step| view! { <StepRow of=step/> }).collect_view()}</ol>
        </section>
    }
}

/// The steps by config and by what runs them.
fn sections(plan: &BootPlan) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (at, step) in plan.steps.iter().enumerate() {
        if step.kind == BootStepKind::Config {
            sections.push(Section { heading: PlanHeading::of_config(at, step), steps: Vec::new() });
            continue;
        }
        let is_inside = step.section().is_some();
        let fits = sections.last().is_some_and(|last| last.heading.config.is_some() == is_inside);
        if !fits {
            let is_back = sections.iter().any(|section| section.heading.config.is_some());
            sections.push(Section { heading: PlanHeading::outside(step, is_back), steps: Vec::new() });
        }
        if let Some(last) = sections.last_mut() {
            last.steps.push(PlanStep::of(plan, at, step));
        }
    }
    sections
}
