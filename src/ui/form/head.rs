//! The head of every form: breadcrumb, title, introduction, buttons; and the parts of its body.

use leptos::prelude::*;

use super::resource_actions::{ResourceActions, ResourceMenu, ResourceNotes};
use crate::document::Document;
use crate::template::Template;
use crate::template::recognition::foreign;
use crate::ui::control::RouteLink;
use crate::ui::designs;
use crate::ui::diagnostic::FormDiagnostics;
use crate::ui::icon::{Icon, Svg};
use crate::ui::impact::InitUpdateNote;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The head of a form. Inside come the buttons at its right, if there are any.
#[component]
pub fn FormHead(
    place: Route,
    /// Replaces the route's own sentence.
    #[prop(optional, into)]
    intro: Option<Signal<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let general = place.intro();
    let actions = ResourceActions::of(&place);
    let intro = intro.unwrap_or_else(|| general.into());
    // What is computed from the template is wrong while nothing of it can be read.
    let unreadable = Workspace::expect().memo(Document::is_unreadable);
    let intro = move || if unreadable.get() { general.to_string() } else { intro.get() };
    view! {
        <div class="head">
            <Crumbs place=place.clone()/>
            <div class="row">
                <h1 class="grow cut" id="form-title" tabindex="-1">{place.title()}</h1>
                {children.map(|children| children())}
                {actions.map(|actions| view! { <ResourceMenu of=actions/> })}
            </div>
            <p>{intro}</p>
            <InitUpdateNote at=place.path()/>
            {actions.map(|actions| view! { <ResourceNotes of=actions/> })}
        </div>
    }
}

/// Everything below the head; scrolls by itself.
#[component]
pub fn FormBody(children: Children) -> impl IntoView {
    let workspace = Workspace::expect();
    let waits = workspace.memo(|document| document.syntax_error().is_some());
    let unreadable = workspace.memo(Document::is_unreadable);
    view! {
        <div class="scroll" data-scroll="form">
            <div class="body">
                <Waiting/>
                <NotTemplate/>
                <fieldset class="fields" class:is-waiting=waits disabled=waits hidden=unreadable>
                    <FormDiagnostics/>
                    {children()}
                </fieldset>
            </div>
        </div>
    }
}

/// Error note with the position of the syntax error. The form below shows the last readable state, if there is one.
#[component]
fn Waiting() -> impl IntoView {
    let workspace = Workspace::expect();
    let problem = workspace.problem();
    let unreadable = workspace.memo(Document::is_unreadable);
    let effect = move |line| match unreadable.get() {
        true => format!(" The form has nothing to show until line {line} is fixed."),
        false => " The form shows the last readable state and is disabled until the text is fixed.".into(),
    };
    move || {
        problem.get().map(|(position, message)| {
            view! {
                <div class="note err waiting">
                    <Svg icon=Icon::Alert/>
                    <div>
                        <b>{format!("The text cannot be read at {position}. ")}</b>
                        {message}
                        {effect(position.line)}
                    </div>
                    <button type="button" class="btn sm" on:click=move |_| workspace.show_position(position)>
                        {format!("Go to line {}", position.line)}
                    </button>
                </div>
            }
        })
    }
}

/// Error note for a text that is not a CloudFormation template.
#[component]
fn NotTemplate() -> impl IntoView {
    let workspace = Workspace::expect();
    let why = workspace.memo(foreign);
    move || {
        why.get().map(|why| {
            view! {
                <div class="note err waiting">
                    <Svg icon=Icon::Alert/>
                    <div><b>"This is not a CloudFormation template. "</b>{why}</div>
                    <button type="button" class="btn sm" on:click=move |_| designs::show()>"Start from a template"</button>
                </div>
            }
        })
    }
}

/// A part of a form with a heading.
#[component]
pub fn Part(
    #[prop(into)] title: String,
    /// Beside the heading, such as a count.
    #[prop(optional, into)]
    fact: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="part">
            <div class="sect"><h2>{title}</h2>{(!fact.is_empty()).then(|| view! { <span class="dim">{fact}</span> })}</div>
            {children()}
        </section>
    }
}

/// The link from a special form to all keys of what it shows.
#[component]
pub fn AllKeys(
    #[prop(into)] name: String,
    /// The place that shows them.
    place: Route,
) -> impl IntoView {
    view! { <p class="whole"><RouteLink to=place>{format!("All keys of {name}")}</RouteLink></p> }
}

#[component]
fn Crumbs(place: Route) -> impl IntoView {
    let workspace = Workspace::expect();
    let above = place.crumbs();
    let last = match &place {
        Route::Init { section, .. } => section.key().to_string(),
        Route::Subnets => "Subnets".to_string(),
        _ => place.title(),
    };
    // Init sits on other machines than instances too; their form is that of their type.
    let form_of = |to: Route| match &to {
        Route::Instance(id) => workspace.with_untracked(|document| match Template::of(document).resource(id) {
            Some(resource) if !resource.is_instance() => Route::Resource(id.clone()),
            _ => to.clone(),
        }),
        _ => to,
    };
    let steps = above.into_iter().map(|(name, to)| match to.map(form_of) {
        Some(to) => view! { <li><RouteLink to=to>{name}</RouteLink><Svg icon=Icon::ChevronRight/></li> }.into_any(),
        None => view! { <li><span>{name}</span><Svg icon=Icon::ChevronRight/></li> }.into_any(),
    });
    view! {
        <nav aria-label="Breadcrumb">
            <ol class="crumbs">{steps.collect_view()}<li><span aria-current="page">{last}</span></li></ol>
        </nav>
    }
}
