//! State of the page and its one writer.
//!
//! The text is the truth: one signal holds the [`Document`], everything shown is a memo over it, and every change goes
//! through [`Workspace::edit`] or a function built on it. A change becomes splices; the code pane takes the same ones.
//!
//! Never here: effects that write signals, a second copy of anything in the text.

mod autosave;
mod check_run;
mod checks;
mod debounce;
mod notify;
mod open;
mod pages;
mod places;
mod readable;
mod shape;
mod status;
mod typing;

use std::borrow::Borrow;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::browser::{self, Theme};
use super::editor::TextChange;
use crate::check::Diagnostic;
use crate::document::{
    Document, Edit, EditError, EditInfo, History, Merge, OnSplice, Path, Position, Splice, UndoStep, Value,
};
use crate::template::entry;
use crate::template::label::path_label;
use crate::ui::route::Route;
use autosave::Autosave;
use check_run::CheckRun;
pub use check_run::FoundDiagnostics;
pub use checks::Checks;
pub use open::Begun;
use shape::{ScalarEdit, Shape, is_inside_a_scalar};
pub use status::{Notice, Saved};
use typing::Untold;

/// Author of a change of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A form, Undo, or any other part of the page.
    Page,
    /// Typing in the code pane, which already shows the change.
    CodePane,
}

/// Callback of the code pane for changes of the text.
type Listener = Rc<dyn Fn(&[TextChange], By)>;
/// Callback of the code pane for a reveal.
type Revealer = Rc<dyn Fn(&RevealTarget)>;

/// Part of the text to reveal and focus.
#[derive(Clone, Debug, PartialEq)]
pub enum RevealTarget {
    /// The lines of an entry.
    Lines(Path),
    /// A line and column, such as those of a syntax error.
    At(Position),
    /// An entry whose form is open, and its place in the text. Where there is no room for both, the form is shown.
    Entry(Path, Position),
}

/// State of the page, provided as context.
#[derive(Clone, Copy)]
pub struct Workspace {
    document: RwSignal<Document>,
    /// Number of changes beyond a text inside one scalar.
    shape: RwSignal<u32>,
    /// The rules, once they are loaded.
    pub checks: RwSignal<Checks>,
    history: StoredValue<History>,
    steps: RwSignal<(Option<String>, Option<String>)>,
    listeners: StoredValue<Vec<(u32, Listener)>, LocalStorage>,
    revealer: StoredValue<Option<Revealer>, LocalStorage>,
    /// Number of pauses of typing.
    pauses: RwSignal<u32>,
    /// End of the pause after the last change, and the timer that checks it.
    pause_due: StoredValue<(f64, Option<Timeout>), LocalStorage>,
    reading: StoredValue<Option<Timeout>, LocalStorage>,
    untold: StoredValue<Option<Untold>>,
    autosave: Autosave,
    toast_timer: StoredValue<Option<Timeout>, LocalStorage>,
    toast: RwSignal<Option<String>>,
    announced: RwSignal<String>,
    selected: RwSignal<Route>,
    /// Name of what was opened, while the line about what it holds is shown.
    pub found: RwSignal<Option<String>>,
    /// Diagnostics of the text as it is now, in text order. All rules that have to run do so when it is read: for what
    /// somebody asks for, never for what is only shown.
    pub diagnostics: Memo<Vec<Diagnostic>>,
    /// The diagnostics that the page shows: those of the last text that could be read, as of the last run of the rules.
    pub shown: Memo<FoundDiagnostics>,
    run: CheckRun,
    /// Path of the focused field: its lines are tinted in the text.
    pub linked: RwSignal<Option<Path>>,
    /// The line of the template that holds the caret of a field with many lines.
    pub key_line: RwSignal<Option<usize>>,
    /// The caret in the code pane.
    pub caret: RwSignal<Option<Position>>,
    /// Save state of the text.
    pub saved: RwSignal<Saved>,
    /// Color theme.
    pub theme: RwSignal<Theme>,
    /// True while the Deploy dialog is open.
    pub deploy_open: RwSignal<bool>,
    /// Name of the stack that the design becomes; also the name of the design.
    pub stack_name: RwSignal<String>,
}

impl Workspace {
    /// Provides the workspace with the design it begins with as context.
    pub fn provide(begun: Begun) -> Workspace {
        let Begun { opened, document } = begun;
        browser::remember(&opened.text);
        let place = Route::from_hash(&browser::hash());
        let place = place.or_else(|| places::last_place(&opened.design.id)).unwrap_or_default();
        let document = RwSignal::new(document);
        let checks = RwSignal::new(Checks::Waiting);
        let diagnostics = Memo::new(move |_| checks.with(|checks| document.with(|document| checks.check(document))));
        let run = CheckRun::new();
        let shown = Memo::new(move |before: Option<&FoundDiagnostics>| {
            let found = run.found();
            let is_old = document.with_untracked(|now| now.syntax_error().is_some() && !now.is_unreadable());
            match before {
                Some(before) if is_old => before.clone(),
                _ => found.unwrap_or_default(),
            }
        });
        let workspace = Workspace {
            document,
            diagnostics,
            shown,
            run,
            shape: RwSignal::new(0),
            checks,
            history: StoredValue::new(History::default()),
            steps: RwSignal::new((None, None)),
            listeners: StoredValue::new_local(Vec::new()),
            pauses: RwSignal::new(0),
            pause_due: StoredValue::new_local((0.0, None)),
            reading: StoredValue::new_local(None),
            untold: StoredValue::new(None),
            autosave: Autosave::of(&opened),
            toast_timer: StoredValue::new_local(None),
            toast: RwSignal::new(None),
            announced: RwSignal::new(String::new()),
            selected: RwSignal::new(place),
            found: RwSignal::new(None),
            linked: RwSignal::new(None),
            key_line: RwSignal::new(None),
            revealer: StoredValue::new_local(None),
            caret: RwSignal::new(None),
            saved: RwSignal::new(Saved::Unchanged),
            theme: RwSignal::new(browser::theme()),
            deploy_open: RwSignal::new(false),
            stack_name: RwSignal::new(opened.design.name.clone()),
        };
        provide_context(workspace);
        workspace
    }

    /// The workspace of this page.
    pub fn expect() -> Workspace {
        expect_context()
    }

    // ── Reading ──

    /// Reads the document and tracks it.
    pub fn with<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.document.with(read)
    }

    /// Reads the document untracked; for event handlers.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.document.with_untracked(read)
    }

    /// Memo over the document.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Document) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let document = self.document;
        Memo::new(move |_| document.with(&read))
    }

    /// Memo over what the document says of a key, mostly a path or a logical id.
    pub fn memo_with<K: ToOwned + ?Sized, T: PartialEq + Send + Sync + 'static>(
        &self,
        key: &K,
        read: impl Fn(&Document, &K) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        K::Owned: Send + Sync + 'static,
    {
        let key = key.to_owned();
        self.memo(move |document| read(document, key.borrow()))
    }

    /// Memo over the document's structure: keys, items, kinds of values, resource types. Not updated
    /// while a scalar is edited, which changes none of these.
    pub fn memo_of_shape<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Document) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let (document, shape) = (self.document, self.shape);
        Memo::new(move |_| {
            shape.track();
            document.with_untracked(&read)
        })
    }

    /// Position and message of the syntax error; `None` if the text can be read.
    pub fn problem(&self) -> Memo<Option<(Position, String)>> {
        self.memo(|document| document.syntax_error().map(|problem| (problem.position, problem.message.clone())))
    }

    /// The whole text as it is now.
    pub fn text(&self) -> String {
        self.document.with_untracked(|document| document.text().to_string())
    }

    // ── Writing ──

    /// Makes edits as one step that Undo takes back; each is planned on what the ones before it left. Changes at the
    /// same path in quick succession, typing, are one step. Nothing is changed if one of them has no place.
    ///
    /// # Errors
    /// [`EditError`] says why; show it beside what was asked for.
    pub fn edit(&self, title: &str, at: &Path, edits: Vec<Edit>) -> Result<(), EditError> {
        let (splices, shape) = self.document.with_untracked(|document| {
            let shape =
                if edits.iter().all(|edit| is_inside_a_scalar(document, edit)) { Shape::Same } else { Shape::New };
            Ok((planned(document, &edits)?, shape))
        })?;
        let deed = EditInfo { title: title.to_string(), at: at.clone(), merge: Merge::SamePath, now: browser::now() };
        self.change(By::Page, |_| shape, |history, document, watch| history.apply(document, splices, deed, watch));
        Ok(())
    }

    /// Puts a value at a path: sets it if it is there, else inserts it with its missing parents; `None` removes it.
    ///
    /// # Errors
    /// As [`Workspace::edit`].
    pub fn put(&self, at: &Path, value: Option<Value>) -> Result<(), EditError> {
        let edits = self.with_untracked(|document| match value {
            Some(value) => entry::put_at(document, at, value),
            None => entry::take(document, at),
        });
        if edits.is_empty() {
            return Ok(());
        }
        self.edit(&path_label(at), at, edits)
    }

    /// Puts a value at a path as a step of its own; the error as text, for a form.
    pub fn put_step(&self, at: &Path, value: Option<Value>) -> Option<String> {
        self.close_step();
        let refused = self.put(at, value).err();
        self.close_step();
        refused.map(|why| why.to_string())
    }

    /// Makes the changes of one moment in the code pane, each counted in the text before all of them, in order.
    /// Text typed without a pause is one undo step.
    pub fn type_text(&self, changes: &[TextChange]) {
        let (splices, at, scalar) = self.with_untracked(|document| {
            // From the last on: those before keep their places.
            let splices: Vec<Splice> = changes.iter().rev().map(|change| change.to_splice(document)).collect();
            let first = splices.last().map_or(0, |splice| splice.range.start);
            let at = if document.syntax_error().is_none() { document.path_at(first) } else { Path::root() };
            let scalar = match splices.as_slice() {
                [splice] => ScalarEdit::of(document, splice, &at),
                _ => None,
            };
            (splices, at, scalar)
        });
        let shape = move |document: &Document| match scalar {
            Some(scalar) if scalar.is_all(document) => Shape::Same,
            _ => Shape::New,
        };
        let deed = EditInfo { title: path_label(&at), at, merge: Merge::Adjacent, now: browser::now() };
        self.change(By::CodePane, shape, |history, document, watch| history.apply(document, splices, deed, watch));
    }

    /// Replaces the whole text, as one step that Undo takes back.
    pub fn load(&self, text: &str) {
        self.splice("the whole template", Path::root(), |document| {
            vec![Splice { range: 0..document.text().len(), text: text.to_string() }]
        });
    }

    /// Makes splices, each counted in the text that the ones before it left, as a step of its own that Undo takes back.
    pub fn splice(&self, title: &str, at: Path, splices: impl FnOnce(&Document) -> Vec<Splice>) {
        let deed = EditInfo { title: title.to_string(), at, merge: Merge::Never, now: browser::now() };
        let splices = self.with_untracked(splices);
        self.change(By::Page, |_| Shape::New, |history, document, watch| history.apply(document, splices, deed, watch));
    }

    /// Reverts the last step.
    pub fn undo(&self) {
        self.step("Undone", History::undo);
    }

    /// Applies the last reverted step again.
    pub fn redo(&self) {
        self.step("Redone", History::redo);
    }

    fn step(&self, word: &str, step: impl FnOnce(&mut History, &mut Document, OnSplice<'_>) -> Option<UndoStep>) {
        let mut done = None;
        self.change(
            By::Page,
            |_| Shape::New,
            |history, document, watch| {
                done = step(history, document, watch);
                done.is_some()
            },
        );
        if let Some(change) = done {
            self.end_pause();
            self.announce(&format!("{word}: {}", change.title));
            // What came back lights up in the text, wherever the focus is.
            if !change.at.is_root() {
                self.linked.set(Some(change.at));
            }
        }
    }

    /// Title of the step that Undo reverts.
    pub fn undo_title(&self) -> Memo<Option<String>> {
        let steps = self.steps;
        Memo::new(move |_| steps.with(|steps| steps.0.clone()))
    }

    /// Title of the step that Redo applies.
    pub fn redo_title(&self) -> Memo<Option<String>> {
        let steps = self.steps;
        Memo::new(move |_| steps.with(|steps| steps.1.clone()))
    }

    /// Ends the current typing step. Called when a field loses the focus.
    pub fn close_step(&self) {
        self.history.update_value(History::close);
    }

    /// Changes the document; the only function that does.
    fn change(
        &self,
        by: By,
        shape: impl FnOnce(&Document) -> Shape,
        change: impl FnOnce(&mut History, &mut Document, OnSplice<'_>) -> bool,
    ) {
        if by == By::Page {
            self.tell_typed();
        }
        let mut history = self.history.try_update_value(std::mem::take).unwrap_or_default();
        let mut changes = Vec::new();
        let mut is_new = false;
        let mut is_told = true;
        self.document.maybe_update(|document| {
            let is_changed = change(&mut history, document, &mut |before, splice| {
                changes.push(TextChange::of(before, splice));
                browser::remember_splice(splice);
            });
            is_new = shape(document) == Shape::New;
            is_told = is_new || by == By::Page || !self.tells_later();
            is_changed && is_told
        });
        if is_told {
            self.forget_untold();
        }
        self.read_if_stale();
        let titles = (history.next_undo(), history.next_redo());
        let titles = (titles.0.map(|change| change.title.clone()), titles.1.map(|change| change.title.clone()));
        self.history.set_value(history);
        if changes.is_empty() {
            return;
        }
        if is_new {
            self.shape.update(|shape| *shape = shape.wrapping_add(1));
        }
        self.debounce();
        if self.steps.with_untracked(|steps| *steps != titles) {
            self.steps.set(titles);
        }
        if self.toast.with_untracked(Option::is_some) {
            self.toast.set(None);
        }
        self.save_soon();
        self.tell_listeners(&changes, by);
    }

    fn tell_listeners(&self, changes: &[TextChange], by: By) {
        let listeners = self.listeners.with_value(|all| all.iter().map(|(_, one)| Rc::clone(one)).collect::<Vec<_>>());
        for listener in listeners {
            listener(changes, by);
        }
    }

    /// Calls `listener` with every change of the text, in order, until the component is removed.
    pub fn on_changes(&self, listener: impl Fn(&[TextChange], By) + 'static) {
        let listeners = self.listeners;
        let mut id = 0;
        listeners.update_value(|all| {
            id = all.last().map_or(0, |last| last.0 + 1);
            all.push((id, Rc::new(listener)));
        });
        on_cleanup(move || {
            listeners.try_update_value(|all| all.retain(|one| one.0 != id));
        });
    }

    // ── Where the user is ──

    /// Reveals the lines of a path in the code pane.
    pub fn show_lines(&self, at: &Path) {
        self.linked.set(Some(at.clone()));
        self.reveal(&RevealTarget::Lines(at.clone()));
    }

    /// Shows a line and column of the text in the code pane and puts the caret there; column 0 is the start of its text.
    pub fn show_position(&self, at: Position) {
        self.reveal(&RevealTarget::At(at));
    }

    /// Opens the form of an entry, if one is given, and shows a place of the text. On a phone the form stays in sight.
    pub fn go_to(&self, at: Option<&Path>, place: Position) {
        let Some(at) = at else { return self.show_position(place) };
        self.select(self.with_untracked(|document| Route::of(document, at)));
        // The entry that holds it opens, if it was closed.
        self.linked.set(Some(at.clone()));
        self.reveal(&RevealTarget::Entry(at.clone(), place));
    }

    fn reveal(&self, target: &RevealTarget) {
        if let Some(revealer) = self.revealer.get_value() {
            revealer(target);
        }
    }

    /// Registers the code pane's handler of reveals.
    pub fn on_reveal(&self, revealer: impl Fn(&RevealTarget) + 'static) {
        self.revealer.set_value(Some(Rc::new(revealer)));
    }
}

/// The splices of edits, each planned on what the ones before it left.
fn planned(document: &Document, edits: &[Edit]) -> Result<Vec<Splice>, EditError> {
    // One edit, the case of every key pressed, needs no copy.
    match edits {
        [edit] => Ok(vec![document.plan(edit)?]),
        edits => Ok(document.with_edits(edits)?.1),
    }
}
