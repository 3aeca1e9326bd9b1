//! The editor of a file's text: numbered lines, `${…}` marked, the meaning of each name below.
//!
//! A highlighted copy sets the size, a text area over it has the caret. The field keeps the text as typed; the written
//! text ends in a line break.

use leptos::prelude::*;

use crate::document::{Document, Path, Style};
use crate::recipe::file;
use crate::schema::file as row;
use crate::template::Template;
use crate::template::content::{self, ContentText, FileContent, Substitution};
use crate::template::substitution::{self, SubPiece, VariableTarget};
use crate::ui::field::{Chosen, PartButton, Refusal, field_id};
use crate::ui::workspace::Workspace;

/// Names shown below the text before the rest is only counted.
const NAMES_SHOWN: usize = 6;

/// Text of the editor.
#[derive(Clone, PartialEq, Eq, Default)]
struct Held {
    text: String,
    marks: bool,
    names: Vec<(String, VariableTarget)>,
}

fn held(document: &Document, at: &Path) -> Held {
    let FileContent::Text(ContentText { text, substitution, .. }) = FileContent::of(document.node(at)) else {
        return Held::default();
    };
    let own = match substitution {
        Substitution::Off => return Held { text: text.into(), ..Held::default() },
        Substitution::On => None,
        Substitution::WithNames(names) => Some(names),
    };
    let template = Template::of(document);
    let meaning = |name: &str| (name.to_string(), substitution::meaning(template, own, name));
    Held { text: text.into(), marks: true, names: substitution::names(text).into_iter().map(meaning).collect() }
}

/// The editor of the content of the file at a path.
#[component]
pub fn Editor(
    /// The file.
    at: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let content = at.join(row::CONTENT.key);
    let held = workspace.memo_with(&content, held);
    // The last typed text, and the text written for it. While the document has the latter, the former is shown.
    let draft = RwSignal::new((String::new(), None::<String>));
    let shown = Memo::new(move |_| {
        let text = held.with(|held| held.text.clone());
        draft.with(|(typed, became)| match became {
            Some(became) if *became == text => typed.clone(),
            _ => content::shown(&text).to_string(),
        })
    });
    let refused = RwSignal::new(None::<String>);
    let (file_at, path) = (StoredValue::new(at), StoredValue::new(content.clone()));
    let write = move |typed: String| {
        let (file_at, at) = (file_at.get_value(), path.get_value());
        let became = held.with_untracked(|held| content::typed(&held.text, &typed));
        let edits = workspace.with_untracked(|document| file::set_content(document, &file_at, &typed));
        draft.set((typed, Some(became)));
        refused
            .set(workspace.edit(&crate::template::label::path_label(&at), &at, edits).err().map(|why| why.to_string()));
    };
    let chosen = Chosen::nothing();
    let moved = move |area: &web_sys::HtmlTextAreaElement| {
        point(workspace, &path.get_value(), area);
        // What is shown is the text without its last line break: places in it are places in the text.
        if held.with_untracked(|held| held.marks && held.text.starts_with(&area.value())) {
            chosen.note(&area.value(), area.selection_start(), area.selection_end());
        }
    };
    let linked = move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()));
    view! {
        <div class="ed" class:is-linked=linked>
            <div class="ed-scroll">
                <div class="ed-text">
                    <Copy shown=shown held=held/>
                    <textarea
                        id=field_id(&content) aria-label="Content" spellcheck="false" autocomplete="off"
                        autocapitalize="off" wrap="off" rows="1" prop:value=shown
                        on:input:target=move |ev| { write(ev.target().value()); moved(&ev.target()) }
                        on:keyup:target=move |ev| moved(&ev.target())
                        on:click:target=move |ev| moved(&ev.target())
                        on:select:target=move |ev| moved(&ev.target())
                        on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                        on:focusout=move |ev| { chosen.left(&ev); workspace.close_step(); workspace.key_line.set(None) }
                    ></textarea>
                </div>
            </div>
            <PartButton at=content.clone() chosen=chosen/>
            <Foot held=held/>
        </div>
        <Refusal why=refused/>
    }
}

/// The marked copy of the text.
#[component]
fn Copy(shown: Memo<String>, held: Memo<Held>) -> impl IntoView {
    let marks = Memo::new(move |_| held.with(|held| held.marks));
    let lines = move || {
        let marks = marks.get();
        shown.with(|text| {
            let line =
                |line: &str| view! { <span>{if marks { marked(line) } else { line.to_string().into_any() }}</span> };
            text.split('\n').map(line).collect::<Vec<_>>()
        })
    };
    view! { <pre aria-hidden="true">{lines}</pre> }
}

fn marked(line: &str) -> AnyView {
    let piece = |piece: SubPiece<'_>| match piece {
        SubPiece::Name { written, .. } => view! { <code class="sub">{written.to_string()}</code> }.into_any(),
        SubPiece::Text(text) | SubPiece::Literal(text) => text.to_string().into_any(),
    };
    substitution::pieces(line).into_iter().map(piece).collect_view().into_any()
}

/// Meaning of each `${…}` of the text.
#[component]
fn Foot(held: Memo<Held>) -> impl IntoView {
    let names = Memo::new(move |_| held.with(|held| held.names.clone()));
    let pair = |(name, meaning): (String, VariableTarget)| {
        let unknown = meaning == VariableTarget::Unknown;
        view! {
            <span class="pair">
                <code class="sub is-chip" class:is-err=unknown>{format!("${{{name}}}")}</code>{meaning_text(meaning)}
            </span>
        }
    };
    let more = move || {
        let left = names.with(Vec::len).saturating_sub(NAMES_SHOWN);
        (left > 0).then(|| view! { <span class="dim">{format!("{left} more")}</span> })
    };
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <div class="ed-status">
                {move || names.get().into_iter().take(NAMES_SHOWN).map(pair).collect_view()}
                {more}
            </div>
        </Show>
    }
}

fn meaning_text(meaning: VariableTarget) -> String {
    match meaning {
        VariableTarget::Parameter(Some(default)) if default.is_empty() => "empty, if not answered".into(),
        VariableTarget::Parameter(Some(default)) => default,
        VariableTarget::Parameter(None) => "asked for at each deploy".into(),
        VariableTarget::Resource(kind) => format!("id of the {}", kind.rsplit("::").next().unwrap_or(&kind)),
        VariableTarget::Attribute => "attribute".into(),
        VariableTarget::Pseudo(words) => words.into(),
        VariableTarget::Own => "given beside the text".into(),
        VariableTarget::Unknown => "unknown: not in the template".into(),
    }
}

/// Sets the caret's line for the code pane.
fn point(workspace: Workspace, at: &Path, area: &web_sys::HtmlTextAreaElement) {
    let before = area.selection_start().ok().flatten().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let line = area.value().encode_utf16().take(before).filter(|&unit| unit == u16::from(b'\n')).count();
    let first = workspace.with_untracked(|document| {
        let node = document.node(at)?;
        let node = node.get("Fn::Sub").unwrap_or(node);
        (node.style() == Style::Literal).then(|| node.lines().start() + 1)
    });
    workspace.key_line.set(first.map(|first| first + line));
}
