//! The value menu beside a field: make it a parameter, by region, under a condition.

use leptos::prelude::*;

use super::actions::FormActions;
use super::menu::{close, close_on_escape, close_when_left};
use crate::document::Path;
use crate::schema::function::Function;
use crate::template::label::path_label;
use crate::template::value::ValueRef;
use crate::template::value::convert::{ValueTarget, change};
use crate::ui::field::{Refusal, ValueAction, ValueActions, field_id};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The menu of the value at a path. Drawn when it is opened.
#[component]
pub fn ValueMenu(
    /// The value.
    at: Path,
    /// Accessible name.
    name: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let actions = FormActions::new();
    let id = format!("{}&", field_id(&at));
    let spot = StoredValue::new(ValueRef::from(at));
    ValueActions::found().map(|_| {
        view! {
            <details
                class="more value-menu" on:keydown=close_on_escape on:focusout=close_when_left
                on:toggle:target=move |ev| open.set(ev.target().has_attribute("open"))
            >
                <summary class="btn bare sm icon" id=id aria-label=format!("How {name} is given")><Svg icon=Icon::More/></summary>
                {move || open.get().then(|| view! {
                    <div class="more-list value-menu-list" on:click=close>
                        <ValueMenuItems spot=spot.get_value()/>
                        <Under spot=spot.get_value() actions=actions/>
                    </div>
                })}
            </details>
            <Refusal why=actions.refused/>
        }
    })
}

/// Buttons for what can be wished of a value.
#[component]
pub fn ValueMenuItems(
    /// The value.
    spot: ValueRef,
) -> impl IntoView {
    let value_actions = ValueActions::found();
    let all = value_actions.map(|value_actions| value_actions.offers(&spot)).unwrap_or_default();
    all.into_iter().map(|wish| view! { <ValueMenuItem wish=wish/> }).collect_view()
}

/// A button of a menu for one wish.
#[component]
pub fn ValueMenuItem(
    /// The wish.
    wish: ValueAction,
) -> impl IntoView {
    let value_actions = ValueActions::found();
    let icon = match wish {
        ValueAction::Parameter(_) | ValueAction::Part(..) => Icon::Sliders,
        ValueAction::Region(_) => Icon::Table,
        ValueAction::Inline(_) => Icon::Pen,
    };
    let label = wish.label();
    let ask = move |_| {
        if let Some(value_actions) = value_actions {
            value_actions.ask(wish.clone());
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
