//! The frame of list forms: texts, add button, errors, empty message.

use leptos::prelude::*;

use super::adder::{AddButton, AdderLabels};
use super::head::{FormBody, FormHead};
use crate::ui::control::{Empty, Select, SelectOption};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::Refusal;
use crate::ui::field::actions::FormActions;
use crate::ui::route::Route;

/// Texts of a list form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListLabels {
    /// Texts of the field that adds an entry.
    pub new: AdderLabels,
    /// Message for an empty list.
    pub empty: &'static str,
}

impl ListLabels {
    /// No texts.
    pub const NONE: ListLabels = ListLabels { new: AdderLabels { add: "", field: "", name: "" }, empty: "" };
}

/// The frame of a list form: head with the add button, error, message for an empty list.
#[component]
pub fn ListForm(
    /// Route of the form. A section of a config has a note if no config set runs the config.
    place: Route,
    labels: &'static ListLabels,
    /// True while there is no entry.
    #[prop(into)]
    none: Signal<bool>,
    actions: FormActions,
    /// The entries, and content below them.
    children: Children,
) -> impl IntoView {
    let config = matches!(place, Route::Init { .. }).then(|| place.path().parent().unwrap_or_default());
    view! {
        <FormHead place=place><AddButton asked=&labels.new/></FormHead>
        <FormBody>
            {config.map(|config| view! { <Diagnostics at=config subject="config"/> })}
            <Refusal why=actions.refused/>
            <Show when=move || none.get()><Empty text=labels.empty/></Show>
            {children()}
        </FormBody>
    }
}

/// The manager that a new package or service gets, before its name.
#[component]
pub fn ManagerChoice(
    id: &'static str,
    words: &'static [&'static str],
    /// The one that is chosen.
    manager: RwSignal<String>,
) -> impl IntoView {
    let answers: Vec<SelectOption> = words.iter().map(|word| SelectOption::word(*word)).collect();
    let set = move |word: Option<String>| manager.set(word.unwrap_or_default());
    view! {
        <div>
            <label for=id>"Manager"</label>
            <Select class="in mono" id=id answers=answers chosen=Signal::derive(move || Some(manager.get())) set=set/>
        </div>
    }
}
