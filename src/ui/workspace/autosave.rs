//! Autosave of the design in this browser, without delaying typing.
//!
//! A change is saved shortly after it is made, even during continuous typing. What the storage rejects stays in
//! the page; unsaved changes of a closing page are noted synchronously and saved by the next page.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Notice, Saved, Workspace, readable};
use crate::check::Counts;
use crate::design::{Checked, Design, Format, StoredBaseline, file_name_in};
use crate::ui::browser;
use crate::ui::store::{self, Opened, Outcome};

/// Delay from the first unsaved change to the save, in milliseconds.
const AUTOSAVE: u32 = 300;
/// The same delay for a large text, which takes a few frames to write.
const AUTOSAVE_LARGE: u32 = 600;
/// Extra delay to wait for an idle browser, in milliseconds.
const IDLE: u32 = 200;
/// Size of a large text, in bytes.
const LARGE: usize = 200_000;

/// The texts that the design is compared with.
#[derive(Clone, Copy)]
pub struct Baselines {
    /// Text it was opened with: a file, a starter or a link.
    pub opened: RwSignal<Option<StoredBaseline>>,
    /// Text that was downloaded or saved to a file last.
    pub download: RwSignal<Option<StoredBaseline>>,
}

/// State of the open design beside its text.
#[derive(Clone, Copy)]
pub(super) struct Autosave {
    pub(super) design: RwSignal<Design>,
    pub(super) baselines: Baselines,
    pub(super) file: RwSignal<Option<JsValue>, LocalStorage>,
    pub(super) notice: RwSignal<Option<Notice>>,
    /// Counter that increases when the list of designs may have changed.
    pub(super) listed: RwSignal<u32>,
    /// True while the designs dialog is open.
    pub(super) designs_open: RwSignal<bool>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    /// Number of changes, and of saved changes.
    made: StoredValue<(u64, u64)>,
}

impl Autosave {
    pub(super) fn of(opened: &Opened) -> Autosave {
        if opened.design.revision == 0 {
            store::begin(opened);
        }
        Autosave {
            design: RwSignal::new(opened.design.clone()),
            baselines: Baselines {
                opened: RwSignal::new(opened.opened.clone()),
                download: RwSignal::new(opened.download.clone()),
            },
            file: RwSignal::new_local(opened.file.clone()),
            notice: RwSignal::new(None),
            listed: RwSignal::new(0),
            designs_open: RwSignal::new(false),
            timer: StoredValue::new_local(None),
            made: StoredValue::new((0, 0)),
        }
    }

    /// The id of the open design; empty if the page is gone.
    pub(super) fn id(&self) -> String {
        self.design.try_with_untracked(|design| design.id.clone()).unwrap_or_default()
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.made.try_get_value().is_some_and(|(made, kept)| made != kept)
    }

    /// Marks all changes as saved.
    pub(super) fn mark_saved(&self) {
        self.timer.try_set_value(None);
        self.made.try_set_value((0, 0));
    }

    pub(super) fn is_in_conflict(&self) -> bool {
        self.notice.try_with_untracked(|notice| matches!(notice, Some(Notice::Conflict(_)))).unwrap_or(true)
    }
}

impl Workspace {
    /// Schedules a save, at most a second after the first unsaved change.
    pub(super) fn save_soon(&self) {
        let workspace = *self;
        self.autosave.made.update_value(|made| made.0 += 1);
        // Until it is decided which version counts none is overwritten.
        if self.autosave.is_in_conflict() {
            return;
        }
        if self.saved.with_untracked(|saved| !matches!(saved, Saved::Waiting | Saved::Refused(_))) {
            self.saved.set(Saved::Waiting);
        }
        if self.autosave.timer.with_value(Option::is_none) {
            let wait = if self.is_large() { AUTOSAVE_LARGE } else { AUTOSAVE };
            self.autosave.timer.set_value(Some(Timeout::new(wait, move || workspace.save_when_idle())));
        }
    }

    /// Saves when the browser is idle, so that typing is not delayed.
    fn save_when_idle(&self) {
        let workspace = *self;
        store::when_idle(move || workspace.flush(), IDLE);
    }

    pub(super) fn is_large(&self) -> bool {
        self.with_untracked(|document| document.text().len() >= LARGE)
    }

    /// Saves the text in this browser now.
    pub fn save(&self) {
        let workspace = *self;
        self.autosave.timer.set_value(None);
        let design = self.design_now();
        let text = self.with_untracked(|document| store::bytes(document.text()));
        self.with_untracked(|document| readable::keep(&design.id, document));
        let made = self.autosave.made.get_value().0;
        leptos::task::spawn_local(async move {
            let outcome = store::save(&design, text.clone()).await;
            store::guard_leaving();
            if workspace.autosave.id() == design.id {
                workspace.hear_outcome(made, design.problems, outcome);
            } else if let Outcome::Conflict(_) = outcome {
                // Nobody is there to decide any more: nothing of either version is lost.
                workspace.keep_aside(design, text).await;
            }
            workspace.autosave.listed.try_update(|listed| *listed += 1);
        });
    }

    fn hear_outcome(&self, made: u64, problems: Option<Counts>, outcome: Outcome) {
        match outcome {
            Outcome::Kept(revision, when) => {
                self.autosave.made.update_value(|both| both.1 = both.1.max(made));
                self.autosave.design.update(|design| {
                    (design.revision, design.changed, design.held) = (revision, when, false);
                    design.problems = problems;
                });
                if self.autosave.notice.with_untracked(|notice| *notice == Some(Notice::Removed)) {
                    self.autosave.notice.set(None);
                }
                if self.saved.with_untracked(|saved| *saved != Saved::Waiting) {
                    self.saved.set(Saved::Waiting);
                }
                self.show_saved();
            }
            Outcome::Conflict(when) => {
                self.saved.set(Saved::Refused(format!("changed in another tab at {}", browser::clock(when))));
                self.autosave.notice.set(Some(Notice::Conflict(when)));
            }
            Outcome::Refused(why) => self.saved.set(Saved::Refused(why)),
        }
    }

    /// Says that all is saved, if it is. While somebody types it is not for long, and the word would come and go.
    pub(super) fn show_saved(&self) {
        let waits = self.saved.try_with_untracked(|saved| *saved == Saved::Waiting).unwrap_or(false);
        let when = self.autosave.design.try_with_untracked(|design| design.changed);
        if let Some(when) = when.filter(|_| waits && !self.autosave.is_unsaved() && !self.is_typing()) {
            self.saved.set(Saved::At(when));
        }
    }

    /// Saves the text now if it has unsaved edits; for a page that is hidden.
    pub fn flush(&self) {
        if self.autosave.is_unsaved() && !self.autosave.is_in_conflict() {
            self.save();
        }
    }

    /// Notes unsaved edits synchronously; for a page that is closed.
    pub fn say_last_words(&self) {
        if self.autosave.is_unsaved() || store::is_busy() {
            let design = self.design_now();
            self.with_untracked(|document| {
                store::last_words(&design, document.text());
                readable::keep(&design.id, document);
            });
        }
    }

    /// Saves once more if the numbers of problems that were saved with the text are no longer right.
    pub(super) fn keep_counts(&self) {
        let found = self.shown.with_untracked(|found| Counts::of(found.iter()));
        let has_changed = self.autosave.made.get_value().0 > 0;
        let is_old = self.design_untracked().problems.is_none_or(|kept| kept != found && has_changed);
        let is_saved = self.saved.with_untracked(|saved| matches!(saved, Saved::At(_)));
        if is_old && is_saved && !self.autosave.is_unsaved() {
            self.save();
        }
    }

    /// The open design with facts of its current text.
    fn design_now(&self) -> Design {
        let design = self.autosave.design.get_untracked();
        // Those of the last pause: the rules do not run to save a text.
        let problems = self.shown.with_untracked(|found| Counts::of(found.iter()));
        self.with_untracked(|document| {
            let resources = self.checks.with_untracked(|checks| checks.resources(document));
            let resources = resources.filter(|_| self.is_checked_untracked());
            let checked = resources.map(|resources| Checked { resources, problems });
            design.about(document, checked, browser::time())
        })
    }

    /// Renames the stack and the design, and saves the name.
    pub fn name_stack(&self, name: &str) {
        self.stack_name.set(name.to_string());
        self.autosave.design.update(|design| design.name = name.to_string());
        let workspace = *self;
        let design = self.autosave.design.get_untracked();
        browser::remember_design(&design);
        leptos::task::spawn_local(async move {
            let done = store::name(&design.id, &design.name, &design.file_name).await;
            workspace.autosave.listed.try_update(|listed| *listed += 1);
            // What was never kept is kept with its name.
            if !done && workspace.autosave.id() == design.id {
                workspace.save_soon();
            }
        });
    }

    /// The name of the design's file. A text turned into another format has that one's ending, until Undo.
    pub fn file_name(&self) -> String {
        self.shape.track();
        self.autosave.design.track();
        self.autosave.baselines.opened.track();
        self.file_name_now()
    }

    /// The name of the design's file now; for event handlers.
    pub fn file_name_now(&self) -> String {
        let name = self.autosave.design.with_untracked(|design| design.file_name.clone());
        let is = self.with_untracked(Format::of);
        let opened = self.autosave.baselines.opened;
        let was = opened.with_untracked(|opened| opened.as_ref().map(|opened| Format::of_text(&opened.text)));
        file_name_in(&name, was.unwrap_or(is), is)
    }

    /// The texts that the design is compared with.
    pub fn baselines(&self) -> Baselines {
        self.autosave.baselines
    }

    /// Baseline of the current text.
    pub fn baseline_now(&self) -> StoredBaseline {
        let text = self.with_untracked(|document| document.text().into());
        StoredBaseline { text, when: browser::time(), file_name: self.file_name_now() }
    }

    /// Sets the baseline of the last download or file save.
    pub fn note_download(&self, download: StoredBaseline) {
        let id = self.autosave.id();
        self.autosave.baselines.download.set(Some(download.clone()));
        leptos::task::spawn_local(async move { store::downloaded(&id, &download).await });
    }
}
