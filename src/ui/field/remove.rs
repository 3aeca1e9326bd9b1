//! Removal of a used entry: a confirmation that lists every reference it breaks.

use leptos::prelude::*;

use super::actions::FormActions;
use super::places::Places;
use crate::document::{Document, Path};
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
}

/// Entry to remove, and its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRemoval {
    what: String,
    at: Path,
    uses: Vec<Use>,
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
        let ask = Callback::new(move |()| {
            let (what, at) = entry.get_value();
            let uses = workspace.with_untracked(|document| recipe(document, &at).broken);
            if uses.is_empty() { go.run(()) } else { doubt.set(Some(PendingRemoval { what, at, uses })) }
        });
        Removing { ask, doubt, go }
    }
}

impl PendingRemoval {
    /// "WebServer refers to PublicSubnet."
    fn question(&self) -> String {
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
    fn consequence(&self) -> &'static str {
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
                    <Places uses=Signal::stored(doubt.uses)/>
                    <div class="row">
                        <button type="button" class="btn sm" id=ANYWAY on:click=move |_| of.go.run(())>"Remove anyway"</button>
                        <button type="button" class="btn sm" on:click=move |_| of.doubt.set(None)>"Keep"</button>
                    </div>
                </div>
            }
        })
    }
}
