//! Reordering of commands: a drag handle that also takes arrow keys, and the menu items.
//!
//! `recipe::command` renames the commands; this module moves the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::document::Path;
use crate::recipe::command;
use crate::template::Section;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::id::{grip_id, menu_id, opener_id};
use crate::ui::field::menu::{ItemMenu, MenuItem};
use crate::ui::focus::focus_soon;
use crate::ui::form::drag::{Dragged, Grip, Shift, is_after, is_before, is_dragged};
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// The order and what changes it. Copied freely.
#[derive(Clone, Copy)]
pub struct Order {
    workspace: Workspace,
    config: StoredValue<Path>,
    names: Memo<Vec<String>>,
    actions: FormActions,
    opened: OpenPath,
    drag: Dragged,
}

impl Order {
    /// The order of the commands of a config.
    pub fn of(config: &Path, names: Memo<Vec<String>>, actions: FormActions, opened: OpenPath) -> Order {
        let config = StoredValue::new(config.clone());
        Order { workspace: Workspace::expect(), config, names, actions, opened, drag: RwSignal::new(None) }
    }

    /// At which place a command runs, from 0.
    pub fn place_of(&self, name: &str) -> Memo<Option<usize>> {
        let (names, name) = (self.names, name.to_string());
        Memo::new(move |_| names.with(|names| names.iter().position(|other| *other == name)))
    }

    /// Lets the command at a place run at another; the element that `focus` names at its new path gets the focus.
    fn shift(&self, from: usize, to: usize, focus: fn(&Path) -> String) {
        let config = self.config.get_value();
        let names = self.names.get_untracked();
        let Some(name) = names.get(from).filter(|_| from != to && to < names.len()) else { return };
        let workspace = self.workspace;
        let moved = workspace.with_untracked(|document| command::reorder(document, &config, from, to));
        let section = config.join(Section::Commands.key());
        let at = section.join(moved.name(name));
        let open = self.opened.get_untracked().and_then(|open| {
            let old = open.last_key()?.to_string();
            Some(section.join(moved.name(&old)))
        });
        if self.actions.make(&format!("order of {name}"), &at, |_| moved.edits) {
            self.opened.set(open);
            workspace.linked.set(Some(at.clone()));
            let now = at.last_key().unwrap_or_default();
            let called = if now == name { String::new() } else { format!(", now called {now}") };
            workspace.toast(&format!("{name} runs as number {} of {}{called}.", to + 1, names.len()));
        }
        focus_soon(focus(&at));
    }

    /// Moves a command.
    fn act(&self, name: &str, shift: Shift, focus: fn(&Path) -> String) {
        let place = self.names.with_untracked(|names| names.iter().position(|other| other == name));
        let Some(own) = place else { return };
        match shift {
            Shift::Up => own.checked_sub(1).into_iter().for_each(|to| self.shift(own, to, focus)),
            Shift::Down => self.shift(own, own + 1, focus),
            Shift::To(from, to) => self.shift(from, to, focus),
        }
    }
}

/// Slot of a command: shows the drop position and handles Alt with an arrow key.
#[component]
pub fn Slot(
    /// The command.
    name: String,
    /// The order.
    order: Order,
    /// Its entry.
    children: Children,
) -> impl IntoView {
    let place = order.place_of(&name);
    let last = Memo::new(move |_| order.names.with(Vec::len));
    let keys = move |ev: KeyboardEvent| {
        let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        let in_line = target.is_some_and(|it| it.closest(".hd").ok().flatten().is_some());
        if let Some(shift) = Shift::of_key(&ev).filter(|_| ev.alt_key() && in_line) {
            ev.prevent_default();
            order.act(&name, shift, opener_id);
        }
    };
    view! {
        <div
            class="slot" on:keydown=keys
            class:is-dragged=move || is_dragged(order.drag, place.get())
            class:is-before=move || is_before(order.drag, place.get())
            class:is-after=move || is_after(order.drag, place.get(), last.get())
        >
            {children()}
        </div>
    }
}

/// The handle of a command: dragged with a pointer, or moved with arrows.
#[component]
pub fn Handle(
    /// The command.
    at: Path,
    /// Its name.
    name: String,
    /// The order.
    order: Order,
) -> impl IntoView {
    let place = order.place_of(&name);
    let own = name.clone();
    let act = move |shift: Shift| order.act(&own, shift, grip_id);
    view! { <Grip id=grip_id(&at) name=name place=place drag=order.drag act=act/> }
}

/// The menu of a command: its place in the order, a copy, its end.
#[component]
pub fn OrderMenu(
    /// The command.
    at: Path,
    /// Its name.
    name: String,
    /// The order.
    order: Order,
    /// Removes it.
    remove: Callback<()>,
    /// Adds a copy after it.
    double: Callback<()>,
) -> impl IntoView {
    let place = order.place_of(&name);
    let first = Signal::derive(move || place.get() == Some(0));
    let last =
        Signal::derive(move || order.names.with(|names| place.get().is_none_or(|place| place + 1 >= names.len())));
    let (title, name) = (name.clone(), StoredValue::new(name));
    let shift = move |shift: Shift| order.act(&name.get_value(), shift, menu_id);
    view! {
        <ItemMenu name=title id=menu_id(&at)>
            <MenuItem icon=Icon::ChevronUp text="Run earlier" off=first act=move |()| shift(Shift::Up)/>
            <MenuItem icon=Icon::ChevronDown text="Run later" off=last act=move |()| shift(Shift::Down)/>
            <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
            <MenuItem icon=Icon::Trash text="Remove" act=remove/>
        </ItemMenu>
    }
}
