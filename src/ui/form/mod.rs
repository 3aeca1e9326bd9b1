//! The forms, one for each route. A form is a list of rows over the document and has no state of its own.

mod accounts;
mod adder;
mod attributes;
mod authentication;
mod bootstrap;
mod command;
mod conditions;
mod entry_list;
mod file;
mod found;
mod guide;
mod head;
mod instance;
mod list_form;
mod mappings;
mod network;
mod ordered;
mod outputs;
mod packages;
mod parameters;
mod renamed;
mod replaced;
mod resource;
mod resource_actions;
mod services;
mod stack;
mod state;
mod tree;
mod triggers;
mod used;

use leptos::prelude::*;

use super::diagnostic::NotePlaces;
use super::field::{ValueActionDialogs, ValueActions};
use super::route::Route;
use super::workspace::Workspace;
use crate::document::Path;
use crate::template::init::{Section, init_path};
use crate::template::resource_path;
use entry_list::EntryList;
use state::Present;

/// The pane with the form of the selected route.
#[component]
pub fn FormPane() -> impl IntoView {
    let workspace = Workspace::expect();
    // A memo: the form is rebuilt only when the route changes, not when it is selected again.
    let place = Memo::new(move |_| workspace.selected());
    let value_actions = ValueActions::provide();
    view! {
        <found::Found/>
        {move || view! { <Form place=place.get()/> }}
        <ValueActionDialogs value_actions=value_actions/>
    }
}

/// The form of a route. A form of an entry is shown while the entry exists.
#[component]
pub fn Form(place: Route) -> impl IntoView {
    NotePlaces::provide();
    let entry = match &place {
        Route::Init { resource, config, .. } => Some(init_path(resource).join(config.as_str())),
        Route::ConfigSets(id) | Route::Hup(id) => Some(init_path(id)),
        Route::Authentication(id) => Some(resource_path(id)),
        Route::Vpc(_) | Route::Instance(_) | Route::UserData(_) | Route::Policies(_) | Route::Resource(_) => {
            Some(place.path())
        }
        Route::At(_) => Some(place.path()),
        Route::Stack | Route::Parameters | Route::Subnets | Route::Outputs | Route::Mappings => None,
        Route::Conditions | Route::Rules | Route::Metadata | Route::Transform => None,
    };
    let own = place.clone();
    match entry {
        Some(at) => view! { <Present at=at place=place>{form(own.clone())}</Present> }.into_any(),
        None => form(own),
    }
}

fn form(place: Route) -> AnyView {
    match place {
        Route::Stack => view! { <stack::Stack/> }.into_any(),
        Route::Parameters => view! { <parameters::Parameters/> }.into_any(),
        Route::Vpc(id) => view! { <network::Vpc id=id/> }.into_any(),
        Route::Subnets => view! { <network::Subnets/> }.into_any(),
        Route::Instance(id) => view! { <instance::Instance id=id/> }.into_any(),
        Route::Init { ref resource, ref config, section } => {
            let config = init_path(resource).join(config.as_str());
            view! { <SectionForm place=place section=section config=config/> }.into_any()
        }
        Route::Resource(id) => view! { <resource::Resource id=id/> }.into_any(),
        Route::Authentication(_) => view! { <EntryList place=place spec=&authentication::SPEC/> }.into_any(),
        Route::ConfigSets(ref id) | Route::Hup(ref id) => {
            let id = id.clone();
            view! { <bootstrap::OfInit place=place resource=id/> }.into_any()
        }
        Route::UserData(id) => view! { <bootstrap::UserDataForm holder=id/> }.into_any(),
        Route::Policies(id) => view! { <bootstrap::Policies id=id/> }.into_any(),
        Route::Outputs => view! { <EntryList place=place spec=&outputs::SPEC/> }.into_any(),
        Route::Conditions => view! { <EntryList place=place spec=&conditions::SPEC/> }.into_any(),
        Route::Mappings => view! { <EntryList place=place spec=&mappings::SPEC/> }.into_any(),
        Route::At(_) | Route::Rules | Route::Metadata | Route::Transform => {
            view! { <tree::TreeForm place=place/> }.into_any()
        }
    }
}

/// The form of a section of a config.
#[component]
fn SectionForm(place: Route, section: Section, config: Path) -> impl IntoView {
    match section {
        Section::Packages => view! { <packages::Packages place=place config=config/> }.into_any(),
        Section::Groups => view! { <EntryList place=place spec=&accounts::GROUPS/> }.into_any(),
        Section::Users => view! { <EntryList place=place spec=&accounts::USERS/> }.into_any(),
        Section::Sources => view! { <EntryList place=place spec=&accounts::SOURCES/> }.into_any(),
        Section::Files => view! { <EntryList place=place spec=&file::SPEC/> }.into_any(),
        Section::Commands => view! { <command::Commands place=place config=config/> }.into_any(),
        Section::Services => view! { <EntryList place=place spec=&services::SPEC/> }.into_any(),
    }
}
