//! Other tabs with the same designs: following their changes, resolving conflicts.

use leptos::prelude::*;

use super::{By, Notice, Saved, Shape, Workspace};
use crate::document::{EditInfo, Merge, Path, Splice};
use crate::ui::browser;
use crate::ui::store::{self, Heard};

impl Workspace {
    /// Notice that stays until it is closed or decided.
    pub fn notice(&self) -> RwSignal<Option<Notice>> {
        self.autosave.notice
    }

    /// Shows a fact that stays until it is closed. A pending decision takes precedence.
    pub fn notify(&self, fact: &str) {
        if !self.autosave.is_in_conflict() {
            self.autosave.notice.set(Some(Notice::Fact(fact.to_string())));
        }
    }

    /// Follows changes of other tabs from now on.
    pub fn hear_other_pages(&self) {
        let workspace = *self;
        store::hear(move |kind, id| {
            workspace.autosave.listed.try_update(|listed| *listed += 1);
            if id != workspace.autosave.id() {
                return;
            }
            match kind {
                // With changes of its own this page learns of the conflict when it keeps them.
                Heard::Saved if workspace.autosave.is_unsaved() => {}
                Heard::Saved => leptos::task::spawn_local(workspace.follow_page()),
                Heard::Named => leptos::task::spawn_local(workspace.follow_names()),
                Heard::Removed => workspace.autosave.notice.set(Some(Notice::Removed)),
            }
        });
    }

    /// Applies the version saved by another tab, as an undo step.
    async fn follow_page(self) {
        let id = self.autosave.id();
        let Some((theirs, text)) = store::look(&id).await else { return };
        if self.autosave.id() != id || self.autosave.is_unsaved() {
            return;
        }
        self.replace(&text, "the change made in another tab");
        self.agree_on(theirs.revision, theirs.changed);
        self.announce("The design was changed in another tab. This one shows the change.");
    }

    async fn follow_names(self) {
        let id = self.autosave.id();
        let Some((theirs, _)) = store::look(&id).await else { return };
        if self.autosave.id() == id {
            if self.stack_name.with_untracked(|name| *name != theirs.name) {
                self.stack_name.set(theirs.name.clone());
            }
            self.autosave.design.update(|design| {
                (design.name, design.file_name) = (theirs.name, theirs.file_name);
            });
        }
    }

    /// Resolves a conflict with the other tab's version; Undo restores this one.
    pub fn take_theirs(&self) {
        let workspace = *self;
        let id = self.autosave.id();
        leptos::task::spawn_local(async move {
            let Some((theirs, text)) = store::look(&id).await else { return };
            if workspace.autosave.id() == id {
                workspace.close_step();
                workspace.replace(&text, "taking the version of the other tab");
                workspace.close_step();
                workspace.autosave.notice.set(None);
                workspace.agree_on(theirs.revision, theirs.changed);
                workspace.announce("The version of the other tab is shown. Undo restores yours.");
            }
        });
    }

    /// Resolves a conflict with this tab's version.
    pub fn overwrite_theirs(&self) {
        let workspace = *self;
        let id = self.autosave.id();
        leptos::task::spawn_local(async move {
            if let Some((theirs, _)) = store::look(&id).await {
                store::comes_from(&id, theirs.revision);
            }
            if workspace.autosave.id() == id {
                workspace.autosave.notice.set(None);
                workspace.save();
            }
        });
    }

    /// Replaces the differing part of the text, as one splice.
    fn replace(&self, text: &str, title: &str) {
        let splice = self
            .with_untracked(|document| Splice::minimal(document.text(), 0..document.text().len(), text.to_string()));
        let deed = EditInfo { title: title.to_string(), at: Path::root(), merge: Merge::SamePath, now: browser::now() };
        self.change(
            By::Page,
            |_| Shape::New,
            |history, document, watch| history.apply(document, vec![splice], deed, watch),
        );
    }

    /// Marks the shown text as the saved revision.
    fn agree_on(&self, revision: u32, when: f64) {
        store::comes_from(&self.autosave.id(), revision);
        self.autosave.mark_saved();
        self.autosave.design.update(|design| design.revision = revision);
        self.saved.set(Saved::At(when));
    }
}
