//! Ways between the panes of the page: to the next one, and from a field to its lines and back.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::frame::{Frame, Sheet, Tab};
use super::text::nearest_field;
use crate::document::{Path, utf16};
use crate::ui::diagram;
use crate::ui::focus::{after_form, focus_element, focus_on, focus_soon, is_visible};
use crate::ui::route::{Route, entry_at};
use crate::ui::workspace::Workspace;

/// The panes in the order of F6, each with what gets the focus.
const PANES: [(&str, &str); 3] = [(".rail", ".tree > [tabindex='0']"), (".main", "#form-title"), (".side", "")];

/// Gives the focus to the next pane, or to the one before.
pub fn next_pane(workspace: Workspace, frame: Frame, back: bool) {
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
        Some((".side", _)) => match linked_elsewhere(workspace) {
            Some(at) => workspace.show_lines(&at),
            None => frame.editor.with_untracked(|editor| editor.iter().for_each(|editor| editor.focus())),
        },
        Some((_, selector)) => {
            focus_on(selector);
        }
        None => {}
    }
}

/// The entry whose lines are tinted, if the caret stands outside of them: typing would change another one.
fn linked_elsewhere(workspace: Workspace) -> Option<Path> {
    let at = workspace.linked.get_untracked().filter(|at| !at.is_root())?;
    let lines = workspace.with_untracked(|document| document.entry_lines(&at))?;
    let is_inside = workspace.caret.get_untracked().is_some_and(|caret| lines.contains(&caret.line));
    (!is_inside).then_some(at)
}

/// From a field to its lines, and from a line to its field.
pub fn field_or_lines(workspace: Workspace, frame: Frame) {
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
    after_form(move || match nearest_field(&at) {
        Some((_, element)) => focus_soon(element.id()),
        None => {
            focus_on("#form-title");
        }
    });
}

/// Gives the focus to the nearest element beside the focused field that a selector finds.
pub fn focus_beside_field(selector: &str) {
    if let Some(element) = beside_field(selector) {
        focus_element(&element);
    }
}

/// Presses the nearest element beside the focused field that a selector finds.
pub fn press_beside_field(selector: &str) {
    if let Some(element) = beside_field(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// In the innermost of the parts of a row that has it.
fn beside_field(selector: &str) -> Option<Element> {
    let active = document().active_element()?;
    let around = |part: &str| active.closest(part).ok().flatten()?.query_selector(selector).ok().flatten();
    around(".value").or_else(|| around(".with-value-menu")).or_else(|| around(".fld"))
}
