//! The order of commands changed by hand: a handle to drag or to move with keys, and the menu's items.
//!
//! What a move does to names is the core's (`recipe::command`); here is where the pointer is and where the focus goes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use crate::document::Path;
use crate::template::Section;
use crate::template::recipe::command;
use crate::ui::field::{field_id, focus_soon};
use crate::ui::form::accordion::{Opened, opener_id};
use crate::ui::form::actions::Actions;
use crate::ui::form::menu::{MenuItem, close, close_on_escape, close_when_left};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// How near to the edge of what scrolls a drag makes it scroll, in pixels, and by how much at a time.
const EDGE: f64 = 36.0;
const STEP: f64 = 14.0;

/// Where a command is dragged from, and between which it would go: before the one at this place now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Drag {
    from: usize,
    gap: usize,
}

/// The order and what changes it. Copied freely.
#[derive(Clone, Copy)]
pub struct Order {
    workspace: Workspace,
    config: StoredValue<Path>,
    names: Memo<Vec<String>>,
    actions: Actions,
    opened: Opened,
    drag: RwSignal<Option<Drag>>,
}

impl Order {
    /// The order of the commands of a config.
    pub fn of(config: &Path, names: Memo<Vec<String>>, actions: Actions, opened: Opened) -> Order {
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

    /// Moves a command one place up or down.
    fn nudge(&self, name: &str, up: bool, focus: fn(&Path) -> String) {
        let place = self.names.with_untracked(|names| names.iter().position(|other| other == name));
        let Some(from) = place else { return };
        let to = if up { from.checked_sub(1) } else { Some(from + 1) };
        if let Some(to) = to {
            self.shift(from, to, focus);
        }
    }
}

fn handle_id(at: &Path) -> String {
    format!("{}%", field_id(at))
}

fn menu_id(at: &Path) -> String {
    format!("{}~", field_id(at))
}

/// True for an arrow up, false for one down.
fn arrow(ev: &KeyboardEvent) -> Option<bool> {
    match ev.key().as_str() {
        "ArrowUp" => Some(true),
        "ArrowDown" => Some(false),
        _ => None,
    }
}

/// What a command stands in: shows where a dragged one would go, hears Alt and an arrow on the command's line.
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
    let gap = move || order.drag.get().map(|drag| drag.gap);
    let keys = move |ev: KeyboardEvent| {
        let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        let in_line = target.is_some_and(|it| it.closest(".hd").ok().flatten().is_some());
        if let Some(up) = arrow(&ev).filter(|_| ev.alt_key() && in_line) {
            ev.prevent_default();
            order.nudge(&name, up, opener_id);
        }
    };
    view! {
        <div
            class="slot" on:keydown=keys
            class:is-dragged=move || order.drag.get().map(|drag| drag.from) == place.get() && place.get().is_some()
            class:is-before=move || gap().is_some() && gap() == place.get()
            class:is-after=move || gap() == Some(last.get()) && place.get().map(|place| place + 1) == gap()
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
    let label = format!("Move {name}: drag, or press an arrow");
    let keys = move |ev: KeyboardEvent| {
        if let Some(up) = arrow(&ev) {
            ev.prevent_default();
            ev.stop_propagation();
            order.nudge(&name, up, handle_id);
        }
    };
    let down = move |ev: PointerEvent| {
        let handle = ev.current_target().and_then(|handle| handle.dyn_into::<HtmlElement>().ok());
        if let (Some(handle), Some(from)) = (handle.filter(|_| ev.button() == 0), place.get_untracked()) {
            ev.prevent_default();
            let _ = handle.focus();
            let _ = handle.set_pointer_capture(ev.pointer_id());
            order.drag.set(Some(Drag { from, gap: from }));
        }
    };
    let moved = move |ev: PointerEvent| {
        if let Some(drag) = order.drag.get_untracked() {
            let y = f64::from(ev.client_y());
            scroll_near(y);
            let gap = gap_at(y);
            if gap != drag.gap {
                order.drag.set(Some(Drag { gap, ..drag }));
            }
        }
    };
    let up = move |_| {
        let Some(Drag { from, gap }) = order.drag.get_untracked() else { return };
        order.drag.set(None);
        order.shift(from, if gap > from { gap - 1 } else { gap }, handle_id);
    };
    let let_go = move |_| {
        order.drag.try_set(None);
    };
    view! {
        <button
            type="button" class="btn bare sm icon mover" id=handle_id(&at) aria-label=label title="Drag to move"
            on:keydown=keys on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=let_go
        >
            <Svg icon=Icon::Grip/>
        </button>
    }
}

/// How many commands lie above a height of the window, by their middle.
fn gap_at(y: f64) -> usize {
    let slots = document().query_selector_all(".ordered > .slot").ok();
    let slots = slots.into_iter().flat_map(|slots| (0..slots.length()).filter_map(move |index| slots.item(index)));
    let middle = |slot: web_sys::Node| {
        // The line of an open command, not all its rows: one drags over lines.
        let line = slot.dyn_ref::<Element>()?.query_selector(".hd").ok()??.get_bounding_client_rect();
        Some(line.top() + line.height() / 2.0)
    };
    slots.filter_map(middle).filter(|middle| *middle < y).count()
}

/// Scrolls the form while something is dragged to its edge.
fn scroll_near(y: f64) {
    let Some(form) = document().query_selector("[data-scroll=form]").ok().flatten() else { return };
    let edges = form.get_bounding_client_rect();
    let by = if y < edges.top() + EDGE {
        -STEP
    } else if y > edges.bottom() - EDGE {
        STEP
    } else {
        return;
    };
    form.set_scroll_top(form.scroll_top() + by as i32);
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
    /// Takes it out.
    remove: Callback<()>,
    /// Puts a copy behind it.
    double: Callback<()>,
) -> impl IntoView {
    let place = order.place_of(&name);
    let first = Signal::derive(move || place.get() == Some(0));
    let last =
        Signal::derive(move || order.names.with(|names| place.get().is_none_or(|place| place + 1 >= names.len())));
    let label = format!("More for {name}");
    let name = StoredValue::new(name);
    let shift = move |up: bool| order.nudge(&name.get_value(), up, menu_id);
    view! {
        <details class="more" on:keydown=close_on_escape on:focusout=close_when_left>
            <summary class="btn bare sm icon" id=menu_id(&at) aria-label=label><Svg icon=Icon::More/></summary>
            <div class="more-list" on:click=close>
                <MenuItem icon=Icon::ChevronUp text="Run earlier" off=first act=move |()| shift(true)/>
                <MenuItem icon=Icon::ChevronDown text="Run later" off=last act=move |()| shift(false)/>
                <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
                <MenuItem icon=Icon::Trash text="Remove" act=remove/>
            </div>
        </details>
    }
}
