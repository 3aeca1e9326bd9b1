//! Where the user is: the open form, its address, and the form that was open last for a visitor who comes back.

use leptos::prelude::*;

use super::Workspace;
use crate::ui::browser;
use crate::ui::route::Route;

/// Storage key of the design's id and the address of its form, with a blank between.
const PLACE: &str = "cf-init.place";

/// The form that was open last, if it was one of this design.
pub(super) fn last_place(design: &str) -> Option<Route> {
    let stored = browser::stored(PLACE)?;
    let (id, hash) = stored.split_once(' ')?;
    Route::from_hash(hash).filter(|_| id == design)
}

impl Workspace {
    /// Route of the open form.
    pub fn selected(&self) -> Route {
        self.selected.get()
    }

    /// Route of the open form; for event handlers.
    pub fn selected_now(&self) -> Route {
        self.selected.get_untracked()
    }

    /// Opens the form of a route, as a step of the browser's history.
    pub fn select(&self, place: Route) {
        browser::set_hash(&place.to_hash());
        self.arrive(place);
    }

    /// Opens the form of the caret's entry without a step of the browser's history.
    pub fn follow(&self, place: Route) {
        if self.selected_now() != place {
            browser::replace_hash(&place.to_hash());
            self.selected.set(place);
            self.remember_place();
        }
    }

    /// Opens the form of the URL hash.
    pub fn follow_hash(&self) {
        if let Some(place) = Route::from_hash(&browser::hash()) {
            self.arrive(place);
        }
    }

    fn arrive(&self, place: Route) {
        self.close_step();
        if self.selected.with_untracked(|selected| *selected != place) {
            if self.steps.with_untracked(|(undo, _)| undo.is_some()) {
                // What was found when it was opened is no longer what there is.
                self.found.set(None);
            }
            self.linked.set(None);
            self.selected.set(place);
            self.remember_place();
        }
    }

    /// Keeps the open form for the next visit; at once, for a page that goes away may be too late.
    pub(super) fn remember_place(&self) {
        let (id, hash) = (self.design_untracked().id, self.selected_now().to_hash());
        // Where the browser refuses, the next visit begins with the facts of the template.
        let _ = browser::store(PLACE, &format!("{id} {hash}"));
    }
}
