//! Diagnostics as marks in the text: which are marked when, and the fix that a mark offers.

use leptos::prelude::*;

use super::frame::Frame;
use crate::ui::diagnostic::apply_fix;
use crate::ui::editor::{Editor, diagnostic_key};
use crate::ui::workspace::Workspace;

/// Marks the diagnostics once the editor is there and after every pause of typing. Between two pauses the marks move along
/// with the text.
pub(super) fn follow_the_checks(workspace: Workspace, frame: Frame) {
    // The editor is no signal: what it shows is set from outside.
    Effect::new(move |_| {
        workspace.track_debounced();
        if let Some(editor) = frame.editor.get() {
            mark(workspace, &editor);
        }
    });
}

/// Marks the diagnostics of the text as it is.
pub(super) fn mark(workspace: Workspace, editor: &Editor) {
    workspace.diagnostics.with_untracked(|found| {
        workspace.with_untracked(|document| editor.mark(document, found));
    });
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
