//! The focus of the page: moving it to elements that exist or that the next paint brings, and what is visible.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Something that waits for the form.
type Act = Box<dyn FnOnce()>;

thread_local! {
    /// True while the form is being loaded, and what waits for it.
    static FORM: RefCell<(bool, Vec<Act>)> = RefCell::default();
}

/// Tells that the form on show is being loaded, or that it is there.
pub fn form_waits(waits: bool) {
    let ready = FORM.with(|form| {
        let Ok(mut form) = form.try_borrow_mut() else { return Vec::new() };
        form.0 = waits;
        if waits { Vec::new() } else { std::mem::take(&mut form.1) }
    });
    for act in ready {
        request_animation_frame(act);
    }
}

/// Acts at the next paint, or when the form on show is loaded.
pub fn after_form(act: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        let act = FORM.with(|form| match form.try_borrow_mut() {
            Ok(mut form) if form.0 => {
                form.1.push(Box::new(act));
                None
            }
            _ => Some(act),
        });
        if let Some(act) = act {
            act();
        }
    });
}

/// The first element that a selector finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok())
}

/// Gives the focus to the first element that a selector finds; false if there is none.
pub fn focus_on(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

/// Gives the focus to an element; false if it takes none.
pub fn focus_element(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

/// Gives the focus to the element with an id, once the next paint, or the form on show, has added it.
pub fn focus_soon(id: String) {
    after_form(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Gives the focus to the first element that a selector finds after the next paint; what a sheet covered can take it then.
pub fn focus_after_paint(selector: &'static str) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus_on(selector);
        });
    });
}

/// True if the first element that a selector finds takes room on the page.
pub fn is_visible(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.get_client_rects().length() > 0)
}

/// Closes a popover. Older browsers have no popovers and show it in place; nothing is closed then.
pub fn hide_popover(element: &Element) {
    let hide = js_sys::Reflect::get(element, &JsValue::from_str("hidePopover")).ok();
    if let Some(hide) = hide.and_then(|hide| hide.dyn_into::<js_sys::Function>().ok()) {
        let _ = hide.call0(element);
    }
}
