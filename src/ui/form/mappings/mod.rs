//! The form of the mappings: each a table of values by two keys.

mod grid;
mod key;

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryAdder, EntryListSpec, IN_TEMPLATE, ListContext, with_id};
use super::list_form::ListLabels;
use super::used::UsedBy;
use crate::document::{Edit, Path};
use crate::recipe::{addition, mapping};
use crate::ui::field::FIRST_REGIONS;
use crate::ui::field::tree::Nested;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;
use grid::Grid;

/// The form of the mappings.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Table,
    noun: "mapping",
    labels: ListLabels {
        new: AdderLabels { add: "Add a mapping", field: "new-mapping", name: "Name of the new mapping" },
        empty: "No mappings yet. They hold values that differ by region, by stage or the like.",
    },
    all_keys: "the mappings",
    adder: EntryAdder::Own(|context| view! { <NewMapping context=context/> }.into_any()),
    meta: |document, at| {
        let table = mapping::table(document, at);
        table.map(|table| format!("{} × {}", table.rows.len(), table.columns.len())).unwrap_or_default()
    },
    meta_class: "meta num",
    name: ("Name", "Fn::FindInMap references are renamed too."),
    rows: |entry| view! { <Rows at=entry.at/> }.into_any(),
    ..IN_TEMPLATE
};

/// The field for a new mapping, and the button for one by region.
#[component]
fn NewMapping(context: ListContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let ListContext { section, actions, opened } = context;
    let made = move |(at, edits): (Path, Vec<Edit>)| {
        actions.grow(&format!("mapping {}", at.last_key().unwrap_or_default()), (&at, edits), opened)
    };
    let add = move |wanted: String| match workspace
        .with_untracked(|document| with_id(document, &wanted, addition::mapping))
    {
        Ok(added) => made(added),
        Err(why) => {
            actions.refused.set(Some(why));
            false
        }
    };
    let regions = move |_| {
        let (name, edits) = workspace.with_untracked(|document| mapping::add_regions(document, &FIRST_REGIONS));
        made((section.get_value().join(name), edits));
    };
    view! {
        <Adder asked=&SPEC.labels.new add=add/>
        <div class="row group-add">
            <button type="button" class="btn sm" on:click=regions><Svg icon=Icon::Plus/>"Values by region"</button>
            <span class="dim">"A mapping with a row for each of four regions; more can be added."</span>
        </div>
    }
}

#[component]
fn Rows(at: Path) -> impl IntoView {
    let own = at.clone();
    let table = Workspace::expect().memo_of_shape(move |document| mapping::table(document, &own));
    let path = StoredValue::new(at.clone());
    view! {
        {move || match table.get() {
            Some(table) => view! { <Grid at=path.get_value() table=table/> }.into_any(),
            None => view! { <div class="in-acc"><Nested at=path.get_value()/></div> }.into_any(),
        }}
        <UsedBy at=at/>
    }
}
