//! Fields of the options of a proposal: numbers and texts as they are typed, and ticks.

use leptos::prelude::*;

/// A field for a line of text.
#[component]
pub fn Line(
    /// Id of the input.
    id: &'static str,
    /// Its name.
    label: &'static str,
    /// The text.
    text: RwSignal<String>,
    /// What keyboards of phones show: "numeric" or "text".
    mode: &'static str,
) -> impl IntoView {
    view! {
        <div>
            <label for=id>{label}</label>
            <input
                class="in" id=id type="text" inputmode=mode autocomplete="off" spellcheck="false" autocapitalize="off"
                prop:value=move || text.get()
                on:input:target=move |ev| text.set(ev.target().value())
            />
        </div>
    }
}

/// A tick with its words.
#[component]
pub fn Tick(
    /// Its words.
    #[prop(into)]
    label: String,
    /// Whether it is set.
    #[prop(into)]
    on: Signal<bool>,
    /// Takes what it is set to.
    #[prop(into)]
    set: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=on on:change:target=move |ev| set.run(ev.target().checked())/>
            <span>{label}</span>
        </label>
    }
}

/// A whole number as it was typed.
///
/// # Errors
/// A sentence that says which field wants one.
pub fn number(label: &str, text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| format!("{label} is a whole number."))
}
