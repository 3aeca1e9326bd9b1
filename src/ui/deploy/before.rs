//! Checks before the deployment.

use leptos::prelude::*;

use super::mark::Mark;
use super::state::{Copied, Deployment};
use crate::deploy::{About, Check, State};
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;

#[component]
pub(super) fn Before() -> impl IntoView {
    let checks = Deployment::expect().checks;
    let count = move || {
        checks.with(|checks| {
            let good = checks.iter().filter(|check| check.state == State::Good).count();
            format!("{good} of {}", checks.len())
        })
    };
    view! {
        <div class="sect">
            <h3>"Before you run it"</h3>
            <span class="grow"></span>
            <span class="dim num">{count}</span>
        </div>
        <ul class="pre">
            {move || {
                let rows = checks.get().into_iter().enumerate();
                rows.map(|(place, check)| view! { <Row place=place check=check/> }).collect_view()
            }}
        </ul>
    }
}

#[component]
fn Row(
    /// Position in the list.
    place: usize,
    /// The check.
    check: Check,
) -> impl IntoView {
    let class = match check.state {
        State::Good => "y",
        State::Bad => "n bad",
        State::Warning => "n",
        State::Note => "u",
    };
    let text = check.text.clone();
    view! {
        <li class=class>
            <Mark state=check.state/>
            <span>{text}</span>
            <Action place=place check=check/>
        </li>
    }
}

/// Actions for a check: go to the field, go to the resource, copy a command.
#[component]
fn Action(
    /// Position in the list.
    place: usize,
    /// The check.
    check: Check,
) -> impl IntoView {
    let deployment = Deployment::expect();
    if let Some(line) = check.command {
        let text =
            move || deployment.shell.get_untracked().write(std::slice::from_ref(&line)).map(|script| script.text());
        let copy = move |_| match text() {
            Ok(text) => deployment.copy(Copied::Check(place), &text),
            Err(why) => deployment.say(&why.to_string()),
        };
        let done = move || deployment.is_copied(Copied::Check(place));
        return view! {
            <button class="btn bare sm icon" class:is-done=done aria-label="Copy the command that checks this" title="Copy the command that checks this" on:click=copy>
                {move || view! { <Svg icon=if done() { Icon::Check } else { Icon::Copy }/> }}
            </button>
        }
        .into_any();
    }
    if check.state == State::Good {
        return ().into_any();
    }
    match (check.about, check.at) {
        (Some(about), _) if about != About::Template => view! {
            <button class="btn sm" on:click=move |_| deployment.lead_to(&about)><Svg icon=Icon::Mend/>"Fix"</button>
        }
        .into_any(),
        (_, Some(at)) => {
            let id = at.steps().get(1).map(ToString::to_string).unwrap_or_default();
            view! { <button class="btn sm" on:click=move |_| deployment.show(Route::Resource(id.clone()))>"Show"</button> }
                .into_any()
        }
        (_, None) => ().into_any(),
    }
}
