//! A text from a file or the clipboard to compare with. It is kept in memory only.

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, HtmlInputElement};

use super::state::Changes;
use crate::document::LARGEST;
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};

/// Asks for the text.
#[component]
pub fn Other() -> impl IntoView {
    let changes = Changes::expect();
    let refused = RwSignal::new(None::<String>);
    let pasted = RwSignal::new(String::new());
    let area = NodeRef::<leptos::html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            let _ = area.focus();
        }
    });
    let drop = move |ev: DragEvent| {
        // What is dropped here is compared; dropped elsewhere it may be opened.
        ev.prevent_default();
        ev.stop_propagation();
        let file = ev.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            take(changes, refused, file);
        }
    };
    let over = move |ev: DragEvent| {
        ev.prevent_default();
        ev.stop_propagation();
    };
    let compare = move |_| {
        changes.compare_with_paste(&pasted.get_untracked());
        focus_on("#tab-changes");
    };
    let cancel = move |_| {
        changes.asking.set(false);
        focus_on("#tab-changes");
    };
    view! {
        <div class="changes-other" data-takes-files="" on:drop=drop on:dragover=over>
            <h3>"Compare with another file"</h3>
            <p class="help">
                "YAML or JSON, up to 5 MB: a template, or what aws cloudformation get-template printed. It stays in the \
                 memory of this page; your design is not changed."
            </p>
            <Choose changes=changes refused=refused/>
            <label for="compare-text">"Or paste its text"</label>
            <textarea id="compare-text" class="in mono" rows="8" spellcheck="false" autocomplete="off" data-draft=""
                node_ref=area prop:value=pasted on:input:target=move |ev| pasted.set(ev.target().value())></textarea>
            {move || refused.get().map(|why| view! {
                <div class="note err" role="alert"><Svg icon=Icon::Alert/><div>{why}</div></div>
            })}
            <div class="row">
                <button type="button" class="btn" disabled=move || pasted.with(String::is_empty) on:click=compare>
                    "Compare"
                </button>
                <button type="button" class="btn bare" on:click=cancel>"Cancel"</button>
            </div>
        </div>
    }
}

/// The button that opens the browser's own dialog.
#[component]
fn Choose(changes: Changes, refused: RwSignal<Option<String>>) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let chosen = move |ev: web_sys::Event| {
        let files = event_target::<HtmlInputElement>(&ev).files();
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(changes, refused, file);
        }
    };
    let ask = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <p class="row">
            <button type="button" class="btn" on:click=ask><Svg icon=Icon::File/>"Choose a file"</button>
            <span class="dim">"or drop it here"</span>
            <input type="file" hidden="" aria-label="File to compare with" node_ref=input on:change=chosen/>
        </p>
    }
}

/// Reads a file and compares with it, or says why not.
fn take(changes: Changes, refused: RwSignal<Option<String>>, file: File) {
    let name = file.name();
    if file.size() > LARGEST as f64 {
        refused.set(Some(format!("{name} is larger than 5 MB. CloudFormation accepts at most 1 MB.")));
        return;
    }
    leptos::task::spawn_local(async move {
        let message = match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => match String::from_utf8(Uint8Array::new(&bytes).to_vec()) {
                Ok(text) => {
                    changes.compare_with_text(&name, &text);
                    focus_on("#tab-changes");
                    return;
                }
                Err(_) => format!("{name} is not UTF-8 text. Save it as UTF-8 and choose it again."),
            },
            Err(_) => format!("{name} could not be read. Choose it again."),
        };
        refused.try_set(Some(message));
    });
}
