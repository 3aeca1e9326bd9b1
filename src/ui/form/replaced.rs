//! Whether CloudFormation replaces `${…}` in a text: the text stays, `Fn::Sub` comes and goes.

use leptos::prelude::*;

use super::actions::FormActions;
use crate::document::Path;
use crate::template::content;

/// The tick for the text at a path.
#[component]
pub fn Replaced(
    /// The text.
    at: Path,
    /// Whether it is replaced; `None` where no text stands.
    #[prop(into)]
    on: Signal<Option<bool>>,
    /// What it does it with.
    actions: FormActions,
) -> impl IntoView {
    let path = StoredValue::new(at);
    let toggle = move |on: bool| {
        let at = path.get_value();
        let recipe = if on { content::substitute } else { content::leave };
        actions.make("replacement of ${…}", &at, |document| recipe(document, &at));
    };
    view! {
        <Show when=move || on.get().is_some()>
            <label class="tick">
                <input type="checkbox" prop:checked=move || on.get() == Some(true)
                    on:change:target=move |ev| toggle(ev.target().checked())/>
                <span>"Replace "<code class="sub is-chip">"${…}"</code></span>
            </label>
        </Show>
    }
}
