//! The logs, folded by step: each with how it ended and its lines.

use leptos::ev;
use leptos::prelude::*;

use super::state::LogDoctor;
use crate::doctor::{LogReport, LogSection, SectionOutcome};
use crate::ui::icon::{Icon, Svg};

/// Steps of a log that are listed; those that failed or hold known lines come first into the list.
const MOST_STEPS: usize = 200;

#[component]
pub(super) fn Logs() -> impl IntoView {
    let doctor = LogDoctor::expect();
    view! {
        <For each=move || doctor.reports.get() key=|report| (report.name.clone(), report.lines) let:report>
            <Log report=report/>
        </For>
    }
}

#[component]
fn Log(report: LogReport) -> impl IntoView {
    let counts = format!("{}, {}", report.format.label(), report.counts());
    let is_telling = |section: &LogSection| section.outcome == SectionOutcome::Failed || !section.findings.is_empty();
    let telling = report.sections.iter().filter(|section| is_telling(section)).count();
    let mut room = MOST_STEPS.saturating_sub(telling);
    let mut left = report.dropped as usize;
    let mut shown = Vec::new();
    for section in report.sections {
        if is_telling(&section) || room > 0 {
            room = if is_telling(&section) { room } else { room - 1 };
            shown.push(section);
        } else {
            left += 1;
        }
    }
    view! {
        <section class="doctor-log">
            <h3>{report.name}" "<span class="dim">{counts}</span></h3>
            {report.problem.map(|problem| view! { <p class="help is-err" role="alert">{problem}</p> })}
            <ol>{shown.into_iter().map(|section| view! { <StepRow section=section/> }).collect_view()}</ol>
            {(left > 0).then(|| view! { <p class="help">{format!("{left} more steps say nothing of a failure.")}</p> })}
        </section>
    }
}

/// A step; its lines are made when it is opened.
#[component]
fn StepRow(section: LogSection) -> impl IntoView {
    let is_failed = section.outcome == SectionOutcome::Failed;
    let is_open = RwSignal::new(is_failed);
    let (icon, word) = match section.outcome {
        SectionOutcome::Failed => (Icon::Alert, "failed"),
        SectionOutcome::Done => (Icon::Check, "done"),
        SectionOutcome::Skipped => (Icon::Minus, "skipped"),
        SectionOutcome::Ignored => (Icon::Warning, "ignored"),
        SectionOutcome::Unknown => (Icon::Dots, ""),
    };
    let marked: Vec<u64> = section.findings.iter().map(|finding| finding.line).collect();
    let (title, lines) = (section.title.clone(), section.lines);
    let toggled = move |ev: ev::Event| is_open.set(event_target::<web_sys::Element>(&ev).has_attribute("open"));
    view! {
        <li class="doctor-step" class:err=is_failed>
            <details open=is_failed on:toggle=toggled>
                <summary>
                    <Svg icon=icon/><span class="doctor-step-title">{title}</span>" "
                    <span class="dim">{word}" "{format!("{lines} lines")}</span>
                </summary>
                {move || is_open.get().then(|| view! { <Lines section=section.clone() marked=marked.clone()/> })}
            </details>
        </li>
    }
}

#[component]
fn Lines(section: LogSection, marked: Vec<u64>) -> impl IntoView {
    let mut before: Option<u64> = None;
    let lines = section.shown.into_iter().map(|line| {
        let skipped = before.filter(|before| line.number > before + 1).map(|before| line.number - before - 1);
        before = Some(line.number);
        let gap = skipped.map(|skipped| view! { <span class="doctor-gap">{format!("… {skipped} lines …\n")}</span> });
        let is_marked = marked.contains(&line.number);
        view! {
            {gap}
            <span class="doctor-number">{format!("{:>6}  ", line.number)}</span>
            <span class:doctor-mark=is_marked>{line.text}</span>"\n"
        }
    });
    view! { <pre class="doctor-lines" tabindex="0">{lines.collect_view()}</pre> }
}
