//! The designs dialog: designs in this browser, starters, notices.
//!
//! Its URL hash is `#/designs`, so that Back closes it.

mod gallery;
mod notice;
mod recent;
mod removed;

use leptos::prelude::*;

use super::browser;
use super::browser::Theme;
use super::command::{KeyArea, PageCommand};
use super::dialog::show_modal;
use super::events::{command_of, on_window};
use super::icon::{Icon, Logo, Svg};
use super::later::dialog_while;
use super::open::{self, DropZone, open_text};
use super::part::part;
use super::workspace::Workspace;
use crate::document::install_full_parser;
use gallery::{Gallery, Keys};
use notice::NoticeBar;
use recent::Recent;
use removed::{Bin, Removed, removed_later};

/// The address of the list.
const HASH: &str = "#/designs";

/// Shows the list.
pub fn show() {
    browser::set_hash(HASH);
}

/// True if the address is that of the list.
pub fn is_here() -> bool {
    browser::hash() == HASH
}

/// Makes a first visit begin with the list, unless the address names something else. True if it does.
pub fn begin() -> bool {
    let is_first = browser::hash().is_empty();
    if is_first {
        browser::replace_hash(HASH);
    }
    is_first
}

/// The parts of the page around the workbench: designs dialog, notices, drop zone.
#[component]
pub fn Designs(
    /// Shows the diagram of the open template.
    #[prop(into)]
    show_diagram: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let designs_open = workspace.designs_open();
    let bin = Bin::provide();
    // Back leads out of the list only where a step led into it.
    let by_step = StoredValue::new(false);
    on_window("hashchange", move |_| {
        let here = is_here();
        by_step.set_value(here);
        designs_open.set(here);
    });
    let close = Callback::new(move |()| {
        if by_step.get_value() {
            browser::go_back();
        } else {
            browser::replace_hash(&workspace.selected_now().to_hash());
            designs_open.set(false);
        }
    });
    view! {
        {dialog_while(designs_open, move || start(close, bin, show_diagram))}
        <Show when=move || !designs_open.get()><NoticeBar/> {removed_later(bin)}</Show>
        <DropZone/>
    }
}

/// Loads the list. What fails is tried again, and reported, when it is shown.
pub async fn load() {
    let _ = ready().await;
}

part! {
    designs: fn ready() -> () {}
    designs: fn start(close: Callback<()>, bin: Bin, show_diagram: Callback<()>) -> AnyView {
        // A template that is opened from the list may need it.
        install_full_parser();
        view! { <Start close=close bin=bin show_diagram=show_diagram/> }.into_any()
    }
}

#[component]
fn Start(
    /// Leads back to the workbench.
    close: Callback<()>,
    bin: Bin,
    show_diagram: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    // A first visitor has no design yet to go back to.
    let way_out = match workspace.design_untracked().revision {
        0 => "Open the workbench",
        _ => "Back to the design",
    };
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    show_modal(dialog);
    let key = move |ev: web_sys::KeyboardEvent| {
        // The panes behind are out of reach.
        if ev.key() == "F6" {
            ev.stop_propagation();
        }
        // The page handles its keys from when the workbench is there.
        if command_of(&ev, KeyArea::Page, false) == Some(PageCommand::Open) {
            ev.prevent_default();
            open::choose();
        }
    };
    view! {
        <dialog class="start" aria-labelledby="start-title" node_ref=dialog on:keydown=key
            on:cancel=move |ev: web_sys::Event| { ev.prevent_default(); close.run(()) }>
            <header class="bar">
                <span class="mark">
                    <Logo/>
                    <span>"cf-init Designer"</span>
                </span>
                <span class="grow"></span>
                <a class="btn bare" href="./docs/index.html" target="_blank" rel="noopener">"Docs" <Svg icon=Icon::External/></a>
                <ThemeButton/>
                <button type="button" class="btn bare" aria-label=way_out on:click=move |_| close.run(())>
                    <Svg icon=Icon::Cross/> <span class="st-out">{way_out}</span>
                </button>
            </header>
            <div class="st-main" tabindex="-1">
                <Gallery show_diagram=show_diagram/>
                <aside aria-label="Your templates">
                    <OpenBox/>
                    <p class="priv"><Svg icon=Icon::Lock/><span>
                        <b>"Nothing leaves this browser."</b>
                        " No account, no upload, no tracking; it works offline, too. Designs stay in this browser until you delete them or clear the browser's data."
                    </span></p>
                    <Keys/>
                    // Last: it is read from the storage and moves what is below.
                    <Recent delete=move |design| bin.put(design)/>
                </aside>
            </div>
            <NoticeBar/>
            <Removed bin=bin/>
            // What is said outside of an open dialog is not heard.
            <div class="sr" role="status" aria-live="polite">{move || workspace.announced().get()}</div>
        </dialog>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let workspace = Workspace::expect();
    let is_dark = move || workspace.theme.get() == Theme::Dark;
    let name = move || if is_dark() { "Switch to light" } else { "Switch to dark" };
    let icon = move || match is_dark() {
        true => view! { <Svg icon=Icon::Moon/> },
        false => view! { <Svg icon=Icon::Sun/> },
    };
    view! {
        <button type="button" class="btn bare icon" aria-label=name title=name on:click=move |_| workspace.switch_theme()>
            {icon}
        </button>
    }
}

/// Buttons that open a file or a pasted text.
#[component]
fn OpenBox() -> impl IntoView {
    let workspace = Workspace::expect();
    let text = RwSignal::new(String::new());
    let pasted = move |ev: web_sys::ClipboardEvent| {
        let words = ev.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        // A text area would change line ends: a whole text is taken as it is on the clipboard.
        if let Some(words) = words.filter(|words| !words.trim().is_empty() && text.with_untracked(String::is_empty)) {
            ev.prevent_default();
            open_text(workspace, words);
        }
    };
    view! {
        <div class="drop">
            <Svg icon=Icon::Open/>
            <h2>"Open yours"</h2>
            <p class="mid">"Drop a YAML or JSON file anywhere on the page"</p>
            <button type="button" class="btn" on:click=move |_| open::choose()>"Choose a file"</button>
            <label class="mid" for="start-paste">"or paste its text here"</label>
            <textarea id="start-paste" class="in mono" rows="2" spellcheck="false" autocomplete="off" data-draft=""
                prop:value=text on:input:target=move |ev| text.set(ev.target().value()) on:paste=pasted></textarea>
            <Show when=move || text.with(|text| !text.trim().is_empty())>
                <button type="button" class="btn" on:click=move |_| open_text(workspace, text.get_untracked())>
                    "Open this text"
                </button>
            </Show>
        </div>
    }
}

/// The ways to other designs in the bar.
#[component]
pub fn OpenButtons() -> impl IntoView {
    view! {
        <button type="button" class="btn bare hide-s" aria-label="Designs" title="Designs in this browser, and starters"
            on:click=move |_| show()>
            <Svg icon=Icon::Stack/><span class="hide-m">"Designs"</span>
        </button>
        <button type="button" class="btn bare hide-s" aria-label="Open" title="Open a template (Ctrl+O)"
            on:click=move |_| open::choose()>
            <Svg icon=Icon::Open/><span class="hide-m">"Open"</span>
        </button>
    }
}

/// Menu items of a narrow page.
#[component]
pub fn OpenItems(close: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" on:click=move |_| { close.run(()); show() }><Svg icon=Icon::Stack/> "Designs"</button>
        <button type="button" on:click=move |_| { close.run(()); open::choose() }>
            <Svg icon=Icon::Open/> "Open a template"
        </button>
    }
}
