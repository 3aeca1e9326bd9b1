//! The form of a resource's credentials for files and archives.

use leptos::prelude::*;

use super::actions::FormActions;
use super::adder::Asked;
use super::entry_list::{Entry, EntryList, EntryListSpec, EntryRows};
use super::list_form::ListLabels;
use super::schema_rows::{SchemaRow, SchemaRows};
use crate::document::Path;
use crate::recipe::authentication::{self, Manner as Kind};
use crate::schema::authentication as row;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Lock,
    noun: "credentials",
    says: ListLabels {
        new: Asked { add: "Add credentials", field: "new-credentials", name: "Name of the credentials" },
        empty: "No credentials yet. Files and archives are fetched without any.",
    },
    footer: "Files name an entry in authentication; archives, and files that name none, take the one whose buckets or \
           hosts fit. Metadata can be read by everybody who may describe the resource: prefer the role.",
    made: |document, at, name| {
        let resource = authentication::resource_of(at).unwrap_or_default();
        authentication::add(document, resource, name)
    },
    gone: authentication::remove,
    meta: |document, at| Kind::of(document.node(at)).words().to_string(),
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
};

/// The form of the credentials of a resource.
#[component]
pub fn Authentication(
    /// The place.
    place: Route,
) -> impl IntoView {
    view! { <EntryList place=place spec=&SPEC/> }
}

#[component]
fn Rows(entry: Entry) -> impl IntoView {
    let (at, actions) = (entry.at.clone(), entry.actions);
    view! {
        <EntryRows entry=entry label="Name" help="Files that name it get the new name too.">
            <KindRows at=at.clone() actions=actions/>
        </EntryRows>
    }
}

/// The kind of the credentials, and the keys that go with it.
#[component]
fn KindRows(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.clone();
    let kind = workspace.memo(move |document| Kind::of(document.node(&own)));
    let own = at.clone();
    let open = workspace.memo(move |document| authentication::is_open(document, &own));
    let path = StoredValue::new(at.clone());
    let turn = move |to: Kind| {
        let at = path.get_value();
        if kind.get_untracked() != to
            && actions.make("kind of the credentials", &at, |document| authentication::turn(document, &at, to))
        {
            workspace.toast(&format!("Now {}.", to.words()));
        }
    };
    let buttons = [(Kind::Role, "S3, role"), (Kind::Keys, "S3, keys"), (Kind::Basic, "Basic")].map(|(to, text)| {
        view! {
            <button type="button" aria-pressed=move || (kind.get() == to).to_string() on:click=move |_| turn(to)>{text}</button>
        }
    });
    let rows = move || match kind.get() {
        Kind::Other => view! { <SchemaRow owner=path.get_value() row=row::TYPE/> }.into_any(),
        kind => view! { <SchemaRows owner=path.get_value() rows=kind.rows()/> }.into_any(),
    };
    view! {
        <div class="fld">
            <div class="lb"><span class="cut">"Kind"</span></div>
            <div class="ct">
                <div class="seg" role="group" aria-label="Kind of the credentials">{buttons}</div>
                <p class="help">{row::TYPE.help}</p>
            </div>
        </div>
        <div class="rows">{rows}</div>
        <Show when=move || open.get()>
            <div class="note">
                <Svg icon=Icon::Warning/>
                <div>
                    <b>"The secret stands in the template as text."</b>
                    " Everybody who may describe the resource can read it. Use the role, or a parameter with NoEcho."
                </div>
            </div>
        </Show>
    }
}
