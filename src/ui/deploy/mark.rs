//! The marks of this dialog: a tick, and the eye that sees nothing.

use leptos::prelude::*;

/// The mark of what is as it should be.
#[component]
pub(super) fn GoodMark() -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 8.2l2 2 3.6-4"></path>
        </svg>
        <span class="sr">"Good: "</span>
    }
}

/// The mark of a value that is not shown.
#[component]
pub(super) fn HiddenMark() -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 8s2.2-4.2 6-4.2S14 8 14 8s-2.2 4.2-6 4.2S2 8 2 8zM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM3 13 13 3"></path>
        </svg>
    }
}
