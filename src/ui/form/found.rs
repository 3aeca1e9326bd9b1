//! One line above the form of a template that was just opened: what it holds and its worst problems, as links.

use leptos::prelude::*;

use crate::check::{Counts, Diagnostic, Severity};
use crate::document::Position;
use crate::ui::control::RouteLink;
use crate::ui::diagnostic::SeverityMark;
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::later;
use crate::ui::part::part;
use crate::ui::route::contents;
use crate::ui::workspace::Workspace;

/// Number of problems that are named.
const MOST: usize = 2;

/// The line, from the opening until it is closed or, after a change, another form is opened.
#[component]
pub(super) fn Found() -> impl IntoView {
    let workspace = Workspace::expect();
    let shows = move || workspace.found.with(Option::is_some);
    view! { <Show when=shows>{later(line, || ().into_any())}</Show> }
}

part! {
    frame: fn line() -> AnyView { view! { <Line/> }.into_any() }
}

#[component]
fn Line() -> impl IntoView {
    let workspace = Workspace::expect();
    let name = move || workspace.found.get().unwrap_or_default();
    let holds = workspace.memo_of_shape(contents);
    let holds = move || {
        let links = holds.get().into_iter().map(|(words, place)| {
            view! { <li><RouteLink to=place>{words}</RouteLink></li> }
        });
        links.collect_view()
    };
    let unreadable = workspace.memo(|document| document.syntax_error().is_some());
    let counts = Memo::new(move |_| workspace.shown.with(|all| Counts::of(all.iter())));
    let count = move || match counts.get().total() {
        0 if !workspace.is_checked() => "not checked yet".to_string(),
        0 => "no problems".to_string(),
        total => format!("{}{}", counts.get().words(), if total > MOST { ", first:" } else { ":" }),
    };
    let worst = Memo::new(move |_| workspace.shown.with(|all| worst(all)));
    let problems = move || worst.get().into_iter().map(|one| view! { <li><Problem of=one/></li> }).collect_view();
    let close = move |_| workspace.found.set(None);
    view! {
        <section class="found" aria-label="What was found">
            <ul>
                <li><b>{name}</b></li>
                {holds}
                <Show when=move || !unreadable.get() fallback=|| view! { <li>"cannot be read"</li> }>
                    <li>{count}</li>
                    {problems}
                </Show>
            </ul>
            <button type="button" class="btn bare sm icon" aria-label="Close what was found" on:click=close>
                <Svg icon=Icon::Cross/>
            </button>
        </section>
    }
}

/// The severest problems, in text order within a severity, one of each rule.
fn worst(all: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for severity in Severity::ALL {
        for one in all.iter().filter(|one| one.severity == severity) {
            if found.len() < MOST && found.iter().all(|other| other.rule.id != one.rule.id) {
                found.push(one.clone());
            }
        }
    }
    found
}

/// A problem by the name of its rule; leads to its form and its line.
#[component]
fn Problem(of: Diagnostic) -> impl IntoView {
    let workspace = Workspace::expect();
    let (severity, name, message) = (of.severity, of.rule.name, of.message.clone());
    let go = move |_| {
        let line = workspace.with_untracked(|document| document.position(of.span.start).line);
        let at = Some(&of.path).filter(|path| !path.is_root());
        workspace.go_to(at, Position { line, column: 0 });
    };
    view! {
        <button type="button" class="go" title=message on:click=go><SeverityMark severity=severity/>{name}</button>
    }
}
