//! The status bar: syntax error, problems, use of AWS's limits, caret, save state.

use gloo::timers::callback::Interval;
use leptos::prelude::*;

use super::frame::{Frame, Tab};
use super::tabs;
use crate::design::{Format, ago};
use crate::template::{Template, limits, recognition};
use crate::ui::browser;
use crate::ui::events::{on_document_capture, until_removed};
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::open;
use crate::ui::problems::ProblemCount;
use crate::ui::workspace::{Saved, Workspace};

/// The status bar.
#[component]
pub fn Status() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let bytes = workspace.memo(|document| Some(document.text().len()));
    let user_data = workspace.memo_debounced(|document| limits::user_data(document).map(|found| found.0));
    // Those that loops make are counted once the rules are there: the count needs what evaluates a template.
    let resources = workspace.memo_debounced(move |document| {
        let counted = workspace.checks.with(|checks| checks.resources(document));
        counted.unwrap_or_else(|| Template::of(document).resources().count())
    });
    let too_many = Memo::new(move |_| resources.get() > limits::RESOURCES);
    let format = workspace.memo(|document| Format::of(document).name());
    let is_somewhere = Memo::new(move |_| workspace.caret.with(Option::is_some));
    let line = Memo::new(move |_| workspace.caret.get().map_or(0, |at| at.line));
    let column = Memo::new(move |_| workspace.caret.get().map_or(0, |at| at.column));
    view! {
        <footer class="status">
            <Reading/>
            <ProblemCount show=move || {
                tabs::show(frame, Tab::Problems);
                focus_on(&format!("#{}", Tab::Problems.id()));
            }/>
            <Use what="Template" bytes=bytes limit=limits::TEMPLATE_BODY
                why="CloudFormation accepts at most 51,200 bytes in a request body"/>
            <Use what="User data" bytes=user_data limit=limits::USER_DATA why="EC2 accepts at most 16 KB of user data"/>
            <span class="use" class:err=too_many title="CloudFormation accepts at most 500 resources in a template">
                <span class="dim">"Resources"</span> {resources} <span class="dim">{format!("/ {}", limits::RESOURCES)}</span>
            </span>
            <span class="fill"></span>
            <TabHint/>
            <Show when=move || is_somewhere.get()>
                <span class="hide-s">"Ln " {line} ", Col " {column}</span>
            </Show>
            <span class="hide-s">{format}</span>
            <SaveState/>
        </footer>
    }
}

/// How the keyboard leaves the text, while the text has the focus.
///
/// A rule with `:has()` would do, but makes the browser style and lay out the whole page at every change of this bar.
#[component]
fn TabHint() -> impl IntoView {
    let in_text = RwSignal::new(false);
    let set = move |now: bool| {
        if in_text.try_get_untracked().is_some_and(|before| before != now) {
            in_text.set(now);
        }
    };
    on_document_capture("focusin", move |_| {
        let active = document().active_element();
        set(active.is_some_and(|active| active.closest(".editor").ok().flatten().is_some()));
    });
    on_document_capture("focusout", move |_| set(false));
    view! {
        <span class="tab-hint hide-s" class:is-off=move || !in_text.get() aria-hidden="true">"Esc, then Tab leaves the text"</span>
    }
}

/// The syntax error with its position, or that the text is no template.
#[component]
fn Reading() -> impl IntoView {
    let workspace = Workspace::expect();
    let problem = workspace.problem();
    let foreign = workspace.memo(|document| recognition::foreign(document).is_some());
    move || {
        match problem.get() {
        None if foreign.get() => view! { <span class="err"><Svg icon=Icon::Alert/> "Not a template"</span> }.into_any(),
        None => ().into_any(),
        Some((position, message)) => view! {
            <span class="err" role="alert">
                <Svg icon=Icon::Alert/>
                <button type="button" class="go" title=message.clone() on:click=move |_| workspace.show_position(position)>
                    {format!("Line {}: {message}", position.line)}
                </button>
            </span>
        }
        .into_any(),
    }
    }
}

/// Use of a limit: plain below three quarters, a warning from there, an error above it.
#[component]
fn Use(
    what: &'static str,
    /// Nothing is shown while there are none.
    bytes: Memo<Option<usize>>,
    limit: usize,
    why: &'static str,
) -> impl IntoView {
    let share = move || bytes.get().unwrap_or(0).saturating_mul(100).checked_div(limit).unwrap_or(0);
    let over = move || bytes.get().unwrap_or(0) > limit;
    let near = Memo::new(move |_| share() >= 75 && !over());
    let over = Memo::new(move |_| over());
    let word = move || match (over.get(), share()) {
        (true, _) => "too large",
        (false, 75..) => "nearly full",
        (false, _) => "",
    };
    let of = if limit == limits::USER_DATA { "of 16 KB".to_string() } else { format!("of {} B", grouped(limit)) };
    view! {
        <Show when=move || bytes.with(Option::is_some)>
            <span class="use" class:warn=near class:err=over title=why>
                <span class="dim">{what}</span>
                <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width=move || share().clamp(2, 100).to_string() height="8"></rect>
                </svg>
                {move || kilobytes(bytes.get().unwrap_or(0))}
                <span class="dim">{of.clone()}</span>
                {word}
            </span>
        </Show>
    }
}

/// Save state of the text, with its time.
#[component]
fn SaveState() -> impl IntoView {
    let workspace = Workspace::expect();
    let now = RwSignal::new(browser::time());
    until_removed(Interval::new(5000, move || {
        now.try_set(browser::time());
    }));
    move || {
        match workspace.saved.get() {
        Saved::Unchanged => view! {
            <span class="dim hide-s"><Svg icon=Icon::Check/>"Stays in this browser"</span>
        }
        .into_any(),
        Saved::Waiting => view! { <span class="dim">"Saving…"</span> }.into_any(),
        Saved::At(when) => {
            let ago = move || ago((now.get().max(when) - when) / 1000.0);
            view! {
                <span class="dim">
                    <Svg icon=Icon::Check/>
                    <span>"Saved"<span class="hide-s">" in this browser"</span> " " {ago}</span>
                </span>
            }
            .into_any()
        }
        Saved::Refused(why) => view! {
            <span class="err is-refused" role="alert"><Svg icon=Icon::Alert/><span class="cut">"Not saved: " {why}</span>
                <button type="button" class="btn" on:click=move |_| open::download(workspace)>"Download"</button>
            </span>
        }
        .into_any(),
    }
    }
}

/// "9.8 KB"; whole bytes under one of them.
fn kilobytes(bytes: usize) -> String {
    if bytes < 1000 { format!("{bytes} B") } else { format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100) }
}

/// "51,200".
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
