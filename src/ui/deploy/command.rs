//! The command for the chosen shell.

use leptos::prelude::*;

use super::state::{Copied, Deployment, focus};
use crate::deploy::{Role, Script, ScriptSpan, Shell};
use crate::ui::icon::{Icon, Svg};

#[component]
pub(super) fn CommandBox() -> impl IntoView {
    let deployment = Deployment::expect();
    let script = deployment.script;
    view! {
        <div class="cmd">
            <div class="cmd-h">
                <Shells/>
                <span class="grow"></span>
                <CopyButton/>
            </div>
            <div role="tabpanel" id="deploy-command" aria-labelledby=move || tab_id(deployment.shell.get()) tabindex="0">
                {move || script.with(|script| match script {
                    Ok(script) => view! { <pre>{spans(script)}</pre> }.into_any(),
                    Err(why) => view! { <CannotWrite why=why.to_string()/> }.into_any(),
                })}
            </div>
        </div>
        {move || script.with(|script| {
            let notices = script.as_ref().map(|script| script.notices.clone()).unwrap_or_default();
            notices.into_iter().map(|notice| view! { <p class="help">{notice}</p> }).collect_view()
        })}
    }
}

fn tab_id(shell: Shell) -> String {
    format!("deploy-shell-{}", shell.name())
}

/// The shells as tabs: arrows go from one to the next.
#[component]
fn Shells() -> impl IntoView {
    let deployment = Deployment::expect();
    let shell = deployment.shell;
    let choose = move |new: Shell| {
        deployment.choose_shell(new);
        focus(&tab_id(new));
    };
    let step = move |by: usize| {
        let here = Shell::ALL.iter().position(|one| *one == shell.get_untracked()).unwrap_or_default();
        if let Some(next) = Shell::ALL.get((here + by) % Shell::ALL.len()) {
            choose(*next);
        }
    };
    let key = move |ev: web_sys::KeyboardEvent| match ev.key().as_str() {
        "ArrowRight" => step(1),
        "ArrowLeft" => step(Shell::ALL.len() - 1),
        "Home" => choose(Shell::Bash),
        "End" => choose(Shell::Cmd),
        _ => {}
    };
    let tab = move |one: Shell| {
        let chosen = move || shell.get() == one;
        view! {
            <button
                role="tab" id=tab_id(one) aria-controls="deploy-command"
                aria-selected=move || chosen().to_string() tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| choose(one)
            >
                {one.label()}
            </button>
        }
    };
    view! {
        <div class="seg" role="tablist" aria-label="Shell" on:keydown=key>
            {Shell::ALL.map(tab).collect_view()}
        </div>
    }
}

#[component]
fn CopyButton() -> impl IntoView {
    let deployment = Deployment::expect();
    let done = move || deployment.is_copied(Copied::Command);
    view! {
        <button class="btn sm" class:is-done=done on:click=move |_| deployment.copy_command()>
            {move || {
                let (icon, text) = if done() { (Icon::Check, "Copied") } else { (Icon::Copy, "Copy") };
                view! { <Svg icon=icon/>{text} }
            }}
        </button>
    }
}

#[component]
fn CannotWrite(why: String) -> impl IntoView {
    let deployment = Deployment::expect();
    view! {
        <div class="note" role="status">
            <Svg icon=Icon::Warning/>
            <span>{why}</span>
            <button class="btn sm" on:click=move |_| deployment.choose_shell(Shell::PowerShell)>"Show PowerShell"</button>
        </div>
    }
}

fn spans(script: &Script) -> Vec<AnyView> {
    let one = |span: &ScriptSpan| {
        let text = span.text.clone();
        match span.role {
            Role::Plain => text.into_any(),
            Role::Program => view! { <span class="prog">{text}</span> }.into_any(),
            Role::Value => view! { <span class="val">{text}</span> }.into_any(),
            Role::Prompt => view! { <span class="ask">{text}</span> }.into_any(),
        }
    };
    let mut all: Vec<AnyView> = Vec::new();
    for (number, line) in script.lines.iter().enumerate() {
        if number > 0 {
            all.push("\n".into_any());
        }
        all.extend(line.iter().map(one));
    }
    all
}
