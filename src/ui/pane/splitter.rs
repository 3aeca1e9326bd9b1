//! The splitter between form and text: dragged or moved by arrow keys; its position is stored in this browser.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use super::frame::Frame;
use crate::ui::browser;

const KEY: &str = "cf-init.splitter";
/// The form's share of form and text, in percent, before anybody moved the splitter.
const MIDDLE: f64 = 49.2;
const LEAST: f64 = 25.0;
const MOST: f64 = 75.0;

/// The splitter.
#[component]
pub fn Splitter() -> impl IntoView {
    let frame = Frame::expect();
    let kept = browser::stored(KEY).map(|share| js_sys::Number::parse_float(&share));
    let share = RwSignal::new(kept.filter(|share| (LEAST..=MOST).contains(share)));
    let dragged = RwSignal::new(false);
    let settle = move |to: f64| {
        let to = to.clamp(LEAST, MOST);
        share.set(Some(to));
        apply(Some(to));
        frame.stir();
    };
    let keep = move || {
        // A place of the splitter that cannot be kept is no loss worth a word.
        let _ = share.get_untracked().map(|share| browser::store(KEY, &browser::fixed(share, 1)));
    };
    // The grid reads custom properties; they are set when the frame is mounted.
    Effect::new(move |_| apply(share.get_untracked()));
    let keys = move |ev: KeyboardEvent| {
        let now = share.get_untracked().unwrap_or(MIDDLE);
        let to = match ev.key().as_str() {
            "ArrowLeft" => now - 2.0,
            "ArrowRight" => now + 2.0,
            "Home" => LEAST,
            "End" => MOST,
            "Enter" => MIDDLE,
            _ => return,
        };
        ev.prevent_default();
        settle(to);
        keep();
    };
    let down = move |ev: PointerEvent| {
        ev.prevent_default();
        let splitter = ev.current_target().and_then(|splitter| splitter.dyn_into::<HtmlElement>().ok());
        if let Some(splitter) = splitter {
            let _ = splitter.set_pointer_capture(ev.pointer_id());
            dragged.set(true);
        }
    };
    let moved = move |ev: PointerEvent| {
        if dragged.get_untracked()
            && let Some(to) = share_at(f64::from(ev.client_x()))
        {
            settle(to);
        }
    };
    let up = move |_| {
        if dragged.get_untracked() {
            dragged.set(false);
            keep();
        }
    };
    view! {
        <div class="splitter" role="separator" tabindex="0" aria-label="Width of the form" aria-orientation="vertical"
            aria-valuemin=browser::fixed(LEAST, 0) aria-valuemax=browser::fixed(MOST, 0)
            aria-valuenow=move || browser::fixed(share.get().unwrap_or(MIDDLE), 0)
            class:is-dragged=dragged
            on:keydown=keys on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up
            on:dblclick=move |_| { settle(MIDDLE); keep() }></div>
    }
}

/// The form's share if the splitter lay at `x`.
fn share_at(x: f64) -> Option<f64> {
    let rect =
        |selector: &str| document().query_selector(selector).ok().flatten().map(|it| it.get_bounding_client_rect());
    let (main, side) = (rect(".main")?, rect(".side")?);
    let whole = side.right() - main.left();
    (whole > 0.0).then(|| (x - main.left()) / whole * 100.0)
}

fn apply(share: Option<f64>) {
    let app = document().query_selector(".app").ok().flatten();
    let app = app.and_then(|app| app.dyn_into::<HtmlElement>().ok());
    if let (Some(app), Some(share)) = (app, share) {
        // Set one by one through the object model: the page's content policy forbids style attributes in markup.
        let style = app.style();
        let (form, text) = (browser::fixed(share, 2), browser::fixed(100.0 - share, 2));
        let _ = style.set_property("--form", &format!("{form}fr"));
        let _ = style.set_property("--text", &format!("{text}fr"));
        let _ = style.set_property("--form-wide", &format!("{form}cqi"));
    }
}
