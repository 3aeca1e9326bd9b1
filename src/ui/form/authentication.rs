//! The form of a resource's credentials for files and archives.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryAdder, EntryListSpec, IN_CONFIG};
use super::list_form::ListLabels;
use crate::document::Path;
use crate::recipe::authentication::{self, CredentialKind as Kind};
use crate::schema::{Key, authentication as row};
use crate::ui::control::Segments;
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
    adder: EntryAdder::Named(|document, at, name| {
        let resource = authentication::resource_of(at).unwrap_or_default();
        Ok((at.join(name), authentication::add(document, resource, name)))
    }),
    gone: authentication::remove,
    meta: |document, at| Kind::of(document.node(at)).words().to_string(),
    name: ("Name", "References in files are renamed too."),
    rows: |entry| view! { <KindRows at=entry.at actions=entry.actions/> }.into_any(),
    ..IN_CONFIG
};

/// The kinds that can be chosen.
const KINDS: [Kind; 3] = [Kind::Role, Kind::Keys, Kind::Basic];

/// The kind of the credentials, and the keys that go with it.
#[component]
fn KindRows(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let kind = workspace.memo_with(&at, move |document, at| Kind::of(document.node(at)));
    let path = StoredValue::new(at.clone());
    let turn = move |index: usize| {
        let (at, to) = (path.get_value(), KINDS.get(index).copied().unwrap_or(Kind::Basic));
        if kind.get_untracked() != to
            && actions.make("kind of the credentials", &at, |document| authentication::turn(document, &at, to))
        {
            workspace.toast(&format!("Now {}.", to.words()));
        }
    };
    let chosen = Signal::derive(move || KINDS.iter().position(|one| *one == kind.get()));
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
                <Segments name="Kind of the credentials" labels=&["S3, role", "S3, keys", "Basic"] chosen=chosen set=turn/>
                <p class="help">{row::TYPE.help}</p>
            </div>
        </div>
        <div class="rows">{rows}</div>
        <Diagnostics at=at subject="authentication"/>
    }
}
