//! Where the open form shows a diagnostic: once, at the innermost part that is about its path.

use leptos::prelude::*;

use crate::check::Diagnostic;
use crate::document::Path;

/// A part of the form that shows diagnostics.
#[derive(Clone, Copy, PartialEq)]
struct Part {
    id: usize,
    at: Signal<Path>,
    /// Only rules of this subject; all if empty.
    subject: &'static str,
    /// True if it only counts them: parts that show them come first.
    counts: bool,
}

impl Part {
    fn is_about(&self, one: &Diagnostic) -> bool {
        one.rule.is_of(self.subject) && self.at.try_with(|at| one.path.starts_with(at)) == Some(true)
    }

    /// The greater, the nearer: a longer path, then one that shows them, one for the rule's subject, the first.
    fn nearness(&self) -> (usize, bool, bool, usize) {
        let depth = self.at.try_with(|at| at.steps().len()).unwrap_or_default();
        (depth, !self.counts, !self.subject.is_empty(), usize::MAX - self.id)
    }
}

/// The parts of the open form that show diagnostics, provided as context of a form.
#[derive(Clone, Copy)]
pub struct NotePlaces {
    parts: RwSignal<Vec<Part>>,
    made: StoredValue<usize>,
}

impl NotePlaces {
    /// Gives it to all components below.
    pub fn provide() {
        provide_context(NotePlaces { parts: RwSignal::new(Vec::new()), made: StoredValue::new(0) });
    }
}

/// A part that shows diagnostics while its component is on the page.
#[derive(Clone, Copy)]
pub(super) struct Place {
    part: Part,
    /// `None` beside a form, where every part shows all of its diagnostics.
    among: Option<NotePlaces>,
}

impl Place {
    /// Adds a part; it is removed with its component.
    pub fn new(at: Signal<Path>, subject: &'static str) -> Place {
        Place::add(at, subject, false)
    }

    /// Adds a part that counts the diagnostics which no other part shows.
    pub fn counting(at: Signal<Path>) -> Place {
        Place::add(at, "", true)
    }

    fn add(at: Signal<Path>, subject: &'static str, counts: bool) -> Place {
        let among = use_context::<NotePlaces>();
        let id = among
            .and_then(|all| {
                all.made.try_update_value(|made| {
                    *made += 1;
                    *made
                })
            })
            .unwrap_or_default();
        let part = Part { id, at, subject, counts };
        if let Some(all) = among {
            all.parts.update(|parts| parts.push(part));
            on_cleanup(move || {
                all.parts.try_update(|parts| parts.retain(|one| one.id != id));
            });
        }
        Place { part, among }
    }

    /// True if the diagnostic belongs here and to no nearer part. Tracks the parts of the form.
    pub fn shows(&self, one: &Diagnostic) -> bool {
        self.part.is_about(one)
            && self.among.is_none_or(|all| {
                all.parts.with(|parts| {
                    let nearest = parts.iter().filter(|part| part.is_about(one)).max_by_key(|part| part.nearness());
                    nearest.is_none_or(|nearest| nearest.id == self.part.id)
                })
            })
    }
}
