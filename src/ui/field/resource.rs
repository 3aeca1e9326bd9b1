//! A field for one resource of the template: a choice among those that can be meant, or anything else as text.

use leptos::prelude::*;

use super::row::{Refusal, field_id, help_id};
use super::text::TextField;
use crate::document::Path;
use crate::recipe::reference;
use crate::template::Template;
use crate::template::value::line::{LineFunction, LineValue};
use crate::ui::workspace::Workspace;

/// The last answer: whatever is none of the names.
const OTHER: &str = "\u{2026}";

/// A choice among the resources of some types, and the parameters that ask for one. A literal or another function is
/// shown as a text field shows it.
#[component]
pub fn ResourceField(
    /// Where the reference is.
    at: Path,
    /// The types that can be meant.
    types: &'static [&'static str],
    /// Its name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = workspace.memo_of_shape(move |document| reference::candidates(Template::of(document), types));
    let own = at.clone();
    let held = workspace.memo(move |document| LineValue::of(document, &own));
    let own = at.clone();
    let meant = workspace.memo(move |document| reference::referred(document, &own).map(str::to_string));
    let other = RwSignal::new(false);
    let chosen = Memo::new(move |_| {
        let known = names.with(|names| meant.with(|meant| meant.as_ref().is_some_and(|name| names.contains(name))));
        let plain = held.with(|held| matches!(held.function(), Some(LineFunction::Ref | LineFunction::GetAtt)));
        known && plain || held.with(|held| *held == LineValue::Nothing) && names.with(|names| !names.is_empty())
    });
    move || {
        if chosen.get() && !other.get() {
            let name = name.clone();
            view! { <Choice at=at.clone() names=names meant=meant other=other name=name/> }.into_any()
        } else {
            let name = name.clone().unwrap_or_else(|| at.last_key().unwrap_or_default().to_string());
            view! { <TextField at=at.clone() name=name/> }.into_any()
        }
    }
}

#[component]
fn Choice(
    at: Path,
    names: Memo<Vec<String>>,
    meant: Memo<Option<String>>,
    other: RwSignal<bool>,
    name: Option<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let (id, help) = (field_id(&at), help_id(&at));
    let own = at.clone();
    let choose = move |word: String| {
        if word == OTHER {
            other.set(true);
            crate::ui::focus::focus_soon(field_id(&at));
            return;
        }
        let value =
            (!word.is_empty()).then(|| workspace.with_untracked(|document| reference::reference(document, &word)));
        refused.set(workspace.put(&at, value).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    view! {
        <select
            class="in mono" id=id aria-label=name aria-describedby=help
            on:focusin=move |_| workspace.linked.set(Some(own.clone()))
            on:change:target=move |ev| choose(ev.target().value())
        >
            <option value="" prop:selected=move || meant.with(Option::is_none)>"not set"</option>
            <For each=move || names.get() key=|name| name.clone() let:name>
                {
                    let own = name.clone();
                    let selected = move || meant.with(|meant| meant.as_ref() == Some(&own));
                    view! { <option value=name.clone() prop:selected=selected>{name.clone()}</option> }
                }
            </For>
            <option value=OTHER>"Something else\u{2026}"</option>
        </select>
        <Refusal why=refused/>
    }
}
