//! The form that was open last, for a visitor who comes back without an address.

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
    /// Keeps the open form for the next visit.
    pub fn remember_place(&self) {
        let (id, hash) = (self.design_untracked().id, self.selected_now().to_hash());
        // Where the browser refuses, the next visit begins with the facts of the template.
        let _ = browser::store(PLACE, &format!("{id} {hash}"));
    }
}
