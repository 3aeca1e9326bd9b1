//! The bar: design name, undo and redo, open, save, share, deploy.

use leptos::prelude::*;

use super::frame::{Frame, Sheet};
use crate::deploy::stack_name_error;
use crate::ui::browser::Theme;
use crate::ui::designs::{OpenButtons, OpenItems};
use crate::ui::doctor::{LogDoctor, LogDoctorButton};
use crate::ui::focus::{focus_on, hide_popover};
use crate::ui::icon::{Icon, Logo, Svg};
use crate::ui::open::{SaveButton, SaveItem};
use crate::ui::palette::PaletteButton;
use crate::ui::share::{ShareButton, Sharing};
use crate::ui::workspace::Workspace;

/// The bar at the top.
#[component]
pub fn Bar() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let outline_open = move || frame.sheet.get() == Some(Sheet::Outline);
    let toggle_outline = move |_| {
        let open = frame.sheet.get_untracked() != Some(Sheet::Outline);
        frame.sheet.set(open.then_some(Sheet::Outline));
        if open {
            request_animation_frame(|| {
                focus_on(".tree > [tabindex='0']");
            });
        }
    };
    view! {
        <header class="bar">
            <button type="button" class="btn bare icon only-t" aria-label="Outline" aria-controls="outline"
                aria-expanded=move || outline_open().to_string() on:click=toggle_outline>
                <Svg icon=Icon::Menu/>
            </button>
            <Mark/>
            <span class="sep hide-s"></span>
            <StackName/>
            <UndoRedo/>
            <span class="grow"></span>
            <PaletteButton/>
            <span class="grow hide-s"></span>
            <OpenButtons/>
            <ShareButton/>
            <LogDoctorButton/>
            <ThemeButton/>
            <span class="sep hide-s"></span>
            <SaveButton/>
            <button type="button" class="btn pri" on:click=move |_| workspace.deploy_open.set(true)>"Deploy…"</button>
            <More/>
        </header>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <span class="mark">
            <Logo/>
            <span class="mark-t">"cf-init Designer"</span>
        </span>
    }
}

/// The stack's name; as wide as it is long.
#[component]
fn StackName() -> impl IntoView {
    let workspace = Workspace::expect();
    let size = move || workspace.stack_name.with(|name| name.chars().count().clamp(4, 24));
    let fault = Memo::new(move |_| workspace.stack_name.with(|name| stack_name_error(name)));
    let wrong = move || fault.with(Option::is_some).then_some("true");
    view! {
        <span class="stackname">
            <input type="text" aria-label="Stack name" autocomplete="off" spellcheck="false" maxlength="128" size=size
                aria-invalid=wrong aria-describedby="stack-name-fault" prop:value=workspace.stack_name data-draft=""
                on:input:target=move |ev| workspace.name_stack(&ev.target().value())/>
            <Svg icon=Icon::Pen/>
            <span class="fault" id="stack-name-fault" role="status">{move || fault.get()}</span>
        </span>
    }
}

/// The name of a button that takes back or makes again, with what it would.
fn named(word: &str, title: Option<String>, keys: &str) -> String {
    match title {
        Some(title) => format!("{word}: {title} ({keys})"),
        None => format!("{word} ({keys})"),
    }
}

#[component]
fn UndoRedo() -> impl IntoView {
    let workspace = Workspace::expect();
    let (undo, redo) = (workspace.undo_title(), workspace.redo_title());
    let undo_name = move || named("Undo", undo.get(), "Ctrl+Z");
    let redo_name = move || named("Redo", redo.get(), "Ctrl+Shift+Z");
    view! {
        <span class="pair-btn hide-s">
            <button type="button" class="btn bare icon" aria-label=undo_name title=undo_name
                aria-disabled=move || undo.with(Option::is_none).then_some("true") on:click=move |_| workspace.undo()>
                <Svg icon=Icon::Undo/>
            </button>
            <button type="button" class="btn bare icon" aria-label=redo_name title=redo_name
                aria-disabled=move || redo.with(Option::is_none).then_some("true") on:click=move |_| workspace.redo()>
                <Svg icon=Icon::Redo/>
            </button>
        </span>
    }
}

/// Label of the theme button.
fn theme_name(workspace: Workspace) -> &'static str {
    match workspace.theme.get() {
        Theme::Light => "Switch to dark",
        Theme::Dark => "Switch to light",
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let workspace = Workspace::expect();
    let name = move || theme_name(workspace);
    let icon = move || match workspace.theme.get() {
        Theme::Light => view! { <Svg icon=Icon::Sun/> },
        Theme::Dark => view! { <Svg icon=Icon::Moon/> },
    };
    view! {
        <button type="button" class="btn bare icon hide-s" aria-label=name title=name
            on:click=move |_| workspace.switch_theme()>{icon}</button>
    }
}

/// Menu of actions that the bar has no room for on a phone.
#[component]
fn More() -> impl IntoView {
    let workspace = Workspace::expect();
    let sharing = Sharing::expect();
    let doctor = LogDoctor::expect();
    let (undo, redo) = (workspace.undo_title(), workspace.redo_title());
    let close = move || {
        if let Some(menu) = document().get_element_by_id("more") {
            hide_popover(&menu);
        }
    };
    view! {
        <button type="button" class="btn bare icon only-s" aria-label="More actions" popovertarget="more">
            <Svg icon=Icon::More/>
        </button>
        <div id="more" class="menu" popover="auto">
            <button type="button" disabled=move || undo.with(Option::is_none) on:click=move |_| workspace.undo()>
                <Svg icon=Icon::Undo/>
                {move || undo.get().map_or_else(|| "Undo".to_string(), |title| format!("Undo: {title}"))}
            </button>
            <button type="button" disabled=move || redo.with(Option::is_none) on:click=move |_| workspace.redo()>
                <Svg icon=Icon::Redo/>
                {move || redo.get().map_or_else(|| "Redo".to_string(), |title| format!("Redo: {title}"))}
            </button>
            <OpenItems close=Callback::new(move |()| close())/>
            <SaveItem close=Callback::new(move |()| close())/>
            <button type="button" on:click=move |_| { close(); sharing.open() }><Svg icon=Icon::Share/> "Share…"</button>
            <button type="button" on:click=move |_| { close(); doctor.show() }><Svg icon=Icon::Terminal/> "Log doctor…"</button>
            <button type="button" on:click=move |_| { close(); workspace.switch_theme() }>
                <Svg icon=Icon::Sun/> {move || theme_name(workspace)}
            </button>
        </div>
    }
}
