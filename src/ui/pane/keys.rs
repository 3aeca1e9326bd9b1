//! The keys of the page: which command a key asks for, and where it does not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::commands::Commands;
use super::frame::Sheet;
use crate::ui::command::{KeyArea, PageCommand};
use crate::ui::events::{self, on_window_cancelable};
use crate::ui::focus::focus_after_paint;

/// Where a single letter is typed, not pressed.
const TYPING: &str = "input, textarea, select, [contenteditable], .editor";

/// A field of a form, with its line link, help and choices.
const FIELD: &str = ".fld, .value, .with-value-menu";

/// Handles the keys of the page.
pub fn listen(commands: Commands) {
    on_window_cancelable("keydown", move |ev: &KeyboardEvent| {
        if !ev.default_prevented() && pressed(commands, ev) {
            ev.prevent_default();
        }
    });
}

/// The command of a key in an area.
pub fn command_of(commands: Commands, ev: &KeyboardEvent, area: KeyArea) -> Option<PageCommand> {
    events::command_of(ev, area, commands.palette.has_letters())
}

/// Handles a key; false if the page has no action for it.
fn pressed(commands: Commands, ev: &KeyboardEvent) -> bool {
    let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside = |selector: &str| target.as_ref().is_some_and(|it| it.closest(selector).ok().flatten().is_some());
    let Some(command) = command_of(commands, ev, KeyArea::Page) else {
        return ev.key() == "Escape" && !inside("dialog") && close_sheet(commands);
    };
    match command {
        // A draft and a dialog have a history of their own.
        PageCommand::Undo | PageCommand::Redo if inside("dialog, [data-draft]") => return false,
        PageCommand::Undo | PageCommand::Redo | PageCommand::Save => {}
        // The command in the Deploy dialog is that of the design under it.
        PageCommand::Open if inside(".dlg") => return true,
        PageCommand::Open => {}
        PageCommand::FilterOutline | PageCommand::Keys if inside(TYPING) => return false,
        PageCommand::FieldKind | PageCommand::FieldDocs if !inside(FIELD) => return false,
        // The browser's own use of the key would lead away from the dialog.
        PageCommand::Palette if inside("dialog") => return true,
        _ if inside("dialog") => return false,
        _ => {}
    }
    commands.run(command);
    true
}

/// Closes the sheet that is open; false if there is none.
fn close_sheet(commands: Commands) -> bool {
    let sheet = commands.frame.sheet;
    let Some(open) = sheet.get_untracked() else { return false };
    sheet.set(None);
    if open == Sheet::Outline {
        // Behind the sheet nothing took the focus until now.
        focus_after_paint("[aria-controls='outline']");
    }
    true
}
