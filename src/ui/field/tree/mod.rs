//! A value as a tree of rows, with an editor for each kind of value and each function.
//!
//! What a value is, what is below it and how it is written is the core's (`template::value`); this draws it.

mod add;
mod editor;
mod menu;
mod row;
mod state;

use leptos::prelude::*;

use crate::document::{Path, Step};
use crate::template::value::{ChildLabel, Presence, ValueChild, ValueRef};
use crate::ui::later::later;
use crate::ui::part::part;
pub use editor::ReadAs;
pub use menu::RowMenu;
pub use row::{Kids, Row};
pub use state::TreeState;

/// A value that a line of a form cannot hold. Most forms have none: what draws it is loaded when one has.
#[component]
pub fn Nested(at: Path) -> impl IntoView {
    later(move || rows(at.clone()), || ().into_any())
}

part! {
    tree: fn rows(at: Path) -> AnyView { rows_of(at) }
}

fn rows_of(at: Path) -> AnyView {
    let spot = ValueRef::from(at.clone());
    let child = ValueChild { spot: spot.clone(), label: ChildLabel::Own, presence: Presence::There };
    let above = ValueRef::from(at.parent().unwrap_or_default());
    view! { <div class="tns is-nested"><Row child=child above=above depth=1 tree=TreeState::new(Some(spot))/></div> }
        .into_any()
}

/// The entry at a path as a row; `None` for the root.
pub fn child_at(at: &Path) -> Option<ValueChild> {
    let label = match at.last()? {
        Step::Key(key) => ChildLabel::Key(key.to_string()),
        Step::Index(index) => ChildLabel::Item(*index),
    };
    Some(ValueChild { spot: at.clone().into(), label, presence: Presence::There })
}
