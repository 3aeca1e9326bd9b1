//! The starters as cards; the blank one as a row.

use leptos::prelude::*;

use crate::starter::{STARTERS, Starter};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// What the page is, in one sentence; `index.html` has the same for the time before the module is there.
const LEAD: &str = "cf-init Designer is a workbench for CloudFormation templates that set up EC2 instances with cfn-init: \
                    edit forms and text side by side, see what the first boot will do, and copy the command that deploys it.";

/// The starters.
#[component]
pub(super) fn Gallery(
    /// Shows the diagram of the open template.
    show_diagram: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let last = STARTERS.len().saturating_sub(1);
    let cards = STARTERS
        .iter()
        .enumerate()
        .map(|(index, starter)| match index {
            _ if index == last => view! { <Row starter=starter number=index + 1/> }.into_any(),
            _ => view! { <Card starter=starter number=index + 1 show_diagram=show_diagram/> }.into_any(),
        })
        .collect_view();
    // The number of a starter opens it while the focus is among them, so that digits mean nothing elsewhere.
    let key = move |ev: web_sys::KeyboardEvent| {
        let bare = !ev.ctrl_key() && !ev.alt_key() && !ev.meta_key() && !ev.shift_key() && !ev.repeat();
        let number: Option<usize> = ev.key().parse().ok().filter(|_| bare);
        let starter = number.and_then(|number| STARTERS.get(number.checked_sub(1)?));
        if let Some(starter) = starter {
            ev.prevent_default();
            workspace.open_starter(starter);
        }
    };
    view! {
        <section aria-labelledby="start-title">
            <h1 id="start-title">"Start from a template that boots"</h1>
            <p class="lead">{LEAD}</p>
            <ul class="cards" on:keydown=key>{cards}</ul>
        </section>
    }
}

/// Help on the keys of the start page.
#[component]
pub(super) fn Keys() -> impl IntoView {
    view! {
        <p class="st-keys">
            <kbd>"Enter"</kbd> " default "
            <kbd>"1"</kbd> "–" <kbd>{STARTERS.len().to_string()}</kbd> " starters"
        </p>
    }
}

#[component]
fn Card(
    starter: &'static Starter,
    /// Its place, counted from 1; the first has the focus when the list opens.
    number: usize,
    show_diagram: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let first = number == 1;
    let with_diagram = move |_| {
        workspace.open_starter(starter);
        show_diagram.run(());
    };
    view! {
        <li class:st-def=first>
            <button type="button" class="st-card" class:def=first autofocus=first aria-keyshortcuts=number.to_string()
                on:click=move |_| workspace.open_starter(starter)>
                <Picture name=starter.name/>
                <span class="st-tx">
                    <span class="row">
                        <b>{starter.title}</b>
                        <Show when=move || first><span class="chip acc">"Default"</span></Show>
                    </span>
                    <span class="mid">{starter.summary}</span>
                    <span class="st-m">{format!("Shows {}", starter.shows.join(", "))}</span>
                    <span class="st-m st-n">{starter.size()}</span>
                </span>
            </button>
            {first.then(|| view! {
                <button type="button" class="btn sm st-dia" on:click=with_diagram>
                    <Svg icon=Icon::Network/> "Open with its diagram"
                </button>
            })}
        </li>
    }
}

/// The part of a starter's diagram around its first machine, in the colours of the theme. The files are drawn by
/// `tests/it/starter_pictures.rs`.
#[component]
fn Picture(name: &'static str) -> impl IntoView {
    let file = |ending: &str| format!("./starters/{name}{ending}.svg");
    view! {
        <span class="st-pic" aria-hidden="true">
            // `src` comes last: what has it loads at once, unless it is known to be lazy.
            <img class="on-light" alt="" width="480" height="270" loading="lazy" decoding="async" src=file("")/>
            <img class="on-dark" alt="" width="480" height="270" loading="lazy" decoding="async" src=file("-dark")/>
        </span>
    }
}

/// The starter to fill: it looks like nothing yet.
#[component]
fn Row(
    starter: &'static Starter,
    /// Its place, counted from 1.
    number: usize,
) -> impl IntoView {
    let workspace = Workspace::expect();
    view! {
        <li class="st-last">
            <button type="button" class="st-blank" aria-keyshortcuts=number.to_string()
                on:click=move |_| workspace.open_starter(starter)>
                <Svg icon=Icon::Plus/>
                <span class="st-tx">
                    <b>{starter.title}</b>
                    <span class="mid">{starter.summary}</span>
                    <span class="st-m">{format!("Shows {}", starter.shows.join(", "))}</span>
                    <span class="st-m st-n">{starter.size()}</span>
                </span>
                <Svg icon=Icon::ChevronRight/>
            </button>
        </li>
    }
}
