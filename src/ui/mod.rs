//! The page: the only place that knows Leptos and the browser.

pub mod browser;
pub mod editor;
pub mod field;
pub mod form;
pub mod icon;
pub mod workspace;

use leptos::prelude::*;

/// Mounts the workbench into the body of the page.
pub fn mount() {
    leptos::mount::mount_to_body(|| {
        let workspace = workspace::Workspace::provide();
        view! { <p>"cf-init Designer"</p><pre>{move || workspace.with(|document| document.text().to_string())}</pre> }
    });
}
