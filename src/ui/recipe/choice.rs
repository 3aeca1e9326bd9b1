//! Options of a dialog: a choice from a list, a line of text, one of two answers. They hold what is chosen; nothing is
//! written.

use leptos::prelude::*;

/// A choice from a list of values with their names.
#[component]
pub(super) fn Select(
    /// Id of the control.
    id: &'static str,
    /// Its name.
    label: &'static str,
    /// Values, each with its name.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The value chosen.
    chosen: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="opt">
            <label for=id>{label}</label>
            <select class="in" id=id on:change:target=move |ev| chosen.set(ev.target().value())>
                <For each=move || options.get() key=|option| option.clone() let:option>
                    {
                        let (value, name) = option;
                        let own = value.clone();
                        let is_chosen = move || chosen.with(|chosen| *chosen == own);
                        view! { <option value=value prop:selected=is_chosen>{name}</option> }
                    }
                </For>
            </select>
        </div>
    }
}

/// A line of text.
#[component]
pub(super) fn Line(
    /// Id of the control.
    id: &'static str,
    /// Its name.
    label: &'static str,
    /// A sentence about it.
    help: &'static str,
    /// The text.
    text: RwSignal<String>,
) -> impl IntoView {
    let help_id = format!("{id}-help");
    view! {
        <div class="opt">
            <label for=id>{label}</label>
            <input
                class="in mono" id=id type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
                aria-describedby=help_id.clone() prop:value=text on:input:target=move |ev| text.set(ev.target().value())
            />
            <p class="help" id=help_id>{help}</p>
        </div>
    }
}

/// An answer that is given or not.
#[component]
pub(super) fn Tick(
    /// What it says.
    label: &'static str,
    /// A few words more.
    help: &'static str,
    /// Whether it is ticked.
    on: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=on on:change:target=move |ev| on.set(ev.target().checked())/>
            <span>{label} " " <span class="dim">{help}</span></span>
        </label>
    }
}

/// Words as values that are their own names.
pub(super) fn words(all: &[&str]) -> Signal<Vec<(String, String)>> {
    Signal::stored(all.iter().map(|word| (word.to_string(), word.to_string())).collect::<Vec<_>>())
}
