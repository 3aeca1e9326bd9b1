//! Opening a template from a chosen or dropped file, or from pasted text. Each becomes a new design; the one that was
//! open stays in the list.

mod drop;
mod export;

use js_sys::{Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::part::part;
use super::store::Opened;
use super::workspace::Workspace;
use crate::design::{Format, Unreadable, looks_like_a_template, name_of_file, text_of};
use crate::document::LARGEST;

pub use drop::DropZone;
pub use export::{SaveButton, SaveItem, download, overwrite_file, reopen_file, save_file};

#[wasm_bindgen(module = "/src/ui/open/open.js")]
extern "C" {
    fn listen(over: &JsValue, file: &JsValue, text: &JsValue, many: &JsValue) -> js_sys::Function;
    #[wasm_bindgen(js_name = choose)]
    fn choose_file() -> Promise;
    fn write(handle: &JsValue, bytes: Uint8Array, modified: f64) -> Promise;
}

/// Lets the user choose a file, which opens as a design of its own.
pub fn choose() {
    leptos::task::spawn_local(async {
        // What comes of it is told to those who listen.
        let _ = wasm_bindgen_futures::JsFuture::from(choose_file()).await;
    });
}

/// Handles dropped, pasted and chosen files while the page is open. `over` is true during a drag.
fn take_in(workspace: Workspace, over: RwSignal<bool>) {
    let dragged = Closure::<dyn Fn(bool)>::new(move |is| {
        if over.try_get_untracked().is_some_and(|was| was != is) {
            over.set(is);
        }
    });
    let file = Closure::<dyn Fn(String, f64, Option<Uint8Array>, JsValue)>::new(
        move |name: String, size: f64, bytes: Option<Uint8Array>, from: JsValue| {
            let bytes = bytes.map(|bytes| bytes.to_vec());
            leptos::task::spawn_local(async move {
                if let Err(missing) = take_file(workspace, name, size, bytes, from).await {
                    workspace.notify(&missing.to_string());
                }
            });
        },
    );
    let text = Closure::<dyn Fn(String)>::new(move |text: String| {
        leptos::task::spawn_local(async move {
            if let Err(missing) = take_text(workspace, text).await {
                workspace.notify(&missing.to_string());
            }
        });
    });
    let many = Closure::<dyn Fn(u32)>::new(move |files: u32| {
        workspace.notify(&format!("{files} files were dropped. Drop one at a time. Nothing changed."));
    });
    let stop = listen(&dragged.into_js_value(), &file.into_js_value(), &text.into_js_value(), &many.into_js_value());
    let stop = StoredValue::new_local(stop);
    on_cleanup(move || {
        stop.try_with_value(|stop| stop.call0(&JsValue::NULL));
    });
}

part! {
    dialogs: fn take_file(workspace: Workspace, name: String, size: f64, bytes: Option<Vec<u8>>, from: JsValue) -> () {
        open_file(workspace, &name, size, bytes, from);
    }

    dialogs: fn take_text(workspace: Workspace, text: String) -> () {
        if looks_like_a_template(&text) {
            open_text(workspace, text);
        } else {
            workspace.notify("The pasted text is not a template. Nothing changed.");
        }
    }
}

/// Opens the bytes of a file, or says why not. `from` is its handle, where the browser gives one.
fn open_file(workspace: Workspace, name: &str, size: f64, bytes: Option<Vec<u8>>, from: JsValue) {
    let text = match bytes {
        Some(bytes) => text_of(bytes),
        None if size > LARGEST as f64 => Err(Unreadable::TooLarge(size as u64)),
        None => {
            workspace.notify(&format!("{name} could not be read. It is a folder, or it was deleted. Nothing changed."));
            return;
        }
    };
    match text {
        Ok(text) => {
            let file = from.is_object().then_some(from);
            workspace.open(Opened { file: file.clone(), ..Opened::new(&name_of_file(name), name, text) });
            if let Some(file) = file {
                workspace.attach_file(file);
            }
            say_opened(workspace, name);
        }
        Err(why) => workspace.notify(&format!("{name} was not opened. {why}")),
    }
}

/// Opens a text that came without a file.
pub fn open_text(workspace: Workspace, text: String) {
    if text.len() > LARGEST {
        let why = Unreadable::TooLarge(text.len() as u64);
        workspace.notify(&format!("The pasted text was not opened. {why}"));
        return;
    }
    let file_name = Format::of_text(&text).file_name();
    workspace.open(Opened::new("cf-init", file_name, text));
    say_opened(workspace, "The pasted text");
}

/// Announces the opened design. Form, text and status bar show a syntax error.
fn say_opened(workspace: Workspace, what: &str) {
    let message = match workspace.problem().get_untracked() {
        None => format!("{what} opened."),
        Some((at, why)) => {
            format!("{what} opened as text. It cannot be read: line {}, column {}: {why}", at.line, at.column)
        }
    };
    workspace.announce(&message);
}
