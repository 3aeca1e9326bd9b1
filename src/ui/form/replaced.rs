//! The switch for `${…}` in a text: adds and removes `Fn::Sub` around it.

use leptos::prelude::*;

use crate::document::Path;
use crate::template::content;
use crate::ui::control::Tick;
use crate::ui::field::actions::FormActions;

/// The tick for the text at a path.
#[component]
pub fn Replaced(
    at: Path,
    /// True if it is replaced; `None` without a text.
    #[prop(into)]
    on: Signal<Option<bool>>,
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
            <Tick on=Signal::derive(move || on.get() == Some(true)) set=toggle>
                <span>"Replace "<code class="sub is-chip">"${…}"</code></span>
            </Tick>
        </Show>
    }
}
