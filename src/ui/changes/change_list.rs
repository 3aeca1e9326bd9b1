//! The rows of the difference: headings with a revert button, lines, folds.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::line::{self, mark, text};
use super::state::Changes;
use crate::diff::{DiffLayout, DiffLine, DiffRow, LineKind, LineSide, Rows};
use crate::document::{Path, Position, Step};
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::entry_at;
use crate::ui::workspace::Workspace;

/// Distance of the current change from the top, in pixels: below its heading and a line or two.
const BELOW: f64 = 92.0;
/// Longer ways to an entry lose their middle.
const LONGEST_WAY: usize = 4;

/// The list.
#[component]
pub fn ChangeList() -> impl IntoView {
    let workspace = Workspace::expect();
    let changes = Changes::expect();
    let rows = changes.rows();
    let clicked = move |ev: MouseEvent| {
        let selecting = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
        let row = event_target::<Element>(&ev).closest("[data-line]").ok().flatten();
        let line = row.and_then(|row| row.get_attribute("data-line")).and_then(|line| line.parse().ok());
        if let Some(line) = line.filter(|_| !selecting) {
            lead(workspace, line);
        }
    };
    view! {
        <div class="diff" tabindex="0" role="region" aria-label="Difference" on:click=clicked>
            <div class="dls">
                <For each=move || rows.with(laid_out) key=|row| row.clone() let:row>
                    {view_of(row.1, row.0)}
                </For>
            </div>
            <Show when=move || rows.with(|rows| rows.more)>
                <p class="gap more-rows">
                    <button type="button" class="btn sm" on:click=move |_| changes.show_more()>"Show more"</button>
                </p>
            </Show>
        </div>
    }
}

/// Opens the form of a line, from 1, and shows the line in the text.
fn lead(workspace: Workspace, line: usize) {
    let at = workspace.with_untracked(|document| entry_at(document, document.line_span(line..=line).start));
    workspace.go_to(at.as_ref(), Position { line, column: 0 });
}

/// The rows, each with its layout: the same line is another row in the other one.
fn laid_out(rows: &Rows) -> Vec<(DiffLayout, DiffRow)> {
    rows.rows.iter().map(|row| (rows.layout, row.clone())).collect()
}

fn view_of(row: DiffRow, layout: DiffLayout) -> AnyView {
    match row {
        DiffRow::Heading { hunk, at } => view! { <Heading hunk=hunk at=at/> }.into_any(),
        DiffRow::Fold { first, lines } => view! { <Fold first=first lines=lines/> }.into_any(),
        DiffRow::Line(line) => match layout {
            DiffLayout::Unified => {
                let here = here(line.begins);
                line::unified(line, here)
            }
            DiffLayout::SideBySide => beside(line).into_any(),
        },
    }
}

/// The entry of a hunk: a link to its form, and a revert button.
#[component]
fn Heading(
    /// Position among the hunks.
    hunk: usize,
    at: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let changes = Changes::expect();
    let (way, whole) = (way(&at), at.to_string());
    let name = if at.is_root() { "these lines".to_string() } else { whole.clone() };
    let at = StoredValue::new(at);
    let open = move |_| {
        let line = changes.difference().with_untracked(|found| {
            let found = found.as_ref()?;
            let change = found.changes().get(found.hunks().get(hunk)?.changes.start)?;
            Some(change.new.start + 1)
        });
        if let Some(line) = line {
            lead(workspace, line);
        }
    };
    let revert = move |_| {
        if let Some(name) = at.with_value(|at| changes.revert(hunk, at)) {
            workspace.toast(&format!("{name} reverted."));
            focus_after(hunk);
        }
    };
    view! {
        <div class="hunk">
            <button type="button" class="at cut" title=whole on:click=open>{way}</button>
            <button type="button" class="btn bare sm" data-revert=hunk aria-label=format!("Revert {name}") on:click=revert>
                <Svg icon=Icon::Undo/>"Revert"
            </button>
        </div>
    }
}

/// The focus goes to the next hunk's way back, to the last one's, or to the tab.
fn focus_after(hunk: usize) {
    request_animation_frame(move || {
        let next = [hunk, hunk.saturating_sub(1)];
        if !next.iter().any(|hunk| focus_on(&format!("[data-revert='{hunk}']"))) {
            focus_on("#tab-changes");
        }
    });
}

/// The way to an entry; a long one without its middle.
fn way(at: &Path) -> String {
    let steps: Vec<String> = at.steps().iter().map(Step::to_string).collect();
    match steps.as_slice() {
        [] => "Top level".to_string(),
        [first, second, third, .., last] if steps.len() > LONGEST_WAY => {
            format!("{first} › {second} › {third} › … › {last}")
        }
        _ => steps.join(" › "),
    }
}

/// Lines that are the same, folded.
#[component]
fn Fold(
    /// The first of them.
    first: usize,
    /// Number of lines.
    lines: usize,
) -> impl IntoView {
    let changes = Changes::expect();
    let label = if lines == 1 { "1 unchanged line".to_string() } else { format!("{lines} unchanged lines") };
    view! {
        <div class="gap">
            <button type="button" title="Show these lines" on:click=move |_| changes.unfold(first)>
                <Svg icon=Icon::Unfold/>{label}
            </button>
        </div>
    }
}

/// True while a line begins the current change.
fn here(begins: Option<usize>) -> Signal<bool> {
    let changes = Changes::expect();
    Signal::derive(move || begins.is_some() && changes.here.get() == begins)
}

/// A line of both texts side by side.
fn beside(line: DiffLine) -> impl IntoView {
    let (begins, here) = (line.begins, here(line.begins));
    let changed = line.kind != LineKind::Same;
    let side = move |half: Option<LineSide>, kind: LineKind, sign: &'static str, label: &'static str| match half {
        Some(half) if changed => view! {
            <span class="no">{half.number}</span>{mark(sign, label)}{text(half, kind)}
        }
        .into_any(),
        Some(half) => {
            view! { <span class="no">{half.number}</span><span class="sg"></span>{text(half, LineKind::Same)} }
                .into_any()
        }
        None => view! { <span class="no"></span><span class="sg"></span><span class="yl"></span> }.into_any(),
    };
    let half_class = |there: bool, class: &'static str| match (changed, there) {
        (true, true) => class,
        (true, false) => "half none-here",
        (false, _) => "half",
    };
    // Wrapped lines go on behind the start of the first.
    let indent = |half: &Option<LineSide>| half.as_ref().map(|half| half.indent().to_string());
    let (old_indent, new_indent) = (indent(&line.old), indent(&line.new));
    let (left, right) = (half_class(line.old.is_some(), "half del"), half_class(line.new.is_some(), "half add"));
    view! {
        <div class="dl two" class:is-here=here data-line=line.leads data-change=begins>
            <span class=left style=("--indent", old_indent)>{side(line.old, LineKind::Removed, "−", "removed")}</span>
            <span class=right style=("--indent", new_indent)>{side(line.new, LineKind::Added, "+", "added")}</span>
        </div>
    }
}

/// Scrolls to a change, marks it, and says which it is.
pub fn go_to(workspace: Workspace, changes: Changes, change: usize) {
    let Some(found) = changes.difference().get_untracked() else { return };
    let at = found.hunks().iter().find(|hunk| hunk.changes.contains(&change)).map(|hunk| way(&hunk.at));
    workspace.announce(&format!("Change {} of {}: {}", change + 1, found.places(), at.unwrap_or_default()));
    changes.here.set(Some(change));
    scroll_to(changes, change, 0);
}

/// Scrolls to a change as soon as its row is there. What is not shown yet is asked for, a few times.
fn scroll_to(changes: Changes, change: usize, tries: u32) {
    /// Enough for every change of a text at CloudFormation's limit.
    const TRIES: u32 = 200;
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    let (Some(list), row) = (find(".diff"), find(&format!("[data-change='{change}']"))) else { return };
    let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) else {
        if tries < TRIES {
            changes.show_more();
            request_animation_frame(move || scroll_to(changes, change, tries + 1));
        }
        return;
    };
    let top = row.get_bounding_client_rect().top() - list.get_bounding_client_rect().top();
    list.set_scroll_top(list.scroll_top() + (top - BELOW) as i32);
}
