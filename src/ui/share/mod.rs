//! Sharing a design as a link, and opening a link. [`crate::share`] decides what a link contains.

mod made;
mod opened;

use leptos::prelude::*;

use super::dialog::SmallDialog;
use super::icon::{Icon, Svg};
use super::later::dialog_while;
use super::part::part;
use super::workspace::Workspace;
use made::Made;
use opened::Refused;
pub use opened::follow_links;

/// State of sharing, provided as context.
#[derive(Clone, Copy)]
pub struct Sharing {
    /// True while the dialog with the link is open.
    open: RwSignal<bool>,
    /// True while it is said why a link was not opened.
    refused: RwSignal<bool>,
    /// Reason, as a sentence.
    why: RwSignal<String>,
}

impl Sharing {
    /// Gives the state of sharing to all components below.
    pub fn provide() -> Sharing {
        let sharing =
            Sharing { open: RwSignal::new(false), refused: RwSignal::new(false), why: RwSignal::new(String::new()) };
        provide_context(sharing);
        sharing
    }

    /// The state of sharing.
    pub fn expect() -> Sharing {
        expect_context()
    }

    /// Shows the dialog with the link.
    pub fn open(&self) {
        self.open.set(true);
    }
}

/// The button in the bar.
#[component]
pub fn ShareButton() -> impl IntoView {
    let sharing = Sharing::expect();
    view! {
        <button type="button" class="btn bare hide-s" aria-label="Share" title="Share the design as a link"
            aria-haspopup="dialog" on:click=move |_| sharing.open()>
            <Svg icon=Icon::Share/>
            <span class="hide-m">"Share"</span>
        </button>
    }
}

/// Both dialogs: the link, and why a link was not opened.
#[component]
pub fn ShareDialogs() -> impl IntoView {
    let sharing = Sharing::expect();
    view! {
        {dialog_while(sharing.open, move || link(sharing))}
        {dialog_while(sharing.refused, move || refusal(sharing))}
    }
}

part! {
    dialogs: fn link(sharing: Sharing) -> AnyView {
        let workspace = Workspace::expect();
        let title = Signal::derive(move || match workspace.stack_name.get() {
            name if name.trim().is_empty() => "Share the design".to_string(),
            name => format!("Share {name}"),
        });
        view! { <SmallDialog id="share-title" title=title open=sharing.open><Made/></SmallDialog> }.into_any()
    }

    dialogs: fn refusal(sharing: Sharing) -> AnyView {
        view! {
            <SmallDialog id="refused-title" title="This link was not opened" open=sharing.refused><Refused/></SmallDialog>
        }
        .into_any()
    }
}
