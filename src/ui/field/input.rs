//! The inputs for text of the document: one line, and many lines with `${…}` marked where it is replaced. Both write at
//! each key and offer the selected part as a parameter.

use leptos::prelude::*;

use super::id::{field_id, help_id};
use super::row::Refusal;
use super::selection_parameter::{Chosen, PartButton};
use crate::document::{Document, EditError, Path, Style, Value};
use crate::template::label::path_label;
use crate::template::substitution::{self, SubPiece};
use crate::template::value::line::{LineFunction, LineValue, value_for};
use crate::template::value::typed;
use crate::ui::workspace::Workspace;

/// What may be written into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Text, or a function in its place.
    #[default]
    Text,
    /// A whole number, or a function in its place; anything else stays text.
    Number,
    /// Text only: CloudFormation takes no function here.
    Literal,
}

/// An input for one line.
#[component]
pub(super) fn LineInput(
    at: Path,
    id: String,
    text: Memo<String>,
    /// Writes another one.
    #[prop(into)]
    write: Callback<String>,
    /// Called when the focus leaves it, unless the form is removed.
    #[prop(into)]
    left: Callback<web_sys::HtmlInputElement>,
    /// True while it has the focus.
    focused: RwSignal<bool>,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id of its help.
    #[prop(optional, into)]
    help: Option<String>,
    /// Id of the list of values to offer.
    #[prop(optional, into)]
    list: Option<String>,
    /// True for digits only.
    #[prop(optional)]
    is_numeric: bool,
    /// True if it may not stay empty.
    #[prop(optional)]
    is_required: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let chosen = Chosen::nothing();
    let choose = move |input: &web_sys::HtmlInputElement| {
        chosen.note(&input.value(), input.selection_start(), input.selection_end());
    };
    let path = StoredValue::new(at.clone());
    let leave = move |ev: leptos::ev::Targeted<web_sys::FocusEvent, web_sys::HtmlInputElement>| {
        chosen.left(&ev);
        focused.try_set(false);
        // A form that is removed, by Back or Undo, has no state left.
        left.try_run(ev.target());
        workspace.close_step();
    };
    view! {
        <input
            class="in mono" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
            aria-label=name aria-describedby=help aria-required=is_required.then_some("true")
            inputmode=is_numeric.then_some("numeric") list=list
            class:is-linked=move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()))
            prop:value=text
            on:input:target=move |ev| { write.run(ev.target().value()); choose(&ev.target()) }
            on:keyup:target=move |ev| choose(&ev.target())
            on:click:target=move |ev| choose(&ev.target())
            on:select:target=move |ev| choose(&ev.target())
            on:focusin=move |_| { focused.set(true); workspace.linked.set(Some(path.get_value())) }
            on:focusout:target=leave
        />
        <PartButton at=at chosen=chosen/>
    }
}

/// An input for many lines: a text area over a marked copy of its text. The copy gives the size, the text area the caret.
#[component]
pub fn LinesInput(
    /// The text in the document.
    at: Path,
    /// The shown text.
    text: Memo<String>,
    /// True if `${…}` is replaced in it.
    #[prop(into)]
    marks: Signal<bool>,
    /// True if a part of the shown text is the same part of the text in the document.
    #[prop(into)]
    is_same: Callback<String, bool>,
    /// Writes another text.
    #[prop(into)]
    write: Callback<String>,
    /// The error of the last writing.
    refused: RwSignal<Option<String>>,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id of its help.
    #[prop(optional, into)]
    help: Option<String>,
    /// Shown below inside the frame.
    foot: AnyView,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let chosen = Chosen::nothing();
    let (id, path) = (field_id(&at), StoredValue::new(at.clone()));
    let linked = move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()));
    let moved = move |area: &web_sys::HtmlTextAreaElement| {
        let before = area.selection_start().ok().flatten().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let line = area.value().encode_utf16().take(before).filter(|&unit| unit == u16::from(b'\n')).count();
        let first = workspace.with_untracked(|document| first_line(document, &path.get_value()));
        workspace.key_line.set(first.map(|first| first + line));
        if is_same.run(area.value()) {
            chosen.note(&area.value(), area.selection_start(), area.selection_end());
        }
    };
    view! {
        <div class="ed" class:is-linked=linked>
            <div class="ed-scroll">
                <div class="ed-text">
                    <pre aria-hidden="true">{move || marked(&text.get(), marks.get())}</pre>
                    <textarea
                        id=id aria-label=name aria-describedby=help
                        spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" rows="1"
                        prop:value=text
                        on:input:target=move |ev| { write.run(ev.target().value()); moved(&ev.target()) }
                        on:keyup:target=move |ev| moved(&ev.target())
                        on:click:target=move |ev| moved(&ev.target())
                        on:select:target=move |ev| moved(&ev.target())
                        on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
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

/// An input for many lines of a value: literal text, or the text of a function.
#[component]
pub(super) fn TextLines(
    at: Path,
    /// What it holds.
    held: Memo<LineValue>,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| held.with(|held| held.text().to_string()));
    let marks = Memo::new(move |_| held.with(|held| held.function() == Some(LineFunction::Sub)));
    let path = StoredValue::new(at.clone());
    let write = move |text: String| {
        let function = held.with_untracked(LineValue::function);
        let done = write_text(workspace, &path.get_value(), function, &text, TextKind::Text, true);
        refused.set(done.err().map(|why| why.to_string()));
    };
    // The browser shows other line breaks than CR LF.
    let is_same = move |shown: String| text.with_untracked(|text| *text == shown);
    let help = help_id(&at);
    view! {
        <LinesInput
            at=at text=text marks=marks is_same=is_same write=write refused=refused nostrip:name=name help=help
            foot=().into_any()
        />
    }
}

/// The line of the template with the first line of a block of text; `None` if the text is no block.
fn first_line(document: &Document, at: &Path) -> Option<usize> {
    let node = document.node(at)?;
    let node = node.get("Fn::Sub").unwrap_or(node);
    (node.style() == Style::Literal).then(|| node.lines().start() + 1)
}

/// The lines of a text, with `${…}` in elements of its own.
fn marked(text: &str, marks: bool) -> impl IntoView + use<> {
    let piece = |piece: SubPiece<'_>| match piece {
        SubPiece::Name { written, .. } => view! { <code class="sub">{written.to_string()}</code> }.into_any(),
        SubPiece::Text(text) | SubPiece::Literal(text) => text.to_string().into_any(),
    };
    let line = |line: &str| match marks {
        true => substitution::pieces(line).into_iter().map(piece).collect::<Vec<_>>(),
        false => vec![line.to_string().into_any()],
    };
    text.split('\n').map(|text| view! { <span>{line(text)}</span> }).collect::<Vec<_>>()
}

/// Whether the quotes of a value are the file's own. Quotes that typing brought, such as those around the 10 of
/// 10.0.0.0/16, are not kept.
#[derive(Clone, Copy)]
pub struct Quotes(StoredValue<Option<bool>>);

impl Quotes {
    /// Nothing typed yet.
    pub fn new() -> Quotes {
        Quotes(StoredValue::new(None))
    }

    /// True if the value at a path had quotes before it was typed in.
    pub fn are_kept(&self, workspace: Workspace, at: &Path) -> bool {
        if let Some(kept) = self.0.get_value() {
            return kept;
        }
        let kept = workspace.with_untracked(|document| {
            document
                .node(at)
                .is_some_and(|node| node.style() != Style::Plain && node.scalar().is_some_and(|text| !text.is_empty()))
        });
        self.0.set_value(Some(kept));
        kept
    }

    /// Ends the typing.
    pub fn end(&self) {
        self.0.try_set_value(None);
    }
}

/// Writes the text of a field, as the function that is there or as a literal.
pub(super) fn write_text(
    workspace: Workspace,
    at: &Path,
    function: Option<LineFunction>,
    text: &str,
    takes: TextKind,
    keeps_quotes: bool,
) -> Result<(), EditError> {
    let literal = match (takes, text.parse::<i64>()) {
        // Only canonical decimals: 0644 and 1. would be read back as something else.
        (TextKind::Number, Ok(number)) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    };
    let (place, value) = workspace.with_untracked(|document| value_for(document, at, function, text, literal));
    // Empty quotes give no style: what is typed is written as its neighbours are.
    match workspace.with_untracked(|document| {
        document.node(&place).map(|_| typed(document, &place.clone().into(), value.clone(), keeps_quotes))
    }) {
        Some(edits) => workspace.edit(&path_label(&place), &place, edits),
        None => workspace.put(&place, Some(value)),
    }
}
