//! The menu of a resource in the head of its form, and what it reports below the head.

use leptos::prelude::*;

use crate::document::Path;
use crate::recipe::{new_entry, removal};
use crate::template::resource_path;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::{Refusal, rename_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::Icon;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The actions on one resource. Copied freely.
#[derive(Clone, Copy)]
pub struct ResourceActions {
    at: StoredValue<Path>,
    actions: FormActions,
    removing: Removing,
}

impl ResourceActions {
    /// The actions on the resource that a form shows; `None` for other forms.
    pub fn of(place: &Route) -> Option<ResourceActions> {
        let at = match place {
            Route::Vpc(id) | Route::Instance(id) | Route::Resource(id) => resource_path(id),
            _ => return None,
        };
        let actions = FormActions::new();
        let removing = Removing::of(actions, at.last_key().unwrap_or_default(), &at, removal::one);
        Some(ResourceActions { at: StoredValue::new(at), actions, removing })
    }
}

/// The menu: rename, duplicate, remove.
#[component]
pub fn ResourceMenu(of: ResourceActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = of.at.with_value(|at| at.last_key().unwrap_or_default().to_string());
    let rename = move |()| focus_soon(rename_id(&of.at.get_value()));
    let title = StoredValue::new(format!("copy of {name}"));
    let double = move |()| {
        let made = workspace.with_untracked(|document| new_entry::double(document, &of.at.get_value()));
        let Some((copy, edits)) = made else { return };
        if of.actions.make(&title.get_value(), &copy, |_| edits) {
            workspace.select(workspace.with_untracked(|document| Route::of(document, &copy)));
            focus_soon(rename_id(&copy));
        }
    };
    view! {
        <ItemMenu name=name>
            <MenuItem icon=Icon::Pen text="Rename" act=rename/>
            <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
            <MenuItem icon=Icon::Trash text="Remove" act=of.removing.ask/>
        </ItemMenu>
    }
}

/// Why an action failed, and the confirmation of a removal.
#[component]
pub fn ResourceNotes(of: ResourceActions) -> impl IntoView {
    view! { <Refusal why=of.actions.refused/><RemoveDoubt of=of.removing/> }
}
