//! The starters, to begin a design with.

use leptos::prelude::*;

use crate::document::Document;
use crate::starter::{STARTERS, Starter};
use crate::template::limits;
use crate::ui::workspace::Workspace;

/// The globe, a frame, the proxy, the app and the database of the Flask starter.
const FLASK: &str = r#"<rect class="bx" x="86" y="14" width="160" height="84" rx="6"/><path class="w" d="M36 56H86M112 56h14M168 56h20"/><circle class="o" cx="26" cy="56" r="10"/><path class="w" d="M16 56h20M26 46c4 4 4 16 0 20M26 46c-4 4-4 16 0 20"/><rect class="f" x="98" y="38" width="14" height="36" rx="3"/><rect class="f" x="126" y="38" width="42" height="36" rx="4"/><text x="147" y="60">flask</text><path class="f" d="M188 44c0-4 8-7 20-7s20 3 20 7v24c0 4-8 7-20 7s-20-3-20-7z"/><path class="w" d="M188 44c0 4 8 7 20 7s20-3 20-7"/><text x="208" y="66">pg</text>"#;
/// The globe and one instance.
const INSTANCE: &str = r#"<rect class="bx" x="86" y="14" width="160" height="84" rx="6"/><path class="w" d="M36 56h102"/><circle class="o" cx="26" cy="56" r="10"/><path class="w" d="M16 56h20M26 46c4 4 4 16 0 20M26 46c-4 4-4 16 0 20"/><rect class="f" x="138" y="34" width="56" height="44" rx="4"/><path class="w" d="M148 46h36M148 56h36M148 66h20"/>"#;

/// What a starter looks like.
fn glyph(name: &str) -> &'static str {
    match name {
        "flask-postgres" => FLASK,
        _ => INSTANCE,
    }
}

/// The starters.
#[component]
pub(super) fn Gallery() -> impl IntoView {
    let cards = STARTERS
        .iter()
        .enumerate()
        .map(|(index, starter)| view! { <Card starter=starter first=index == 0/> })
        .collect_view();
    view! {
        <section aria-labelledby="start-title">
            <h1 id="start-title">"Start from a template that boots"</h1>
            <p class="lead">
                "Pick a starter or open your own file. The template text is the design: edit it as a form, as code, or both at once."
            </p>
            <ul class="cards">{cards}</ul>
        </section>
    }
}

#[component]
fn Card(
    starter: &'static Starter,
    /// Has the focus when the list opens.
    first: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let document = Document::parse(starter.text);
    let size = format!("{} resources, {} lines", limits::resources(&document), document.line_count());
    view! {
        <li>
            <button type="button" class="st-card" class:def=first autofocus=first
                on:click=move |_| workspace.open_starter(starter)>
                <svg viewBox="0 0 264 112" class="gl" aria-hidden="true" inner_html=glyph(starter.name)></svg>
                <span class="st-tx">
                    <span class="row">
                        <b>{starter.title}</b>
                        <Show when=move || first><span class="chip acc">"Default"</span></Show>
                    </span>
                    <span class="mid">{starter.summary}</span>
                    <span class="st-m">{size}</span>
                </span>
            </button>
        </li>
    }
}
