//! Which groups of the outline are closed. A group opens when the form that is shown comes to lie in it.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::ui::outline::{OutlineRow, groups_around, seen};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Groups that are closed on a first visit: they hold resources without forms of their own.
const CLOSED: [&str; 3] = ["Routing", "Security groups", "Other resources"];
/// From so many configs on they are closed on a first visit too: nobody looks at the sections of all of them.
const MANY_CONFIGS: usize = 24;

/// The groups that are closed, as people and the forms that were shown have left them.
#[derive(Clone, Copy)]
pub(super) struct Folding {
    /// The groups that people opened or closed, in the order in which they did.
    pressed: RwSignal<Vec<String>>,
    folds: Memo<Folds>,
}

/// What is not as it is on a first visit.
#[derive(Clone, Debug, Default, PartialEq)]
struct Folds {
    /// Groups that were opened or closed.
    turned: HashSet<String>,
    /// True if the template has more configs than are shown open.
    many: bool,
}

/// How far the folds were worked out.
#[derive(Clone, Debug, Default, PartialEq)]
struct Progress {
    folds: Folds,
    /// Number of presses in it.
    pressed: usize,
    /// The place whose form is shown, with the groups around its row.
    shown: Option<(Route, Vec<String>)>,
}

impl Folding {
    /// The groups of `rows`, which are all rows of the outline.
    pub(super) fn of(workspace: Workspace, rows: Memo<Vec<OutlineRow>>) -> Folding {
        let pressed = RwSignal::new(Vec::<String>::new());
        let many =
            Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| is_config(&row.key)).count() > MANY_CONFIGS));
        let progress = Memo::new(move |before: Option<&Progress>| {
            let mut now = before.cloned().unwrap_or_default();
            now.folds.many = many.get();
            pressed.with(|pressed| {
                pressed.iter().skip(now.pressed).for_each(|key| now.folds.turn(key));
                now.pressed = pressed.len();
            });
            let place = workspace.selected();
            let around = rows.with(|rows| groups_around(rows, &place));
            let shown = Some((place, around));
            // Once: whoever closes the group around the form wants it closed.
            if now.shown != shown {
                shown.iter().flat_map(|(_, around)| around).for_each(|key| now.folds.open(key));
                now.shown = shown;
            }
            now
        });
        // Most forms lie in no closed group: the rows are not looked through for them.
        let folds = Memo::new(move |_| progress.with(|progress| progress.folds.clone()));
        Folding { pressed, folds }
    }

    /// Opens a group that is closed, closes one that is open.
    pub(super) fn press(&self, key: &str) {
        self.pressed.update(|pressed| pressed.push(key.to_string()));
    }

    /// True if the rows of a group are seen.
    pub(super) fn is_open(&self, key: &str) -> bool {
        self.folds.with(|folds| !folds.is_closed(key))
    }

    /// The rows that lie in no closed group.
    pub(super) fn seen(&self, rows: &[OutlineRow]) -> Vec<OutlineRow> {
        self.folds.with(|folds| seen(rows, |key| folds.is_closed(key)))
    }
}

impl Folds {
    fn is_closed(&self, key: &str) -> bool {
        (CLOSED.contains(&key) || (self.many && is_config(key))) != self.turned.contains(key)
    }

    fn turn(&mut self, key: &str) {
        if !self.turned.remove(key) {
            self.turned.insert(key.to_string());
        }
    }

    fn open(&mut self, key: &str) {
        if self.is_closed(key) {
            self.turn(key);
        }
    }
}

fn is_config(key: &str) -> bool {
    key.starts_with("config/")
}
