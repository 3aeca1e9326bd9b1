//! The drop zone for files.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::take_in;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Overlay over the whole page while a file is dragged over it.
#[component]
pub fn DropZone() -> impl IntoView {
    let workspace = Workspace::expect();
    let over = RwSignal::new(false);
    take_in(workspace, over);
    let zone = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        let over = over.get();
        if let Some(zone) = zone.get() {
            // Only the browser's top layer is above a dialog.
            call(&zone, if over { "showPopover" } else { "hidePopover" });
        }
    });
    view! {
        <div class="dropzone" popover="manual" node_ref=zone aria-hidden="true">
            <Svg icon=Icon::Open/>
            <b>"Drop it to open it"</b>
            <span>"YAML or JSON, up to 5 MB. The design that is open stays in the list."</span>
        </div>
    }
}

/// Calls a method that older browsers do not have.
fn call(element: &JsValue, name: &str) {
    let method = js_sys::Reflect::get(element, &JsValue::from_str(name)).ok();
    if let Some(method) = method.and_then(|method| method.dyn_into::<js_sys::Function>().ok()) {
        // Fails only if it is so already.
        let _ = method.call0(element);
    }
}
