//! What an update from the baseline of the Changes tab does, for the tab and for the fields of forms.
//!
//! The Changes tab sets it after a pause of typing; [`crate::impact`] works it out.

use std::sync::Arc;

use leptos::prelude::*;

use crate::document::Document;
use crate::impact::{Impact, PropertyImpact};
use crate::template::evaluate::ParameterValues;

/// Larger texts are looked at only while the tab is shown, in bytes.
pub const BACKGROUND_MOST: usize = 256 * 1024;

/// State of the page, provided as context.
#[derive(Clone, Copy)]
pub struct UpdateImpact(RwSignal<Option<Arc<Impact>>>);

impl UpdateImpact {
    /// Makes the state of this page and gives it to all components below.
    pub fn provide() -> UpdateImpact {
        let state = UpdateImpact(RwSignal::new(None));
        provide_context(state);
        state
    }

    /// The state of this page.
    pub fn expect() -> UpdateImpact {
        expect_context()
    }

    /// The impact; `None` if there is nothing to compare with, or if one of the texts cannot be read.
    pub fn get(&self) -> Option<Arc<Impact>> {
        self.0.get()
    }

    /// What the change of a property of a resource does; `None` if it is as it was.
    pub fn of_property(&self, id: &str, key: &str) -> Option<PropertyImpact> {
        self.0.with(|impact| {
            let parts = &impact.as_ref()?.of(id)?.properties;
            parts.iter().find(|part| part.at.iter().map(String::as_str).eq(["Properties", key])).cloned()
        })
    }

    /// Works it out anew, with these values of parameters in both texts.
    pub fn update(&self, old: &Document, new: &Document, given: &ParameterValues) {
        let is_readable = old.syntax_error().is_none() && new.syntax_error().is_none();
        let found = is_readable.then(|| Arc::new(Impact::between(old, new, given)));
        if self.0.with_untracked(|before| before.as_deref() != found.as_deref()) {
            self.0.set(found);
        }
    }

    /// There is nothing to compare with.
    pub fn clear(&self) {
        if self.0.with_untracked(Option::is_some) {
            self.0.set(None);
        }
    }
}
