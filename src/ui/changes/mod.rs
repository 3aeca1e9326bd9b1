//! The Changes tab: differences between the text and a baseline, each with a revert.
//!
//! It shows what [`crate::diff`] finds and computes nothing itself. A revert is splices through the workspace, one undo
//! step each.

mod age;
mod baselines;
mod change_list;
mod head;
mod line;
mod other;
mod state;

use leptos::prelude::*;

use crate::diff::DiffLayout;
use crate::ui::events::on_resize;
use crate::ui::icon::{Icon, Svg};
use crate::ui::impact::ImpactList;
use crate::ui::open::download;
use crate::ui::workspace::Workspace;
use change_list::ChangeList;
use head::Head;
pub use line::unified as unified_line;
use other::Other;
use state::Against;
pub use state::Changes;

/// Least width for two texts side by side, in pixels.
const WIDE: f64 = 560.0;

/// The difference with its head, or a message.
#[component]
pub fn ChangesPane() -> impl IntoView {
    let changes = Changes::expect();
    let pane = NodeRef::<leptos::html::Div>::new();
    watch_width(changes, pane);
    let same = Memo::new(move |_| changes.difference().with(|found| found.as_ref().is_some_and(|it| it.is_empty())));
    let none = Memo::new(move |_| changes.baseline().get().is_none());
    view! {
        <div class="changes" node_ref=pane>
            <Head/>
            <Show when=move || changes.asking.get() fallback=move || view! {
                <Show when=move || none.get()><NoBaseline/></Show>
                <Show when=move || !none.get() && same.get()><Same/></Show>
                <Show when=move || !none.get() && !same.get()><ImpactList/><ChangeList/></Show>
            }><Other/></Show>
        </div>
    }
}

/// Unified or side by side; not there where there is room for one only.
#[component]
pub fn LayoutChoice() -> impl IntoView {
    let changes = Changes::expect();
    let choice = move |layout: DiffLayout, name: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (changes.layout.get() == layout).to_string()
                on:click=move |_| changes.layout.set(layout)>{name}</button>
        }
    };
    view! {
        <Show when=move || changes.wide.get()>
            <span class="seg" role="group" aria-label="Layout of the difference">
                {choice(DiffLayout::Unified, "Unified")}
                {choice(DiffLayout::SideBySide, "Side by side")}
            </span>
        </Show>
    }
}

/// Nothing to compare with yet, and the way to it.
#[component]
fn NoBaseline() -> impl IntoView {
    let workspace = Workspace::expect();
    let changes = Changes::expect();
    move || match changes.with.get() {
        Against::Download => view! {
            <p class="none">
                "Download once to compare later."
                <button type="button" class="btn sm" on:click=move |_| download(workspace)>
                    <Svg icon=Icon::Download/>"Download now"
                </button>
            </p>
        }
        .into_any(),
        Against::Opened | Against::Other => view! {
            <p class="none">
                "Nothing to compare with."
                <button type="button" class="btn sm" on:click=move |_| changes.asking.set(true)>"Choose a file"</button>
            </p>
        }
        .into_any(),
    }
}

/// Both texts are the same.
#[component]
fn Same() -> impl IntoView {
    view! { <p class="none"><Svg icon=Icon::Check/>"No differences."</p> }
}

/// Updates whether two texts fit side by side.
fn watch_width(changes: Changes, pane: NodeRef<leptos::html::Div>) {
    let measure = move || {
        if let Some(pane) = pane.try_get_untracked().flatten() {
            let wide = pane.get_bounding_client_rect().width() >= WIDE;
            if changes.wide.try_get_untracked().is_some_and(|before| before != wide) {
                changes.wide.set(wide);
            }
        }
    };
    on_resize(pane, measure);
}
