//! Saving the design to its file, or downloading it.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{open_file, write};
use crate::ui::browser;
use crate::ui::icon::{Icon, Svg};
use crate::ui::store;
use crate::ui::workspace::{Notice, Workspace};

/// Handling of a change that another program made to the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mind {
    /// It is asked about.
    Others,
    /// It is written over.
    Nobody,
}

/// Downloads the text as a file.
pub fn download(workspace: Workspace) {
    let name = workspace.file_name_now();
    if browser::download(&name, &workspace.text()) {
        workspace.note_download(workspace.baseline_now());
        workspace.announce(&format!("{name} downloaded."));
    } else {
        workspace.notify("This browser refused the download. Copy the text instead.");
    }
}

/// Saves the text to the design's file, or downloads it if there is none.
pub fn save_file(workspace: Workspace) {
    match workspace.file().get_untracked() {
        Some(file) => save_to(workspace, file, Mind::Others),
        None => download(workspace),
    }
}

/// Saves the text over what somebody else has written to the file.
pub fn overwrite_file(workspace: Workspace) {
    if let Some(file) = workspace.file().get_untracked() {
        save_to(workspace, file, Mind::Nobody);
    }
}

/// Opens the file as it is now, as a design of its own.
pub fn reopen_file(workspace: Workspace) {
    let Some(handle) = workspace.file().get_untracked().map(|file| get(&file, "handle")) else { return };
    let name = workspace.file_name_now();
    leptos::task::spawn_local(async move {
        let asked = Reflect::get(&handle, &JsValue::from_str("getFile")).ok().map(js_sys::Function::from);
        let promise = asked.and_then(|ask| ask.call0(&handle).ok()).map(js_sys::Promise::from);
        let Some(promise) = promise else { return };
        let found = JsFuture::from(promise).await.ok().map(web_sys::Blob::from);
        let Some(file) = found else {
            workspace.notify(&format!("{name} could not be read. Choose it with Open."));
            return;
        };
        let modified = get(&file, "lastModified");
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Some(js_sys::Uint8Array::new(&buffer).to_vec()),
            Err(_) => None,
        };
        open_file(workspace, &name, file.size(), bytes, tied(&handle, &modified));
    });
}

fn save_to(workspace: Workspace, file: JsValue, mind: Mind) {
    let name = workspace.file_name_now();
    let id = workspace.design_untracked().id;
    let bytes = workspace.with_untracked(|document| store::bytes(document.text()));
    let handle = get(&file, "handle");
    let modified = match mind {
        Mind::Others => get(&file, "modified").as_f64().unwrap_or(0.0),
        Mind::Nobody => 0.0,
    };
    let saved = workspace.baseline_now();
    let writing = write(&handle, bytes, modified);
    leptos::task::spawn_local(async move {
        let outcome = JsFuture::from(writing).await.unwrap_or(JsValue::UNDEFINED);
        let is_open = workspace.design_untracked().id == id;
        let modified = get(&outcome, "modified");
        if modified.as_f64().is_some() {
            let changed = |notice: &Option<Notice>| matches!(notice, Some(Notice::FileChanged(_)));
            if workspace.notice().with_untracked(changed) {
                workspace.notice().set(None);
            }
            if is_open {
                workspace.attach_file(tied(&handle, &modified));
                workspace.note_download(saved);
            }
            workspace.announce(&format!("Saved to {name}."));
        } else if let Some(when) = get(&outcome, "changed").as_f64() {
            if is_open {
                workspace.notice().set(Some(Notice::FileChanged(when)));
            }
        } else if get(&outcome, "denied").is_truthy() {
            workspace.notify(&format!(
                "{name} was not saved: the browser was not allowed to write it. Save again to allow it, or download it."
            ));
        } else {
            let why = get(&outcome, "failed").as_string().unwrap_or_default();
            workspace.notify(&format!("{name} was not saved: {why} Download it instead."));
        }
    });
}

/// A handle with the time of the file as the page knows it.
fn tied(handle: &JsValue, modified: &JsValue) -> JsValue {
    let file = js_sys::Object::new();
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&file, &JsValue::from_str("handle"), handle);
    let _ = Reflect::set(&file, &JsValue::from_str("modified"), modified);
    file.into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// "Download web.yaml", or "Save to web.yaml" where it came from there.
fn words(workspace: Workspace) -> String {
    let verb = if workspace.file().with(Option::is_some) { "Save to" } else { "Download" };
    format!("{verb} {}", workspace.file_name())
}

/// The button in the bar.
#[component]
pub fn SaveButton() -> impl IntoView {
    let workspace = Workspace::expect();
    let label = move || words(workspace);
    view! {
        <button type="button" class="btn hide-s save-file" aria-label=label title=label on:click=move |_| save_file(workspace)>
            <Svg icon=Icon::Download/>
            <span class="hide-m cut">{label}</span>
        </button>
    }
}

/// The items in the menu of a narrow page; where the design has a file it can be downloaded all the same.
#[component]
pub fn SaveItem(close: Callback<()>) -> impl IntoView {
    let workspace = Workspace::expect();
    let act = move |act: fn(Workspace)| {
        close.run(());
        act(workspace);
    };
    view! {
        <button type="button" on:click=move |_| act(save_file)>
            <Svg icon=Icon::Download/> {move || words(workspace)}
        </button>
        <Show when=move || workspace.file().with(Option::is_some)>
            <button type="button" on:click=move |_| act(download)><Svg icon=Icon::Download/> "Download a copy"</button>
        </Show>
    }
}
