//! The drawn rows of the outline. A template of 500 resources has some 900 rows; the browser would lay out and
//! paint thousands of invisible elements at every key. Knows row numbers, not their content.

use leptos::prelude::*;
use web_sys::Element;

use crate::ui::events::on_window;

/// Most rows of an outline that is drawn completely.
const FEW: usize = 120;
/// Rows drawn above and below those that are seen: scrolling shows them before the page can draw others.
const AHEAD: usize = 24;
/// The first row that is seen is counted in steps, so that scrolling by a row draws nothing.
const STEP: usize = 8;
/// The least height of a row, in pixels of the page.
const LEAST: f64 = 26.0;

/// The part of the outline that is seen.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    /// The first row that is seen, or one a little above it.
    first: RwSignal<usize>,
    /// Most rows that fit.
    room: RwSignal<usize>,
}

impl Drawn {
    pub(super) fn new() -> Drawn {
        let room = || {
            window()
                .inner_height()
                .ok()
                .and_then(|height| height.as_f64())
                .map_or(60, |height| (height / LEAST) as usize)
        };
        let drawn = Drawn { first: RwSignal::new(0), room: RwSignal::new(room()) };
        on_window("resize", move |_| {
            let now = room();
            if drawn.room.try_get_untracked().is_some_and(|before| before != now) {
                drawn.room.try_set(now);
            }
        });
        drawn
    }

    /// Notes where the tree of so many rows is scrolled to. True if others are drawn now.
    pub(super) fn scrolled(&self, tree: &Element, rows: usize) -> bool {
        let height = tree.scroll_height();
        if height <= 0 || rows == 0 {
            return false;
        }
        let above = (f64::from(tree.scroll_top().max(0)) / f64::from(height) * rows as f64) as usize;
        let first = above - above % STEP;
        let moved = self.first.get_untracked() != first;
        if moved {
            self.first.set(first);
        }
        moved
    }

    /// True if row `index` of `rows` is drawn.
    pub(super) fn holds(&self, index: usize, rows: usize) -> bool {
        let first = self.first.get().min(rows.saturating_sub(self.room.get()));
        rows <= FEW || (index + AHEAD >= first && index < first + self.room.get() + STEP + AHEAD)
    }
}

/// Number of skipped rows above drawn rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps(Vec<(String, usize)>);

impl Gaps {
    /// Between rows that are drawn, each with its key and its number among all.
    pub(super) fn between<'r>(drawn: impl Iterator<Item = (&'r str, usize)>) -> Gaps {
        let mut gaps = Vec::new();
        let mut next = 0;
        for (key, index) in drawn {
            if index > next {
                gaps.push((key.to_string(), index - next));
            }
            next = index + 1;
        }
        Gaps(gaps)
    }

    /// Rows left out above this one.
    pub(super) fn above(&self, key: &str) -> usize {
        self.0.iter().find(|(above, _)| above == key).map_or(0, |(_, rows)| *rows)
    }
}
