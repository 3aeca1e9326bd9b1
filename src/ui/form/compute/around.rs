//! The ways from a group or what it starts from to the resources and configs that belong to it.

use leptos::prelude::*;

use crate::ui::route::related;
use crate::ui::workspace::Workspace;

/// Lines with buttons that open what belongs to the machine with a logical id.
#[component]
pub fn Around(
    /// Its logical id.
    id: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let lines = workspace.memo(move |document| related(document, &id));
    view! {
        <dl class="around">
            {move || lines.get().into_iter().map(|line| view! {
                <div>
                    <dt>{line.word}</dt>
                    <dd>{line.routes.into_iter().map(|(name, route)| {
                        let open = move |_| workspace.select(route.clone());
                        view! { <button type="button" class="btn bare sm" on:click=open><code>{name}</code></button> }
                    }).collect_view()}</dd>
                </div>
            }).collect_view()}
        </dl>
    }
}
