//! The form of a config's archives: a target folder and an address each.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryContext, EntryListSpec};
use super::list_form::ListLabels;
use crate::document::Value;
use crate::recipe::{authentication, section_entry};
use crate::schema::source as row;
use crate::template::Section;
use crate::ui::field::property::NameRow;
use crate::ui::field::{FieldRow, TextField};
use crate::ui::form::head::AllKeys;
use crate::ui::icon::Icon;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of the archives of a config.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Archive,
    noun: "archive",
    labels: ListLabels {
        new: AdderLabels { add: "Add an archive", field: "new-source", name: "Target folder" },
        empty: "No archives yet. cfn-init unpacks none in this config.",
    },
    footer: "Unpacked in the order of the target folders, at every run; a service that lists one is restarted each time.",
    made: |document, section, name| {
        let config = section.parent().unwrap_or_default();
        section_entry::add(document, &config, Section::Sources, name, Value::from("https://"))
    },
    gone: section_entry::removal,
    meta: |document, at| match document.node(at).filter(|node| node.tag().is_none()).and_then(|node| node.scalar()) {
        Some(address) => address.to_string(),
        None => "by a function".into(),
    },
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
};

#[component]
fn Rows(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, opened, .. } = entry;
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Route::At(at.clone()));
    let resource = authentication::resource_of(&at).unwrap_or_default().to_string();
    let credentials = workspace.memo(move |document| authentication::names(document, &resource).join(", "));
    view! {
        <NameRow at=at.clone() label="Target folder" help=row::TARGET moved=move |at| opened.set(Some(at))/>
        <FieldRow at=at.clone() label="Archive" help=row::ARCHIVE docs=row::PAGE>
            <TextField at=at.clone() required=true/>
        </FieldRow>
        <p class="fact">
            {row::CREDENTIALS}
            {move || credentials.with(|names| match names.is_empty() {
                true => " This resource has none.".to_string(),
                false => format!(" This resource has {names}."),
            })}
        </p>
        <AllKeys name=name place=whole/>
    }
}
