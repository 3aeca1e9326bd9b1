//! Listeners, timers and observers that end with the component that asks for them; what a key asks for.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, ResizeObserver};

use super::command::{KeyArea, PageCommand, Pressed};

/// Keeps a listener or timer until the current component is removed.
pub fn until_removed<T: 'static>(handle: T) {
    let handle = StoredValue::new_local(Some(handle));
    on_cleanup(move || {
        handle.try_set_value(None);
    });
}

/// Calls `listener` with an event of the window until the component that asks is removed.
pub fn on_window(event: &'static str, listener: impl FnMut(&Event) + 'static) {
    until_removed(EventListener::new(&window(), event, listener));
}

/// The same for an event that the listener may cancel.
pub fn on_window_cancelable<E: JsCast>(event: &'static str, mut listener: impl FnMut(&E) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    until_removed(EventListener::new_with_options(&window(), event, options, move |ev| {
        if let Some(ev) = ev.dyn_ref::<E>() {
            listener(ev);
        }
    }));
}

/// The same for an event on its way down from the document: `scroll` does not bubble.
pub fn on_document_capture(event: &'static str, listener: impl FnMut(&Event) + 'static) {
    let options = EventListenerOptions::run_in_capture_phase();
    let target: EventTarget = document().into();
    until_removed(EventListener::new_with_options(&target, event, options, listener));
}

/// Calls `resized` when the element of a component changes its size, and once when it is added to the page.
pub fn on_resize<E>(element: NodeRef<E>, resized: impl Fn() + 'static)
where
    E: leptos::html::ElementType,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let resized = Closure::<dyn Fn()>::new(resized);
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    let observer = StoredValue::new_local((observer, resized));
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            observer.with_value(|(observer, _)| observer.as_ref().map(|it| it.observe(element.as_ref())));
        }
    });
    on_cleanup(move || {
        observer.try_with_value(|(observer, _)| observer.as_ref().map(ResizeObserver::disconnect));
    });
}

/// The command of a key in an area; `letters` is true where single letters are keys.
pub fn command_of(ev: &KeyboardEvent, area: KeyArea, letters: bool) -> Option<PageCommand> {
    let (key, code) = (ev.key(), ev.code());
    let pressed = Pressed {
        key: &key,
        code: &code,
        ctrl: ev.ctrl_key(),
        meta: ev.meta_key(),
        alt: ev.alt_key(),
        shift: ev.shift_key(),
    };
    PageCommand::of_key(&pressed, area, letters)
}
