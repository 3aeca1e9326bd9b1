//! The Deploy dialog: choices on the left, the command on the right.
//!
//! It shows what [`crate::deploy`] computes and keeps the choices in this browser; it sends no request. `NoEcho`
//! parameters have no field here.

mod after;
mod before;
mod capabilities;
mod command;
mod mark;
mod parameter_file;
mod parameters;
mod state;
mod tags;
mod target;

use std::cell::Cell;

use leptos::prelude::*;

use super::browser;
use super::dialog::Frame;
use super::icon::{Icon, Svg};
use super::later::dialog_while;
use super::part::part;
use super::workspace::Workspace;
use after::Afterwards;
use before::Before;
use capabilities::Capabilities;
use command::CommandBox;
use parameter_file::{ParameterFileBox, ParameterFileChoice};
use parameters::Parameters;
pub use state::stored_shell;
use state::{Copied, Deployment};
use tags::Tags;
use target::Target;

thread_local! {
    /// True if the dialog copies the command as soon as it is there.
    static COPIES: Cell<bool> = const { Cell::new(false) };
}

const ABOUT: &str = "This page never calls AWS. It writes the command, you run it where your credentials are.";

/// Opens the dialog and copies the command, or shows there what is in its way.
pub fn open_and_copy(workspace: Workspace) {
    COPIES.set(true);
    workspace.deploy_open.set(true);
}

/// The dialog, there while `workspace.deploy_open` is true.
#[component]
pub fn DeployDialog() -> impl IntoView {
    dialog_while(Workspace::expect().deploy_open, dialog)
}

part! {
    dialogs: fn dialog() -> AnyView { view! { <Dialog/> }.into_any() }
}

#[component]
fn Dialog() -> impl IntoView {
    let workspace = Workspace::expect();
    let deployment = Deployment::provide();
    if COPIES.take() {
        request_animation_frame(move || deployment.copy_command());
    }
    let keys = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "Enter" if ev.ctrl_key() || ev.meta_key() => {
            ev.prevent_default();
            ev.stop_propagation();
            deployment.copy_command();
        }
        // The panes behind are out of reach.
        "F6" => ev.stop_propagation(),
        _ => {}
    };
    let title = Signal::derive(move || format!("Deploy {}", workspace.stack_name.get()));
    view! {
        <Frame class="dlg" id="deploy-title" title=title open=workspace.deploy_open about=ABOUT keys=keys>
            <div class="dl-l" tabindex="-1">
                <Target/>
                <Parameters/>
                <ParameterFileChoice/>
                <Capabilities/>
                <Tags/>
            </div>
            <div class="dl-r" tabindex="-1">
                <CommandBox/>
                <ParameterFileBox/>
                <Before/>
                <Afterwards/>
            </div>
            <Foot/>
        </Frame>
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
        match done {
            true => deployment.say("Downloaded."),
            false => deployment.fail("This browser refused the download. Close this dialog and copy the text instead."),
        }
    };
    let outcome = Memo::new(move |_| deployment.outcome());
    let failed = move || outcome.with(|outcome| outcome.failed);
    view! {
        <footer class="deploy-footer">
            <div class="grow">
                <p class="help" hidden=failed>"The command expects " {file_name} " in the folder you run it from."</p>
                <p class:sr=move || !failed() class:fault=failed role="status">{move || outcome.get().message}</p>
            </div>
            <button class="btn" on:click=download><Svg icon=Icon::Download/><span class="cut">"Download " {file_name}</span></button>
            <button class="btn pri" id="deploy-copy" autofocus on:click=move |_| deployment.copy_command()>
                <Svg icon=Icon::Copy/>
                {move || if deployment.is_copied(Copied::Command) { "Copied" } else { "Copy the command" }}
                <span class="k" aria-hidden="true">"Ctrl Enter"</span>
            </button>
        </footer>
    }
}
