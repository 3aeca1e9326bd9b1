//! Lists whose entries people move: by dragging, by Alt with an arrow key, by buttons.
//!
//! The list itself moves an entry: an element of class `ordered` whose children are the entries.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use crate::document::Path;
use crate::ui::field::id::grip_id;
use crate::ui::icon::{Icon, Svg};

/// Distance from the edge at which a drag scrolls, in pixels, and the step of scrolling.
const EDGE: f64 = 36.0;
const STEP: f64 = 14.0;

/// Position of the dragged entry, and the position before which it would be dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Drag {
    from: usize,
    gap: usize,
}

/// Gives the id of the element that gets the focus, for the new path of an entry.
pub type FocusId = fn(&Path) -> String;

/// A list whose entries people move. Copied freely.
#[derive(Clone, Copy)]
pub struct Order {
    count: Signal<usize>,
    drag: RwSignal<Option<Drag>>,
    act: Callback<(usize, usize, FocusId)>,
}

impl Order {
    /// A list of `count` entries. `act` moves the entry at a position to another position.
    pub fn new(count: Signal<usize>, act: impl Fn((usize, usize, FocusId)) + Send + Sync + 'static) -> Order {
        Order { count, drag: RwSignal::new(None), act: Callback::new(act) }
    }

    /// The entry at a position.
    pub fn entry(self, place: Memo<Option<usize>>) -> OrderedEntry {
        OrderedEntry { list: self, place }
    }
}

/// An entry of such a list. Copied freely.
#[derive(Clone, Copy)]
pub struct OrderedEntry {
    list: Order,
    /// Its position, from 0.
    pub place: Memo<Option<usize>>,
}

impl OrderedEntry {
    /// True for the first entry.
    pub fn is_first(self) -> bool {
        self.place.get() == Some(0)
    }

    /// True for the last entry.
    pub fn is_last(self) -> bool {
        self.place.get().is_none_or(|place| place + 1 >= self.list.count.get())
    }

    /// True while it is dragged.
    pub fn is_dragged(self) -> bool {
        self.list.drag.get().is_some_and(|drag| Some(drag.from) == self.place.get())
    }

    /// True while the dragged entry would be dropped before it.
    pub fn is_before(self) -> bool {
        self.list.drag.get().is_some_and(|drag| Some(drag.gap) == self.place.get())
    }

    /// True for the last entry while the dragged one would be dropped after it.
    pub fn is_after(self) -> bool {
        let count = self.list.count.get();
        self.list
            .drag
            .get()
            .is_some_and(|drag| drag.gap == count && self.place.get().map(|place| place + 1) == Some(count))
    }

    /// Moves an entry; the element that `focus` names gets the focus.
    pub fn shift(self, shift: Shift, focus: FocusId) {
        let Some(own) = self.place.get_untracked() else { return };
        let (from, to) = match shift {
            Shift::Up => (own, own.checked_sub(1)),
            Shift::Down => (own, Some(own + 1)),
            Shift::To(from, to) => (from, Some(to)),
        };
        if let Some(to) = to.filter(|to| *to < self.list.count.get_untracked() && *to != from) {
            self.list.act.run((from, to, focus));
        }
    }

    /// Moves it by Alt with an arrow key.
    pub fn key(self, ev: &KeyboardEvent, focus: FocusId) {
        if let Some(shift) = Shift::of_key(ev).filter(|_| ev.alt_key()) {
            ev.prevent_default();
            self.shift(shift, focus);
        }
    }
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
    fn of_key(ev: &KeyboardEvent) -> Option<Shift> {
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
    at: Path,
    name: String,
    /// Its place in the list.
    entry: OrderedEntry,
) -> impl IntoView {
    let (drag, place) = (entry.list.drag, entry.place);
    let act = move |shift: Shift| entry.shift(shift, grip_id);
    let id = grip_id(&at);
    let keys = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" && drag.get_untracked().is_some() {
            ev.stop_propagation();
            drag.set(None);
        } else if let Some(shift) = Shift::of_key(&ev) {
            ev.prevent_default();
            ev.stop_propagation();
            act(shift);
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
        act(Shift::To(from, if gap > from { gap - 1 } else { gap }));
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
