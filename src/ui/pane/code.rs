//! The pane on the right: tabs, text with its breadcrumb, diagram,
//! boot plan, changes, problems.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::frame::{Frame, Sheet, Tab};
use super::splitter::Splitter;
use super::tabs::Tabs;
use super::text::Text;
use crate::document::Step;
use crate::ui::boot::{BootChoice, BootPane};
use crate::ui::browser;
use crate::ui::changes::{Changes, ChangesPane, LayoutChoice};
use crate::ui::convert::FormatButton;
use crate::ui::diagram::{DiagramPane, DiagramTools};
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::later;
use crate::ui::part::part;
use crate::ui::problems::ProblemsPane;
use crate::ui::workspace::Workspace;

/// The pane with the text.
#[component]
pub fn CodePane() -> impl IntoView {
    let frame = Frame::expect();
    let changes = Changes::expect().places();
    BootChoice::provide();
    let tall = move || frame.sheet.get() == Some(Sheet::Text);
    let grip = move || if tall() { "Show less of the text" } else { "Show more of the text" };
    view! {
        <section class="side" aria-label="Views of the template">
            <Splitter/>
            <button type="button" class="grip only-s" aria-label=grip aria-expanded=move || tall().to_string()
                on:click=move |_| frame.sheet.set((!tall()).then_some(Sheet::Text))></button>
            <div class="tabs" class:is-counted=move || changes.get().is_some_and(|places| places > 0)>
                <Tabs/>
                <span class="tools" hidden=move || frame.tab.get() != Tab::Template><Tools/></span>
                <Show when=move || frame.tab.get() == Tab::Diagram>
                    <span class="tools dia-tools">{later(diagram_tools, nothing)}</span>
                </Show>
                <span class="tools" hidden=move || frame.tab.get() != Tab::Changes><LayoutChoice/></span>
            </div>
            // The editor stays as it is while another tab is shown: its caret, its folds, what it is scrolled to.
            <div class="panel" role="tabpanel" id=Tab::Template.panel() aria-labelledby=Tab::Template.id()
                class:is-off=move || frame.tab.get() != Tab::Template>
                <Way top=frame.top/>
                <Text/>
            </div>
            <div class="panel" role="tabpanel" id=Tab::Diagram.panel() aria-labelledby=Tab::Diagram.id()
                class:is-off=move || frame.tab.get() != Tab::Diagram>
                <Show when=move || frame.tab.get() == Tab::Diagram>{later(diagram_pane, waiting)}</Show>
            </div>
            <div class="panel" role="tabpanel" id=Tab::Boot.panel() aria-labelledby=Tab::Boot.id()
                class:is-off=move || frame.tab.get() != Tab::Boot>
                <Show when=move || frame.tab.get() == Tab::Boot>{later(boot_pane, waiting)}</Show>
            </div>
            <div class="panel" role="tabpanel" id=Tab::Changes.panel() aria-labelledby=Tab::Changes.id()
                class:is-off=move || frame.tab.get() != Tab::Changes>
                <Show when=move || frame.tab.get() == Tab::Changes>{later(changes_pane, waiting)}</Show>
            </div>
            <div class="panel" role="tabpanel" id=Tab::Problems.panel() aria-labelledby=Tab::Problems.id()
                class:is-off=move || frame.tab.get() != Tab::Problems>
                <Show when=move || frame.tab.get() == Tab::Problems>{later(problems_pane, waiting)}</Show>
            </div>
        </section>
    }
}

fn nothing() -> AnyView {
    ().into_any()
}

/// In place of a view that is being loaded.
fn waiting() -> AnyView {
    view! { <p class="part-waits" aria-busy="true">"Loading…"</p> }.into_any()
}

part! {
    views: fn diagram_tools() -> AnyView { view! { <DiagramTools/> }.into_any() }
    views: fn diagram_pane() -> AnyView { view! { <DiagramPane/> }.into_any() }
    views: fn boot_pane() -> AnyView { view! { <BootPane/> }.into_any() }
    views: fn changes_pane() -> AnyView { view! { <ChangesPane/> }.into_any() }
    views: fn problems_pane() -> AnyView { view! { <ProblemsPane/> }.into_any() }
}

#[component]
fn Tools() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        browser::copy(&workspace.text(), move |done| {
            match done {
                true => workspace.announce("Template copied."),
                false => workspace.notify("This browser refused to copy. Download the text instead."),
            }
            copied.set(done);
            let reset = move || {
                copied.try_set(false);
            };
            Timeout::new(1600, reset).forget();
        });
    };
    let find = move |_| {
        if let Some(editor) = frame.editor.get_untracked() {
            frame.sheet.set(Some(Sheet::Text));
            editor.find();
        }
    };
    let wrap = move |_| {
        let on = !frame.wraps.get_untracked();
        if !frame.set_wraps(on) {
            workspace.notify("This browser did not keep the choice on long lines.");
        }
        workspace.announce(if on { "Long lines are wrapped." } else { "Long lines are not wrapped." });
        frame.stir();
    };
    let icon = move || {
        if copied.get() {
            view! { <Svg icon=Icon::Check/> }
        } else {
            view! { <Svg icon=Icon::Copy/> }
        }
    };
    view! {
        <>
            <FormatButton/>
            <button type="button" class="btn bare sm icon" id="find-in-text" aria-label="Find in the template" title="Find in the template"
                on:click=find><Svg icon=Icon::Search/></button>
            <button type="button" class="btn bare sm icon" id="wrap-template" aria-label="Wrap long lines" title="Wrap long lines (Alt+Z)"
                aria-pressed=move || frame.wraps.get().to_string() on:click=wrap><Svg icon=Icon::Wrap/></button>
            <button type="button" class="btn bare sm icon" id="copy-template" class:is-done=copied aria-label="Copy the template"
                title="Copy the template" on:click=copy>{icon}</button>
        </>
    }
}

/// The entries around the first line that is seen.
#[component]
fn Way(top: RwSignal<usize>) -> impl IntoView {
    let workspace = Workspace::expect();
    let steps = Memo::new(move |_| {
        let top = top.get();
        workspace.with(|document| {
            let line = document.line_span(top..=top);
            let text = document.text().get(line.clone()).unwrap_or_default();
            let path = document.path_at(line.start + text.len() - text.trim_start().len());
            path.steps().iter().map(Step::to_string).collect::<Vec<_>>()
        })
    });
    let last = move |index: usize| steps.with(|steps| index + 1 < steps.len());
    view! {
        <ol class="sticky" aria-label="Position in the template">
            <Show when=move || steps.with(Vec::is_empty)><li>"Start of the template"</li></Show>
            <ForEnumerate each=move || steps.get() key=|step| step.clone() children=move |index, step| view! {
                <li><span class="cut">{step}</span> <Show when=move || last(index.get())><Svg icon=Icon::ChevronRight/></Show></li>
            }/>
        </ol>
    }
}
