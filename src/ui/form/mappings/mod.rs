//! The form of the mappings: each a table of values by two keys.

mod grid;
mod key;

use leptos::prelude::*;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryCard, EntryContext};
use super::list_form::{ListForm, ListLabels};
use super::used::UsedBy;
use crate::document::{Edit, Path};
use crate::recipe::{addition, mapping, removal};
use crate::template::{Template, section};
use crate::ui::field::FIRST_REGIONS;
use crate::ui::field::accordion::opened;
use crate::ui::field::actions::FormActions;
use crate::ui::field::property::NameRow;
use crate::ui::field::tree::Nested;
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;
use grid::Grid;

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add a mapping", field: "new-mapping", name: "Name of the new mapping" },
    empty: "No mappings yet. They hold values that differ by region, by stage or the like.",
};

/// The form of the mappings.
#[component]
pub fn Mappings() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let all = workspace.memo_of_shape(|document| {
        let entries = Template::of(document).section(section::MAPPINGS).into_iter().flat_map(|node| node.entries());
        entries.map(|entry| entry.key().to_string()).filter(|key| !key.starts_with("Fn::")).collect::<Vec<_>>()
    });
    let made = move |(name, edits): (String, Vec<Edit>)| {
        let at = Path::root().keys([section::MAPPINGS, &name]);
        actions.grow(&format!("mapping {name}"), (&at, edits), opened)
    };
    let add = move |wanted: String| {
        actions.takes_id(&wanted) && made(workspace.with_untracked(|document| addition::mapping(document, &wanted)))
    };
    let regions = move |_| {
        made(workspace.with_untracked(|document| mapping::add_regions(document, &FIRST_REGIONS)));
    };
    view! {
        <ListForm place=Route::Mappings labels=&LABELS none=Signal::derive(move || all.with(Vec::is_empty)) actions=actions>
            <For each=move || all.get() key=|name| name.clone() let:name>
                <MappingEntry entry=EntryContext { at: Route::Mappings.path().join(name), actions, opened }/>
            </For>
            <Adder asked=&LABELS.new add=add/>
            <div class="row group-add">
                <button type="button" class="btn sm" on:click=regions><Svg icon=Icon::Plus/>"Values by region"</button>
                <span class="dim">"A mapping with a row for each of four regions; more can be added."</span>
            </div>
            <AllKeys name="the mappings" place=Route::At(Route::Mappings.path())/>
        </ListForm>
    }
}

#[component]
fn MappingEntry(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, actions, opened } = entry.clone();
    let own = at.clone();
    let table = workspace.memo_of_shape(move |document| mapping::table(document, &own));
    let meta = move || {
        table.with(|table| {
            table.as_ref().map(|table| format!("{} × {}", table.rows.len(), table.columns.len())).unwrap_or_default()
        })
    };
    let head = view! {
        <Svg icon=Icon::Table/><span class="nm cut">{entry.name()}</span><span class="meta num">{meta}</span>
    };
    let (path, double) = (StoredValue::new(at.clone()), actions.doubling(&at, opened));
    view! {
        <EntryCard entry=entry gone=removal::one double=double head=head.into_any()>
            <NameRow
                at=path.get_value() label="Name" help="Fn::FindInMap references are renamed too."
                moved=move |at| opened.set(Some(at))
            />
            {move || match table.get() {
                Some(table) => view! { <Grid at=path.get_value() table=table/> }.into_any(),
                None => view! { <div class="in-acc"><Nested at=path.get_value()/></div> }.into_any(),
            }}
            <UsedBy at=path.get_value()/>
        </EntryCard>
    }
}
