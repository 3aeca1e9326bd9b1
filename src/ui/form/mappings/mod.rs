//! The form of the mappings: each a table of values by two keys.

mod grid;
mod key;

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, opened, opener_id};
use super::actions::Actions;
use super::adder::{AddButton, Adder, Empty};
use super::head::{FormBody, FormHead};
use super::menu::EntryMenu;
use super::remove::{RemoveDoubt, Removing};
use super::rows::NameRow;
use super::tree::{AllKeys, Nested};
use super::used::UsedBy;
use crate::document::{Edit, Path};
use crate::template::recipe::{addition, mapping, name, removal};
use crate::template::shape::blank;
use crate::template::{Template, section};
use crate::ui::field::{FIRST_REGIONS, Refusal, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Place, Workspace};
use grid::Grid;

/// The form of the mappings.
#[component]
pub fn Mappings() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let opened = opened();
    let all = workspace.memo_of_shape(|document| {
        let entries = Template::of(document).section(section::MAPPINGS).into_iter().flat_map(|node| node.entries());
        entries.map(|entry| entry.key().to_string()).filter(|key| !key.starts_with("Fn::")).collect::<Vec<_>>()
    });
    let made = move |(name, edits): (String, Vec<Edit>)| {
        let at = Path::root().keys([section::MAPPINGS, &name]);
        let made = actions.make(&format!("mapping {name}"), &at, |_| edits);
        if made {
            opened.set(Some(at.clone()));
            focus_soon(opener_id(&at));
        }
        made
    };
    let add = move |wanted: String| {
        if let Some(why) = name::fault_of_id(&wanted) {
            actions.refused.set(Some(why.to_string()));
            return false;
        }
        made(workspace.with_untracked(|document| addition::mapping(document, &wanted)))
    };
    let regions = move |_| {
        made(workspace.with_untracked(|document| mapping::add_regions(document, &FIRST_REGIONS)));
    };
    view! {
        <FormHead place=Place::Mappings><AddButton text="Add a mapping" field="new-mapping"/></FormHead>
        <FormBody>
            <Refusal why=actions.refused/>
            <Show when=move || all.with(Vec::is_empty)>
                <Empty text="No mappings yet. They hold values that differ by region, by stage or the like."/>
            </Show>
            <For each=move || all.get() key=|name| name.clone() let:name>
                <MappingEntry name=name actions=actions opened=opened/>
            </For>
            <Adder id="new-mapping" label="Name of the new mapping" button="Add a mapping" add=add/>
            <div class="row group-add">
                <button type="button" class="btn sm" on:click=regions><Svg icon=Icon::Plus/>"Values by region"</button>
                <span class="dim">"A mapping with a row for each of four regions; more can be added."</span>
            </div>
            <AllKeys name="the mappings" place=Place::At(Place::Mappings.path())/>
        </FormBody>
    }
}

#[component]
fn MappingEntry(name: String, actions: Actions, opened: Opened) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = Path::root().keys([section::MAPPINGS, &name]);
    let own = at.clone();
    let table = workspace.memo_of_shape(move |document| mapping::table(document, &own));
    let meta = move || {
        table.with(|table| {
            table.as_ref().map(|table| format!("{} × {}", table.rows.len(), table.columns.len())).unwrap_or_default()
        })
    };
    let removing =
        Removing::of(actions, &name, &at, |document, at| removal::remove(document, std::slice::from_ref(at)));
    let own = at.clone();
    let double = move |()| {
        if let Some(made) = workspace.with_untracked(|document| blank::double(document, &own)) {
            actions.copy(&own, made, opened);
        }
    };
    let head = view! {
        <Svg icon=Icon::Table/><span class="nm cut">{name.clone()}</span><span class="meta num">{meta}</span>
    };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=removing.ask double=double/> };
    let path = StoredValue::new(at.clone());
    view! {
        <RemoveDoubt of=removing/>
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <NameRow
                at=path.get_value() label="Name" help="Fn::FindInMap that asks it gets the new name too."
                moved=move |at| opened.set(Some(at))
            />
            {move || match table.get() {
                Some(table) => view! { <Grid at=path.get_value() table=table/> }.into_any(),
                None => view! { <div class="in-acc"><Nested at=path.get_value()/></div> }.into_any(),
            }}
            <UsedBy at=path.get_value()/>
        </Accordion>
    }
}
