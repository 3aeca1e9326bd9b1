//! How far the diagram is drawn. Thousands of elements take the browser longer than a person waits without an answer: they
//! are made while it rests, a few at a time, with their number and a way to stop.

use leptos::prelude::*;

use crate::diagram::Diagram;
use crate::ui::store;

/// Nodes that are drawn at once, and at each rest of the browser.
const FIRST: usize = 160;
const MORE: usize = 120;
/// Longest wait for a rest, in milliseconds.
const REST: u32 = 50;

/// The nodes that are drawn. Copied freely.
#[derive(Clone, Copy)]
pub struct DrawnNodes {
    diagram: Memo<Diagram>,
    /// Number of nodes that are drawn, if there are so many.
    pub count: RwSignal<usize>,
    /// True while the others are left out.
    pub is_stopped: RwSignal<bool>,
    waits: StoredValue<bool>,
}

impl DrawnNodes {
    pub(super) fn of(diagram: Memo<Diagram>) -> DrawnNodes {
        DrawnNodes {
            diagram,
            count: RwSignal::new(FIRST),
            is_stopped: RwSignal::new(false),
            waits: StoredValue::new(false),
        }
    }

    /// Draws the other nodes, now and whenever there are more, until the component is removed.
    pub(super) fn go_on(self) {
        Effect::new(move |_| {
            let nodes = self.diagram.with(|diagram| diagram.nodes.len());
            if nodes > self.count.get() && !self.is_stopped.get() && !self.waits.get_value() {
                self.waits.set_value(true);
                store::when_idle(move || self.draw_more(), REST);
            }
        });
    }

    fn draw_more(self) {
        self.waits.try_set_value(false);
        if self.is_stopped.try_get_untracked() == Some(false) {
            self.count.try_update(|drawn| *drawn += MORE);
        }
    }

    /// Nodes that are drawn, and all; `None` if those are the same.
    pub fn progress(self) -> Option<(usize, usize)> {
        let all = self.diagram.with(|diagram| diagram.nodes.len());
        let drawn = self.count.get();
        (drawn < all).then_some((drawn, all))
    }
}
