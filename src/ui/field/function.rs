//! Functions in a field: the choice between literal and function, and what is too deep for a line.

use leptos::prelude::*;

use super::held::{Held, Simple, value_for};
use crate::document::{Path, Value};
use crate::ui::workspace::Workspace;

/// Names that every template may refer to. Source: AWS page "Pseudo parameters reference".
const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// "Text", "!Ref", "!Sub" …: how the value is given.
#[component]
pub(super) fn AsSelect(
    /// Where the value is.
    at: Path,
    /// What stands there.
    held: Memo<Held>,
    /// The field's name, where no label of a row names it.
    name: Option<String>,
    /// Why a change was refused.
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let function = Memo::new(move |_| held.with(Held::function));
    let label = match name.as_deref().or(at.last_key()) {
        Some(name) => format!("{name} is given as"),
        None => "Given as".to_string(),
    };
    let own = at.clone();
    let choose = move |tag: String| {
        let text = held.with_untracked(|held| held.text().to_string());
        let function = Simple::of_tag(&tag);
        let (place, value) =
            workspace.with_untracked(|document| value_for(document, &at, function, &text, Value::from(text.as_str())));
        workspace.close_step();
        refused.set(workspace.put(&place, Some(value)).err().map(|why| why.to_string()));
        workspace.close_step();
    };
    view! {
        <select
            class="as" aria-label=label.clone() title=label
            on:change:target=move |ev| choose(ev.target().value())
            on:focusin=move |_| workspace.linked.set(Some(own.clone()))
        >
            <option value="" prop:selected=move || function.get().is_none()>"Text"</option>
            {Simple::ALL.map(|simple| view! {
                <option value=simple.tag() prop:selected=move || function.get() == Some(simple)>{simple.tag()}</option>
            })}
        </select>
    }
}

/// What an input offers: names where a `!Ref` or `!GetAtt` stands, else the values of the field.
#[component]
pub(super) fn ReferenceNames(
    /// Id of the list.
    id: String,
    /// The function in the field.
    function: Memo<Option<Simple>>,
    /// Values of the field.
    suggest: Signal<Vec<String>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let names = Memo::new(move |_| match function.get() {
        Some(Simple::Ref) => {
            let mut names = workspace.with(|document| {
                ["Parameters", "Resources"]
                    .into_iter()
                    .flat_map(|section| document.root().and_then(|root| root.get(section)))
                    .flat_map(|section| section.entries())
                    .map(|entry| entry.key().to_string())
                    .collect::<Vec<_>>()
            });
            names.extend(PSEUDO.map(String::from));
            names
        }
        Some(Simple::Sub | Simple::GetAtt | Simple::ImportValue) => Vec::new(),
        None => suggest.get(),
    });
    view! {
        <datalist id=id>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <option value=name></option>
            </For>
        </datalist>
    }
}

/// A value that a line cannot hold: its text, read-only.
#[component]
pub(super) fn NestedValue(
    /// Where the value is.
    at: Path,
    /// What stands there.
    held: Memo<Held>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let id = super::row::field_id(&at);
    let own = at;
    let text = move || {
        held.with(|held| match held {
            Held::Nested(text) => text.clone(),
            Held::Nothing | Held::Literal(_) | Held::Function(..) => String::new(),
        })
    };
    view! {
        <div class="value is-nested">
            <code class="nested" id=id tabindex="0" role="group" aria-label="Value, read only here"
                title="Read only here: change it in the text that you download"
                on:focusin=move |_| workspace.linked.set(Some(own.clone()))>{text}</code>
        </div>
    }
}
