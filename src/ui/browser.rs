//! Browser services: storage, clipboard, downloads, URL hash, color theme, time.

use std::cell::RefCell;

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, Storage};

use crate::design::{Day, Design};
use crate::document::Splice;

/// Storage key of the theme; public/theme.js reads it before the first paint.
const THEME: &str = "cf-init.theme";

/// Color theme of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light background.
    Light,
    /// Light text on dark background.
    Dark,
}

thread_local! {
    /// The last text and its design, outside all signals: the panic page may use none.
    static LAST: RefCell<(Design, String)> = RefCell::default();
}

/// Sets the text for the panic page.
pub fn remember(text: &str) {
    LAST.with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            last.1.clear();
            last.1.push_str(text);
        }
    });
}

/// Applies a splice to the text for the panic page.
pub fn remember_splice(splice: &Splice) {
    LAST.with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            splice.clone().apply_to(&mut last.1);
        }
    });
}

/// Sets the design for the panic page.
pub fn remember_design(design: &Design) {
    LAST.with(|last| {
        if let Ok(mut last) = last.try_borrow_mut() {
            last.0 = design.clone();
        }
    });
}

/// The design and text for the panic page.
pub fn remembered() -> (Design, String) {
    LAST.with(|last| last.try_borrow().map(|last| last.clone()).unwrap_or_default())
}

// ── Storage ──

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Stored value of a key.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a value under a key.
///
/// # Errors
/// The browser refused; the reason as a sentence.
pub fn store(key: &str, value: &str) -> Result<(), String> {
    let storage = storage().ok_or("This browser blocks storage. Download the text to save it.")?;
    storage.set_item(key, value).map_err(|_| "This browser's storage is full. Download the text to save it.".into())
}

/// Removes a key from the storage.
pub fn unstore(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

// ── Leaving the page ──

/// Writes a text to the clipboard. `done` hears whether it worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok();
    // Only pages served securely have a clipboard.
    let Some(clipboard) = clipboard.and_then(|it| it.dyn_into::<web_sys::Clipboard>().ok()) else {
        done(false);
        return;
    };
    let promise = clipboard.write_text(text);
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// Offers a text as a file to download; false if the browser refused.
pub fn download(name: &str, text: &str) -> bool {
    download_blob(name, Blob::new_with_options(text, Some("text/yaml;charset=utf-8")))
}

/// Offers bytes as a file to download; false if the browser refused.
pub fn download_blob(name: &str, blob: Blob) -> bool {
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return false };
    let url = ObjectUrl::from(blob);
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Chromium and Firefox have read the file when click() returns; Safari needs a moment.
    Timeout::new(10_000, move || drop(url)).forget();
    true
}

// ── Address ──

/// The URL hash.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Sets the URL hash, as a step of the browser's history.
pub fn set_hash(hash: &str) {
    if self::hash() != hash {
        // Fails only in a sandbox without same origin; the form opens anyway.
        let _ = window().location().set_hash(hash);
    }
}

/// Goes a step back in the browser's history.
pub fn go_back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Replaces the URL hash without a step of the browser's history.
pub fn replace_hash(hash: &str) {
    if self::hash() != hash
        && let Ok(history) = window().history()
    {
        // Fails only in a sandbox without same origin; the form opens anyway.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

// ── Light or dark, the device, time ──

/// The theme chosen before, or the system's.
pub fn theme() -> Theme {
    match stored(THEME).as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => {
            let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
            if dark.is_some_and(|query| query.matches()) { Theme::Dark } else { Theme::Light }
        }
    }
}

/// Sets and stores the theme.
///
/// # Errors
/// As [`store`].
pub fn apply_theme(theme: Theme) -> Result<(), String> {
    let name = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", name);
    }
    store(THEME, name)
}

/// True on Apple's computers, whose keyboards have a Command key.
pub fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// True if the main pointer is a finger.
pub fn has_coarse_pointer() -> bool {
    window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches())
}

/// Milliseconds since the page was opened, never running backwards.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// A number as text with so many decimals. By the browser: Rust's own code for it is 20 KB of the first module.
pub fn fixed(number: f64, decimals: u8) -> String {
    js_sys::Number::from(number).to_fixed(decimals).map(String::from).unwrap_or_default()
}

/// Sets a performance mark, for the browser's developer tools and the benchmark.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        // Nothing depends on it.
        let _ = performance.mark(name);
    }
}

/// Milliseconds since 1970.
pub fn time() -> f64 {
    js_sys::Date::now()
}

/// The time of day, "14:02", of a time in milliseconds since 1970.
pub fn clock(time: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(time));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day of a time in milliseconds since 1970, where the user is.
pub fn day(time: f64) -> Day {
    let date = js_sys::Date::new(&JsValue::from_f64(time));
    Day { year: date.get_full_year() as i32, month: date.get_month() as usize, day: date.get_date() }
}
