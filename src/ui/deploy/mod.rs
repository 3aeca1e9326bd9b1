//! The Deploy dialog: choices on the left, the command on the right.
//!
//! It shows what [`crate::deploy`] computes and keeps the choices in this browser; it sends no request. `NoEcho`
//! parameters have no field here.

mod after;
mod before;
mod capabilities;
mod command;
mod mark;
mod parameters;
mod state;
mod tags;
mod target;

use leptos::prelude::*;

use super::browser;
use super::dialog::{is_beside, show_modal};
use super::icon::{Icon, Svg};
use super::workspace::Workspace;
use after::Afterwards;
use before::Before;
use capabilities::Capabilities;
use command::CommandBox;
use parameters::Parameters;
use state::{Copied, Deployment};
use tags::Tags;
use target::Target;

/// The dialog, there while `workspace.deploy_open` is true.
#[component]
pub fn DeployDialog() -> impl IntoView {
    let open = Workspace::expect().deploy_open;
    view! {
        <Show when=move || open.get()>
            <Dialog/>
        </Show>
    }
}

#[component]
fn Dialog() -> impl IntoView {
    let workspace = Workspace::expect();
    let deployment = Deployment::provide();
    let dialog = deployment.dialog;
    show_modal(dialog);
    let outside = move |ev: web_sys::MouseEvent| {
        if is_beside(dialog, &ev) {
            deployment.close();
        }
    };
    let key = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" if ev.ctrl_key() || ev.meta_key() => {
            ev.prevent_default();
            ev.stop_propagation();
            deployment.copy_command();
        }
        // The panes behind are out of reach.
        "F6" => ev.stop_propagation(),
        _ => {}
    };
    view! {
        <dialog
            class="dlg" aria-labelledby="deploy-title" node_ref=dialog
            on:close=move |_| workspace.deploy_open.set(false)
            on:mousedown=outside
            on:keydown=key
        >
            <header>
                <div class="grow">
                    <h2 id="deploy-title">"Deploy " {move || workspace.stack_name.get()}</h2>
                    <p class="help">"This page never calls AWS. It writes the command, you run it where your credentials are."</p>
                </div>
                <button class="btn bare icon" aria-label="Close (Esc)" on:click=move |_| deployment.close()>
                    <Svg icon=Icon::Cross/>
                </button>
            </header>
            <div class="dl-l" tabindex="-1">
                <Target/>
                <Parameters/>
                <Capabilities/>
                <Tags/>
            </div>
            <div class="dl-r" tabindex="-1">
                <CommandBox/>
                <Before/>
                <Afterwards/>
            </div>
            <Foot/>
        </dialog>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let workspace = Workspace::expect();
    let deployment = Deployment::expect();
    let file_name = move || workspace.file_name();
    let download = move |_| {
        let done = browser::download(&workspace.file_name_now(), &workspace.text());
        if done {
            workspace.note_download(workspace.baseline_now());
        }
        deployment.say(if done { "Downloaded." } else { "This browser refused the download." });
    };
    view! {
        <footer>
            <span class="help grow">"The command expects " {file_name} " in the folder you run it from."</span>
            <button class="btn" on:click=download><Svg icon=Icon::Download/>"Download " {file_name}</button>
            <button class="btn pri" id="deploy-copy" autofocus on:click=move |_| deployment.copy_command()>
                <Svg icon=Icon::Copy/>
                {move || if deployment.is_copied(Copied::Command) { "Copied" } else { "Copy the command" }}
                <span class="k" aria-hidden="true">"Ctrl Enter"</span>
            </button>
            <span class="sr" role="status">{move || deployment.status.get()}</span>
        </footer>
    }
}
