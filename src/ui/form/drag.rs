//! Dragging an entry of a list: the handle, and the drop position.
//!
//! The list itself moves the entry: an element of class `ordered` whose children are the
//! entries.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use crate::ui::icon::{Icon, Svg};

/// Distance from the edge at which a drag scrolls, in pixels, and the step of scrolling.
const EDGE: f64 = 36.0;
const STEP: f64 = 14.0;

/// Position of the dragged entry, and the position before which it would be dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    from: usize,
    gap: usize,
}

/// Dragged item of a list; `None` if no item is dragged.
pub type Dragged = RwSignal<Option<Drag>>;

/// True for the entry that is dragged.
pub fn is_dragged(drag: Dragged, place: Option<usize>) -> bool {
    drag.get().is_some_and(|drag| Some(drag.from) == place)
}

/// True for the entry before which the dragged one would go.
pub fn is_before(drag: Dragged, place: Option<usize>) -> bool {
    drag.get().is_some_and(|drag| Some(drag.gap) == place)
}

/// True for the last entry of `count` where the dragged one would go behind it.
pub fn is_after(drag: Dragged, place: Option<usize>, count: usize) -> bool {
    drag.get().is_some_and(|drag| drag.gap == count && place.map(|place| place + 1) == Some(count))
}

/// Target position of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// From a place to another, counted from 0 without it.
    To(usize, usize),
}

impl Shift {
    /// Movement of an arrow key.
    pub fn of_key(ev: &KeyboardEvent) -> Option<Shift> {
        match ev.key().as_str() {
            "ArrowUp" => Some(Shift::Up),
            "ArrowDown" => Some(Shift::Down),
            _ => None,
        }
    }
}

/// The handle of an entry: dragged with a pointer, or moved with arrows. Escape lets go.
#[component]
pub fn Grip(
    /// Its id, for the focus to find it at its new place.
    id: String,
    /// The entry's name.
    name: String,
    /// Position of the entry, from 0.
    place: Memo<Option<usize>>,
    /// Dragged item of the list.
    drag: Dragged,
    /// Moves the entry.
    #[prop(into)]
    act: Callback<Shift>,
) -> impl IntoView {
    let keys = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && drag.get_untracked().is_some() {
            ev.stop_propagation();
            drag.set(None);
        } else if let Some(shift) = Shift::of_key(&ev) {
            ev.prevent_default();
            ev.stop_propagation();
            act.run(shift);
        }
    };
    let down = move |ev: PointerEvent| {
        let handle = ev.current_target().and_then(|handle| handle.dyn_into::<HtmlElement>().ok());
        if let (Some(handle), Some(from)) = (handle.filter(|_| ev.button() == 0), place.get_untracked()) {
            ev.prevent_default();
            let _ = handle.focus();
            let _ = handle.set_pointer_capture(ev.pointer_id());
            drag.set(Some(Drag { from, gap: from }));
        }
    };
    let moved = move |ev: PointerEvent| {
        let handle = ev.current_target().and_then(|handle| handle.dyn_into::<Element>().ok());
        if let (Some(now), Some(handle)) = (drag.get_untracked(), handle) {
            let y = f64::from(ev.client_y());
            scroll_near(y);
            let gap = gap_at(&handle, y);
            if gap != now.gap {
                drag.set(Some(Drag { gap, ..now }));
            }
        }
    };
    let up = move |_| {
        let Some(Drag { from, gap }) = drag.get_untracked() else { return };
        drag.set(None);
        act.run(Shift::To(from, if gap > from { gap - 1 } else { gap }));
    };
    let let_go = move |_| {
        drag.try_set(None);
    };
    view! {
        <button
            type="button" class="btn bare sm icon mover" id=id
            aria-label=format!("Move {name}: drag, or press an arrow") title="Drag to move"
            on:keydown=keys on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=let_go
        >
            <Svg icon=Icon::Grip/>
        </button>
    }
}

/// Number of entries of the handle's list whose middle is above a height of the window.
fn gap_at(handle: &Element, y: f64) -> usize {
    let Some(list) = handle.closest(".ordered").ok().flatten() else { return 0 };
    let entries = list.children();
    let middle = |index: u32| {
        let entry = entries.item(index)?;
        // The line of an open entry, not all its rows: one drags over lines.
        let line = entry.query_selector(".hd").ok().flatten().unwrap_or(entry).get_bounding_client_rect();
        Some(line.top() + line.height() / 2.0)
    };
    (0..entries.length()).filter_map(middle).filter(|middle| *middle < y).count()
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
