//! What floats: the skip link, the toast; and what only a screen reader hears.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Gives the focus to the first element that a selector finds; false if there is none.
pub fn focus_on(selector: &str) -> bool {
    let element = document().query_selector(selector).ok().flatten();
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// The same once the page has been painted anew: what was behind a sheet is within reach by then.
pub fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus_on(selector);
        });
    });
}

/// Closes a popover. Older browsers have none and show it in place; there is nothing to close then.
pub fn hide_popover(element: &Element) {
    let hide = js_sys::Reflect::get(element, &JsValue::from_str("hidePopover")).ok();
    if let Some(hide) = hide.and_then(|hide| hide.dyn_into::<js_sys::Function>().ok()) {
        let _ = hide.call0(element);
    }
}

/// Leads past bar and outline.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = move |ev: web_sys::MouseEvent| {
        // The hash of the address belongs to the open form.
        ev.prevent_default();
        focus_on("#form-title");
    };
    view! { <a class="skip" href="#form-title" on:click=skip>"Skip to the form"</a> }
}

/// A fact that Undo takes back.
#[component]
pub fn Toast() -> impl IntoView {
    let workspace = Workspace::expect();
    let toast = workspace.toasted();
    move || {
        toast.get().map(|text| {
            view! {
                <div class="toast" role="group" aria-label="What was just done">
                    <span>{text}</span>
                    <button type="button" class="btn sm" on:click=move |_| workspace.undo()>"Undo"</button>
                    <button type="button" class="btn sm icon" aria-label="Close" on:click=move |_| toast.set(None)>
                        <Svg icon=Icon::Cross/>
                    </button>
                </div>
            }
        })
    }
}

/// Says politely what was announced last.
#[component]
pub fn Announcer() -> impl IntoView {
    let workspace = Workspace::expect();
    view! { <div class="sr" role="status" aria-live="polite">{move || workspace.announced().get()}</div> }
}
