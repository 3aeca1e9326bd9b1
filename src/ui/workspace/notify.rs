//! Messages to the user: toasts, screen reader announcements; and the color theme.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::Workspace;
use crate::ui::browser::{self, Theme};
use crate::ui::workspace::Saved;

/// Time that a toast is shown, in milliseconds.
const TOAST: u32 = 8000;

impl Workspace {
    /// Shows a change that Undo can revert: "Subnet removed." Disappears after a while and at the next change.
    pub fn toast(&self, text: &str) {
        let toast = self.toast;
        toast.set(Some(text.to_string()));
        self.announce(text);
        self.toast_timer.set_value(Some(Timeout::new(TOAST, move || {
            toast.try_set(None);
        })));
    }

    /// Text of the shown toast.
    pub fn toasted(&self) -> RwSignal<Option<String>> {
        self.toast
    }

    /// Announces a text to screen readers.
    pub fn announce(&self, text: &str) {
        self.announced.set(text.to_string());
    }

    /// Last announcement.
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
