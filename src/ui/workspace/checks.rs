//! The rules over the open document. They are a part of the page that is loaded after the first paint.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use super::Workspace;
use crate::check::{Checker, Counts, Diagnostic, Suppressed, Values};
use crate::document::Document;
use crate::template::limits;
use crate::ui::outline::{OutlineRow, badges};
use crate::ui::part::{NotLoaded, part};
use crate::ui::store;

/// Longest time that a busy browser delays the rules, in milliseconds.
const SOON: u32 = 200;

/// What the page knows of the rules.
#[derive(Clone)]
pub enum Checks {
    /// They are being loaded: nothing is known of the text yet.
    Waiting,
    /// They are there.
    Ready(Arc<dyn RuleRunner>),
    /// They could not be loaded.
    Missing,
}

/// Runs the rules.
pub trait RuleRunner: Send + Sync {
    /// The diagnostics of a document, in text order. Only what changed since the last time is checked anew.
    fn check(&self, document: &Document) -> Vec<Diagnostic>;
    /// Notes which rules have to run over a document.
    fn prepare(&self, document: &Document);
    /// Runs those rules until `goes_on` says no. True if none is left.
    fn run(&self, document: &Document, goes_on: &mut dyn FnMut() -> bool) -> bool;
    /// What the rules that have run have found in a document, in text order.
    fn found(&self, document: &Document) -> Vec<Diagnostic>;
    /// Those of the last document that exceptions allow.
    fn allowed(&self) -> Vec<Suppressed>;
    /// Their numbers at the rows of the outline.
    fn badges(&self, document: &Document, rows: &[OutlineRow], found: &[Diagnostic]) -> HashMap<String, Counts>;
    /// Number of resources, with those that loops make.
    fn resources(&self, document: &Document) -> usize;
}

#[derive(Default)]
struct Rules(Mutex<Checker>);

impl RuleRunner for Rules {
    fn check(&self, document: &Document) -> Vec<Diagnostic> {
        self.0.lock().map(|mut checker| checker.check(document, &Values::new())).unwrap_or_default()
    }

    fn prepare(&self, document: &Document) {
        if let Ok(mut checker) = self.0.lock() {
            checker.prepare(document, &Values::new());
        }
    }

    fn run(&self, document: &Document, goes_on: &mut dyn FnMut() -> bool) -> bool {
        self.0.lock().map(|mut checker| checker.run(document, goes_on)).unwrap_or(true)
    }

    fn found(&self, document: &Document) -> Vec<Diagnostic> {
        self.0.lock().map(|mut checker| checker.found(document)).unwrap_or_default()
    }

    fn allowed(&self) -> Vec<Suppressed> {
        self.0.lock().map(|checker| checker.allowed().to_vec()).unwrap_or_default()
    }

    fn badges(&self, document: &Document, rows: &[OutlineRow], found: &[Diagnostic]) -> HashMap<String, Counts> {
        badges(document, rows, found)
    }

    fn resources(&self, document: &Document) -> usize {
        limits::resources(document)
    }
}

part! {
    checks: fn rules() -> Arc<dyn RuleRunner> { Arc::new(Rules::default()) }
}

impl Checks {
    /// The diagnostics of a document; none until the rules are there.
    pub(super) fn check(&self, document: &Document) -> Vec<Diagnostic> {
        match self {
            Checks::Ready(rules) => rules.check(document),
            Checks::Waiting | Checks::Missing => Vec::new(),
        }
    }

    /// Notes which rules have to run over a document.
    pub(super) fn prepare(&self, document: &Document) {
        if let Checks::Ready(rules) = self {
            rules.prepare(document);
        }
    }

    /// Runs those rules until `goes_on` says no. True if none is left.
    pub(super) fn run(&self, document: &Document, goes_on: &mut dyn FnMut() -> bool) -> bool {
        match self {
            Checks::Ready(rules) => rules.run(document, goes_on),
            Checks::Waiting | Checks::Missing => true,
        }
    }

    /// What the rules that have run have found in a document.
    pub(super) fn found(&self, document: &Document) -> Vec<Diagnostic> {
        match self {
            Checks::Ready(rules) => rules.found(document),
            Checks::Waiting | Checks::Missing => Vec::new(),
        }
    }

    pub(super) fn allowed(&self) -> Vec<Suppressed> {
        match self {
            Checks::Ready(rules) => rules.allowed(),
            Checks::Waiting | Checks::Missing => Vec::new(),
        }
    }

    /// The numbers of diagnostics at the rows of the outline.
    pub fn badges(&self, document: &Document, rows: &[OutlineRow], found: &[Diagnostic]) -> HashMap<String, Counts> {
        match self {
            Checks::Ready(rules) => rules.badges(document, rows, found),
            Checks::Waiting | Checks::Missing => HashMap::new(),
        }
    }

    /// Number of resources, with those that loops make; `None` until the rules are there.
    pub fn resources(&self, document: &Document) -> Option<usize> {
        match self {
            Checks::Ready(rules) => Some(rules.resources(document)),
            Checks::Waiting | Checks::Missing => None,
        }
    }

    /// True once the rules are there.
    pub fn is_ready(&self) -> bool {
        matches!(self, Checks::Ready(_))
    }

    /// True if they could not be loaded.
    pub fn is_missing(&self) -> bool {
        matches!(self, Checks::Missing)
    }
}

impl Workspace {
    /// Loads the rules when the browser rests; the text is checked from then on.
    pub fn check_soon(&self) {
        let workspace = *self;
        store::when_idle(move || workspace.load_checks(), SOON);
    }

    /// Loads the rules now, if they are not there.
    pub fn load_checks(&self) {
        let workspace = *self;
        if self.checks.try_with_untracked(Checks::is_ready).unwrap_or(true) {
            return;
        }
        self.checks.set(Checks::Waiting);
        leptos::task::spawn_local(async move {
            let loaded = match rules().await {
                Ok(rules) => Checks::Ready(rules),
                Err(NotLoaded) => Checks::Missing,
            };
            workspace.checks.try_set(loaded);
            workspace.check_in_slices();
        });
    }
}
