//! What buttons of a form do: recipes as one step of Undo each, refusals shown, removals said.

use leptos::prelude::*;

use super::accordion::{Opened, opener_id};
use crate::document::{Document, Edit, Path};
use crate::template::place::name_of;
use crate::ui::field::focus_soon;
use crate::ui::workspace::Workspace;

/// The hands of a form. Copied freely.
#[derive(Clone, Copy)]
pub struct Actions {
    workspace: Workspace,
    /// Why the last button did nothing; shown by the form.
    pub refused: RwSignal<Option<String>>,
}

impl Actions {
    /// New ones for a form.
    pub fn new() -> Actions {
        Actions { workspace: Workspace::expect(), refused: RwSignal::new(None) }
    }

    /// Makes the edits of a recipe as one step. False if they have no place in the text; the form says why.
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

    /// Puts a copy of the entry at `at` behind it, as `made` says, and opens it.
    pub fn copy(&self, at: &Path, made: (Path, Vec<Edit>), opened: Opened) {
        let (copy, edits) = made;
        if self.make(&format!("copy of {}", name_of(at)), &copy, |_| edits) {
            opened.set(Some(copy.clone()));
            focus_soon(opener_id(&copy));
        }
    }

    /// Makes the edits of a removing recipe, says what went, and gives the focus to the form's heading.
    pub fn remove(&self, what: &str, at: &Path, recipe: impl FnOnce(&Document) -> Vec<Edit>) {
        if self.make(&format!("removal of {what}"), at, recipe) {
            self.workspace.linked.set(None);
            self.workspace.toast(&format!("{what} removed."));
            focus_soon("form-title".into());
        }
    }
}
