//! The form of a resource's credentials for files and archives.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryContext, EntryListSpec, EntryRows};
use super::list_form::ListLabels;
use crate::document::Path;
use crate::recipe::authentication::{self, CredentialKind as Kind};
use crate::schema::{Key, authentication as row};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::SchemaRow;
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// The form of the credentials of a resource.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Lock,
    noun: "credentials",
    labels: ListLabels {
        new: AdderLabels { add: "Add credentials", field: "new-credentials", name: "Name of the credentials" },
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

#[component]
fn Rows(entry: EntryContext) -> impl IntoView {
    let (at, actions) = (entry.at.clone(), entry.actions);
    view! {
        <EntryRows entry=entry label="Name" help="References in files are renamed too.">
            <KindRows at=at.clone() actions=actions/>
        </EntryRows>
    }
}

/// The kind of the credentials, and the keys that go with it.
#[component]
fn KindRows(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let kind = workspace.memo_with(&at, move |document, at| Kind::of(document.node(at)));
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
        kind => {
            let row = |key: &Key| view! { <SchemaRow owner=path.get_value() row=*key/> };
            kind.rows().iter().map(row).collect_view().into_any()
        }
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
        <Diagnostics at=at subject="authentication"/>
    }
}
