//! The fixes at one place: a small dialog beside the caret or field, which shows the lines that a fix changes before it is
//! applied.

use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::check::Diagnostic;
use crate::diff::{Baseline, DiffLayout, DiffRow, Difference, LineKind, LineSide};
use crate::document::{Document, Path};
use crate::ui::browser;
use crate::ui::diagnostic::{AboutCheck, SeverityMark, apply_fix};
use crate::ui::dialog::Frame;
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::dialog_while;
use crate::ui::part::part;
use crate::ui::propose::changed_line;
use crate::ui::workspace::Workspace;

/// Lines of a preview that are drawn.
const MOST: usize = 40;
/// Diagnostics that are shown; the Problems tab has all.
const SHOWN: usize = 20;

/// The place on the screen that the dialog opens beside, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    pub left: f64,
    pub top: f64,
    pub bottom: f64,
}

/// State of the dialog, provided as context.
#[derive(Clone, Copy)]
pub struct Fixes {
    open: RwSignal<bool>,
    found: RwSignal<Vec<Diagnostic>>,
    anchor: RwSignal<Anchor>,
    back: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

impl Fixes {
    /// Gives the state to all components below.
    pub fn provide() -> Fixes {
        let fixes = Fixes {
            open: RwSignal::new(false),
            found: RwSignal::new(Vec::new()),
            anchor: RwSignal::new(Anchor::default()),
            back: StoredValue::new_local(None),
        };
        provide_context(fixes);
        fixes
    }

    /// The state of the dialog.
    pub fn expect() -> Fixes {
        expect_context()
    }

    /// Shows the fixes of diagnostics beside a place. `back` gives the focus back when the dialog closes.
    pub fn show(&self, found: Vec<Diagnostic>, anchor: Anchor, back: impl Fn() + 'static) {
        self.found.set(found.into_iter().take(SHOWN).collect());
        self.anchor.set(anchor);
        self.back.set_value(Some(Rc::new(back)));
        self.open.set(true);
    }
}

/// The diagnostics at a path: those of the entry and all inside it; if there are none, those of the nearest entry around it
/// that has any. At the root only those of the whole text.
pub fn diagnostics_at(all: &[Diagnostic], at: &Path) -> Vec<Diagnostic> {
    if at.is_root() {
        return all.iter().filter(|one| one.path.is_root()).cloned().collect();
    }
    let inside: Vec<Diagnostic> = all.iter().filter(|one| one.path.starts_with(at)).cloned().collect();
    if !inside.is_empty() {
        return inside;
    }
    let around = all.iter().filter(|one| !one.path.is_root() && at.starts_with(&one.path));
    let depth = around.clone().map(|one| one.path.steps().len()).max();
    around.filter(|one| Some(one.path.steps().len()) == depth).cloned().collect()
}

/// The dialog.
#[component]
pub fn FixesDialog() -> impl IntoView {
    let fixes = Fixes::expect();
    // What had the focus is the text in its shadow root, or a field that the fix may have drawn anew.
    Effect::new(move |before: Option<bool>| {
        let open = fixes.open.get();
        if before == Some(true)
            && !open
            && let Some(back) = fixes.back.try_update_value(Option::take).flatten()
        {
            request_animation_frame(move || back());
        }
        open
    });
    let height = || window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let is_above = move || fixes.anchor.get().bottom > height() * 0.55;
    let pixels = |pixels: f64| format!("{}px", browser::fixed(pixels, 0));
    let x = move || pixels(fixes.anchor.get().left);
    let y = move || {
        let anchor = fixes.anchor.get();
        pixels(if is_above() { height() - anchor.top } else { anchor.bottom })
    };
    view! {
        <div style=("--x", x) style=("--y", y)>
            {dialog_while(fixes.open, move || list(fixes, is_above()))}
        </div>
    }
}

part! {
    views: fn list(fixes: Fixes, is_above: bool) -> AnyView {
        view! { <List fixes=fixes class=if is_above { "dlg fixes is-above" } else { "dlg fixes" }/> }.into_any()
    }
}

#[component]
fn List(fixes: Fixes, class: &'static str) -> impl IntoView {
    let found = fixes.found.get_untracked();
    let title = match found.len() {
        0 => "No problem here".to_string(),
        1 => "Problem here".to_string(),
        count => format!("{count} problems here"),
    };
    let none = found.is_empty();
    let keys = move |ev: KeyboardEvent| match ev.key().as_str() {
        "ArrowDown" => step(&ev, true),
        "ArrowUp" => step(&ev, false),
        "Escape" => {}
        _ => ev.stop_propagation(),
    };
    // The first fix, so that Enter applies it.
    request_animation_frame(|| {
        if let Some(first) = buttons().first() {
            let _ = first.focus();
        }
    });
    view! {
        <Frame class=class id="fixes-title" title=Signal::stored(title) open=fixes.open keys=Callback::new(keys)>
            <div class="dl-b fixes-b">
                {none.then(|| view! { <p class="dim">"Press F8 to go to the next problem."</p> })}
                <ul>{found.into_iter().map(|of| view! { <Item of=of open=fixes.open/> }).collect_view()}</ul>
            </div>
        </Frame>
    }
}

#[component]
fn Item(of: Diagnostic, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let rows = of.fix.as_ref().and_then(|fix| {
        workspace.with_untracked(|document| {
            let after = document.with_edits(&fix.edits(document)).ok()?.0;
            Some(preview(document, &after))
        })
    });
    let rule = of.rule;
    let (message, severity, help) = (of.message.clone(), of.severity, of.help.clone());
    let label = of.fix.as_ref().map(|fix| fix.label.clone());
    let of = StoredValue::new(of);
    let apply = move |_| match of.with_value(|of| apply_fix(workspace, of)) {
        Ok(()) => {
            of.with_value(|of| {
                let label = of.fix.as_ref().map(|fix| fix.label.as_str()).unwrap_or_default();
                workspace.announce(&format!("Fixed: {label}."));
            });
            open.set(false);
        }
        Err(why) => refused.set(Some(why)),
    };
    view! {
        <li class="fix-item">
            <p class="fix-says"><SeverityMark severity=severity/><span>{message}</span><AboutCheck rule=rule/></p>
            {help.map(|help| view! { <p class="help">{help}</p> })}
            {label.map(|label| view! {
                <button type="button" class="btn sm fix-apply" on:click=apply><Svg icon=Icon::Fix/>{label}</button>
            })}
            {rows.filter(|rows| !rows.is_empty()).map(|rows| view! {
                <div class="diff propose-d" tabindex="0" role="region" aria-label="Lines that change">
                    <div class="dls">{rows.into_iter().map(changed_line).collect_view()}</div>
                </div>
            })}
            {move || refused.get().map(|why| view! { <p class="help is-err" role="alert">{why}</p> })}
        </li>
    }
}

/// The lines that differ, without the blanks that all of them begin with.
fn preview(before: &Document, after: &Document) -> Vec<DiffRow> {
    let difference = Difference::between(&Baseline::new(before.text()), after);
    let rows = difference.rows(DiffLayout::Unified, &HashMap::new(), MOST).rows;
    let is_changed = |row: &DiffRow| matches!(row, DiffRow::Line(line) if line.kind != LineKind::Same);
    let mut rows: Vec<DiffRow> = rows.into_iter().filter(is_changed).collect();
    let indent = rows.iter_mut().filter_map(side).filter_map(indentation).min().unwrap_or_default();
    for segment in rows.iter_mut().filter_map(side).filter_map(|side| side.segments.first_mut()) {
        segment.text = segment.text.chars().skip(indent).collect();
    }
    rows
}

fn side(row: &mut DiffRow) -> Option<&mut LineSide> {
    match row {
        DiffRow::Line(line) => line.new.as_mut().or(line.old.as_mut()),
        DiffRow::Heading { .. } | DiffRow::Fold { .. } => None,
    }
}

/// Number of blanks that a line begins with; `None` for an empty line. Only blanks of its first segment count.
fn indentation(side: &mut LineSide) -> Option<usize> {
    let first = side.segments.first()?;
    Some(first.text.chars().take_while(|c| *c == ' ').count())
}

fn buttons() -> Vec<HtmlElement> {
    let Ok(all) = document().query_selector_all(".fixes .fix-apply") else { return Vec::new() };
    (0..all.length()).filter_map(|index| all.item(index)?.dyn_into().ok()).collect()
}

/// From fix to fix.
fn step(ev: &KeyboardEvent, down: bool) {
    ev.prevent_default();
    let all = buttons();
    let active = document().active_element();
    let here = all.iter().position(|one| active.as_ref().is_some_and(|active| active.is_same_node(Some(one))));
    let next = here.map_or(0, |here| if down { here + 1 } else { here.saturating_sub(1) });
    if let Some(button) = all.get(next) {
        let _ = button.focus();
    }
}
