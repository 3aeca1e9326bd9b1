//! The page: the only place that knows Leptos and the browser.

pub mod browser;
pub mod convert;
mod deploy;
mod dialog;
pub mod editor;
pub mod field;
pub mod form;
pub mod icon;
mod pane;
pub mod rescue;
mod share;
pub mod workspace;

use leptos::prelude::*;

/// Mounts the workbench into the body of the page.
pub fn mount() {
    rescue::prepare();
    leptos::mount::mount_to_body(|| {
        workspace::Workspace::provide();
        view! { <pane::Shell/> }
    });
}
