//! Reordering of commands: a drag handle that also takes arrow keys, and the menu items.
//!
//! `recipe::command` renames the commands; this module moves the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::document::Path;
use crate::recipe::command;
use crate::template::Section;
use crate::ui::field::actions::{FormActions, OpenPath};
use crate::ui::field::id::{menu_id, opener_id};
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::focus::focus_soon;
use crate::ui::form::ordered::{FocusId, Order, OrderedEntry, Shift};
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// The order of the commands of a config.
pub fn order_of(config: &Path, names: Memo<Vec<String>>, actions: FormActions, opened: OpenPath) -> Order {
    let workspace = Workspace::expect();
    let config = StoredValue::new(config.clone());
    let act = move |(from, to, focus): (usize, usize, FocusId)| {
        let (config, names) = (config.get_value(), names.get_untracked());
        let Some(name) = names.get(from) else { return };
        let moved = workspace.with_untracked(|document| command::reorder(document, &config, from, to));
        let section = config.join(Section::Commands.key());
        let at = section.join(moved.name(name));
        let open = opened.get_untracked().and_then(|open| {
            let old = open.last_key()?.to_string();
            Some(section.join(moved.name(&old)))
        });
        if actions.make(&format!("order of {name}"), &at, |_| moved.edits) {
            opened.set(open);
            workspace.linked.set(Some(at.clone()));
            let now = at.last_key().unwrap_or_default();
            let called = if now == name { String::new() } else { format!(", now called {now}") };
            workspace.toast(&format!("{name} runs as number {} of {}{called}.", to + 1, names.len()));
        }
        focus_soon(focus(&at));
    };
    Order::new(Signal::derive(move || names.with(Vec::len)), act)
}

/// Slot of a command: shows the drop position and handles Alt with an arrow key.
#[component]
pub fn Slot(
    /// Its place in the order.
    order: OrderedEntry,
    children: Children,
) -> impl IntoView {
    let keys = move |ev: KeyboardEvent| {
        let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|it| it.closest(".hd").ok().flatten().is_some()) {
            order.key(&ev, opener_id);
        }
    };
    view! {
        <div
            class="slot" on:keydown=keys class:is-dragged=move || order.is_dragged()
            class:is-before=move || order.is_before() class:is-after=move || order.is_after()
        >
            {children()}
        </div>
    }
}

/// The menu of a command: its place in the order, a copy, its removal.
#[component]
pub fn OrderMenu(
    at: Path,
    /// Its place in the order.
    order: OrderedEntry,
    remove: Callback<()>,
    /// Adds a copy after it.
    double: Callback<()>,
) -> impl IntoView {
    let name = at.last_key().unwrap_or_default().to_string();
    let (first, last) = (Signal::derive(move || order.is_first()), Signal::derive(move || order.is_last()));
    view! {
        <ItemMenu name=name id=menu_id(&at)>
            <MenuItem icon=Icon::ChevronUp text="Run earlier" off=first act=move |()| order.shift(Shift::Up, menu_id)/>
            <MenuItem icon=Icon::ChevronDown text="Run later" off=last act=move |()| order.shift(Shift::Down, menu_id)/>
            <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
            <MenuItem icon=Icon::Trash text="Remove" act=remove/>
        </ItemMenu>
    }
}
