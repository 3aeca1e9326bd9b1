//! Commands to run after the deployment, each with a copy button.

use leptos::prelude::*;

use super::state::{Copied, Deployment};
use crate::deploy::FollowUp;
use crate::ui::icon::{Icon, Svg};

#[component]
pub(super) fn Afterwards() -> impl IntoView {
    let after = Deployment::expect().after;
    view! {
        <div class="sect"><h3>"Afterwards"</h3></div>
        <ul class="after">
            {move || {
                let rows = after.get().into_iter().enumerate();
                rows.map(|(place, after)| view! { <Row place=place after=after/> }).collect_view()
            }}
        </ul>
    }
}

#[component]
fn Row(
    /// Position in the list.
    place: usize,
    after: FollowUp,
) -> impl IntoView {
    let deployment = Deployment::expect();
    let FollowUp { title, line } = after;
    let text = Memo::new(move |_| match deployment.shell.get().write(std::slice::from_ref(&line)) {
        Ok(script) => script.text(),
        Err(why) => why.to_string(),
    });
    let done = move || deployment.is_copied(Copied::After(place));
    let name = format!("Copy: {}", title.to_lowercase());
    view! {
        <li>
            <span>{title}</span>
            <code class="cut" title=text>{text}</code>
            <button class="btn bare sm icon" class:is-done=done aria-label=name
                on:click=move |_| deployment.copy(Copied::After(place), &text.get_untracked())>
                {move || view! { <Svg icon=if done() { Icon::Check } else { Icon::Copy }/> }}
            </button>
        </li>
    }
}
