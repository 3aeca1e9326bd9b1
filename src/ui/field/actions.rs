//! Actions of a form: each recipe as one undo step, errors shown, removals announced.

use leptos::prelude::*;

use super::id::opener_id;
use crate::document::{Document, Edit, Path};
use crate::recipe::name;
use crate::recipe::new_entry;
use crate::template::label::path_label;
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// Path of the entry of a list that was opened last. The entry of the linked field is open too.
pub type OpenPath = RwSignal<Option<Path>>;

/// Opens an entry and gives it the focus.
pub fn open(at: &Path, opened: OpenPath) {
    opened.set(Some(at.clone()));
    focus_soon(opener_id(at));
}

/// Edits of a form: recipes as undo steps, errors shown by the form.
#[derive(Clone, Copy)]
pub struct FormActions {
    workspace: Workspace,
    /// Error of the last action; shown by the form.
    pub refused: RwSignal<Option<String>>,
}

impl FormActions {
    /// New actions for a form.
    pub fn new() -> FormActions {
        FormActions { workspace: Workspace::expect(), refused: RwSignal::new(None) }
    }

    /// Makes the edits of a recipe as one step. False if the text does not allow them; the form shows the error.
    pub fn make(&self, title: &str, at: &Path, recipe: impl FnOnce(&Document) -> Vec<Edit>) -> bool {
        let workspace = self.workspace;
        workspace.close_step();
        let edits = workspace.with_untracked(recipe);
        let done = workspace.edit(title, at, edits);
        workspace.close_step();
        let fine = done.is_ok();
        self.refused.set(done.err().map(|why| why.to_string()));
        fine
    }

    /// Adds an entry and opens it. False as in [`FormActions::make`].
    pub fn grow(&self, title: &str, (at, edits): (&Path, Vec<Edit>), opened: OpenPath) -> bool {
        let made = self.make(title, at, |_| edits);
        if made {
            open(at, opened);
        }
        made
    }

    /// Adds an entry of this name to its mapping and opens it; an existing one is only opened. True if
    /// it was added.
    pub fn declare(
        &self,
        noun: &str,
        at: &Path,
        opened: OpenPath,
        recipe: impl FnOnce(&Document) -> Vec<Edit>,
    ) -> bool {
        let there = self.workspace.with_untracked(|document| document.node(at).is_some());
        let made = !there && self.make(&format!("{noun} {}", at.last_key().unwrap_or_default()), at, recipe);
        open(at, opened);
        made
    }

    /// True if a text can be a logical id; else the form shows the error.
    pub fn takes_id(&self, wanted: &str) -> bool {
        let why = name::fault_of_id(wanted);
        if why.is_some() {
            self.refused.set(why.map(str::to_string));
        }
        why.is_none()
    }

    /// Adds a copy of the entry at `at` after it and opens it.
    pub fn copy(&self, at: &Path, (copy, edits): (Path, Vec<Edit>), opened: OpenPath) {
        self.grow(&format!("copy of {}", path_label(at)), (&copy, edits), opened);
    }

    /// Callback that duplicates the entry at `at`.
    pub fn doubling(self, at: &Path, opened: OpenPath) -> Callback<()> {
        let at = at.clone();
        Callback::new(move |()| {
            if let Some(made) = self.workspace.with_untracked(|document| new_entry::double(document, &at)) {
                self.copy(&at, made, opened);
            }
        })
    }

    /// Makes the edits of a removal, announces it, and focuses the form's heading.
    pub fn remove(&self, what: &str, at: &Path, recipe: impl FnOnce(&Document) -> Vec<Edit>) {
        if self.make(&format!("removal of {what}"), at, recipe) {
            self.workspace.linked.set(None);
            self.workspace.toast(&format!("{what} removed."));
            focus_soon("form-title".into());
        }
    }
}
