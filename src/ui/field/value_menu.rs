//! The value menu beside a field: make it a parameter, by region, under a condition.

use leptos::prelude::*;

use super::actions::FormActions;
use super::id::field_id;
use super::menu::ItemMenu;
use super::row::Refusal;
use super::value_action::{ValueAction, ValueActions};
use crate::document::Path;
use crate::schema::function::Function;
use crate::template::label::path_label;
use crate::template::value::ValueRef;
use crate::template::value::convert::{ValueTarget, change};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The menu of the value at a path. Drawn when it is opened.
#[component]
pub fn ValueMenu(at: Path, name: &'static str) -> impl IntoView {
    let actions = FormActions::new();
    let id = format!("{}&", field_id(&at));
    let spot = StoredValue::new(ValueRef::from(at));
    ValueActions::found().map(|_| {
        view! {
            <ItemMenu name=name label=format!("How {name} is given") id=id list="more-list value-menu-list" is_aside=true>
                <ValueMenuItems spot=spot.get_value()/>
                <Under spot=spot.get_value() actions=actions/>
            </ItemMenu>
            <Refusal why=actions.refused/>
        }
    })
}

/// Buttons for the actions on a value.
#[component]
pub fn ValueMenuItems(spot: ValueRef) -> impl IntoView {
    let value_actions = ValueActions::found();
    let all = value_actions.map(|value_actions| value_actions.offers(&spot)).unwrap_or_default();
    all.into_iter().map(|action| view! { <ValueMenuItem action=action/> }).collect_view()
}

/// The button of an action.
#[component]
pub fn ValueMenuItem(action: ValueAction) -> impl IntoView {
    let value_actions = ValueActions::found();
    let icon = match action {
        ValueAction::Parameter(_) | ValueAction::Part(..) => Icon::Sliders,
        ValueAction::Region(_) => Icon::Table,
        ValueAction::Inline(_) => Icon::Pen,
    };
    let label = action.label();
    let ask = move |_| {
        if let Some(value_actions) = value_actions {
            value_actions.ask(action.clone());
        }
    };
    view! { <button type="button" class="btn bare" on:click=ask><Svg icon=icon/>{label}</button> }
}

/// A value of one of two, as a condition decides.
#[component]
fn Under(spot: ValueRef, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let function = Function::of_long("Fn::If").map(ValueTarget::Function);
    let there = workspace.with_untracked(|document| document.node(&spot.at).is_some());
    function.filter(|_| there).map(|target| {
        let put = move |_| {
            let title = format!("{} under a condition", path_label(&spot.at));
            actions.make(&title, &spot.at, |document| change(document, &spot, target));
        };
        view! {
            <button type="button" class="btn bare" on:click=put><Svg icon=Icon::Branch/>"Under a condition"</button>
        }
    })
}
