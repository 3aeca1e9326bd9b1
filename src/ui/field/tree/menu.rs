//! The menu of a row: move, duplicate, wrap into a function, unwrap, remove.

use leptos::prelude::*;

use super::state::{TreeState, child_name, focus_first};
use crate::document::{Path, Step};
use crate::recipe::new_entry;
use crate::recipe::{entry, removal};
use crate::schema::function::Function;
use crate::template::label::path_label;
use crate::template::value::convert::{unwrap, wrap, wrappers};
use crate::template::value::{self, ValueChild, ValueRef, default};
use crate::ui::field::actions::FormActions;
use crate::ui::field::id::{field_id, rename_id, spot_id};
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::row::{Refusal, lines_text};
use crate::ui::field::value_menu::ValueMenuItems;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Moves a row one place up or down, with the focus.
pub fn shift(workspace: Workspace, tree: TreeState, actions: FormActions, child: &ValueChild, up: bool) {
    let at = child.spot.at.clone();
    let recipe = if up { entry::up } else { entry::down };
    let edits = workspace.with_untracked(|document| recipe(document, &at));
    let to = match (edits.first(), at.last(), at.parent()) {
        (Some(crate::document::Edit::Reorder { place, .. }), Some(Step::Index(_)), Some(list)) => list.join(*place),
        (Some(_), ..) => at.clone(),
        (None, ..) => return,
    };
    let old = spot_id(&child.spot);
    let focus = document().active_element().map(|element| element.id()).unwrap_or_default();
    if actions.make(&format!("place of {}", path_label(&at)), &at, |_| edits) {
        tree.swap(&at, &to);
        let new = spot_id(&ValueRef { at: to.clone(), part: child.spot.part });
        let same = focus.strip_prefix(old.as_str()).map(|rest| format!("{new}{rest}"));
        workspace.linked.set(Some(to));
        focus_first(same.into_iter().chain([new]).collect());
    }
}

/// The menu of a row.
#[component]
pub fn RowMenu(
    child: ValueChild,
    /// The value that has it.
    above: ValueRef,
    tree: TreeState,
) -> impl IntoView {
    let actions = FormActions::new();
    let name = child_name(&child);
    let id = format!("{}~", spot_id(&child.spot));
    let removing = Removing::of(actions, &name, &child.spot.at, removal::one);
    let inside = StoredValue::new((child, above));
    view! {
        <ItemMenu id=id name=name list="more-list tn-menu">
            {
                let (child, above) = inside.get_value();
                view! { <Items child=child above=above tree=tree actions=actions removing=removing/> }
            }
        </ItemMenu>
        <div class="tn-said"><Refusal why=actions.refused/><RemoveDoubt of=removing/></div>
    }
}

#[component]
fn Items(
    child: ValueChild,
    above: ValueRef,
    tree: TreeState,
    actions: FormActions,
    removing: Removing,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = child.spot.at.clone();
    let ends = workspace.with_untracked(|document| {
        let place = entry::position(document, &at).unwrap_or_default();
        let count = at.parent().and_then(|parent| document.node(&parent)).map_or(0, |node| node.len());
        (place == 0, place + 1 >= count)
    });
    let may_go = workspace.with_untracked(|document| value::take(document, &above, &child).is_some());
    let own = (child.clone(), above);
    let ask = move |()| match own.0.is_loose() {
        true => removing.ask.run(()),
        // How an optional argument is removed depends on its function.
        false => {
            let (child, above) = &own;
            let edits = |document: &crate::document::Document| value::take(document, above, child).unwrap_or_default();
            actions.remove(&child_name(child), &child.spot.at, edits);
        }
    };
    let own = child.clone();
    let up = move |()| shift(workspace, tree, actions, &own, true);
    let own = child.clone();
    let down = move |()| shift(workspace, tree, actions, &own, false);
    let own = at.clone();
    let double = move |()| {
        let Some((copy, edits)) = workspace.with_untracked(|document| new_entry::double(document, &own)) else {
            return;
        };
        if actions.make(&format!("copy of {}", path_label(&own)), &copy, |_| edits) {
            focus_first(vec![rename_id(&copy), field_id(&copy)]);
        }
    };
    let loose = child.is_loose().then(|| {
        view! {
            <MenuItem icon=Icon::ChevronUp text="Move up" off=Signal::stored(ends.0) act=up/>
            <MenuItem icon=Icon::ChevronDown text="Move down" off=Signal::stored(ends.1) act=down/>
            <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
        }
    });
    view! {
        {loose}
        <ValueMenuItems spot=child.spot.clone()/>
        <Functions spot=child.spot actions=actions tree=tree/>
        {may_go.then(|| view! { <MenuItem icon=Icon::Trash text="Remove" act=ask/> })}
    }
}

/// Into a function, out of one, and the arguments it may have besides.
#[component]
fn Functions(spot: ValueRef, actions: FormActions, tree: TreeState) -> impl IntoView {
    let workspace = Workspace::expect();
    let (into, out, offers) = workspace.with_untracked(|document| {
        let out = value::call(document, &spot).map(|(function, _)| function.name());
        let offers = value::offers(document, &spot).into_iter().map(|offer| offer.0.label).collect::<Vec<_>>();
        (wrappers(document, &spot), out, offers)
    });
    let spot = StoredValue::new(spot);
    let settle = move |made: bool| {
        if made {
            let now = workspace.with_untracked(|document| default::settled(document, &spot.get_value()));
            tree.set_open(&now, true);
            focus_first(vec![spot_id(&now)]);
        }
    };
    let put = move |function: &'static Function| {
        let spot = spot.get_value();
        let title = format!("{} into {}", path_label(&spot.at), function.name());
        settle(actions.make(&title, &spot.at, |document| wrap(document, &spot, function)));
    };
    let take = move |()| {
        let spot = spot.get_value();
        let title = format!("{} out of its function", path_label(&spot.at));
        settle(actions.make(&title, &spot.at, |document| unwrap(document, &spot)));
    };
    let add = move |label: &'static str| {
        let spot = spot.get_value();
        let edits = |document: &crate::document::Document| {
            let offers = value::offers(document, &spot);
            offers.into_iter().find(|offer| offer.0.label == label).map(|offer| offer.1).unwrap_or_default()
        };
        settle(actions.make(label, &spot.at, edits));
    };
    let buttons = into.into_iter().map(|function| {
        let name = function.name();
        view! {
            <button type="button" class="btn sm" aria-label=format!("Put it into {name}") title=function.help
                on:click=move |_| put(function)>{name}</button>
        }
    });
    let buttons = buttons.collect_view();
    view! {
        {offers.into_iter().map(|label| view! { <MenuItem icon=Icon::Plus text=label act=move |()| add(label)/> }).collect_view()}
        {(!buttons.is_empty()).then(|| view! { <p class="tn-into">"Put it into"</p><div class="tn-chips">{buttons}</div> })}
        {out.map(|name| view! { <Out name=name take=take/> })}
        <Lines at=spot.get_value().at/>
    }
}

#[component]
fn Out(name: &'static str, #[prop(into)] take: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="btn bare" on:click=move |_| take.run(())>
            <Svg icon=Icon::Output/>{format!("Take it out of {name}")}
        </button>
    }
}

/// The way to the lines.
#[component]
fn Lines(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let lines = workspace.with_untracked(|document| document.entry_lines(&at));
    lines.map(|lines| {
        let text = format!("Show {}", lines_text(&lines));
        view! {
            <button type="button" class="btn bare" on:click=move |_| workspace.show_lines(&at)>
                <Svg icon=Icon::Search/>{text}
            </button>
        }
    })
}
