//! A field for a value of one line: literal, or a function that fits into a line.

use leptos::prelude::*;

use super::function::{AsSelect, NestedValue, ReferenceNames};
use super::row::{Refusal, field_id, help_id};
use super::selection_parameter::{Chosen, PartButton};
use crate::document::{EditError, Path, Value};
use crate::template::label::path_label;
use crate::template::value::line::{LineFunction, LineValue, value_for};
use crate::template::value::set;
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

/// A field for one line. An optional one that is left empty is taken out of the template.
#[component]
pub fn TextField(
    /// Where the value is.
    at: Path,
    /// Its name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// What may be written.
    #[prop(optional)]
    takes: TextKind,
    /// Values to offer.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
    /// True if the entry stays when the field is empty.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let held = workspace.memo(move |document| LineValue::of(document, &own));
    let nested = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nested(_))));
    move || {
        if nested.get() {
            view! { <NestedValue at=at.clone()/> }.into_any()
        } else {
            let (at, name) = (at.clone(), name.clone());
            view! { <Line at=at held=held takes=takes suggest=suggest name=(name, required)/> }.into_any()
        }
    }
}

/// The input itself, with the function's tag before it and the choice of kinds behind.
#[component]
fn Line(
    at: Path,
    held: Memo<LineValue>,
    takes: TextKind,
    suggest: Signal<Vec<String>>,
    name: (Option<String>, bool),
) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, required) = name;
    let refused = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| held.with(|held| held.text().to_string()));
    let function = Memo::new(move |_| held.with(LineValue::function));
    let tag = move || function.get().map(|function| view! { <span class="tag">{function.tag()}</span> });
    let path = StoredValue::new(at.clone());
    // An empty text that nobody has touched stays one.
    let typed = StoredValue::new(false);
    let write = move |text: String| {
        typed.set_value(true);
        let function = held.with_untracked(LineValue::function);
        refused.set(written(workspace, &path.get_value(), function, &text, takes).err().map(|why| why.to_string()));
    };
    let focused = RwSignal::new(false);
    let chosen = Chosen::nothing();
    let left = move |ev| {
        chosen.left(&ev);
        focused.try_set(false);
        // A form that goes away, by Back or Undo, takes the focus along and tells so when nothing is left to read.
        let Some(empty) = held.try_with_untracked(|held| *held == LineValue::Literal(String::new())) else { return };
        let typed = typed.try_get_value().unwrap_or_default();
        if empty && typed && !required {
            refused.set(workspace.put(&path.get_value(), None).err().map(|why| why.to_string()));
        }
        workspace.close_step();
    };
    let choose = move |input: &web_sys::HtmlInputElement| {
        chosen.note(&input.value(), input.selection_start(), input.selection_end());
    };
    let list = format!("{}-list", field_id(&at));
    view! {
        <div class="value" class:is-fn=move || function.get().is_some()>
            {tag}
            <input
                class="in mono" id=field_id(&at) type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-label=name.clone() aria-describedby=help_id(&at) aria-required=required.then_some("true")
                inputmode=(takes == TextKind::Number).then_some("numeric") list=list.clone()
                class:is-linked=move || workspace.linked.with(|linked| linked.as_ref() == Some(&path.get_value()))
                prop:value=text
                on:input:target=move |ev| { write(ev.target().value()); choose(&ev.target()) }
                on:keyup:target=move |ev| choose(&ev.target())
                on:click:target=move |ev| choose(&ev.target())
                on:select:target=move |ev| choose(&ev.target())
                on:focusin=move |_| { focused.set(true); typed.set_value(false); workspace.linked.set(Some(path.get_value())) }
                on:focusout=left
            />
            <PartButton at=at.clone() chosen=chosen/>
            <ReferenceNames id=list function=function suggest=suggest focused=focused/>
            {(takes != TextKind::Literal).then(|| view! { <AsSelect at=at.clone() held=held name=name refused=refused/> })}
        </div>
        <Refusal why=refused/>
    }
}

/// Writes the text of a field, as the function that is there or as a literal.
pub(super) fn written(
    workspace: Workspace,
    at: &Path,
    function: Option<LineFunction>,
    text: &str,
    takes: TextKind,
) -> Result<(), EditError> {
    let literal = match (takes, text.parse::<i64>()) {
        // Only canonical decimals: 0644 and 1. would be read back as something else.
        (TextKind::Number, Ok(number)) if number.to_string() == text => Value::from(number),
        _ => Value::from(text),
    };
    let (place, value) = workspace.with_untracked(|document| value_for(document, at, function, text, literal));
    // Quotes around nothing are nobody's choice: what is typed is written as its neighbours are.
    match workspace
        .with_untracked(|document| document.node(&place).map(|_| set(document, &place.clone().into(), value.clone())))
    {
        Some(edits) => workspace.edit(&path_label(&place), &place, edits),
        None => workspace.put(&place, Some(value)),
    }
}
