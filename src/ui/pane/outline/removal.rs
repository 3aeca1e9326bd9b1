//! Removal of an entry from the outline: at once where nothing refers to it, else after a question that lists what does.

use leptos::prelude::*;

use super::{Tree, focus_row};
use crate::document::Path;
use crate::recipe::any_entry;
use crate::recipe::removal::Removal;
use crate::ui::dialog::SmallDialog;
use crate::ui::field::places::Places;
use crate::ui::field::remove::PendingRemoval;
use crate::ui::later::dialog_while;
use crate::ui::part::part;
use crate::ui::workspace::Workspace;

/// The removal that is asked about, and the row of its entry.
#[derive(Clone, Copy)]
pub(super) struct AskedRemoval {
    open: RwSignal<bool>,
    pending: RwSignal<Option<(PendingRemoval, String)>>,
}

impl AskedRemoval {
    pub(super) fn new() -> AskedRemoval {
        AskedRemoval { open: RwSignal::new(false), pending: RwSignal::new(None) }
    }
}

/// Removes the entry that a row stands for, or asks first where others refer to it.
pub(super) fn ask(workspace: Workspace, tree: Tree, at: Path, label: &str, key: &str) {
    match workspace.with_untracked(|document| PendingRemoval::of(document, label, &at, any_entry::remove)) {
        Some(pending) => {
            tree.removal.pending.set(Some((pending, key.to_string())));
            tree.removal.open.set(true);
        }
        None => {
            let removal = workspace.with_untracked(|document| any_entry::remove(document, &at));
            make(workspace, tree, (&at, label, key), removal, &format!("{label} removed."));
        }
    }
}

/// Makes a removal as one step, says so with Undo, and gives the focus to the row that comes in the place.
fn make(workspace: Workspace, tree: Tree, (at, label, key): (&Path, &str, &str), removal: Removal, said: &str) {
    let index = tree.rows.with_untracked(|rows| rows.iter().position(|row| row.key == key)).unwrap_or_default();
    workspace.close_step();
    let done = workspace.edit(&format!("removal of {label}"), at, removal.edits);
    workspace.close_step();
    if let Err(why) = done {
        return workspace.notify(&why.to_string());
    }
    workspace.linked.set(None);
    workspace.toast(said);
    let next = tree.rows.with_untracked(|rows| rows.get(index).or(rows.last()).map(|row| row.key.clone()));
    if let Some(next) = next {
        focus_row(workspace, tree, &next);
    }
}

/// The question, there while it is asked.
#[component]
pub(super) fn RemovalDialog(tree: Tree) -> impl IntoView {
    dialog_while(tree.removal.open, move || dialog(tree))
}

part! {
    dialogs: fn dialog(tree: Tree) -> AnyView { view! { <Dialog tree=tree/> }.into_any() }
}

#[component]
fn Dialog(tree: Tree) -> impl IntoView {
    let asked = tree.removal;
    let title = Signal::derive(move || {
        let what = asked.pending.with(|pending| pending.as_ref().map(|pending| pending.0.what().to_string()));
        format!("Remove {}?", what.unwrap_or_default())
    });
    view! {
        <SmallDialog id="removal-title" title=title open=asked.open>
            {move || asked.pending.get().map(|(pending, key)| view! { <Question pending=pending key=key tree=tree/> })}
        </SmallDialog>
    }
}

#[component]
fn Question(pending: PendingRemoval, key: String, tree: Tree) -> impl IntoView {
    let workspace = Workspace::expect();
    let open = tree.removal.open;
    let (at, what) = (pending.at().clone(), pending.what().to_string());
    let row = StoredValue::new((at, what, key));
    let make = move |recipe: fn(&crate::document::Document, &Path) -> Removal, said: String| {
        // The dialog goes, and with it what it stores.
        let (at, what, key) = row.get_value();
        open.set(false);
        // Once the dialog has given the focus back.
        request_animation_frame(move || {
            let removal = workspace.with_untracked(|document| recipe(document, &at));
            make(workspace, tree, (&at, &what, &key), removal, &said);
        });
    };
    let alone = move |_| make(any_entry::remove, row.with_value(|row| format!("{} removed.", row.1)));
    let together = pending.users_in_words().map(|names| {
        let said = row.with_value(|row| format!("{} removed with {names}.", row.1));
        let label = format!("Remove with {names}");
        let act = move |_| make(any_entry::remove_with_users, said.clone());
        view! { <button type="button" class="btn" on:click=act><span class="cut">{label}</span></button> }
    });
    view! {
        <div class="dl-b">
            <p><b>{pending.question()}</b>{pending.consequence()}</p>
            <Places uses=Signal::stored(pending.uses().to_vec())/>
        </div>
        <footer class="removal-footer">
            <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>"Keep"</button>
            {together}
            <button type="button" class="btn" on:click=alone>"Remove anyway"</button>
        </footer>
    }
}
