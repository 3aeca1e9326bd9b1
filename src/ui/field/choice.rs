//! Fields with a fixed set of answers: a word of a list, a resource of the template, yes or no. A value that is no
//! answer, such as a function, is shown in a text field.

use leptos::prelude::*;

use super::id::{field_id, help_id};
use super::row::Refusal;
use super::text::OrText;
use crate::document::{Path, Value};
use crate::recipe::reference;
use crate::template::value::line::{LineFunction, LineValue};
use crate::template::{Template, boolean};
use crate::ui::control::{Select, SelectOption};
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// The answer that leads to the text field.
const OTHER: &str = "\u{2026}";

/// A select that writes the value of an answer; no answer removes the value.
#[component]
pub fn ValueSelect(
    at: Path,
    #[prop(into)] answers: Signal<Vec<SelectOption>>,
    /// The one that is written.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// The value that an answer writes.
    #[prop(into)]
    value_of: Callback<String, Value>,
    /// Set to true for a value that is no answer; with it the last answer leads to the text field.
    #[prop(optional)]
    other: Option<RwSignal<bool>>,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let (id, help, path) = (field_id(&at), help_id(&at), StoredValue::new(at));
    let last = other.map(|_| SelectOption::new(OTHER, "Something else\u{2026}"));
    let answers = Signal::derive(move || answers.get().into_iter().chain(last.clone()).collect::<Vec<_>>());
    let set = move |word: Option<String>| {
        let at = path.get_value();
        if let Some(other) = other.filter(|_| word.as_deref() == Some(OTHER)) {
            other.set(true);
            return focus_soon(field_id(&at));
        }
        refused.set(workspace.put(&at, word.map(|word| value_of.run(word))).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    let entered = move |()| workspace.linked.set(Some(path.get_value()));
    view! {
        <Select answers=answers chosen=chosen set=set id=id nostrip:name=name help=help entered=entered class="in mono"/>
        <Refusal why=refused/>
    }
}

/// A choice among words. A word that is none of them stays.
#[component]
pub fn SelectField(
    at: Path,
    #[prop(into)] options: Signal<Vec<String>>,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// What no answer means, such as "plain (default)"; without it there has to be one.
    #[prop(optional, into)]
    unset: Option<String>,
) -> impl IntoView {
    let held = Workspace::expect().memo_with(&at, LineValue::of);
    let fits = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nothing | LineValue::Literal(_))));
    let chosen = Memo::new(move |_| held.with(|held| (*held != LineValue::Nothing).then(|| held.text().to_string())));
    let first = unset.map_or_else(|| SelectOption::hidden("not set"), SelectOption::none);
    let answers = Signal::derive(move || {
        let mut words = options.get();
        words.extend(chosen.get().filter(|chosen| !words.contains(chosen)));
        std::iter::once(first.clone()).chain(words.into_iter().map(SelectOption::word)).collect::<Vec<_>>()
    });
    let own = StoredValue::new((at.clone(), name.clone()));
    let key = name.unwrap_or_else(|| at.last_key().unwrap_or_default().to_string());
    view! {
        <OrText at=at fits=fits name=key>
            <ValueSelect
                at=own.get_value().0 answers=answers chosen=chosen value_of=Value::from nostrip:name=own.get_value().1
            />
        </OrText>
    }
}

/// A choice among the resources of some types, and the parameters that ask for one.
#[component]
pub fn ResourceField(
    /// Where the reference is.
    at: Path,
    /// The types that can be meant.
    types: &'static [&'static str],
) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo_of_shape(move |document| reference::candidates(Template::of(document), types));
    let held = workspace.memo_with(&at, LineValue::of);
    let meant = workspace.memo_with(&at, |document, at| reference::referred(document, at).map(str::to_string));
    let other = RwSignal::new(false);
    let fits = Memo::new(move |_| {
        let known = names.with(|names| meant.with(|meant| meant.as_ref().is_some_and(|name| names.contains(name))));
        let plain = held.with(|held| matches!(held.function(), Some(LineFunction::Ref | LineFunction::GetAtt)));
        let empty = held.with(|held| *held == LineValue::Nothing) && names.with(|names| !names.is_empty());
        !other.get() && (known && plain || empty)
    });
    let answers = Signal::derive(move || {
        let names = names.get().into_iter().map(SelectOption::word);
        std::iter::once(SelectOption::none("not set")).chain(names).collect::<Vec<_>>()
    });
    let value_of = move |name: String| workspace.with_untracked(|document| reference::reference(document, &name));
    let (own, key) = (StoredValue::new(at.clone()), at.last_key().unwrap_or_default().to_string());
    view! {
        <OrText at=at fits=fits name=key>
            <ValueSelect at=own.get_value() answers=answers chosen=meant value_of=value_of other=other/>
        </OrText>
    }
}

/// True, false, or not set.
#[component]
pub fn TriState(
    at: Path,
    /// Label of true.
    yes: &'static str,
    /// Label of false.
    no: &'static str,
    /// Label of an absent value, with the default.
    unset: &'static str,
) -> impl IntoView {
    let workspace = Workspace::expect();
    // `None` for a value that is neither.
    let answer = workspace.memo_with(&at, move |document, at| match document.node(at).filter(|node| !node.is_null()) {
        None => Some(None),
        Some(node) => boolean(node).map(Some),
    });
    let fits = Memo::new(move |_| answer.with(Option::is_some));
    let refused = RwSignal::new(None::<String>);
    let path = StoredValue::new(at.clone());
    let choose = move |value: Option<bool>| refused.set(workspace.put_step(&path.get_value(), value.map(Value::Bool)));
    let button = move |(index, text, value): (usize, &'static str, Option<bool>)| {
        let name = field_id(&path.get_value());
        let id = if index == 0 { name.clone() } else { format!("{name}{index}") };
        view! {
            <label class="seg-i">
                <input
                    type="radio" id=id name=name class="sr" prop:checked=move || answer.get() == Some(value)
                    on:change=move |_| choose(value)
                    on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                />
                <span>{text}</span>
            </label>
        }
    };
    view! {
        <OrText at=at fits=fits name="Value">
            <div class="seg is-radio">{[(0, yes, Some(true)), (1, no, Some(false)), (2, unset, None)].map(button)}</div>
            <Refusal why=refused/>
        </OrText>
    }
}
