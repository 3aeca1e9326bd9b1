//! From a diagnostic to its place, and from one diagnostic to the next.

use leptos::prelude::*;

use crate::check::Diagnostic;
use crate::document::{Document, Position};
use crate::ui::workspace::Workspace;

/// Opens the form of a diagnostic and shows its part of the text.
pub(super) fn go_to(workspace: Workspace, to: &Diagnostic) {
    let line = workspace.with_untracked(|document| document.position(to.span.start).line);
    let at = Some(&to.path).filter(|path| !path.is_root());
    workspace.go_to(at, Position { line, column: 0 });
}

/// Goes to the next diagnostic in the text, or the one before; from the last to the first. Says which one it is.
pub fn go_next(workspace: Workspace, back: bool) {
    let found = workspace.diagnostics.get_untracked();
    let here = workspace.with_untracked(|document| here(workspace, document));
    let line = |one: &Diagnostic| workspace.with_untracked(|document| document.position(one.span.start).line);
    let mut all = found.iter().enumerate();
    let next = match (here, back) {
        (Some((after, _)), false) => all.find(|(_, one)| line(one) > after).or(found.iter().enumerate().next()),
        (Some((_, before)), true) => all.rfind(|(_, one)| line(one) < before).or(found.iter().enumerate().next_back()),
        (None, false) => all.next(),
        (None, true) => all.next_back(),
    };
    let Some((index, one)) = next else { return workspace.announce("No problems.") };
    go_to(workspace, one);
    let place = line(one);
    let on_line = found.iter().filter(|other| line(other) == place).map(|one| one.message.as_str()).collect::<Vec<_>>();
    let number = index + 1;
    workspace.announce(&format!("Problem {number} of {}, line {place}: {}", found.len(), on_line.join(" ")));
}

/// The next diagnostic is below the first of these lines, the one before it above the second: both are the caret's line if the
/// text or its tabs have the focus, else they enclose the start of the linked or open entry.
fn here(workspace: Workspace, document: &Document) -> Option<(usize, usize)> {
    let active = leptos::prelude::document().active_element();
    let in_text = active.is_some_and(|it| it.closest(".side").ok().flatten().is_some());
    if let Some(caret) = workspace.caret.get_untracked().filter(|_| in_text) {
        return Some((caret.line, caret.line));
    }
    let at = workspace.linked.get_untracked().unwrap_or_else(|| workspace.selected_now().shown(document));
    let start = *document.entry_lines(&at)?.start();
    Some((start.saturating_sub(1), start))
}
