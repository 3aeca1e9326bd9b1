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
mod shared;
mod stack;
mod state;
mod tree;
mod triggers;
mod used;

use leptos::prelude::*;

use super::diagnostic::NotePlaces;
use super::field::{ValueActionDialogs, ValueActions};
use super::focus;
use super::later::later;
use super::part::part;
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
        {move || form_later(place.get())}
        <ValueActionDialogs value_actions=value_actions/>
    }
}

/// The form of a route; its head until its part of the page is loaded.
fn form_later(place: Route) -> AnyView {
    focus::form_waits(true);
    let place = StoredValue::new(place);
    let load = move || async move {
        let route = place.get_value();
        let form = match group_of(&route) {
            Group::Stack => whole(route).await,
            Group::Sections => sections(route).await,
            Group::Init => init(route).await,
            Group::Resources => resources(route).await,
        };
        if form.is_ok() && document().active_element().is_some_and(|focused| focused.id() == TITLE) {
            focus::focus_soon(TITLE.into());
        }
        focus::form_waits(false);
        form
    };
    later(load, move || view! { <WaitingForm place=place.get_value()/> }.into_any())
}

/// Id of the heading, which takes the focus when a form is opened.
const TITLE: &str = "form-title";

#[component]
fn WaitingForm(place: Route) -> impl IntoView {
    view! {
        <div class="head" aria-busy="true">
            <div class="row"><h1 class="grow cut" id=TITLE tabindex="-1">{place.title()}</h1></div>
            <p>{place.intro()}</p>
        </div>
    }
}

/// The parts of the page that hold the forms. `public/boot.js` knows them by the beginning of an address.
enum Group {
    /// The template as a whole: the form of a first visit.
    Stack,
    /// Sections of the template.
    Sections,
    /// What cfn-init reads, and what starts it and waits for it.
    Init,
    /// Resources by their type, and whatever has no form of its own.
    Resources,
}

fn group_of(place: &Route) -> Group {
    match place {
        Route::Stack => Group::Stack,
        Route::Parameters | Route::Outputs | Route::Conditions | Route::Mappings => Group::Sections,
        Route::Init { .. } | Route::Authentication(_) | Route::ConfigSets(_) => Group::Init,
        Route::Hup(_) | Route::UserData(_) | Route::Policies(_) => Group::Init,
        Route::Vpc(_) | Route::Subnets | Route::Instance(_) | Route::Resource(_) => Group::Resources,
        Route::At(_) | Route::Rules | Route::Metadata | Route::Transform => Group::Resources,
    }
}

part! {
    stack: fn whole(place: Route) -> AnyView { view! { <Form place=place form=stack_form/> }.into_any() }
    forms: fn sections(place: Route) -> AnyView { view! { <Form place=place form=section_form/> }.into_any() }
    init: fn init(place: Route) -> AnyView { view! { <Form place=place form=init_form/> }.into_any() }
    cloud: fn resources(place: Route) -> AnyView { view! { <Form place=place form=resource_form/> }.into_any() }
}

/// The form of a route. A form of an entry is shown while the entry exists.
#[component]
fn Form(place: Route, form: fn(Route) -> AnyView) -> impl IntoView {
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
        Some(at) => view! {
            <shared::SharedNote place=place.clone()/>
            <Present at=at place=place>{form(own.clone())}</Present>
        }
        .into_any(),
        None => form(own),
    }
}

fn stack_form(_: Route) -> AnyView {
    view! { <stack::Stack/> }.into_any()
}

/// The forms of the template's sections.
fn section_form(place: Route) -> AnyView {
    match place {
        Route::Parameters => view! { <parameters::Parameters/> }.into_any(),
        Route::Outputs => view! { <EntryList place=place spec=&outputs::SPEC/> }.into_any(),
        Route::Conditions => view! { <EntryList place=place spec=&conditions::SPEC/> }.into_any(),
        Route::Mappings => view! { <EntryList place=place spec=&mappings::SPEC/> }.into_any(),
        _ => ().into_any(),
    }
}

/// The forms of what cfn-init reads, and of what starts it.
fn init_form(place: Route) -> AnyView {
    match place {
        Route::Init { ref resource, ref config, section } => {
            let config = init_path(resource).join(config.as_str());
            view! { <SectionForm place=place section=section config=config/> }.into_any()
        }
        Route::Authentication(_) => view! { <EntryList place=place spec=&authentication::SPEC/> }.into_any(),
        Route::ConfigSets(ref id) | Route::Hup(ref id) => {
            let id = id.clone();
            view! { <bootstrap::OfInit place=place resource=id/> }.into_any()
        }
        Route::UserData(id) => view! { <bootstrap::UserDataForm holder=id/> }.into_any(),
        Route::Policies(id) => view! { <bootstrap::Policies id=id/> }.into_any(),
        _ => ().into_any(),
    }
}

/// The forms of resources, and the tree of keys.
fn resource_form(place: Route) -> AnyView {
    match place {
        Route::Vpc(id) => view! { <network::Vpc id=id/> }.into_any(),
        Route::Subnets => view! { <network::Subnets/> }.into_any(),
        Route::Instance(id) => view! { <instance::Instance id=id/> }.into_any(),
        Route::Resource(id) => view! { <resource::Resource id=id/> }.into_any(),
        place => view! { <tree::TreeForm place=place/> }.into_any(),
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
