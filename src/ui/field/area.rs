//! A field for text of many lines, such as a file's content: numbered lines, `${…}` marked where it is replaced.

use leptos::prelude::*;

use super::function::NestedValue;
use super::row::{Refusal, field_id, help_id};
use super::selection_parameter::{Chosen, PartButton};
use super::text::{TextKind, written};
use crate::document::{Path, Style};
use crate::template::value::line::{LineFunction, LineValue};
use crate::ui::workspace::Workspace;

/// A field for text of many lines. Written as typed; a function around it stays.
#[component]
pub fn TextArea(
    /// Where the text is.
    at: Path,
    /// Its name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Shown below inside the frame, such as the names in the text.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let held = workspace.memo(move |document| LineValue::of(document, &own));
    let nested = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nested(_))));
    move || {
        if nested.get() {
            view! { <NestedValue at=at.clone()/> }.into_any()
        } else {
            let foot = children.as_ref().map(|children| view! { <div class="ed-status">{children()}</div> });
            view! { <Lines at=at.clone() held=held name=name.clone() foot=foot.into_any()/> }.into_any()
        }
    }
}

/// Text over its own marked copy: the copy gives the size, the text the caret.
#[component]
fn Lines(at: Path, held: Memo<LineValue>, name: Option<String>, foot: AnyView) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| held.with(|held| held.text().to_string()));
    let marks = Memo::new(move |_| held.with(|held| held.function() == Some(LineFunction::Sub)));
    let path = StoredValue::new(at.clone());
    let linked = move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()));
    let point = move |area: &web_sys::HtmlTextAreaElement| {
        let before = area.selection_start().ok().flatten().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let lines = area.value().encode_utf16().take(before).filter(|&unit| unit == u16::from(b'\n')).count();
        workspace.key_line.set(line_of_content(workspace, &path.get_value()).map(|first| first + lines));
    };
    let chosen = Chosen::nothing();
    let choose = move |area: &web_sys::HtmlTextAreaElement| {
        // What is no text of Fn::Sub has nothing to choose; a field shows other line breaks than CR LF.
        if text.with_untracked(|text| *text == area.value()) {
            chosen.note(&area.value(), area.selection_start(), area.selection_end());
        }
    };
    let write = move |text: String| {
        let function = held.with_untracked(LineValue::function);
        let done = written(workspace, &path.get_value(), function, &text, TextKind::Text);
        refused.set(done.err().map(|why| why.to_string()));
    };
    let focused = move |_| workspace.linked.set(Some(path.get_value()));
    view! {
        <div class="ed" class:is-linked=linked>
            <div class="ed-scroll">
                <div class="ed-text">
                    <pre aria-hidden="true">{move || marked(&text.get(), marks.get())}</pre>
                    <textarea
                        id=field_id(&at) aria-label=name aria-describedby=help_id(&at)
                        spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" rows="1"
                        prop:value=text
                        on:input:target=move |ev| { write(ev.target().value()); point(&ev.target()); choose(&ev.target()) }
                        on:keyup:target=move |ev| { point(&ev.target()); choose(&ev.target()) }
                        on:click:target=move |ev| { point(&ev.target()); choose(&ev.target()) }
                        on:select:target=move |ev| choose(&ev.target())
                        on:focusin=focused
                        on:focusout=move |ev| { chosen.left(&ev); workspace.close_step(); workspace.key_line.set(None) }
                    ></textarea>
                </div>
            </div>
            <PartButton at=at chosen=chosen/>
            {foot}
        </div>
        <Refusal why=refused/>
    }
}

/// The line of the template that holds the first line of a block of text; `None` if the text is written otherwise.
fn line_of_content(workspace: Workspace, at: &Path) -> Option<usize> {
    workspace.with_untracked(|document| {
        let node = document.node(at)?;
        match node.style() {
            Style::Literal => Some(node.lines().start() + 1),
            _ => None,
        }
    })
}

/// The lines of a text as numbered rows, `${…}` in a mark of its own.
fn marked(text: &str, marks: bool) -> impl IntoView + use<> {
    let lines: Vec<_> = text.split('\n').map(|line| view! { <span>{pieces(line, marks)}</span> }).collect();
    lines
}

fn pieces(line: &str, marks: bool) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("${").filter(|_| marks) {
        let Some((name, behind)) = after.split_once('}') else { break };
        pieces.push(before.to_string().into_any());
        pieces.push(view! { <code class="sub">{format!("${{{name}}}")}</code> }.into_any());
        rest = behind;
    }
    pieces.push(rest.to_string().into_any());
    pieces
}
