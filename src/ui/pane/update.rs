//! The notice that a newer build of the page is ready. Knows no document.
//!
//! `public/offline.js` tells of the build with the event `cf-init:update` and takes `cf-init:activate` as the answer.

use leptos::prelude::*;
use web_sys::Event;

use crate::ui::events::on_window;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// A notice with a button that loads the newer build of the page; nothing until there is one.
#[component]
pub fn Update() -> impl IntoView {
    let workspace = Workspace::expect();
    let ready = RwSignal::new(false);
    on_window("cf-init:update", move |_| {
        ready.set(true);
        workspace.announce("A newer version of this page is ready.");
    });
    let load = move |_| {
        workspace.flush();
        if let Ok(event) = Event::new("cf-init:activate") {
            let _ = window().dispatch_event(&event);
        }
    };
    move || {
        ready.get().then(|| {
            view! {
                <div class="notice note" role="group" aria-label="Newer version">
                    <Svg icon=Icon::Alert/>
                    <span>"A newer version of this page is ready. Your text stays."</span>
                    <span class="row">
                        <button type="button" class="btn sm" on:click=load>"Reload"</button>
                        <button type="button" class="btn sm icon" aria-label="Later" on:click=move |_| ready.set(false)>
                            <Svg icon=Icon::Cross/>
                        </button>
                    </span>
                </div>
            }
        })
    }
}
