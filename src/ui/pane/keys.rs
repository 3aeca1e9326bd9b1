//! Keyboard shortcuts of the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::frame::{Frame, Sheet, Tab};
use super::marks;
use super::tabs;
use super::text::nearest_field;
use crate::document::utf16;
use crate::ui::diagram;
use crate::ui::events::on_window_cancelable;
use crate::ui::focus::{focus_after_paint, focus_on, focus_soon, is_visible};
use crate::ui::open;
use crate::ui::problems::{self, Fixes};
use crate::ui::route::Route;
use crate::ui::route::entry_at;
use crate::ui::workspace::Workspace;

/// The panes in the order of F6, each with what gets the focus.
const PANES: [(&str, &str); 3] = [(".rail", ".tree > [tabindex='0']"), (".main", "#form-title"), (".side", "")];

/// Handles the keys of the page.
pub fn listen(workspace: Workspace, frame: Frame) {
    let fixes = Fixes::expect();
    on_window_cancelable("keydown", move |ev: &KeyboardEvent| {
        if !ev.default_prevented() && pressed(workspace, frame, fixes, ev) {
            ev.prevent_default();
        }
    });
}

/// Handles a key; false if the page has no action for it.
fn pressed(workspace: Workspace, frame: Frame, fixes: Fixes, ev: &KeyboardEvent) -> bool {
    let command = (ev.ctrl_key() || ev.meta_key()) && !ev.alt_key();
    let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside = |selector: &str| target.as_ref().is_some_and(|it| it.closest(selector).ok().flatten().is_some());
    match ev.key().as_str() {
        // A draft and a dialog have a history of their own.
        "z" | "Z" | "y" | "Y" if command && inside("dialog, [data-draft]") => false,
        "z" | "Z" if command && ev.shift_key() => done(|| workspace.redo()),
        "z" if command => done(|| workspace.undo()),
        "y" if command => done(|| workspace.redo()),
        "s" | "S" if command => done(|| open::save_file(workspace)),
        // The command in the Deploy dialog is that of the design under it.
        "o" | "O" if command && !ev.shift_key() && inside(".dlg") => true,
        "o" | "O" if command && !ev.shift_key() => done(open::choose),
        "Enter" if command && !inside("dialog") => done(|| workspace.deploy_open.set(true)),
        "l" | "L" | "¬" if ev.alt_key() && !ev.ctrl_key() => done(|| field_or_lines(workspace, frame)),
        _ if ev.alt_key()
            && !ev.ctrl_key()
            && !ev.meta_key()
            && !inside("dialog")
            && Tab::of_key(&ev.code()).is_some() =>
        {
            Tab::of_key(&ev.code()).is_some_and(|tab| done(|| tabs::show(frame, tab)))
        }
        "F8" if !command && !ev.alt_key() && !inside("dialog") => done(|| problems::go_next(workspace, ev.shift_key())),
        "." if command && !ev.shift_key() && !inside("dialog") => done(|| marks::fix_here(workspace, frame, fixes)),
        "F6" => done(|| next_pane(frame, ev.shift_key())),
        "/" if !command && !ev.alt_key() && !inside("input, textarea, select, dialog, [contenteditable], .editor") => {
            done(|| {
                open_outline_if_hidden(frame);
                focus_on("#outline-filter");
            })
        }
        "Escape" if frame.sheet.get_untracked().is_some() && !inside("dialog") => done(|| {
            let outline = frame.sheet.get_untracked() == Some(Sheet::Outline);
            frame.sheet.set(None);
            if outline {
                // Behind the sheet nothing took the focus until now.
                focus_after_paint("[aria-controls='outline']");
            }
        }),
        _ => false,
    }
}

fn done(act: impl FnOnce()) -> bool {
    act();
    true
}

/// On a narrow page the outline is a sheet.
fn open_outline_if_hidden(frame: Frame) {
    if !is_visible(".rail") {
        frame.sheet.set(Some(Sheet::Outline));
    }
}

fn next_pane(frame: Frame, back: bool) {
    let active = document().active_element();
    let holds = |pane: &str| active.as_ref().is_some_and(|it| it.closest(pane).ok().flatten().is_some());
    let seen: Vec<_> = PANES.into_iter().filter(|pane| is_visible(pane.0)).collect();
    let here = seen.iter().position(|pane| holds(pane.0));
    let next = match (here, back) {
        (Some(here), false) => (here + 1) % seen.len().max(1),
        (Some(here), true) => (here + seen.len().max(1) - 1) % seen.len().max(1),
        (None, _) => 0,
    };
    match seen.get(next) {
        Some((".side", _)) if frame.tab.get_untracked() == Tab::Changes => {
            let _ = focus_on(".diff") || focus_on("#tab-changes");
        }
        Some((".side", _)) if frame.tab.get_untracked() == Tab::Diagram => {
            let _ = diagram::take_focus() || focus_on("#tab-diagram");
        }
        Some((".side", _)) if frame.tab.get_untracked() == Tab::Problems => {
            focus_on("#tab-problems");
        }
        Some((".side", _)) if frame.tab.get_untracked() == Tab::Boot => {
            focus_on("#tab-boot");
        }
        Some((".side", _)) => {
            if let Some(editor) = frame.editor.get_untracked() {
                editor.focus();
            }
        }
        Some((_, selector)) => {
            focus_on(selector);
        }
        None => {}
    }
}

/// From a field to its lines, and from a line to its field.
fn field_or_lines(workspace: Workspace, frame: Frame) {
    let in_text = document().active_element().is_some_and(|it| it.closest(".side").ok().flatten().is_some());
    if !in_text {
        if let Some(at) = workspace.linked.get_untracked() {
            frame.sheet.update(|sheet| *sheet = Some(Sheet::Text));
            workspace.show_lines(&at);
        }
        return;
    }
    let Some(position) = workspace.caret.get_untracked() else { return };
    let found = workspace.with_untracked(|document| {
        let line = document.line_span(position.line..=position.line);
        let column = document.text().get(line.clone()).map_or(0, |text| utf16::byte_offset(text, position.column - 1));
        let at = entry_at(document, line.start + column)?;
        Some((Route::of(document, &at), at))
    });
    let Some((place, at)) = found else { return };
    frame.sheet.set(None);
    workspace.select(place);
    // The entry that holds it opens, if it was closed.
    workspace.linked.set(Some(at.clone()));
    request_animation_frame(move || match nearest_field(&at) {
        Some((_, element)) => focus_soon(element.id()),
        None => {
            focus_on("#form-title");
        }
    });
}
