//! Fields with a fixed set of answers: a list of words, yes or no.

use leptos::prelude::*;

use super::function::NestedValue;
use super::row::{Refusal, field_id, help_id};
use super::text::TextField;
use crate::document::{Document, Path, Value};
use crate::template::boolean;
use crate::template::value::line::LineValue;
use crate::ui::workspace::Workspace;

/// A choice among words. A function in its place is shown as a text field shows it; a word that is none of them stays.
#[component]
pub fn SelectField(
    /// Where the value is.
    at: Path,
    /// The words.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Its name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// What no answer means, such as "plain (default)"; without it there has to be one.
    #[prop(optional, into)]
    unset: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let held = workspace.memo(move |document| LineValue::of(document, &own));
    let word = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nothing | LineValue::Literal(_))));
    move || {
        if word.get() {
            view! { <Words at=at.clone() held=held options=options name=name.clone() unset=unset.clone()/> }.into_any()
        } else {
            let name = name.clone().unwrap_or_else(|| at.last_key().unwrap_or_default().to_string());
            view! { <TextField at=at.clone() name=name/> }.into_any()
        }
    }
}

#[component]
fn Words(
    at: Path,
    held: Memo<LineValue>,
    options: Signal<Vec<String>>,
    name: Option<String>,
    unset: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| held.with(|held| held.text().to_string()));
    let none = Memo::new(move |_| held.with(|held| *held == LineValue::Nothing));
    let words = move || {
        let mut words = options.get();
        let current = current.get();
        if !none.get() && !words.contains(&current) {
            words.push(current);
        }
        words
    };
    let (own, id, help) = (at.clone(), field_id(&at), help_id(&at));
    let choose = move |(word, unset): (String, bool)| {
        let value = (!unset).then(|| Value::from(word));
        refused.set(workspace.put(&at, value).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    let may_be_unset = unset.is_some();
    view! {
        <select
            class="in mono" id=id aria-label=name aria-describedby=help
            on:focusin=move |_| workspace.linked.set(Some(own.clone()))
            on:change:target=move |ev| {
                let select = ev.target();
                choose((select.value(), may_be_unset && select.selected_index() == 0));
            }
        >
            {unset.map(|unset| view! { <option value="" prop:selected=none>{unset}</option> })}
            {(!may_be_unset).then(|| view! { <option value="" hidden prop:selected=none>"not set"</option> })}
            <For each=words key=|word| word.clone() let:word>
                {
                    let own = word.clone();
                    let chosen = move || !none.get() && current.with(|current| *current == own);
                    view! { <option value=word.clone() prop:selected=chosen>{word.clone()}</option> }
                }
            </For>
        </select>
        <Refusal why=refused/>
    }
}

/// Yes or no, written as `true` or `false`.
#[component]
pub fn Switch(
    /// Where the value is.
    at: Path,
    /// What it says, beside the switch.
    #[prop(into)]
    text: String,
    /// What holds while nothing is written.
    #[prop(optional)]
    default: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let held = workspace.memo(move |document| LineValue::of(document, &own));
    let own = at.clone();
    let on = workspace.memo(move |document| truth(document, &own).unwrap_or(default));
    let word = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nothing | LineValue::Literal(_))));
    let refused = RwSignal::new(None::<String>);
    move || {
        if !word.get() {
            return view! { <NestedOrText at=at.clone() held=held/> }.into_any();
        }
        let (own, id) = (at.clone(), field_id(&at));
        let path = at.clone();
        view! {
            <label class="tick">
                <input
                    type="checkbox" role="switch" id=id prop:checked=on
                    on:focusin=move |_| workspace.linked.set(Some(own.clone()))
                    on:change:target=move |ev| {
                        let value = Value::Bool(ev.target().checked());
                        refused.set(workspace.put(&path, Some(value)).err().map(|why| why.to_string()));
                        workspace.close_step();
                    }
                />
                <span>{text.clone()}</span>
            </label>
            <Refusal why=refused/>
        }
        .into_any()
    }
}

/// A function where a word could stand.
#[component]
fn NestedOrText(at: Path, held: Memo<LineValue>) -> impl IntoView {
    if held.with_untracked(|held| matches!(held, LineValue::Nested(_))) {
        view! { <NestedValue at=at/> }.into_any()
    } else {
        let name = at.last_key().unwrap_or_default().to_string();
        view! { <TextField at=at name=name/> }.into_any()
    }
}

/// Whether the scalar says yes, as CloudFormation and cfn-init read it.
fn truth(document: &Document, at: &Path) -> Option<bool> {
    document.node(at).filter(|node| !node.is_null()).and_then(boolean)
}
