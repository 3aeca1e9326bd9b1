//! The pane with the text: the editor, the lines of the field that has the focus, the way to what is seen.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::seam::Seam;
use super::shell::{Frame, Sheet};
use crate::document::{Position, Step};
use crate::ui::browser;
use crate::ui::editor::{self, Editor};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{By, Workspace};

/// The pane with the text.
#[component]
pub fn CodePane() -> impl IntoView {
    let frame = Frame::expect();
    let top = RwSignal::new(1_usize);
    let tall = move || frame.sheet.get() == Some(Sheet::Text);
    let grip = move || if tall() { "Show less of the text" } else { "Show more of the text" };
    view! {
        <section class="side" aria-label="Template text">
            <Seam/>
            <button type="button" class="grip only-s" aria-label=grip aria-expanded=move || tall().to_string()
                on:click=move |_| frame.sheet.set((!tall()).then_some(Sheet::Text))></button>
            <div class="tabs">
                <h2>"Template"</h2>
                <Tools/>
            </div>
            <Way top=top/>
            <Text top=top/>
        </section>
    }
}

#[component]
fn Tools() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        browser::copy(&workspace.text(), move |done| {
            let said =
                if done { "Template copied." } else { "This browser refused to copy. Download the text instead." };
            workspace.announce(said);
            copied.set(done);
            set_timeout(
                move || {
                    copied.try_set(false);
                },
                std::time::Duration::from_millis(1600),
            );
        });
    };
    let find = move |_| {
        if let Some(editor) = frame.editor.get_untracked() {
            frame.sheet.set(Some(Sheet::Text));
            editor.find();
        }
    };
    let icon = move || {
        if copied.get() {
            view! { <Svg icon=Icon::Check/> }
        } else {
            view! { <Svg icon=Icon::Copy/> }
        }
    };
    view! {
        <span class="tools">
            <button type="button" class="btn bare sm icon" aria-label="Find in the template" title="Find in the template"
                on:click=find><Svg icon=Icon::Search/></button>
            <button type="button" class="btn bare sm icon" class:is-done=copied aria-label="Copy the template"
                title="Copy the template" on:click=copy>{icon}</button>
        </span>
    }
}

/// The entries around the first line that is seen.
#[component]
fn Way(top: RwSignal<usize>) -> impl IntoView {
    let workspace = Workspace::expect();
    let steps = Memo::new(move |_| {
        let top = top.get();
        workspace.with(|document| {
            let line = document.line_span(top..=top);
            let text = document.text().get(line.clone()).unwrap_or_default();
            let path = document.path_at(line.start + text.len() - text.trim_start().len());
            path.steps().iter().map(Step::to_string).collect::<Vec<_>>()
        })
    });
    let last = move |index: usize| steps.with(|steps| index + 1 < steps.len());
    view! {
        <ol class="sticky" aria-label="Where the first line seen stands">
            <Show when=move || steps.with(Vec::is_empty)><li>"Start of the template"</li></Show>
            <ForEnumerate each=move || steps.get() key=|step| step.clone() children=move |index, step| view! {
                <li><span class="cut">{step}</span> <Show when=move || last(index.get())><Svg icon=Icon::ChevronRight/></Show></li>
            }/>
        </ol>
    }
}

/// The plain text, and the editor in its place as soon as it is loaded.
#[component]
fn Text(top: RwSignal<usize>) -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let host = NodeRef::<leptos::html::Div>::new();
    let text = workspace.text();
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            leptos::task::spawn_local(start(workspace, frame, top, host.into()));
        }
    });
    workspace.on_changes(move |changes, by| {
        if by == By::Page
            && let Some(editor) = frame.editor.get_untracked()
        {
            editor.change(changes);
        }
    });
    follow_the_field(workspace, frame);
    let plain = move || frame.editor.with(Option::is_none);
    view! {
        <div class="code">
            <Show when=plain><pre>{text.clone()}</pre></Show>
            <div class="editor" node_ref=host></div>
        </div>
    }
}

async fn start(workspace: Workspace, frame: Frame, top: RwSignal<usize>, host: HtmlElement) {
    let caret = move |line: usize, column: usize| {
        workspace.caret.try_set(Some(Position { line, column }));
    };
    let moved = move || {
        frame.stir();
        if let Some(Some(editor)) = frame.editor.try_get_untracked() {
            let line = editor.top_line();
            if top.try_get_untracked().is_some_and(|top| top != line) {
                top.set(line);
            }
        }
    };
    let editor = editor::mount(&host, move || workspace.text(), caret, moved).await;
    frame.editor.try_set(editor);
}

/// Tints the lines of the field that has the focus and brings them into view; takes the focus there when asked to.
fn follow_the_field(workspace: Workspace, frame: Frame) {
    let lines = Memo::new(move |_| {
        let at = workspace.linked.get()?;
        workspace.with(|document| document.entry_lines(&at))
    });
    // The editor is no signal: what it shows is set from outside, as title and focus are.
    Effect::new(move |before: Option<Option<crate::document::Path>>| {
        let key = workspace.key_line.get();
        let lines = lines.get();
        let at = workspace.linked.get();
        if let Some(editor) = frame.editor.get() {
            match &lines {
                Some(lines) => {
                    editor.link(*lines.start(), *lines.end(), key.unwrap_or(0));
                    let (first, last) = key.map_or((*lines.start(), *lines.end()), |key| (key, key));
                    if before.is_none_or(|before| before != at) || key.is_some() {
                        editor.reveal(first, last, margin());
                    }
                }
                None => {
                    editor.link(0, 0, 0);
                    let place = workspace.selected().path();
                    if let Some(lines) = workspace.with_untracked(|document| document.entry_lines(&place)) {
                        editor.reveal(*lines.start(), *lines.start(), 0.0);
                    }
                }
            }
            frame.stir();
        }
        at
    });
    Effect::new(move |_| {
        if let Some(at) = workspace.shown.get()
            && let Some(editor) = frame.editor.get_untracked()
            && let Some(lines) = workspace.with_untracked(|document| document.entry_lines(&at))
        {
            show(&editor, *lines.start(), *lines.end());
        }
    });
}

fn show(editor: &Editor, first: usize, last: usize) {
    editor.reveal(first, last, margin());
    editor.focus_line(first);
}

/// How far below the editor's top the field stands: its lines come to the same height.
fn margin() -> f64 {
    let rect =
        |selector: &str| document().query_selector(selector).ok().flatten().map(|it| it.get_bounding_client_rect());
    match (super::tie::control(), rect(".code")) {
        (Some(control), Some(code)) => (control.get_bounding_client_rect().top() - code.top()).max(0.0),
        _ => 40.0,
    }
}
