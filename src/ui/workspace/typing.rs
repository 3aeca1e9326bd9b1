//! Typing in the code pane, which shows a key by itself: the page follows at the next pause.
//!
//! A key inside a scalar changes the document at once. Its memos, and with them fields, sizes and the place of the caret in
//! the status bar, are told of it when nobody types, or at the latest after [`LONGEST`]: to style, lay out and paint them at
//! every key costs as much as the key itself. Whatever else somebody does comes after they are told.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::Workspace;
use crate::document::Position;
use crate::ui::browser;
use crate::ui::events::on_document_capture;

/// Longest time that the page does not follow while somebody types, in milliseconds.
const LONGEST: f64 = 600.0;

/// What was typed and the page was not told yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Untold {
    since: f64,
    caret: Option<Position>,
}

impl Workspace {
    /// True if the page may be told of a key later, which is remembered then.
    pub(super) fn tells_later(&self) -> bool {
        let now = browser::now();
        let begun =
            self.untold.try_update_value(|untold| untold.get_or_insert(Untold { since: now, caret: None }).since);
        begun.is_some_and(|since| now - since < LONGEST)
    }

    /// Tells the page of what was typed, if it was not yet.
    pub(super) fn tell_typed(&self) {
        if self.forget_untold() {
            self.document.notify();
        }
    }

    /// Nothing is left to tell of the document. True if there was something.
    pub(super) fn forget_untold(&self) -> bool {
        let Some(untold) = self.untold.try_update_value(Option::take).flatten() else { return false };
        if untold.caret.is_some() {
            self.set_caret(untold.caret);
        }
        true
    }

    /// Sets the place of the caret in the code pane: with the document if that is told later.
    pub fn move_caret(&self, position: Position) {
        let is_kept = self
            .untold
            .try_update_value(|untold| untold.as_mut().map(|untold| untold.caret = Some(position)).is_some());
        if is_kept == Some(false) {
            self.set_caret(Some(position));
        }
    }

    fn set_caret(&self, position: Option<Position>) {
        if self.caret.try_get_untracked().is_some_and(|before| before != position) {
            self.caret.set(position);
        }
    }

    /// Tells the page of what was typed before it hears of anything else that somebody does, until the component is removed.
    pub fn tell_typed_before_events(&self) {
        let workspace = *self;
        for event in ["pointerdown", "focusout", "dragstart", "contextmenu"] {
            on_document_capture(event, move |_| workspace.tell_typed());
        }
        on_document_capture("keydown", move |ev| {
            if !is_typing(ev) {
                workspace.tell_typed();
            }
        });
    }
}

/// True for a key that only types or deletes.
fn is_typing(ev: &Event) -> bool {
    let Some(ev) = ev.dyn_ref::<KeyboardEvent>() else { return false };
    let key = ev.key();
    let is_named =
        key.chars().nth(1).is_some() && !matches!(key.as_str(), "Backspace" | "Delete" | "Shift" | "Process");
    !is_named && !ev.ctrl_key() && !ev.meta_key() && !ev.alt_key()
}
