//! Removal of a used entry: a confirmation that lists every reference it breaks.

use leptos::prelude::*;

use super::actions::FormActions;
use super::places::Places;
use crate::document::{Document, Path};
use crate::recipe::any_entry;
use crate::recipe::removal::Removal;
use crate::template::reference::{How, Use, users};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Edits that remove the entry at a path, with the references they break.
pub type RemovalRecipe = fn(&Document, &Path) -> Removal;

/// The removal of one entry, asked about if others use it. Copied freely.
#[derive(Clone, Copy)]
pub struct Removing {
    /// Removes the entry, or asks first.
    pub ask: Callback<()>,
    /// References that the removal breaks, while it is not confirmed.
    pub doubt: RwSignal<Option<PendingRemoval>>,
    go: Callback<()>,
    go_with_users: Callback<()>,
}

/// Entry to remove, and its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRemoval {
    what: String,
    at: Path,
    uses: Vec<Use>,
    users: Option<Vec<Path>>,
}

impl Removing {
    /// The removal of the entry at `at`, called `what`.
    pub fn of(actions: FormActions, what: &str, at: &Path, recipe: RemovalRecipe) -> Removing {
        let workspace = Workspace::expect();
        let doubt = RwSignal::new(None::<PendingRemoval>);
        let entry = StoredValue::new((what.to_string(), at.clone()));
        let go = Callback::new(move |()| {
            let (what, at) = entry.get_value();
            doubt.set(None);
            actions.remove(&what, &at, |document| recipe(document, &at).edits);
        });
        let go_with_users = Callback::new(move |()| {
            let (what, at) = entry.get_value();
            doubt.set(None);
            actions.remove(&what, &at, |document| any_entry::remove_with_users(document, &at).edits);
        });
        let ask = Callback::new(move |()| {
            let (what, at) = entry.get_value();
            match workspace.with_untracked(|document| PendingRemoval::of(document, &what, &at, recipe)) {
                Some(pending) => doubt.set(Some(pending)),
                None => go.run(()),
            }
        });
        Removing { ask, doubt, go, go_with_users }
    }
}

impl PendingRemoval {
    /// The removal of the entry at `at`, called `what`, if others refer to it.
    pub fn of(document: &Document, what: &str, at: &Path, recipe: RemovalRecipe) -> Option<PendingRemoval> {
        let uses = recipe(document, at).broken;
        let users = any_entry::users(document, at);
        (!uses.is_empty()).then(|| PendingRemoval { what: what.to_string(), at: at.clone(), uses, users })
    }

    /// What the entry is called.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Where it is.
    pub fn at(&self) -> &Path {
        &self.at
    }

    /// The places that would refer to nothing.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The entries that could go with it, in words: "PublicSubnet, WebServer and 3 others"; `None` if they cannot.
    pub fn users_in_words(&self) -> Option<String> {
        let names: Vec<&str> = self.users.as_ref()?.iter().filter_map(Path::last_key).collect();
        Some(match names.as_slice() {
            [one] => one.to_string(),
            [one, other] => format!("{one} and {other}"),
            [one, other, third] => format!("{one}, {other} and {third}"),
            [one, other, rest @ ..] => format!("{one}, {other} and {} others", rest.len()),
            [] => return None,
        })
    }

    /// "WebServer refers to PublicSubnet."
    pub fn question(&self) -> String {
        let users = users(&self.uses, &self.at);
        match users.as_slice() {
            [user] => format!("{user} refers to {}.", self.what),
            users if users.len() <= 3 => format!("{} refer to {}.", users.join(", "), self.what),
            users => format!(
                "{} and {} others refer to {}.",
                users.first().map_or("", String::as_str),
                users.len() - 1,
                self.what
            ),
        }
    }

    /// Tab that notices the change.
    pub fn consequence(&self) -> &'static str {
        let on_the_machine =
            |how: How| matches!(how, How::Words | How::Signal | How::Member | How::Authentication | How::Context);
        if self.uses.iter().all(|one| on_the_machine(one.how)) {
            " The instance would not find it."
        } else {
            " CloudFormation refuses the template until that is changed."
        }
    }
}

const ANYWAY: &str = "remove-anyway";

/// Confirmation of a removal, with every reference it breaks. Empty if it breaks none.
#[component]
pub fn RemoveDoubt(of: Removing) -> impl IntoView {
    move || {
        of.doubt.get().map(|doubt| {
            focus_soon(ANYWAY.into());
            view! {
                <div class="note doubt" role="alert">
                    <Svg icon=Icon::Warning/>
                    <div><b>{doubt.question()}</b>{doubt.consequence()}</div>
                    <Places uses=Signal::stored(doubt.uses.clone())/>
                    <div class="row removal-ways">
                        <button type="button" class="btn sm" id=ANYWAY on:click=move |_| of.go.run(())>"Remove anyway"</button>
                        {doubt.users_in_words().map(|names| view! {
                            <button type="button" class="btn sm" on:click=move |_| of.go_with_users.run(())>{format!("Remove with {names}")}</button>
                        })}
                        <button type="button" class="btn sm" on:click=move |_| of.doubt.set(None)>"Keep"</button>
                    </div>
                </div>
            }
        })
    }
}
