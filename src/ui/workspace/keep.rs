//! Keeping the text in this browser, without holding up who types.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Workspace;
use crate::ui::browser;

/// Pause after the last edit before the text is kept, in milliseconds.
const AUTOSAVE: u32 = 300;

/// Whether the text is kept in this browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// Nothing was changed since the page was opened.
    Unchanged,
    /// An edit waits for the pause after it.
    Waiting,
    /// Kept at this time, in milliseconds since 1970.
    At(f64),
    /// The browser refused, for this reason.
    Refused(String),
}

impl Workspace {
    pub(super) fn save_soon(&self) {
        let workspace = *self;
        if self.saved.with_untracked(|saved| *saved != Saved::Waiting) {
            self.saved.set(Saved::Waiting);
        }
        // Dropping the timer before cancels it.
        self.autosave.set_value(Some(Timeout::new(AUTOSAVE, move || workspace.save())));
    }

    /// Keeps the text in this browser now.
    pub fn save(&self) {
        self.autosave.set_value(None);
        self.saved.set(match browser::store_text() {
            Ok(()) => Saved::At(browser::time()),
            Err(why) => Saved::Refused(why),
        });
    }

    /// Keeps the text now if an edit waits for it; for a page that goes away.
    pub fn flush(&self) {
        if self.saved.with_untracked(|saved| *saved == Saved::Waiting) {
            self.save();
        }
    }

    /// Names the stack and with it the design, and keeps the name.
    pub fn name_stack(&self, name: &str) {
        self.stack_name.set(name.to_string());
        if let Err(why) = browser::store(browser::STACK_NAME, name) {
            self.saved.set(Saved::Refused(why));
        }
    }
}
