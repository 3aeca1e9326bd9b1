//! The text pane: the editor, linked both ways with the form's fields.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::frame::{Frame, Sheet, Tab};
use super::marks;
use crate::document::{Document, Path, Position, utf16};
use crate::template::completion::completions;
use crate::ui::browser;
use crate::ui::diagnostic::CHECK;
use crate::ui::editor::{self, Caret, Events};
use crate::ui::field::id::opener_id;
use crate::ui::field::{field_id, rename_id};
use crate::ui::focus::{after_form, focus_element, is_visible};
use crate::ui::part::part;
use crate::ui::route::{Route, entry_at};
use crate::ui::workspace::{By, RevealTarget, Workspace};

/// Lines that are shown before the editor is there: more than a screen holds.
const FIRST_LINES: usize = 150;
/// Pause after the caret moved before the form follows, in milliseconds.
const CARET_PAUSE: f64 = 80.0;
/// The same while somebody types: a form that changes at every key would hold up the typing.
const TYPING_PAUSE: f64 = 350.0;

/// The plain text, and the editor in its place as soon as it is loaded.
#[component]
pub fn Text() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let text = workspace.with_untracked(|document| {
        let span = document.line_span(1..=FIRST_LINES);
        document.text().get(..span.end).unwrap_or_default().to_string()
    });
    // Its code comes beside the part of the page that puts it there.
    editor::fetch();
    let plain = move || frame.editor.with(Option::is_none);
    view! {
        <div class="code">
            <Show when=plain><pre>{text.clone()}</pre></Show>
            <div class="editor" node_ref=frame.host></div>
        </div>
    }
}

/// Puts the editor in the place of the plain text, and links it with the form.
pub(super) fn link(workspace: Workspace, frame: Frame) {
    let timer = StoredValue::new_local(CaretTimer::default());
    Effect::new(move |_| {
        if let Some(host) = frame.host.get() {
            leptos::task::spawn_local(start(workspace, frame, timer, host.into()));
        }
    });
    workspace.on_changes(move |changes, by| {
        if by == By::Page
            && let Some(editor) = frame.editor.get_untracked()
        {
            editor.change(changes);
        }
    });
    Effect::new(move |_| {
        let wraps = frame.wraps.get();
        if let Some(editor) = frame.editor.get() {
            editor.wrap(wraps);
        }
    });
    workspace.tell_typed_before_events();
    follow_the_field(workspace, frame);
    follow_reveal(workspace, frame);
    marks::follow_the_checks(workspace, frame);
}

/// When the form follows the caret: one timer serves many keys.
#[derive(Default)]
struct CaretTimer {
    /// Time from which on it follows, and where the caret is.
    due: f64,
    unit: usize,
    /// The timer that looks, and its time.
    timer: Option<(f64, Timeout)>,
}

type CaretTimers = StoredValue<CaretTimer, LocalStorage>;

/// Follows the caret at a time, unless it moves on before.
fn follow_at(workspace: Workspace, frame: Frame, timers: CaretTimers, due: f64, unit: usize) {
    let waits = timers.try_update_value(|caret| {
        (caret.due, caret.unit) = (due, unit);
        caret.timer.as_ref().is_some_and(|(at, _)| *at <= due)
    });
    if waits == Some(false) {
        look_at(workspace, frame, timers, due);
    }
}

fn look_at(workspace: Workspace, frame: Frame, timers: CaretTimers, at: f64) {
    let look = move || {
        let next = timers.try_update_value(|caret| {
            caret.timer = None;
            (caret.due, caret.unit)
        });
        let Some((due, unit)) = next else { return };
        if due - browser::now() >= 1.0 {
            look_at(workspace, frame, timers, due);
        } else {
            follow_the_caret(workspace, frame, unit);
        }
    };
    let pause = (at - browser::now()).max(0.0).ceil() as u32;
    // Dropping the timer before cancels it.
    timers.try_update_value(|caret| caret.timer = Some((at, Timeout::new(pause, look))));
}

async fn start(workspace: Workspace, frame: Frame, timer: CaretTimers, host: HtmlElement) {
    let top = frame.top;
    let moved = move || {
        frame.stir();
        if let Some(Some(editor)) = frame.editor.try_get_untracked() {
            let line = editor.top_line();
            if top.try_get_untracked().is_some_and(|top| top != line) {
                top.set(line);
            }
        }
    };
    let caret = move |caret: Caret| {
        workspace.move_caret(Position { line: caret.line, column: caret.column });
        let Some(unit) = caret.unit else { return };
        let delay = if caret.typed { TYPING_PAUSE } else { CARET_PAUSE };
        follow_at(workspace, frame, timer, browser::now() + delay, unit);
    };
    let completer = StoredValue::new(None::<Completer>);
    let events = Events {
        text: Box::new(move || workspace.text()),
        typed: Box::new(move |changes| workspace.type_text(&changes)),
        caret: Box::new(caret),
        moved: Box::new(moved),
        fix: Box::new(move |key| marks::fix(workspace, frame, &key)),
        explain: Box::new(|rule| browser::set_hash(&format!("{CHECK}{rule}"))),
        undo: Box::new(move |redo| if redo { workspace.redo() } else { workspace.undo() }),
        complete: Box::new(move |unit| complete(workspace, completer, unit)),
    };
    let editor = editor::mount(&host, events).await;
    frame.editor.try_set(editor);
}

/// Gives the completions at an offset in UTF-16 units.
type Completer = fn(&Document, usize) -> JsValue;

part! {
    checks: fn completer() -> Completer {
        |document, unit| {
            let found = completions(document, utf16::byte_offset(document.text(), unit));
            editor::completions(document.text(), &found)
        }
    }
}

/// The completions, or a promise of them while what finds them is being loaded.
fn complete(workspace: Workspace, kept: StoredValue<Option<Completer>>, unit: usize) -> JsValue {
    if let Some(complete) = kept.try_get_value().flatten() {
        return workspace.with_untracked(|document| complete(document, unit));
    }
    let found = async move {
        // Whoever types is not told that a list of words is missing: the next key asks again.
        let Ok(complete) = completer().await else { return Ok(JsValue::NULL) };
        kept.try_set_value(Some(complete));
        Ok(workspace.with_untracked(|document| complete(document, unit)))
    };
    wasm_bindgen_futures::future_to_promise(found).into()
}

// ── From the field to its lines ──

/// Tints the lines of the field that has the focus and brings them into view.
fn follow_the_field(workspace: Workspace, frame: Frame) {
    let lines = Memo::new(move |_| {
        // Lines of the whole template say nothing of a field.
        let at = workspace.linked.get().filter(|at| !at.is_root())?;
        workspace.with(|document| document.entry_lines(&at))
    });
    // The editor is no signal: what it shows is set from outside, as title and focus are.
    Effect::new(move |before: Option<Option<Path>>| {
        let key = workspace.key_line.get();
        let lines = lines.get();
        let at = workspace.linked.get();
        if let Some(editor) = frame.editor.get() {
            // Who types in the text decides what is seen of it.
            let may_scroll = !editor.has_focus();
            match &lines {
                Some(lines) => {
                    editor.link(*lines.start(), *lines.end(), key.unwrap_or(0));
                    let (first, last) = key.map_or((*lines.start(), *lines.end()), |key| (key, key));
                    if may_scroll && (before.is_none_or(|before| before != at) || key.is_some()) {
                        editor.reveal(first, last, margin());
                    }
                }
                None => {
                    editor.link(0, 0, 0);
                    let place = workspace.selected();
                    let lines = workspace.with_untracked(|document| document.entry_lines(&place.shown(document)));
                    if let Some(lines) = lines.filter(|_| may_scroll) {
                        editor.reveal(*lines.start(), *lines.start(), 0.0);
                    }
                }
            }
            frame.stir();
        }
        at
    });
}

/// Brings into sight what somebody asked to see, and gives it the focus.
fn follow_reveal(workspace: Workspace, frame: Frame) {
    workspace.on_reveal(move |target| {
        // The form needs no editor.
        if let RevealTarget::Entry(at, _) = target {
            show_problem_or_field(frame, at.clone());
        }
        let Some(editor) = frame.editor.get_untracked() else { return };
        let (lines, column, margin) = match target {
            RevealTarget::Entry(_, at) if covers_the_form() => {
                frame.tab.set(Tab::Template);
                return editor.reveal(at.line, at.line, 40.0);
            }
            RevealTarget::Lines(at) => match workspace.with_untracked(|document| document.entry_lines(at)) {
                Some(lines) => (lines, 0, margin()),
                None => return,
            },
            RevealTarget::Entry(_, at) => (at.line..=at.line, at.column, 40.0),
            RevealTarget::At(at) => {
                frame.sheet.set(Some(Sheet::Text));
                (at.line..=at.line, at.column, 40.0)
            }
        };
        in_sight(frame, move || {
            editor.reveal(*lines.start(), *lines.end(), margin);
            editor.focus_line(*lines.start(), column);
        });
    });
}

/// True if the text is a sheet over the form: on a phone.
fn covers_the_form() -> bool {
    is_visible(".grip")
}

/// Opens the closed entry at a path. Where the text would cover the form, pulls it down and goes to the note of a
/// diagnostic at the path, or else to the field.
fn show_problem_or_field(frame: Frame, at: Path) {
    let is_phone = covers_the_form();
    if is_phone {
        frame.close(Sheet::Text);
    }
    after_form(move || {
        let opener = document().get_element_by_id(&opener_id(&at));
        let closed = opener.filter(|it| it.get_attribute("aria-expanded").as_deref() == Some("false"));
        if let Some(opener) = closed.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            opener.click();
        }
        if is_phone {
            request_animation_frame(move || {
                if let Some(target) = note_of(&at).or_else(|| nearest_field(&at).map(|(_, field)| field)) {
                    focus_element(&target);
                    show_in_form(&target.closest(".fld").ok().flatten().unwrap_or(target));
                }
            });
        }
    });
}

/// The note of a diagnostic at a path.
fn note_of(at: &Path) -> Option<Element> {
    let notes = document().query_selector_all(".main .note[data-at]").ok()?;
    let place = at.to_pointer();
    let notes = (0..notes.length()).filter_map(|index| notes.item(index)?.dyn_into::<Element>().ok());
    notes.into_iter().find(|note| note.get_attribute("data-at").as_deref() == Some(place.as_str()))
}

/// Does something with the editor once its tab is shown: what is out of sight takes no focus.
fn in_sight(frame: Frame, act: impl FnOnce() + 'static) {
    if frame.tab.get_untracked() == Tab::Template {
        act();
    } else {
        frame.tab.set(Tab::Template);
        request_animation_frame(act);
    }
}

/// Offset of the field from the editor's top, at which its lines are revealed.
fn margin() -> f64 {
    let rect =
        |selector: &str| document().query_selector(selector).ok().flatten().map(|it| it.get_bounding_client_rect());
    match (super::connector::control(), rect(".code")) {
        (Some(control), Some(code)) => (control.get_bounding_client_rect().top() - code.top()).max(0.0),
        _ => 40.0,
    }
}

// ── From the line to its field ──

/// Opens the form of the entry with the caret, and lets its field light up. The focus stays in the text.
fn follow_the_caret(workspace: Workspace, frame: Frame, unit: usize) {
    let Some(Some(editor)) = frame.editor.try_get_untracked() else { return };
    // Both hold the same text. Should they ever not, the page's counts: it is what is kept.
    let length = workspace.with_untracked(|document| utf16::len(document.text()));
    if editor.length() != length {
        editor.set_text(&workspace.text());
        marks::mark(workspace, &editor);
        return;
    }
    let found = workspace.with_untracked(|document| {
        let at = entry_at(document, utf16::byte_offset(document.text(), unit))?;
        Some((Route::of(document, &at), at))
    });
    let Some((place, at)) = found.filter(|_| editor.has_focus()) else { return };
    workspace.follow(place);
    // The entry that holds it opens, if it was closed.
    workspace.linked.set(Some(at.clone()));
    after_form(move || {
        let Some((at, field)) = nearest_field(&at) else { return };
        if workspace.linked.try_get_untracked().flatten().as_ref() != Some(&at) {
            workspace.linked.try_set(Some(at));
        }
        let row = field.closest(".fld").ok().flatten().unwrap_or(field);
        show_in_form(&row);
        frame.stir();
    });
}

/// Opens an entry of the form and scrolls to it. Its lines are tinted, the focus stays.
pub(super) fn show_entry(workspace: Workspace, at: Path) {
    // A list opens the entry that a linked row is in.
    let inner = workspace.with_untracked(|document| {
        document.node(&at).and_then(|node| node.entries().next()).map(|entry| at.join(entry.key()))
    });
    workspace.linked.set(Some(inner.unwrap_or_else(|| at.clone())));
    after_form(move || {
        if let Some((_, field)) = nearest_field(&at) {
            show_in_form(&field.closest(".acc, .fld, tr, .grid-row").ok().flatten().unwrap_or(field));
        }
    });
}

/// The field of a path, or of the nearest entry around it that has one, with that entry. A name's field counts for its
/// own entry only: it represents one line, not the whole entry.
pub fn nearest_field(at: &Path) -> Option<(Path, Element)> {
    let element = |id: String| document().get_element_by_id(&id);
    if let Some(name) = element(field_id(at)).or_else(|| element(rename_id(at))) {
        return Some((at.clone(), name));
    }
    let mut path = at.parent();
    while let Some(at) = path {
        if let Some(field) = element(field_id(&at)) {
            return Some((at, field));
        }
        path = at.parent();
    }
    None
}

/// Scrolls the form, and nothing else, until a row of it is seen.
fn show_in_form(row: &Element) {
    let Some(form) = row.closest(".scroll").ok().flatten() else { return };
    // On a short screen the form scrolls with its head.
    let is_short = form.scroll_height() <= form.client_height();
    let Some(scroll) = (if is_short { form.closest(".main").ok().flatten() } else { Some(form) }) else { return };
    let (frame, rect) = (scroll.get_bounding_client_rect(), row.get_bounding_client_rect());
    let above = frame.top() + 8.0 - rect.top();
    let below = rect.bottom() + 8.0 - frame.bottom();
    if above > 0.0 || rect.height() > frame.height() {
        scroll.set_scroll_top(scroll.scroll_top() - above as i32);
    } else if below > 0.0 {
        scroll.set_scroll_top(scroll.scroll_top() + below as i32);
    }
}
