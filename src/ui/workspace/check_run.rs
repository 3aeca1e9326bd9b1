//! The run of the rules over the open text: a few milliseconds at a time, between what the browser has to do. A change of
//! the text ends it; what it has found by then is kept, and what is shown stays as it is until a run comes to its end.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Checks, Workspace};
use crate::check::{Diagnostic, Suppressed};
use crate::ui::{browser, store};

/// Longest time that the rules run without a rest, in milliseconds: half a frame.
const SLICE: f64 = 8.0;
/// The same after a fix or Undo: nobody types then, and the outcome is waited for.
const AT_ONCE: f64 = 40.0;
/// Longest time that a busy browser delays the next slice, in milliseconds.
const REST: u32 = 50;

/// Diagnostics of a text, in text order.
pub type FoundDiagnostics = Arc<[Diagnostic]>;

/// What waits for the end of a run.
type Waiting = Vec<Box<dyn FnOnce()>>;

/// State of the run.
#[derive(Clone, Copy)]
pub(super) struct CheckRun {
    /// Number of runs and changes: a slice of another number does nothing.
    number: StoredValue<u32>,
    is_over: StoredValue<bool>,
    waiting: StoredValue<Waiting, LocalStorage>,
    /// What the last run that came to its end has found; `None` until one has, for each text that is opened.
    found: RwSignal<Option<FoundDiagnostics>>,
}

impl CheckRun {
    pub(super) fn new() -> CheckRun {
        CheckRun {
            number: StoredValue::new(0),
            is_over: StoredValue::new(false),
            waiting: StoredValue::new_local(Vec::new()),
            found: RwSignal::new(None),
        }
    }

    /// Ends the run: the text is another one. What was found in a text that is gone is of no use.
    pub(super) fn stop(&self) -> u32 {
        self.is_over.try_set_value(false);
        let next = |number: &mut u32| {
            *number = number.wrapping_add(1);
            *number
        };
        self.number.try_update_value(next).unwrap_or_default()
    }

    /// Forgets what was found: another text is opened.
    pub(super) fn forget(&self) {
        self.stop();
        if self.found.with_untracked(Option::is_some) {
            self.found.set(None);
        }
    }

    /// What the last run has found. Notifies at the end of each run, whether it has found the same or not.
    pub(super) fn found(&self) -> Option<FoundDiagnostics> {
        self.found.get()
    }
}

impl Workspace {
    /// True once the rules have run over the open text.
    pub fn is_checked(&self) -> bool {
        self.run.found.with(Option::is_some)
    }

    pub(super) fn is_checked_untracked(&self) -> bool {
        self.run.found.with_untracked(Option::is_some)
    }

    /// The diagnostics of the last run: of a text that cannot be read only that it cannot. Notifies at the end of each run.
    pub fn last_found(&self) -> FoundDiagnostics {
        self.run.found().unwrap_or_default()
    }

    /// The same now; for event handlers.
    pub fn last_found_untracked(&self) -> FoundDiagnostics {
        self.run.found.get_untracked().unwrap_or_default()
    }

    /// True if [`Workspace::last_found`] is about the text as it is now.
    pub fn is_check_over(&self) -> bool {
        self.run.is_over.get_value()
    }

    /// Calls `then` once the rules have run over the text as it is.
    pub fn when_checked(&self, then: impl FnOnce() + 'static) {
        if self.is_check_over() {
            then();
        } else {
            self.run.waiting.update_value(|waiting| waiting.push(Box::new(then)));
        }
    }

    /// The diagnostics that exceptions allow, in text order.
    pub fn allowed(&self) -> Vec<Suppressed> {
        self.run.found.track();
        let mut allowed = self.checks.with_untracked(Checks::allowed);
        allowed.sort_by_key(|one| one.diagnostic.span.start);
        allowed
    }

    /// Runs the rules after a pause of typing.
    pub(super) fn check_in_slices(&self) {
        self.begin_run(SLICE);
    }

    /// Runs the rules over a text that was opened: a large one once it is seen.
    pub(super) fn check_opened(&self) {
        let workspace = *self;
        if !self.is_large() {
            return self.check_at_once();
        }
        let number = self.run.stop();
        let begin = move || {
            if workspace.run.number.try_get_value() == Some(number) {
                workspace.check_in_slices();
            }
        };
        store::when_idle(begin, REST);
    }

    /// Runs the rules after a fix or Undo.
    pub(super) fn check_at_once(&self) {
        self.begin_run(AT_ONCE);
    }

    fn begin_run(&self, first: f64) {
        let number = self.run.stop();
        let until = browser::now() + first;
        if self.checks.with_untracked(Checks::is_ready) {
            self.document.with_untracked(|document| self.checks.with_untracked(|checks| checks.prepare(document)));
            self.run_slice(number, until);
        }
    }

    fn run_slice(&self, number: u32, until: f64) {
        let workspace = *self;
        let mut goes_on = || browser::now() < until;
        let run = |document: &_| self.checks.with_untracked(|checks| checks.run(document, &mut goes_on));
        if self.document.with_untracked(run) {
            self.end_run();
            return;
        }
        let next = move || {
            if workspace.run.number.try_get_value() == Some(number) {
                workspace.run_slice(number, browser::now() + SLICE);
            }
        };
        store::when_idle(next, REST);
    }

    fn end_run(&self) {
        let found =
            self.document.with_untracked(|document| self.checks.with_untracked(|checks| checks.found(document)));
        self.run.is_over.set_value(true);
        self.run.found.set(Some(found.into()));
        self.keep_counts();
        for then in self.run.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            then();
        }
    }
}
