//! The diagnosis: the step that failed first, why, what removes the fault; then what comes of it, then what is harmless.

use leptos::prelude::*;

use super::state::LogDoctor;
use crate::check::Diagnostic;
use crate::doctor::{Diagnosis, LogReport, LogSpot, place_in_template, position_in_plan};
use crate::document::{Document, Path};
use crate::ui::control::GuideLink;
use crate::ui::diagnostic::FixButton;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Lines that are shown of a step that no signature explains.
const LAST_LINES: usize = 8;

/// A spot with what the page shows of it.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    title: String,
    /// `FILE, line N`
    line: String,
    text: String,
    step: String,
    meaning: &'static str,
    fix: &'static str,
    source: &'static str,
    rule: &'static str,
    /// Id of the signature.
    id: &'static str,
    /// The last lines of a step without an explanation.
    last: Vec<String>,
    place: Option<Path>,
}

impl Row {
    fn of(spot: &LogSpot, reports: &[LogReport], document: &Document) -> Option<Row> {
        let report = reports.get(spot.log)?;
        let section = spot.section(reports)?;
        let finding = spot.finding(reports);
        let signature = finding.map(|finding| finding.matched.signature);
        let subject = finding.and_then(|finding| finding.matched.subject.as_deref());
        let title = signature.map_or("Failed for a reason that is not known here", |one| one.title);
        let first = section.shown.first().map_or(0, |line| line.number);
        let is_open = signature.is_none_or(|one| one.significance.word() == "consequence");
        let from = section.shown.len().saturating_sub(LAST_LINES);
        let last = section.shown.iter().skip(from).filter(|_| is_open).map(|line| line.text.clone());
        let place = place_in_template(document, &section.place, finding);
        let position = place.as_ref().and_then(|place| position_in_plan(document, place, &section.title));
        Some(Row {
            title: subject.map_or_else(|| title.to_string(), |subject| format!("{title}: {subject}")),
            line: format!("{}, line {}", report.name, finding.map_or(first, |finding| finding.line)),
            text: finding.map(|finding| finding.text.trim().to_string()).unwrap_or_default(),
            step: match position {
                Some((number, all)) => format!("{} ({number} of {all} of the boot)", section.title),
                None => section.title.clone(),
            },
            meaning: signature.map_or("", |one| one.meaning),
            fix: signature.map_or("Look at the last lines of the step.", |one| one.fix),
            source: signature.map_or("", |one| one.source),
            rule: signature.map_or("", |one| one.rule),
            id: signature.map_or("", |one| one.id),
            last: last.collect(),
            place,
        })
    }
}

#[component]
pub(super) fn Results() -> impl IntoView {
    let workspace = Workspace::expect();
    let doctor = LogDoctor::expect();
    let diagnosis = doctor.diagnosis();
    let rows = move |spots: fn(&Diagnosis) -> Vec<LogSpot>| {
        Memo::new(move |_| {
            let spots = diagnosis.with(spots);
            let reports = doctor.reports;
            workspace.with(|document| {
                reports.with(|reports| {
                    spots.iter().filter_map(|spot| Row::of(spot, reports, document)).collect::<Vec<Row>>()
                })
            })
        })
    };
    let cause = rows(|diagnosis| diagnosis.cause.into_iter().collect());
    let others = rows(|diagnosis| diagnosis.others.clone());
    let harmless = rows(|diagnosis| diagnosis.harmless.clone());
    let has_logs = Memo::new(move |_| !doctor.reports.with(Vec::is_empty));
    view! {
        <div aria-live="polite">
            {move || cause.get().into_iter().map(|row| view! { <CauseCard row=row/> }).collect_view()}
            <Show when=move || has_logs.get() && cause.with(Vec::is_empty)>
                <p class="doctor-fine"><Svg icon=Icon::Check/>"No step failed, as far as these logs say."</p>
            </Show>
            <Show when=move || diagnosis.with(|one| one.is_past)>
                <p class="help">"A later run of cfn-init in the same log was completed."</p>
            </Show>
        </div>
        <RowList title="Besides, mostly as a result" rows=others/>
        <RowList title="Harmless" rows=harmless/>
    }
}

#[component]
fn CauseCard(row: Row) -> impl IntoView {
    let source = row.source.starts_with("https://").then_some(row.source);
    let last = row.last.join("\n");
    view! {
        <section class="doctor-cause" aria-labelledby="doctor-cause">
            <h3 id="doctor-cause"><Svg icon=Icon::Alert/><span class="sr">"First cause: "</span>{row.title.clone()}</h3>
            <p class="doctor-where">{row.line.clone()}" · step "<b>{row.step.clone()}</b></p>
            {(!row.text.is_empty()).then(|| view! { <pre class="doctor-line" tabindex="0">{row.text.clone()}</pre> })}
            {(!last.is_empty()).then(|| view! { <pre class="doctor-line" tabindex="0">{last}</pre> })}
            {(!row.meaning.is_empty()).then(|| view! { <p>{row.meaning}</p> })}
            <p><b>"Fix: "</b>{row.fix}</p>
            <div class="doctor-actions">
                <PlaceButton place=row.place.clone()/>
                <Fixes row=row.clone()/>
                <LineLink id=row.id/>
                {source.map(|to| view! {
                    <a class="doc" href=to target="_blank" rel="noreferrer">"Source"<Svg icon=Icon::External/></a>
                })}
            </div>
        </section>
    }
}

/// The link to the page about a line, if the line is known.
#[component]
fn LineLink(id: &'static str) -> impl IntoView {
    (!id.is_empty()).then(|| view! { <GuideLink page=format!("logs/{id}")>"About this line"</GuideLink> })
}

/// The button to the field of a step.
#[component]
fn PlaceButton(place: Option<Path>) -> impl IntoView {
    let workspace = Workspace::expect();
    let doctor = LogDoctor::expect();
    place.map(|place| {
        let name = place.last().map(ToString::to_string).unwrap_or_default();
        let go = move |_| {
            let at = workspace
                .with_untracked(|document| document.entry_span(&place).map(|span| document.position(span.start)));
            doctor.open.set(false);
            if let Some(at) = at {
                workspace.go_to(Some(&place), at);
            }
        };
        view! {
            <button type="button" class="btn pri" on:click=go>
                <Svg icon=Icon::Flag/><span class="cut">"Go to "{name}</span>
            </button>
        }
    })
}

/// The fixes of diagnostics of the same fault, at the step or, where the step has none, in the template.
#[component]
fn Fixes(row: Row) -> impl IntoView {
    let workspace = Workspace::expect();
    let found = Memo::new(move |_| {
        workspace.shown.with(|all| {
            let of_rule = || all.iter().filter(|one| one.rule.id == row.rule && one.fix.is_some());
            let is_here = |one: &&Diagnostic| row.place.as_ref().is_some_and(|place| one.path.starts_with(place));
            of_rule().find(is_here).or_else(|| of_rule().next()).cloned()
        })
    });
    move || found.get().map(|of| view! { <FixButton of=of then=None/> })
}

#[component]
fn RowList(title: &'static str, rows: Memo<Vec<Row>>) -> impl IntoView {
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <section class="doctor-others">
                <h3>{title}</h3>
                <ul>{move || rows.get().into_iter().map(|row| view! { <OtherRow row=row/> }).collect_view()}</ul>
            </section>
        </Show>
    }
}

#[component]
fn OtherRow(row: Row) -> impl IntoView {
    view! {
        <li>
            <details>
                <summary><span>{row.title}</span>" "<span class="problem-place">{row.line}" · "{row.step}</span></summary>
                {(!row.text.is_empty()).then(|| view! { <pre class="doctor-line" tabindex="0">{row.text}</pre> })}
                <p>{row.meaning}</p>
                <p><b>"Fix: "</b>{row.fix}</p>
                <PlaceButton place=row.place/>
                <LineLink id=row.id/>
            </details>
        </li>
    }
}
