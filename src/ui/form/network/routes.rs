//! The route tables of a VPC, with the effect of each route.

use leptos::prelude::*;

use crate::document::Path;
use crate::recipe::{resource, route};
use crate::template::network::route::{RouteRow, RouteTable, RouteTarget, tables};
use crate::template::{Template, resource_path};
use crate::ui::control::RouteLink;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The route tables of a VPC.
#[component]
pub fn Routes(vpc: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let all = workspace.memo_with(&vpc, move |document, id| tables(Template::of(document), id));
    let ids = Memo::new(move |_| all.with(|all| all.iter().map(|table| table.id.clone()).collect::<Vec<_>>()));
    let vpc = StoredValue::new(vpc);
    view! {
        <For each=move || ids.get() key=|id| id.clone() let:id>
            <TableOf vpc=vpc.get_value() id=id all=all actions=actions/>
        </For>
    }
}

#[component]
fn TableOf(vpc: String, id: Option<String>, all: Memo<Vec<RouteTable>>, actions: FormActions) -> impl IntoView {
    let own = id.clone();
    let table = Memo::new(move |_| all.with(|all| all.iter().find(|table| table.id == own).cloned()));
    let lines =
        Memo::new(move |_| table.with(|table| table.as_ref().map(|one| one.routes.clone()).unwrap_or_default()));
    let keys = Memo::new(move |_| lines.with(|all| all.iter().map(|line| line.id.clone()).collect::<Vec<_>>()));
    let users = move || {
        let count = table.with(|table| table.as_ref().map_or(0, |one| one.subnets.len()));
        match count {
            0 => "used by no subnet".to_string(),
            1 => "used by one subnet".to_string(),
            count => format!("used by {count} subnets"),
        }
    };
    let name = id.clone().unwrap_or_else(|| "the VPC\u{2019}s main table".to_string());
    let title = match id.clone() {
        Some(id) => view! { <FormLink id=id/> }.into_any(),
        None => view! { <span class="dim">{name.clone()}</span> }.into_any(),
    };
    view! {
        <section class="part" aria-label=format!("Routes of {name}")>
            <div class="sect"><h2>"Routes"</h2>{title}<span class="grow"></span><span class="dim hide-s">{users}</span></div>
            <div class="card is-open">
                <table class="tbl routes">
                    <thead><tr><th>"Destination"</th><th>"Target"</th><th>"What it does"</th><th><span class="sr">"More"</span></th></tr></thead>
                    <tbody>
                        <For each=move || keys.get() key=|id| id.clone() let:line>
                            <RouteLine id=line lines=lines actions=actions/>
                        </For>
                    </tbody>
                </table>
                {id.map(|table| view! { <WaysOut vpc=vpc table=table actions=actions/> })}
            </div>
        </section>
    }
}

/// The name of a resource that leads to its form.
#[component]
pub fn FormLink(id: String) -> impl IntoView {
    view! { <RouteLink class="form-link" to=Route::Resource(id.clone())>{id}</RouteLink> }
}

#[component]
fn RouteLine(id: Option<String>, lines: Memo<Vec<RouteRow>>, actions: FormActions) -> impl IntoView {
    let own = id.clone();
    let line = Memo::new(move |_| lines.with(|all| all.iter().find(|line| line.id == own).cloned()));
    let text =
        move |read: fn(&RouteRow) -> String| move || line.with(|line| line.as_ref().map(read).unwrap_or_default());
    let target = move || {
        line.get().map(|line| {
            let icon = match &line.target {
                RouteTarget::Local => None,
                RouteTarget::Internet(_) => Some(Icon::Globe),
                RouteTarget::Nat(_) | RouteTarget::Endpoint(_) | RouteTarget::Other(_) => Some(Icon::Route),
                RouteTarget::Missing => Some(Icon::Warning),
            };
            let icon = icon.map(|icon| view! { <Svg icon=icon/> });
            view! { <span class="row is-tight">{icon}{line.target.text().to_string()}</span> }
        })
    };
    let menu = id.map(|id| {
        let removing = Removing::of(actions, &id, &resource_path(&id), |document, at| {
            resource::remove(document, &[at.last_key().unwrap_or_default()])
        });
        (id, removing)
    });
    let doubt = menu.as_ref().map(|(_, removing)| *removing);
    view! {
        <tr>
            <td><code>{text(|line| line.destination.clone())}</code></td>
            <td>{target}</td>
            <td class="dim">{text(|line| line.does.clone())}</td>
            <td class="r">{menu.map(|(id, removing)| view! { <ResourceMenu id=id remove=removing.ask/> })}</td>
        </tr>
        {move || doubt.filter(|doubt| doubt.doubt.with(Option::is_some)).map(|doubt| view! {
            <tr><td colspan="4" class="note-cell"><RemoveDoubt of=doubt/></td></tr>
        })}
    }
}

/// The menu of a line that is a resource: its form, and out with it.
#[component]
pub fn ResourceMenu(id: String, #[prop(into)] remove: Callback<()>) -> impl IntoView {
    let workspace = Workspace::expect();
    let place = StoredValue::new(Route::Resource(id.clone()));
    view! {
        <ItemMenu name=id>
            <MenuItem icon=Icon::Pen text="Open its form" act=move |()| workspace.select(place.get_value())/>
            <MenuItem icon=Icon::Trash text="Remove" act=remove/>
        </ItemMenu>
    }
}

/// Buttons for the ways out that a table could have.
#[component]
fn WaysOut(vpc: String, table: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let ways = workspace.memo_with(&table, move |document, at| route::ways_out(Template::of(document), &vpc, at));
    let table = StoredValue::new(table);
    let add = move |gateway: String| {
        let (id, edits) = workspace.with_untracked(|document| route::add(document, &table.get_value(), &gateway));
        let at: Path = resource_path(&id);
        if actions.make(&format!("route {id}"), &at, |_| edits) {
            workspace.linked.set(Some(at));
            focus_soon("form-title".into());
        }
    };
    view! {
        <Show when=move || ways.with(|ways| !ways.is_empty())>
            <div class="add-line">
                <For each=move || ways.get() key=|way| way.clone() let:way>
                    {
                        let gateway = way.clone();
                        view! {
                            <button type="button" class="btn bare sm" on:click=move |_| add(gateway.clone())>
                                <Svg icon=Icon::Plus/>"Everything outside through "{way}
                            </button>
                        }
                    }
                </For>
            </div>
        </Show>
    }
}
