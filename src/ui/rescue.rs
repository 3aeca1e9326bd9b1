//! The rescue page: if the program stops, plain elements offer the text for download and a way to load the page again.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo::file::{Blob, ObjectUrl};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{browser, store};
use crate::design::Format;

/// True once the page is shown: what still runs after a stop may stop as well.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Installs the panic hook, which shows the rescue page. It uses no signal: after a panic none works.
pub fn prepare() {
    std::panic::set_hook(Box::new(|panic| {
        let words = panic.to_string();
        web_sys::console::error_1(&JsValue::from_str(&words));
        if !SHOWN.swap(true, Ordering::Relaxed) {
            let kept = save_last_text();
            // Where even this fails nothing more can be done.
            let _ = tell(&browser::remembered().1, kept, &words);
        }
    }));
}

/// Notes the last text for the next page; true on success.
fn save_last_text() -> bool {
    let (design, text) = browser::remembered();
    store::last_words(&design, &text)
}

/// Shows that the program stopped and whether the text is saved, with the text to download, a link that loads the page
/// again and the error. `None` if the DOM fails.
fn tell(text: &str, kept: bool, error: &str) -> Option<()> {
    let message = if kept {
        "Your text is saved in this browser. Reload the page to continue where you were."
    } else {
        "This browser could not save your text. Download it before you reload the page."
    };
    let body = document().body()?;
    // What is behind no longer answers; an open dialog would cover the page.
    for part in all("dialog[open]") {
        part.remove();
    }
    for part in all("body > *") {
        part.set_attribute("inert", "").ok()?;
    }
    let page = within(&body, "div", "rescue", "")?;
    page.set_attribute("role", "alertdialog").ok()?;
    page.set_attribute("aria-labelledby", "rescue-title").ok()?;
    page.set_attribute("aria-describedby", "rescue-text").ok()?;
    let page = within(&page, "div", "rescue-b", "")?;
    within(&page, "h1", "", "The workbench stopped because of an internal error")?.set_id("rescue-title");
    within(&page, "p", "", message)?.set_id("rescue-text");
    let row = within(&page, "p", "row", "")?;
    let file_name = Some(browser::remembered().0.file_name).filter(|name| !name.is_empty());
    let file_name = file_name.unwrap_or_else(|| Format::Yaml.file_name().into());
    let save = within(&row, "a", if kept { "btn" } else { "btn pri" }, &format!("Download {file_name}"))?;
    let url = ObjectUrl::from(Blob::new(text));
    save.set_attribute("href", &url).ok()?;
    // The address is valid as long as the page is open.
    std::mem::forget(url);
    save.set_attribute("download", &file_name).ok()?;
    let again = within(&row, "a", if kept { "btn pri" } else { "btn" }, "Reload the page")?;
    // Without a part behind `#` the browser loads the page anew.
    again.set_attribute("href", "./").ok()?;
    let more = within(&page, "details", "", "")?;
    within(&more, "summary", "", "The error, for a report")?;
    within(&more, "pre", "", error)?.set_attribute("tabindex", "0").ok()?;
    let first = if kept { again } else { save };
    first.set_attribute("autofocus", "").ok()?;
    first.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// The elements of a selector.
fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// A new element at the end of another.
fn within(parent: &Element, name: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
