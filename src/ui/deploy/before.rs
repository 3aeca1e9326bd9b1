//! What is worth a look before the command runs: what is as it should be, what is wrong, and what only AWS can tell.

use leptos::prelude::*;

use super::mark::GoodMark;
use super::state::{Copied, Deployment};
use crate::check::{Diagnostic, Severity};
use crate::deploy::{Fact, SettingError};
use crate::document::Path;
use crate::template::section;
use crate::ui::diagnostic::SeverityMark;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;

#[component]
pub(super) fn Before() -> impl IntoView {
    let deployment = Deployment::expect();
    let (facts, plan) = (deployment.facts, deployment.plan);
    let wrong = Memo::new(move |_| plan.with(|plan| (plan.errors.clone(), plan.diagnostics.clone())));
    let count = move || {
        let good = facts.with(|facts| facts.iter().filter(|fact| fact.command.is_none()).count());
        let all = facts.with(Vec::len) + wrong.with(|(errors, diagnostics)| errors.len() + diagnostics.len());
        format!("{good} of {all}")
    };
    let of_facts = move |is_good: bool| {
        let all = facts.get().into_iter().enumerate().filter(move |(_, fact)| fact.command.is_none() == is_good);
        all.map(|(place, fact)| view! { <FactRow place=place fact=fact/> }).collect_view()
    };
    view! {
        <div class="sect">
            <h3>"Before you run it"</h3>
            <span class="grow"></span>
            <span class="dim num">{count}</span>
        </div>
        <ul class="pre">
            {move || of_facts(true)}
            {move || wrong.get().0.into_iter().map(|error| view! { <ErrorRow error=error/> }).collect_view()}
            {move || wrong.get().1.into_iter().map(|one| view! { <DiagnosticRow of=one/> }).collect_view()}
            {move || of_facts(false)}
        </ul>
    }
}

/// A fact; with the button that copies the command where only AWS can tell.
#[component]
fn FactRow(
    /// Its place in the list.
    place: usize,
    fact: Fact,
) -> impl IntoView {
    let deployment = Deployment::expect();
    let Some(line) = fact.command else {
        return view! { <li class="y"><GoodMark/><span>{fact.text}</span></li> }.into_any();
    };
    let text = move || deployment.shell.get_untracked().write(std::slice::from_ref(&line)).map(|script| script.text());
    let copy = move |_| match text() {
        Ok(text) => deployment.copy(Copied::Fact(place), &text),
        Err(why) => deployment.fail(&format!("Not copied. {why}")),
    };
    let done = move || deployment.is_copied(Copied::Fact(place));
    view! {
        <li class="u">
            <SeverityMark severity=Severity::Note/>
            <span>{fact.text}</span>
            <button class="btn bare sm icon" class:is-done=done aria-label="Copy the command that checks this" title="Copy the command that checks this" on:click=copy>
                {move || view! { <Svg icon=if done() { Icon::Check } else { Icon::Copy }/> }}
            </button>
        </li>
    }
    .into_any()
}

/// A choice that would be refused, with the way to its field.
#[component]
fn ErrorRow(error: SettingError) -> impl IntoView {
    let deployment = Deployment::expect();
    let SettingError { setting, message } = error;
    view! {
        <li class="n bad">
            <SeverityMark severity=Severity::Error/>
            <span>{message}</span>
            <button class="btn sm" on:click=move |_| deployment.lead_to(&setting)><Svg icon=Icon::Fix/>"Fix"</button>
        </li>
    }
}

/// Something wrong with the template, with the way to its form.
#[component]
fn DiagnosticRow(of: Diagnostic) -> impl IntoView {
    let deployment = Deployment::expect();
    let class = match of.severity {
        Severity::Error => "n bad",
        Severity::Warning => "n",
        Severity::Note => "u",
    };
    let start = of.span.start;
    let show = match resource_of(&of.path) {
        Some(id) => {
            let show = move |_| deployment.show(Route::Resource(id.clone()));
            view! { <button class="btn sm" on:click=show>"Show"</button> }.into_any()
        }
        None => {
            let label = format!("Go to line {}", deployment.line_of(start));
            view! { <button class="btn sm" on:click=move |_| deployment.go_to(start)>{label}</button> }.into_any()
        }
    };
    let text = of.help.iter().fold(of.message, |text, help| format!("{text} {help}"));
    view! { <li class=class title=of.rule.why><SeverityMark severity=of.severity/><span>{text}</span>{show}</li> }
}

/// The logical id of the resource that a path leads into.
fn resource_of(path: &Path) -> Option<String> {
    match path.steps() {
        [first, id, ..] if first.key() == Some(section::RESOURCES) => Some(id.to_string()),
        _ => None,
    }
}
