//! The field that adds an entry: a name and a button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::control::DraftInput;
use crate::ui::icon::{Icon, Svg};

/// Texts of the field that adds an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdderLabels {
    /// Label of the button: "Add a file".
    pub add: &'static str,
    /// Id of the field.
    pub field: &'static str,
    /// Label of the field: "Path of the new file".
    pub name: &'static str,
}

/// A field for a new name with a button; Enter adds too. The name stays if it was refused.
#[component]
pub fn Adder(
    asked: &'static AdderLabels,
    /// Takes the name; false if it was refused.
    #[prop(into)]
    add: Callback<String, bool>,
    /// A choice before the name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let draft = RwSignal::new(String::new());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let name = draft.get_untracked().trim().to_string();
        if name.is_empty() {
            focus(asked.field);
        } else if add.run(name) {
            draft.set(String::new());
        }
    };
    view! {
        <form class="adder" on:submit=submit>
            {children.map(|children| children())}
            <div class="adder-name">
                <label for=asked.field>{asked.name}</label>
                <DraftInput id=asked.field draft=draft/>
            </div>
            // The button of the heading, which leads here, has the other name.
            <button type="submit" class="btn" aria-label=format!("{} as entered", asked.add)><Svg icon=Icon::Plus/>"Add"</button>
        </form>
    }
}

/// The button at the right of a form's heading: leads to the field where a name is asked for.
#[component]
pub fn AddButton(
    /// Label, and the field.
    asked: &'static AdderLabels,
) -> impl IntoView {
    view! {
        <button type="button" class="btn sm" on:click=move |_| focus(asked.field)><Svg icon=Icon::Plus/>{asked.add}</button>
    }
}

/// At once, and not with the next paint: what is typed after the click belongs into the field.
fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
