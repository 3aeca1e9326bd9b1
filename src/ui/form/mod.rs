//! The forms: one a place. A form is a list of rows over the document and holds nothing of its own.

mod accordion;
mod actions;
mod adder;
mod attributes;
mod authentication;
mod bootstrap;
mod collection;
mod command;
mod compute;
mod conditions;
mod drag;
mod entry_list;
mod file;
mod groups;
mod head;
mod instance;
mod list_form;
mod map_editor;
mod mappings;
mod menu;
mod multi_select;
mod network;
mod outputs;
mod packages;
mod parameters;
mod remove;
mod replaced;
mod resource;
mod schema_rows;
mod services;
mod sources;
mod stack;
mod state;
mod tags;
mod text_list;
mod tree;
mod tri_state;
mod triggers;
mod used;
mod users;
mod value_menu;

use leptos::prelude::*;

pub use head::{FormBody, FormHead};
pub use tree::Nested;

use super::field::{ValueActionDialogs, ValueActions};
use super::route::Route;
use super::workspace::Workspace;
use crate::document::Path;
use crate::template::init::{Section, init_path};
use crate::template::resource_path;
use state::Present;

/// The pane with the form of the selected place.
#[component]
pub fn FormPane() -> impl IntoView {
    let workspace = Workspace::expect();
    // A memo: the form is built anew only when the place changes, not when it is selected again.
    let place = Memo::new(move |_| workspace.selected());
    let value_actions = ValueActions::provide();
    view! {
        {move || view! { <Form place=place.get()/> }}
        <ValueActionDialogs value_actions=value_actions/>
    }
}

/// The form of a place.
#[component]
pub fn Form(
    /// Which one.
    place: Route,
) -> impl IntoView {
    match place {
        Route::Stack => view! { <stack::Stack/> }.into_any(),
        Route::Parameters => view! { <parameters::Parameters/> }.into_any(),
        Route::Vpc(ref id) => {
            let id = id.clone();
            view! { <Present at=place.path() place=place><network::Vpc id=id.clone()/></Present> }.into_any()
        }
        Route::Subnets => view! { <network::Subnets/> }.into_any(),
        Route::Instance(ref id) => {
            let id = id.clone();
            view! { <Present at=place.path() place=place><instance::Instance id=id.clone()/></Present> }.into_any()
        }
        Route::Init { ref resource, ref config, section } => {
            let at = init_path(resource).join(config.as_str());
            let own = place.clone();
            view! { <Present at=at.clone() place=place><SectionForm place=own.clone() section=section config=at.clone()/></Present> }
                .into_any()
        }
        Route::Resource(ref id) => {
            let id = id.clone();
            view! { <Present at=place.path() place=place><resource::Resource id=id.clone()/></Present> }.into_any()
        }
        Route::Authentication(ref id) => {
            let own = place.clone();
            view! { <Present at=resource_path(id) place=place><authentication::Authentication place=own.clone()/></Present> }
                .into_any()
        }
        Route::ConfigSets(ref id) | Route::Hup(ref id) => {
            let (own, id, at) = (place.clone(), id.clone(), init_path(id));
            view! { <Present at=at place=place><bootstrap::OfInit place=own.clone() resource=id.clone()/></Present> }
                .into_any()
        }
        Route::UserData(ref id) => {
            let id = id.clone();
            view! { <Present at=place.path() place=place><bootstrap::UserDataForm holder=id.clone()/></Present> }
                .into_any()
        }
        Route::Policies(ref id) => {
            let id = id.clone();
            view! { <Present at=place.path() place=place><bootstrap::Policies id=id.clone()/></Present> }.into_any()
        }
        Route::At(_) => {
            let own = place.clone();
            view! { <Present at=place.path() place=place><tree::TreeForm place=own.clone()/></Present> }.into_any()
        }
        Route::Outputs => view! { <outputs::Outputs/> }.into_any(),
        Route::Conditions => view! { <conditions::Conditions/> }.into_any(),
        Route::Mappings => view! { <mappings::Mappings/> }.into_any(),
        Route::Rules | Route::Metadata | Route::Transform => view! { <tree::TreeForm place=place/> }.into_any(),
    }
}

/// The form of a section of a config.
#[component]
fn SectionForm(place: Route, section: Section, config: Path) -> impl IntoView {
    match section {
        Section::Packages => view! { <packages::Packages place=place config=config/> }.into_any(),
        Section::Groups => view! { <groups::Groups place=place/> }.into_any(),
        Section::Users => view! { <users::Users place=place/> }.into_any(),
        Section::Sources => view! { <sources::Sources place=place/> }.into_any(),
        Section::Files => view! { <file::Files place=place/> }.into_any(),
        Section::Commands => view! { <command::Commands place=place config=config/> }.into_any(),
        Section::Services => view! { <services::Services place=place config=config/> }.into_any(),
    }
}
