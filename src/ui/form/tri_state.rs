//! Tri-state field: true, false, or not set.

use leptos::prelude::*;

use crate::document::{Path, Value};
use crate::template::boolean;
use crate::ui::field::{Refusal, TextField, field_id};
use crate::ui::workspace::Workspace;

/// Value at a path as a tri-state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Unset,
    Said(bool),
    Function,
}

/// Tri-state field: true, false or absent. A function is shown in a text field.
#[component]
pub fn TriState(
    /// Path of the value.
    at: Path,
    /// Label of true.
    yes: &'static str,
    /// Label of false.
    no: &'static str,
    /// Label of an absent value, with the default.
    unset: &'static str,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let answer = workspace.memo_with(&at, move |document, at| match document.node(at).filter(|node| !node.is_null()) {
        None => Answer::Unset,
        Some(node) => boolean(node).map_or(Answer::Function, Answer::Said),
    });
    let function = Memo::new(move |_| answer.get() == Answer::Function);
    let path = StoredValue::new(at);
    let answers = [(yes, Answer::Said(true)), (no, Answer::Said(false)), (unset, Answer::Unset)];
    move || match function.get() {
        true => view! { <TextField at=path.get_value() name="Value"/> }.into_any(),
        false => view! { <Answers at=path.get_value() answer=answer answers=answers/> }.into_any(),
    }
}

#[component]
fn Answers(at: Path, answer: Memo<Answer>, answers: [(&'static str, Answer); 3]) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let id = field_id(&at);
    let path = StoredValue::new(at);
    let choose = move |value: Answer| {
        let value = match value {
            Answer::Said(value) => Some(Value::Bool(value)),
            Answer::Unset | Answer::Function => None,
        };
        refused.set(workspace.put_step(&path.get_value(), value));
    };
    let buttons = answers.into_iter().enumerate().map(|(index, (text, value))| {
        let own = if index == 0 { id.clone() } else { format!("{id}{index}") };
        let name = id.clone();
        view! {
            <label class="seg-i">
                <input
                    type="radio" id=own name=name class="sr" prop:checked=move || answer.get() == value
                    on:change=move |_| choose(value)
                    on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                />
                <span>{text}</span>
            </label>
        }
    });
    view! { <div class="seg is-radio">{buttons.collect_view()}</div> <Refusal why=refused/> }
}
