//! Pan and zoom: dragging and two fingers pan, Ctrl with the wheel zooms.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use super::state::Picture;

/// Distance that a pointer moves before it drags, in pixels.
const SLACK: f64 = 4.0;
/// Pixels of the wheel for a doubled size.
const DOUBLE: f64 = 300.0;
/// Pixels of a line, for wheels that count in lines.
const LINE: f64 = 18.0;

/// The pointers that are down, and whether they have moved.
#[derive(Clone, Default)]
struct Held {
    pointers: Vec<(i32, f64, f64)>,
    dragged: bool,
}

/// Pan and zoom of the picture.
#[derive(Clone, Copy)]
pub struct PanZoom {
    picture: Picture,
    held: StoredValue<Held>,
}

impl PanZoom {
    /// Pan and zoom without pointers.
    pub fn new(picture: Picture) -> PanZoom {
        PanZoom { picture, held: StoredValue::new(Held::default()) }
    }

    /// True if the click that comes now ends a drag and means nothing else.
    pub fn was_dragging(&self) -> bool {
        self.held.with_value(|held| held.dragged)
    }

    /// A pointer comes down.
    pub fn down(&self, ev: &PointerEvent) {
        if ev.button() == 0 || ev.button() == 1 {
            self.held.update_value(|held| {
                if held.pointers.is_empty() {
                    held.dragged = false;
                }
                held.pointers.retain(|pointer| pointer.0 != ev.pointer_id());
                held.pointers.push((ev.pointer_id(), f64::from(ev.client_x()), f64::from(ev.client_y())));
            });
        }
    }

    /// A pointer moves.
    pub fn moved(&self, ev: &PointerEvent) {
        let (x, y) = (f64::from(ev.client_x()), f64::from(ev.client_y()));
        let before = self.held.get_value();
        let Some(index) = before.pointers.iter().position(|pointer| pointer.0 == ev.pointer_id()) else { return };
        let Some((_, old_x, old_y)) = before.pointers.get(index).copied() else { return };
        if !before.dragged && (x - old_x).hypot(y - old_y) < SLACK {
            return;
        }
        if !before.dragged
            && let Some(canvas) = canvas(ev)
        {
            // From here on it is a drag, wherever the pointer goes. A pointer that is gone already is let go.
            let _ = canvas.set_pointer_capture(ev.pointer_id());
        }
        self.held.update_value(|held| {
            held.dragged = true;
            if let Some(pointer) = held.pointers.get_mut(index) {
                (pointer.1, pointer.2) = (x, y);
            }
        });
        let mut view = self.picture.view.get_untracked();
        let other = before.pointers.iter().find(|pointer| pointer.0 != ev.pointer_id());
        match (other, canvas(ev)) {
            (Some((_, other_x, other_y)), Some(canvas)) => {
                let far = |x: f64, y: f64| (x - other_x).hypot(y - other_y).max(1.0);
                let rect = canvas.get_bounding_client_rect();
                let middle = ((x + other_x) / 2.0 - rect.left(), (y + other_y) / 2.0 - rect.top());
                view = view.moved((x - old_x) / 2.0, (y - old_y) / 2.0).zoomed(far(x, y) / far(old_x, old_y), middle);
            }
            _ => view = view.moved(x - old_x, y - old_y),
        }
        self.picture.chosen.set(Some(view));
    }

    /// A pointer goes up or away.
    pub fn up(&self, ev: &PointerEvent) {
        self.held.update_value(|held| held.pointers.retain(|pointer| pointer.0 != ev.pointer_id()));
    }

    /// The wheel turns: with Ctrl it zooms, as two fingers on a touchpad do, else it moves.
    pub fn wheel(&self, ev: &WheelEvent) {
        ev.prevent_default();
        let unit = if ev.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE } else { 1.0 };
        let (x, y) = (ev.delta_x() * unit, ev.delta_y() * unit);
        let view = self.picture.view.get_untracked();
        let mouse: &MouseEvent = ev.as_ref();
        let view = match canvas(mouse) {
            Some(canvas) if ev.ctrl_key() || ev.meta_key() => {
                let rect = canvas.get_bounding_client_rect();
                let at = (f64::from(ev.client_x()) - rect.left(), f64::from(ev.client_y()) - rect.top());
                view.zoomed((-y / DOUBLE).exp2(), at)
            }
            _ if ev.shift_key() => view.moved(-y, -x),
            _ => view.moved(-x, -y),
        };
        self.picture.chosen.set(Some(view));
    }
}

fn canvas(ev: &MouseEvent) -> Option<Element> {
    ev.current_target().and_then(|target| target.dyn_into::<Element>().ok())
}

/// The id of the node under a pointer.
pub fn node_under(ev: &ev::MouseEvent) -> Option<String> {
    let target = ev.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-node]").ok().flatten()?.get_attribute("data-node")
}
