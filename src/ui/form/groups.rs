//! The form of a config's groups.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryContext, EntryListSpec, EntryRows};
use super::list_form::ListLabels;
use crate::document::Value;
use crate::recipe::section_entry;
use crate::schema::group as row;
use crate::template::Section;
use crate::ui::field::property::SchemaRows;
use crate::ui::icon::Icon;

/// The form of the groups of a config.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Group,
    noun: "group",
    labels: ListLabels {
        new: AdderLabels { add: "Add a group", field: "new-group", name: "Name of the group" },
        empty: "No groups yet. cfn-init creates none in this config.",
    },
    footer: "Created in the order of their names, as system groups. An existing group is left unchanged.",
    made: |document, section, name| {
        let config = section.parent().unwrap_or_default();
        section_entry::add(document, &config, Section::Groups, name, Value::Mapping(Default::default()))
    },
    gone: section_entry::removal,
    meta: |document, at| {
        document.scalar(&at.join(row::GID.key)).map_or("any free gid".into(), |gid| format!("gid {gid}"))
    },
    rows: |entry| view! { <Rows entry=entry/> }.into_any(),
};

#[component]
fn Rows(entry: EntryContext) -> impl IntoView {
    let at = entry.at.clone();
    view! {
        <EntryRows entry=entry label="Name" help="Restart triggers of services are renamed too.">
            <SchemaRows owner=at.clone() rows=row::ROWS/>
        </EntryRows>
    }
}
