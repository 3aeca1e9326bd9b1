//! Diagnostics as marks in the text: which are marked when, the fix that a mark offers, and the fixes at the caret or field.

use leptos::prelude::*;
use web_sys::Element;

use super::frame::Frame;
use crate::check::Diagnostic;
use crate::ui::diagnostic::apply_fix;
use crate::ui::editor::{Editor, diagnostic_key};
use crate::ui::focus::{focus_element, focus_on};
use crate::ui::problems::{Anchor, Fixes, diagnostics_at};
use crate::ui::workspace::Workspace;

/// Marks the diagnostics once the editor is there and after every pause of typing. Between two pauses the marks move along
/// with the text.
pub(super) fn follow_the_checks(workspace: Workspace, frame: Frame) {
    // The editor is no signal: what it shows is set from outside.
    Effect::new(move |_| {
        let found = workspace.last_found();
        if let Some(editor) = frame.editor.get().filter(|_| workspace.is_check_over()) {
            workspace.with_untracked(|document| editor.mark(document, &found));
        }
    });
}

/// Marks the diagnostics of the text as it is, now or as soon as they are known.
pub(super) fn mark(workspace: Workspace, editor: &Editor) {
    if workspace.is_check_over() {
        let found = workspace.last_found_untracked();
        workspace.with_untracked(|document| editor.mark(document, &found));
    }
}

/// Applies the fix of a marked diagnostic and leaves the focus in the text.
pub(super) fn fix(workspace: Workspace, frame: Frame, key: &str) {
    let found = workspace.diagnostics.with_untracked(|all| all.iter().find(|one| diagnostic_key(one) == key).cloned());
    match found.map(|of| apply_fix(workspace, &of)) {
        Some(Ok(())) => {}
        Some(Err(why)) => workspace.notify(&why),
        None => workspace.notify("This problem is gone: the text has changed."),
    }
    if let Some(editor) = frame.editor.get_untracked() {
        editor.focus();
    }
}

/// Shows the fixes of the caret's line, or of the focused field.
pub(super) fn fix_here(workspace: Workspace, frame: Frame, fixes: Fixes) {
    let Some(active) = document().active_element() else { return };
    let inside = |selector: &str| active.closest(selector).ok().flatten().is_some();
    let all = workspace.diagnostics.get_untracked();
    if let Some(editor) = frame.editor.get_untracked().filter(|_| inside(".editor")) {
        let line = workspace.caret.get_untracked().map_or(1, |caret| caret.line);
        let is_here =
            |one: &Diagnostic| workspace.with_untracked(|document| document.position(one.span.start).line == line);
        let found = all.into_iter().filter(is_here).collect();
        let anchor = match editor.caret_on_screen() {
            Some(caret) => Anchor { left: caret.left, top: caret.top, bottom: caret.bottom },
            None => anchor_of(&active),
        };
        return fixes.show(found, anchor, move || editor.focus());
    }
    let linked = workspace.linked.get_untracked().filter(|_| inside(".main"));
    let open = || workspace.with_untracked(|document| workspace.selected_now().shown(document));
    let at = linked.unwrap_or_else(open);
    let id = active.id();
    fixes.show(diagnostics_at(&all, &at), anchor_of(&active), move || {
        let field = leptos::prelude::document().get_element_by_id(&id);
        if !field.is_some_and(|field| focus_element(&field)) {
            focus_on("#form-title");
        }
    });
}

fn anchor_of(element: &Element) -> Anchor {
    let rect = element.get_bounding_client_rect();
    Anchor { left: rect.left(), top: rect.top(), bottom: rect.bottom() }
}
