//! Debounced work: costly memos, and parsing a large broken text.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::Workspace;
use crate::document::Document;
use crate::ui::browser;

/// Pause after the last change before costly memos are updated, in milliseconds.
const PAUSE: u32 = 150;
/// Pause after the last key before a large broken text is read again, in milliseconds.
const READ: u32 = 150;

impl Workspace {
    /// Memo over the document that is updated after a pause of typing. For values that are costly and rarely looked at.
    pub fn memo_debounced<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Document) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let workspace = *self;
        Memo::new(move |_| {
            workspace.track_debounced();
            workspace.with_untracked(&read)
        })
    }

    /// Memo over the document that is updated at once when its structure changes, and after a pause of typing in a scalar:
    /// paths in it stay right. For what is read of many places and rarely changed by a key.
    pub fn memo_settled<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Document) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let workspace = *self;
        Memo::new(move |_| {
            workspace.shape.track();
            workspace.track_debounced();
            workspace.with_untracked(&read)
        })
    }

    /// Tracks the pause after a change of the text.
    pub fn track_debounced(&self) {
        self.pauses.track();
    }

    /// Notifies the debounced memos now: nobody types after a fix or Undo.
    pub fn end_pause(&self) {
        self.tell_typed();
        self.pauses.update(|pauses| *pauses = pauses.wrapping_add(1));
        self.check_at_once();
    }

    /// Notifies the debounced memos after a pause of typing. One timer serves many keys.
    pub(super) fn debounce(&self) {
        self.run.stop();
        let due = browser::now() + f64::from(PAUSE);
        let waits = self.pause_due.try_update_value(|pause_due| {
            pause_due.0 = due;
            pause_due.1.is_some()
        });
        if waits == Some(false) {
            self.check_debounce(PAUSE);
        }
    }

    /// True until somebody has paused after the last change.
    pub(super) fn is_typing(&self) -> bool {
        self.pause_due.try_with_value(|pause_due| pause_due.1.is_some()).unwrap_or(false)
    }

    fn check_debounce(&self, pause: u32) {
        let workspace = *self;
        let look = move || {
            let Some(left) = workspace.pause_due.try_with_value(|pause_due| pause_due.0 - browser::now()) else {
                return;
            };
            if left >= 1.0 {
                workspace.check_debounce(left.ceil() as u32);
                return;
            }
            workspace.pause_due.try_update_value(|pause_due| pause_due.1 = None);
            workspace.tell_typed();
            workspace.show_saved();
            workspace.pauses.try_update(|pauses| *pauses = pauses.wrapping_add(1));
            workspace.check_in_slices();
        };
        self.pause_due.try_update_value(|pause_due| pause_due.1 = Some(Timeout::new(pause, look)));
    }

    /// Parses the text if that has waited for its parser.
    pub fn read_if_stale(&self) {
        if self.document.with_untracked(Document::is_stale) {
            self.read_soon();
        }
    }

    /// Reads a large broken text as soon as nobody types.
    pub(super) fn read_soon(&self) {
        let workspace = *self;
        let read = move || {
            if workspace.document.try_maybe_update(|document| (document.reparse(), ())).is_some() {
                workspace.shape.update(|shape| *shape = shape.wrapping_add(1));
                workspace.end_pause();
            }
        };
        // Dropping the timer before cancels it.
        self.reading.set_value(Some(Timeout::new(READ, read)));
    }
}
