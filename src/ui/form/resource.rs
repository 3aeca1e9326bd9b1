//! The form of a resource: that of its type, drawn from the rows of its schema, or all keys where it has none.

use leptos::prelude::*;

use super::attributes::{Attributes, LogicalId};
use super::head::{FormBody, FormHead, Part as Heading};
use super::network::SecurityGroup;
use super::tree::TreeForm;
use crate::document::Path;
use crate::schema::compute;
use crate::schema::ec2::SECURITY_GROUP;
use crate::schema::form::{FormPart, PropertyForm, form_of};
use crate::template::{Template, resource_path};
use crate::ui::field::property::SchemaRows;
use crate::ui::form::head::AllKeys;
use crate::ui::recipe::RecipesOf;
use crate::ui::route::{Route, related};
use crate::ui::workspace::Workspace;

/// The form of the resource with a logical id.
#[component]
pub fn Resource(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = id.clone();
    let form = workspace.memo_of_shape(move |document| form_of(Template::of(document).resource(&own)?.kind()?));
    let own = id.clone();
    let group = workspace.memo_of_shape(move |document| {
        Template::of(document).resource(&own).is_some_and(|one| one.kind() == Some(SECURITY_GROUP))
    });
    move || match form.get() {
        _ if group.get() => view! { <SecurityGroup id=id.clone()/> }.into_any(),
        Some(form) => view! { <OfType id=id.clone() form=form/> }.into_any(),
        None => view! { <TreeForm place=Route::Resource(id.clone())/> }.into_any(),
    }
}

/// The form of a type that has one.
#[component]
fn OfType(id: String, form: &'static PropertyForm) -> impl IntoView {
    let at = resource_path(&id);
    view! {
        <FormHead place=Route::Resource(id.clone()) intro=form.intro/>
        <FormBody>
            <p class="dim kind"><b>{form.name}</b>" "<code>{form.kind}</code></p>
            <Beside kind=form.kind id=id.clone()/>
            <LogicalId at=at.clone()/>
            {form.parts.iter().map(|part| view! { <OfPart at=at.clone() part=part/> }).collect_view()}
            <Attributes at=at.clone()/>
            <AllKeys name=id place=Route::At(at)/>
        </FormBody>
    }
}

/// Rows under a heading.
#[component]
pub fn OfPart(at: Path, part: &'static FormPart) -> impl IntoView {
    let owner = at.keys(part.under.iter().copied());
    let rows = view! { <div class="rows"><SchemaRows owner=owner rows=part.shown.as_slice()/></div> };
    match part.title {
        "" => rows.into_any(),
        title => view! { <Heading title=title>{rows}</Heading> }.into_any(),
    }
}

/// What the form of a type has above its rows; nothing for types that are no machines.
#[component]
fn Beside(kind: &'static str, id: String) -> impl IntoView {
    match kind {
        compute::GROUP | compute::LAUNCH_TEMPLATE | compute::LAUNCH_CONFIGURATION => {
            view! { <Around id=id.clone()/><RecipesOf id=id/> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// Lines with buttons that open what belongs to the machine with a logical id.
#[component]
fn Around(id: String) -> impl IntoView {
    let workspace = Workspace::expect();
    let lines = workspace.memo(move |document| related(document, &id));
    view! {
        <dl class="around">
            {move || lines.get().into_iter().map(|line| view! {
                <div>
                    <dt>{line.word}</dt>
                    <dd>{line.routes.into_iter().map(|(name, route)| {
                        let open = move |_| workspace.select(route.clone());
                        view! { <button type="button" class="btn bare sm" on:click=open><code>{name}</code></button> }
                    }).collect_view()}</dd>
                </div>
            }).collect_view()}
        </dl>
    }
}
