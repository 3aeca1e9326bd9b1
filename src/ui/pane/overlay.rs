//! The skip link, the toast, and the live region for screen readers.

use leptos::prelude::*;

use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Link that skips the bar and the outline.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = move |ev: web_sys::MouseEvent| {
        // The hash of the address belongs to the open form.
        ev.prevent_default();
        focus_on("#form-title");
    };
    view! { <a class="skip" href="#form-title" on:click=skip>"Skip to the form"</a> }
}

/// Toast with an Undo button.
#[component]
pub fn Toast() -> impl IntoView {
    let workspace = Workspace::expect();
    let toast = workspace.toasted();
    move || {
        toast.get().map(|text| {
            view! {
                <div class="toast" role="group" aria-label="Last change">
                    <span>{text}</span>
                    <button type="button" class="btn sm" on:click=move |_| workspace.undo()>"Undo"</button>
                    <button type="button" class="btn sm icon" aria-label="Close" on:click=move |_| toast.set(None)>
                        <Svg icon=Icon::Cross/>
                    </button>
                </div>
            }
        })
    }
}

/// Live region with the last announcement.
#[component]
pub fn Announcer() -> impl IntoView {
    let workspace = Workspace::expect();
    view! { <div class="sr" role="status" aria-live="polite">{move || workspace.announced().get()}</div> }
}
