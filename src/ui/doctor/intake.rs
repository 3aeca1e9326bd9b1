//! Where logs come in: drop, choose, paste; how far the reading is.

use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, HtmlInputElement};

use super::state::{LogDoctor, megabytes};
use crate::doctor::FETCH_COMMAND;
use crate::ui::browser;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

const HINT: &str = "Paste a log here, or drop files: cloud-init-output.log, cfn-init.log, cfn-init-cmd.log, cfn-hup.log, or the JSON of aws cloudformation describe-stack-events.";
/// Time that "Copied" is shown, in milliseconds.
const FEEDBACK: u32 = 1_600;

#[component]
pub(super) fn Intake() -> impl IntoView {
    let workspace = Workspace::expect();
    let doctor = LogDoctor::expect();
    let files = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    // A text is read as it is pasted and not shown: it may hold secrets.
    let paste = move |ev: ClipboardEvent| {
        let Some(data) = ev.clipboard_data() else { return };
        ev.prevent_default();
        match data.files().filter(|files| files.length() > 0) {
            Some(files) => doctor.take_files(workspace, Some(files)),
            None => doctor.take_text(workspace, &data.get_data("text/plain").unwrap_or_default()),
        }
    };
    let over = move |ev: DragEvent| {
        ev.prevent_default();
        is_over.set(true);
    };
    let drop = move |ev: DragEvent| {
        ev.prevent_default();
        is_over.set(false);
        doctor.take_files(workspace, ev.data_transfer().and_then(|data| data.files()));
    };
    let chosen = move |input: HtmlInputElement| {
        doctor.take_files(workspace, input.files());
        // The same file may be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = files.get_untracked() {
            input.unchecked_ref::<HtmlInputElement>().click();
        }
    };
    view! {
        <section class="doctor-intake" data-takes-files="" class:is-over=is_over
            on:dragenter=over on:dragover=over on:dragleave=move |_| is_over.set(false) on:drop=drop>
            <textarea class="in mono doctor-paste" rows="3" aria-label="Paste a log" placeholder=HINT spellcheck="false"
                autocomplete="off" autofocus on:paste=paste
                on:change:target=move |ev| {
                    doctor.take_text(workspace, &ev.target().value());
                    ev.target().set_value("");
                }></textarea>
            <div class="doctor-actions">
                <input type="file" multiple hidden aria-label="Log files" node_ref=files
                    on:change:target=move |ev| chosen(ev.target().unchecked_into())/>
                <button type="button" class="btn" on:click=choose><Svg icon=Icon::Open/>"Choose files…"</button>
                <Show when=move || !doctor.reports.with(Vec::is_empty)>
                    <button type="button" class="btn bare" on:click=move |_| doctor.clear()>"Remove all logs"</button>
                </Show>
            </div>
            <FetchCommand/>
            <Reading/>
        </section>
    }
}

/// The command that prints the logs on the machine, with a copy button.
#[component]
fn FetchCommand() -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let done = move || copied.get() == Some(true);
    let copy = move |_| {
        browser::copy(FETCH_COMMAND, move |done| {
            copied.try_set(Some(done));
            if done {
                let reset = move || {
                    copied.try_set(None);
                };
                Timeout::new(FEEDBACK, reset).forget();
            }
        });
    };
    let said = move || match copied.get() {
        Some(true) => "Copied.",
        Some(false) => "Not copied. This browser refused the clipboard.",
        None => "",
    };
    view! {
        <div class="doctor-fetch">
            <span id="doctor-fetch">"Prints the logs on the instance, to be pasted here:"</span>
            <code>{FETCH_COMMAND}</code>
            <button type="button" class="btn sm" class:is-done=done aria-describedby="doctor-fetch" on:click=copy>
                {move || view! { <Svg icon=if done() { Icon::Check } else { Icon::Copy }/> }}
                {move || if done() { "Copied" } else { "Copy the command" }}
            </button>
            <span class="err" class:sr=move || copied.get() != Some(false) role="status">{said}</span>
        </div>
    }
}

/// Progress of the log that is being read, with the button that stops it.
#[component]
fn Reading() -> impl IntoView {
    let doctor = LogDoctor::expect();
    let is_reading = Memo::new(move |_| doctor.progress.with(Option::is_some));
    let part = move || doctor.progress.with(|one| one.as_ref().map_or(0.0, |one| one.done / one.size.max(1.0)));
    let name = move || doctor.progress.with(|one| one.as_ref().map(|one| one.name.clone()).unwrap_or_default());
    let text = move || {
        doctor
            .progress
            .with(|one| one.as_ref().map(|one| format!("{} of {}", megabytes(one.done), megabytes(one.size))))
    };
    view! {
        <Show when=move || is_reading.get()>
            <div class="doctor-reading">
                <span class="cut">{name}</span>
                <progress max="1" prop:value=part aria-label="Progress of reading"></progress>
                <span class="dim">{text}</span>
                <button type="button" class="btn sm" on:click=move |_| doctor.stop()>"Stop"</button>
            </div>
        </Show>
    }
}
