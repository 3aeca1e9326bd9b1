//! The page: the only place that knows Leptos and the browser.

mod boot;
pub mod browser;
mod catalog;
mod changes;
mod command;
pub mod control;
pub mod convert;
mod deploy;
mod designs;
mod diagnostic;
mod diagram;
mod dialog;
mod doctor;
pub mod editor;
mod events;
pub mod field;
pub mod focus;
pub mod form;
mod given;
pub mod icon;
mod impact;
mod later;
mod open;
pub mod outline;
mod palette;
mod pane;
mod part;
mod problems;
pub mod propose;
mod recipe;
pub mod rescue;
pub mod route;
mod share;
mod signal;
pub mod store;
mod symbol;
mod tour;
pub mod workspace;

use leptos::prelude::*;
use workspace::{Begun, Workspace};

/// Mounts the workbench with the design that was open last.
pub async fn mount() {
    rescue::prepare();
    let started = store::started().await;
    let is_first = started.opened.is_none() && designs::begin();
    // Until the list is there, the page shows what index.html has in its place.
    if designs::is_here() {
        designs::load().await;
    }
    let begun = Begun::with(started.opened).await;
    leptos::mount::mount_to_body(move || {
        let workspace = Workspace::provide(begun);
        workspace.begin(started.refused, started.recovered);
        tour::Tour::provide(is_first);
        view! { <pane::Shell/> }
    });
}
