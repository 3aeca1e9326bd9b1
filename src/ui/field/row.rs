//! A row of a form: name, lines, control, help. The lines are highlighted in the text while the row has the focus.

use std::ops::RangeInclusive;

use leptos::prelude::*;

use super::id::{field_id, help_id, rename_id};
use crate::document::Path;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The entries that a row shows; nearly always one.
#[derive(Clone, Debug, PartialEq)]
pub struct At {
    all: Vec<Path>,
    /// True if only the line with the name counts.
    name: bool,
}

impl From<Path> for At {
    fn from(at: Path) -> At {
        At { all: vec![at], name: false }
    }
}

impl<const N: usize> From<[Path; N]> for At {
    fn from(all: [Path; N]) -> At {
        At { all: all.into(), name: false }
    }
}

impl At {
    /// The name of an entry: its first line only.
    pub fn name(at: Path) -> At {
        At { all: vec![at], name: true }
    }

    fn first(&self) -> Path {
        self.all.first().cloned().unwrap_or_default()
    }

    fn holds(&self, path: &Path) -> bool {
        if self.name {
            return self.all.contains(path);
        }
        self.all.iter().any(|own| path.starts_with(own))
    }
}

/// A row of a form. Inside come one or more controls; the label belongs to the one of the first path.
#[component]
pub fn FieldRow(
    /// The entry, or the entries, that the row shows.
    #[prop(into)]
    at: At,
    #[prop(into)] label: String,
    /// One or two sentences; none if empty.
    #[prop(optional, into)]
    help: String,
    /// The AWS page about it; none if empty.
    #[prop(optional, into)]
    docs: String,
    /// True if the entry has to exist.
    #[prop(optional)]
    required: bool,
    children: Children,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let first = at.first();
    let own = at.clone();
    let linked = Memo::new(move |_| workspace.linked.with(|path| path.as_ref().is_some_and(|path| own.holds(path))));
    let own = at.clone();
    let focused = move |_| {
        // A control inside has set which of the entries it is; other buttons belong to the first.
        if !workspace.linked.with_untracked(|path| path.as_ref().is_some_and(|path| own.holds(path))) {
            workspace.linked.set(Some(own.first()));
        }
    };
    // The name's field is no place of what is inside the entry.
    let shown = if at.name { At { all: Vec::new(), name: true } } else { at.clone() };
    let has_help = !help.is_empty() || !docs.is_empty();
    let control = if at.name { rename_id(&first) } else { field_id(&first) };
    view! {
        <div class="fld" class:is-linked=linked on:focusin=focused>
            <div class="lb">
                <label for=control>{label.clone()}</label>
                <LineLink at=at required=required is_aside=true/>
            </div>
            <div class="ct">
                {children()}
                {shown.all.into_iter().map(|at| view! { <Diagnostics at=at/> }).collect_view()}
                {has_help.then(|| view! {
                    <p class="help" id=help_id(&first)>{help} " " <DocsLink to=docs about=label is_aside=true/></p>
                })}
            </div>
        </div>
    }
}

/// A link to a page of AWS's documentation; nothing if `to` is empty.
#[component]
pub fn DocsLink(
    /// The address.
    to: String,
    /// What the page is about.
    about: String,
    /// True if Tab passes it, because its row has a key for it.
    #[prop(optional)]
    is_aside: bool,
) -> impl IntoView {
    (!to.is_empty()).then(|| {
        view! {
            <a class="doc" href=to target="_blank" rel="noreferrer" tabindex=is_aside.then_some("-1")>
                "AWS docs" <span class="sr">{format!(" on {about}, in a new tab")}</span> <Svg icon=Icon::External/>
            </a>
        }
    })
}

/// "line 166" or "167–180": shows these lines in the text.
#[component]
pub fn LineLink(
    /// The entries whose lines are meant.
    #[prop(into)]
    at: At,
    /// True if the entry has to exist.
    #[prop(optional)]
    required: bool,
    /// True if Tab passes it, because its row has a key for it.
    #[prop(optional)]
    is_aside: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let first = at.first();
    let lines = workspace.memo(move |document| {
        let all = at.all.iter().filter_map(|at| document.entry_lines(at));
        let lines = all.reduce(|a, b| *a.start().min(b.start())..=*a.end().max(b.end()))?;
        Some(if at.name { *lines.start()..=*lines.start() } else { lines })
    });
    move || match lines.get() {
        Some(lines) => {
            let first = first.clone();
            let text = lines_text(&lines);
            view! {
                <button type="button" class="at" aria-label=format!("Show {text} of the template")
                    tabindex=is_aside.then_some("-1") on:click=move |_| workspace.show_lines(&first)>{text.clone()}</button>
            }
            .into_any()
        }
        None if required => view! { <span class="at is-none is-required">"required"</span> }.into_any(),
        None => view! { <span class="at is-none">"not set"</span> }.into_any(),
    }
}

/// Lines in words: "line 166", "lines 167–180".
pub fn lines_text(lines: &RangeInclusive<usize>) -> String {
    if lines.start() == lines.end() {
        format!("line {}", lines.start())
    } else {
        format!("lines {}–{}", lines.start(), lines.end())
    }
}

/// Why something could not be written; nothing while all is well.
#[component]
pub fn Refusal(why: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        why.get().map(|why| {
            view! {
                <div class="note err" role="alert">
                    <Svg icon=Icon::Alert/>
                    <div>{why}</div>
                </div>
            }
        })
    }
}
