//! The bar below the diagram: the selected node with its type and lines, or help on keys.

use leptos::prelude::*;

use super::state::Picture;
use crate::document::Path;
use crate::recipe::addition::{Addition, add};
use crate::template::section;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Description of the selected node.
#[derive(Clone, PartialEq)]
struct CaptionText {
    title: String,
    kind: String,
    lines: Option<(usize, usize)>,
    at: Path,
}

/// The bar under the picture.
#[component]
pub fn Caption() -> impl IntoView {
    let workspace = Workspace::expect();
    let picture = Picture::expect();
    let facts = Memo::new(move |_| {
        let at = picture.marked.get()?;
        let title = picture.diagram.with(|diagram| Some(diagram.nodes.get(diagram.holding(&at)?)?.title.clone()))?;
        workspace.with(|document| {
            let kind = document.scalar(&at.join("Type")).map(str::to_string);
            let owner = at.steps().get(1).map(|step| step.to_string()).unwrap_or_default();
            let kind = kind.unwrap_or_else(|| format!("of {owner}"));
            let lines = document.entry_lines(&at).map(|lines| (*lines.start(), *lines.end()));
            Some(CaptionText { title, kind, lines, at: at.clone() })
        })
    });
    let marked = move |facts: CaptionText| {
        let at = facts.at.clone();
        let lines = facts.lines.map(|(first, last)| {
            let text = if first == last { format!("line {first}") } else { format!("lines {first}–{last}") };
            view! { <button type="button" class="link" on:click=move |_| workspace.show_lines(&at)>{text}</button> }
        });
        view! {
            <span class="chip acc">"Selected"</span>
            <b class="cut">{facts.title}</b>
            <code class="mid cut hide-s">{facts.kind}</code>
            {lines}
        }
    };
    view! {
        <div class="inspect">
            {move || facts.get().map(marked)}
            <Show when=move || facts.with(Option::is_none) && !picture.diagram.with(|diagram| diagram.is_empty())>
                <span class="dim cut">"Nothing is selected."</span>
            </Show>
            <span class="grow"></span>
            <Show when=move || picture.diagram.with(|diagram| diagram.is_empty()) fallback=|| view! {
                <span class="dim hide-s cut">"Arrow keys move, Enter opens the form"</span>
            }><FirstVpc/></Show>
        </div>
    }
}

/// Empty diagram, with a button that adds the first VPC.
#[component]
fn FirstVpc() -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let make = move |_| {
        let vpc = Addition::Resource("AWS::EC2::VPC".into());
        let (at, edits) = workspace.with_untracked(|document| add(document, &vpc));
        match workspace.edit(&format!("new {}", vpc.label()), &at, edits) {
            Ok(()) => {
                let place = workspace.with_untracked(|document| Route::of(document, &at));
                workspace.select(place);
                workspace.linked.set(Some(at));
            }
            Err(why) => refused.set(Some(why.to_string())),
        }
    };
    let readable = move || workspace.problem().get().is_none();
    view! {
        <span class="mid cut">{move || refused.get().unwrap_or_else(|| format!("No {} yet.", section::RESOURCES.to_lowercase()))}</span>
        <button type="button" class="btn sm" on:click=make disabled=move || !readable()>
            <Svg icon=Icon::Plus/>"Add a VPC"
        </button>
    }
}
