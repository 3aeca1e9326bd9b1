//! The panic page: if the program stops, plain elements offer the text for download.

use gloo::file::{Blob, ObjectUrl};
use leptos::prelude::document;
use wasm_bindgen::JsValue;

use super::{browser, store};
use crate::design::Format;

/// Installs the panic hook, which shows the panic page. It uses no signal: after a panic none works.
pub fn prepare() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
        let kept = keep();
        // Where even this fails nothing more can be done.
        let _ = tell(&browser::remembered().1, kept);
    }));
}

/// Notes the last text for the next page; true on success.
pub fn keep() -> bool {
    let (design, text) = browser::remembered();
    store::last_words(&design, &text)
}

/// Shows that the program stopped and whether the text is saved, with a download link. `None` if the DOM fails.
pub fn tell(text: &str, kept: bool) -> Option<()> {
    let message = if kept {
        "The workbench stopped because of an internal error. Your text is saved. Reload the page to continue."
    } else {
        "The workbench stopped because of an internal error, and this browser could not save your text. Download it now."
    };
    let element = |name: &str| document().create_element(name).ok();
    let (bar, words, link) = (element("div")?, element("span")?, element("a")?);
    bar.set_class_name("rescue");
    bar.set_attribute("role", "alert").ok()?;
    words.set_text_content(Some(message));
    link.set_class_name("btn");
    let url = ObjectUrl::from(Blob::new(text));
    link.set_attribute("href", &url).ok()?;
    // The address is valid as long as the page is open.
    std::mem::forget(url);
    let file_name = Some(browser::remembered().0.file_name).filter(|name| !name.is_empty());
    let file_name = file_name.unwrap_or_else(|| Format::Yaml.file_name().into());
    link.set_attribute("download", &file_name).ok()?;
    link.set_text_content(Some(&format!("Download {file_name}")));
    bar.append_child(&words).ok()?;
    bar.append_child(&link).ok()?;
    document().body()?.append_child(&bar).ok()?;
    Some(())
}
