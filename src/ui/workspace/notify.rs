//! What the page says to its user: toasts, words for a screen reader; and whether it is light or dark.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::Workspace;
use crate::ui::browser::{self, Theme};
use crate::ui::workspace::Saved;

/// How long a toast stays, in milliseconds.
const TOAST: u32 = 8000;

impl Workspace {
    /// Says a fact that Undo can take back: "Subnet removed." Gone after a while and at the next change.
    pub fn toast(&self, text: &str) {
        let toast = self.toast;
        toast.set(Some(text.to_string()));
        self.announce(text);
        self.toast_timer.set_value(Some(Timeout::new(TOAST, move || {
            toast.try_set(None);
        })));
    }

    /// The fact shown at present.
    pub fn toasted(&self) -> RwSignal<Option<String>> {
        self.toast
    }

    /// Says something to a screen reader, politely.
    pub fn announce(&self, text: &str) {
        self.announced.set(text.to_string());
    }

    /// What was said last.
    pub fn announced(&self) -> RwSignal<String> {
        self.announced
    }

    /// Switches between light and dark, and keeps the choice.
    pub fn switch_theme(&self) {
        let theme = match self.theme.get_untracked() {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        self.theme.set(theme);
        if let Err(why) = browser::apply_theme(theme) {
            self.saved.set(Saved::Refused(why));
        }
    }
}
