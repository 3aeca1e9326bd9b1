//! The page as a whole.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::VisibilityState;

use super::bar::Bar;
use super::code::CodePane;
use super::commands::Commands;
use super::connector::Connector;
use super::frame::{Frame, Sheet, Tab};
use super::keys;
use super::outline::Outline;
use super::overlay::{Announcer, SkipLink, Toast};
use super::status::Status;
use super::tabs;
use super::text;
use super::update::Update;
use crate::document::install_full_parser;
use crate::ui::changes::Changes;
use crate::ui::deploy::DeployDialog;
use crate::ui::designs::{self, Designs};
use crate::ui::diagram::Picture;
use crate::ui::doctor::{LogDoctor, LogDoctorDialog};
use crate::ui::events::on_window;
use crate::ui::focus::is_visible;
use crate::ui::form::FormPane;
use crate::ui::given::GivenValues;
use crate::ui::later::{dialog_while, later_or_notice};
use crate::ui::palette::{KeyListDialog, Palette, PaletteDialog};
use crate::ui::part::part;
use crate::ui::problems::{ExplainDialog, Fixes, FixesDialog};
use crate::ui::recipe::{RecipeDialogs, Recipes};
use crate::ui::share::{ShareDialogs, Sharing, follow_links};
use crate::ui::tour::TourParts;
use crate::ui::workspace::Workspace;

/// The page.
#[component]
pub fn Shell() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::new();
    provide_context(frame);
    Sharing::provide();
    Recipes::provide();
    Fixes::provide();
    LogDoctor::provide();
    Palette::provide();
    follow_links();
    GivenValues::provide();
    Changes::provide(workspace);
    Picture::prepare();
    follow_the_browser(workspace, frame);
    let designs_open = workspace.designs_open();
    designs_open.set(designs::is_here());
    // A page that begins with the list makes the rest once the list is left: until then nobody sees it.
    let is_begun = Memo::new(move |before| before == Some(&true) || !designs_open.get());
    view! {
        <Show when=move || is_begun.get()><Workbench/></Show>
        <DeployDialog/>
        <Designs show_diagram=move |()| tabs::show(frame, Tab::Diagram)/>
        <ShareDialogs/>
        <RecipeDialogs/>
        <FixesDialog/>
        <ExplainDialog/>
        <LogDoctorDialog/>
        {dialog_while(Palette::expect().is_open(), move || palette(frame))}
        <KeyListDialog/>
        <Toast/>
        <TourParts/>
        <Update/>
        <Announcer/>
    }
}

/// The bar and the panes.
#[component]
fn Workbench() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    workspace.check_soon();
    let sheet = move || {
        frame.sheet.get().map(|sheet| match sheet {
            Sheet::Outline => "outline",
            Sheet::Text => "text",
        })
    };
    let covered = Memo::new(move |_| frame.sheet.get() == Some(Sheet::Outline));
    set_behind(covered);
    view! {
        <SkipLink/>
        <div class="shell">
            <div class="app" data-sheet=sheet>
                <Bar/>
                <Outline/>
                <main class="main" aria-labelledby="form-title" inert=covered><FormPane/></main>
                <CodePane/>
                {later_or_notice(move || rest(frame), waiting)}
                <div class="scrim" on:click=move |_| frame.sheet.set(None)></div>
            </div>
        </div>
    }
}

/// In place of the status bar.
fn waiting() -> AnyView {
    view! { <footer class="status"></footer> }.into_any()
}

part! {
    frame: fn rest(frame: Frame) -> AnyView {
        let workspace = Workspace::expect();
        install_full_parser();
        workspace.read_if_stale();
        Changes::expect().follow(Signal::derive(move || frame.tab.get() == Tab::Changes));
        keys::listen(Commands::of(workspace, frame));
        text::link(workspace, frame);
        view! { <Status/><Connector/> }.into_any()
    }

    dialogs: fn palette(frame: Frame) -> AnyView {
        let commands = Commands::of(Workspace::expect(), frame);
        let choose = Arc::new(move |target| commands.go(target));
        view! { <PaletteDialog possible=move |command| commands.is_possible(command) choose=choose/> }.into_any()
    }
}

/// Parts covered by the outline sheet are inert. `main` sets this itself; the scrim's position decides
/// for the bar and the status bar, which it covers on a phone only.
fn set_behind(covered: Memo<bool>) {
    const ALL: [&str; 3] = [".app > .side", ".app > .bar", ".app > .status"];
    // An attribute of elements that other parts of the page own: set from outside, as the focus is.
    Effect::new(move |_| {
        let covered = covered.get();
        request_animation_frame(move || {
            let find = |selector: &str| document().query_selector(selector).ok().flatten();
            let scrim = find(".app > .scrim").map(|scrim| scrim.get_bounding_client_rect());
            for part in ALL {
                let Some(part) = find(part) else { continue };
                let rect = part.get_bounding_client_rect();
                let middle = (rect.top() + rect.bottom()) / 2.0;
                let behind = scrim.as_ref().is_some_and(|scrim| scrim.top() < middle && middle < scrim.bottom());
                let _ = part.toggle_attribute_with_force("inert", covered && behind);
            }
        });
    });
}

/// Back and Forward open forms; a page that is put away keeps its text first; what scrolls or grows moves the connector.
fn follow_the_browser(workspace: Workspace, frame: Frame) {
    on_window("hashchange", move |_| workspace.follow_hash());
    on_window("pagehide", move |_| workspace.say_last_words());
    on_window("resize", move |_| {
        // On a wide page the outline is no sheet.
        if !is_visible("[aria-controls='outline']") {
            frame.close(Sheet::Outline);
        }
        frame.stir();
    });
    on_window("visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Hidden {
            workspace.flush();
        }
    });
}
