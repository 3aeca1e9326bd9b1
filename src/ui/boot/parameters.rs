//! Values for the parameters of the template, in place of their defaults: those that the deploy dialog begins with.

use leptos::prelude::*;

use super::state::BootChoice;
use crate::template::Template;
use crate::ui::workspace::Workspace;

/// Fields of the parameters; nothing without parameters. NoEcho parameters have none.
#[component]
pub(super) fn Parameters() -> impl IntoView {
    let workspace = Workspace::expect();
    let choice = BootChoice::expect();
    let parameters = Memo::new(move |_| {
        workspace.track_debounced();
        workspace.with_untracked(|document| {
            let all = Template::of(document).parameters().filter(|parameter| !parameter.no_echo());
            let row = |parameter: crate::template::Parameter<'_>| {
                (parameter.name().to_string(), parameter.default().unwrap_or_default().to_string())
            };
            all.map(row).collect::<Vec<_>>()
        })
    });
    let field = move |(name, default): (String, String)| {
        let id = format!("boot-parameter-{name}");
        let (shown, set) = (name.clone(), name.clone());
        let value = move || choice.given.signal().with(|given| given.get(&shown).cloned().unwrap_or_default());
        let put = move |value: String| {
            if let Err(why) = choice.given.give(&set, Some(value).filter(|value| !value.is_empty())) {
                workspace.notify(&format!("The value of {set} lasts until the page is left. {why}"));
            }
        };
        view! {
            <label class="plan-value">
                <span>{name}</span>
                <input class="in mono" id=id type="text" autocomplete="off" spellcheck="false" placeholder=default
                    prop:value=value on:change:target=move |ev| put(ev.target().value())/>
            </label>
        }
    };
    view! {
        <Show when=move || !parameters.with(Vec::is_empty)>
            <details class="plan-values">
                <summary>"Parameter values"</summary>
                <div>
                    <For each=move || parameters.get() key=|row| row.clone() children=field/>
                </div>
            </details>
        </Show>
    }
}
