//! A row of the plan: what the step does, its lines, what it needs, why a service is restarted.

use std::ops::RangeInclusive;

use leptos::prelude::*;

use crate::boot::{BootPlan, BootStep, BootStepKind, StepOutcome};
use crate::document::{Path, Position};
use crate::template::Section;
use crate::template::user_data::StepKind;
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlanStep {
    /// From 1, as in the whole plan.
    number: usize,
    icon: Icon,
    title: String,
    detail: String,
    /// What is said at the end of the row.
    tail: String,
    class: &'static str,
    remarks: Vec<String>,
    /// Numbers and names of the steps that restart it.
    because: Vec<(usize, String)>,
    path: Path,
    lines: Option<RangeInclusive<usize>>,
}

/// What a section of the list is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlanHeading {
    /// The config's name; `None` for what is outside of cfn-init.
    pub(super) config: Option<String>,
    text: &'static str,
    path: Option<Path>,
    lines: Option<RangeInclusive<usize>>,
    number: usize,
}

impl PlanHeading {
    pub(super) fn of_config(at: usize, step: &BootStep) -> PlanHeading {
        PlanHeading {
            config: Some(step.name.clone()),
            text: "config",
            path: Some(step.path.clone()),
            lines: step.lines.clone(),
            number: at + 1,
        }
    }

    pub(super) fn outside(step: &BootStep, is_back: bool) -> PlanHeading {
        let text = match step.kind {
            BootStepKind::Unit => "Services",
            BootStepKind::Call => "cfn-init",
            BootStepKind::Stack => "CloudFormation",
            _ if is_back => "Back in the user data",
            _ => "User data",
        };
        PlanHeading { config: None, text, path: None, lines: None, number: 0 }
    }

    pub(super) fn view(self, workspace: Workspace) -> AnyView {
        let Some(config) = self.config else { return view! { <h2 class="plan-h"><b>{self.text}</b></h2> }.into_any() };
        view! {
            <h2 class="plan-h" id=format!("boot-step-{}", self.number)>
                <b class="mono">{config}</b><span>{self.text}</span>
                {lines_button(workspace, self.lines, self.path)}
            </h2>
        }
        .into_any()
    }
}

impl PlanStep {
    pub(super) fn of(plan: &BootPlan, at: usize, step: &BootStep) -> PlanStep {
        let is_stop = plan.stop.as_ref().is_some_and(|stop| stop.step == at);
        let time = plan.time_of(at, step).filter(|range| range.high > 0).map(|range| range.in_words());
        let (tail, class) = match &step.outcome {
            _ if is_stop => ("cfn-init stops here".to_string(), "is-stop"),
            StepOutcome::Fails(_) => ("fails".to_string(), "is-stop"),
            StepOutcome::NotReached => ("not reached".to_string(), "is-off"),
            StepOutcome::Skipped => ("skipped".to_string(), "is-off"),
            StepOutcome::Open | StepOutcome::Done => (time.unwrap_or_default(), ""),
        };
        let manager = step.manager.as_ref().filter(|manager| **manager != step.name);
        let place = step.section().map(|section| match manager {
            Some(manager) => format!("{}.{manager}", section.key()),
            None => section.key().to_string(),
        });
        let parts = [place.unwrap_or_default(), step.detail.split_whitespace().collect::<Vec<_>>().join(" ")];
        let mut remarks = plan.remarks(step);
        remarks.extend(
            plan.stop
                .as_ref()
                .filter(|stop| is_stop && !remarks.contains(&stop.message))
                .map(|stop| stop.message.clone()),
        );
        let because = step.because.iter().filter_map(|at| Some((at + 1, plan.steps.get(*at)?.name.clone()))).collect();
        PlanStep {
            number: at + 1,
            icon: icon(step),
            title: step.name.clone(),
            detail: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": "),
            tail,
            class,
            remarks,
            because,
            path: step.path.clone(),
            lines: step.lines.clone(),
        }
    }
}

fn icon(step: &BootStep) -> Icon {
    match step.kind {
        BootStepKind::Entry(section) => match section {
            Section::Packages => Icon::Package,
            Section::Groups => Icon::Group,
            Section::Users => Icon::User,
            Section::Sources => Icon::Archive,
            Section::Files => Icon::File,
            Section::Commands => Icon::Terminal,
            Section::Services => Icon::Gear,
        },
        BootStepKind::Script(StepKind::Signal) => Icon::Flag,
        BootStepKind::Script(StepKind::Install) => Icon::Download,
        BootStepKind::Script(StepKind::Init) | BootStepKind::Call | BootStepKind::Config => Icon::Steps,
        BootStepKind::Script(_) | BootStepKind::Module(_) => Icon::Terminal,
        BootStepKind::UserData => Icon::Bolt,
        BootStepKind::Unit => Icon::Gear,
        BootStepKind::Stack => Icon::Stack,
    }
}

/// Puts the focus on the name of a step.
fn go(number: usize) {
    focus_on(&format!("#boot-go-{number}"));
}

/// A step. Its name opens its form, its lines show the text.
#[component]
pub(super) fn StepRow(of: PlanStep) -> impl IntoView {
    let workspace = Workspace::expect();
    let path = of.path.clone();
    let open = move |_| {
        workspace.select(workspace.with_untracked(|document| Route::of(document, &path)));
        workspace.linked.set(Some(path.clone()));
    };
    let because = (!of.because.is_empty()).then(|| {
        let causes = of.because.into_iter().map(|(number, name)| {
            view! {
                <li>
                    <button type="button" class="go" on:click=move |_| go(number)>
                        {format!("step {number}")}
                    </button>" "<code>{name}</code>
                </li>
            }
        });
        view! { <div class="plan-because"><span>"because of"</span><ul>{causes.collect_view()}</ul></div> }
    });
    let remarks = of.remarks.into_iter().map(|remark| view! { <p class="plan-remark">{remark}</p> }).collect_view();
    view! {
        <li class=format!("plan-step {}", of.class) id=format!("boot-step-{}", of.number)>
            <span class="no" aria-hidden="true">{of.number}</span>
            <Svg icon=of.icon/>
            <div class="tx">
                <button type="button" class="plan-go" id=format!("boot-go-{}", of.number) title="Open its form" on:click=open>
                    <span class="sr">{format!("Step {}: ", of.number)}</span>{of.title}
                </button>
                <span class="d">{of.detail}</span>
                {remarks}
                {because}
            </div>
            <span class="tl">{of.tail}</span>
            {lines_button(workspace, of.lines, Some(of.path))}
        </li>
    }
}

/// A button that shows lines in the text.
fn lines_button(workspace: Workspace, lines: Option<RangeInclusive<usize>>, path: Option<Path>) -> Option<AnyView> {
    let lines = lines?;
    let (first, last) = (*lines.start(), *lines.end());
    let words = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let name = if first == last { format!("Line {first}") } else { format!("Lines {first}–{last}") };
    let show = move |_| {
        if let Some(path) = &path {
            workspace.linked.set(Some(path.clone()));
        }
        workspace.show_position(Position { line: first, column: 0 });
    };
    Some(view! { <button type="button" class="plan-ref" aria-label=name on:click=show>{words}</button> }.into_any())
}
