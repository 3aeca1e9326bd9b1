//! A step of a script: title, fields, lines.

use std::ops::Range;

use leptos::prelude::*;

use super::line::{LineRow, Write};
use super::make;
use crate::document::Path;
use crate::recipe::user_data as recipe;
use crate::template::resource_path;
use crate::template::user_data::step_text::said_of_step;
use crate::template::user_data::{ScriptStep, StepField, StepKind, UserData};
use crate::ui::field::actions::FormActions;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

fn icon(kind: StepKind) -> Icon {
    match kind {
        StepKind::Interpreter => Icon::Terminal,
        StepKind::Install => Icon::Package,
        StepKind::Init => Icon::Bolt,
        StepKind::Health => Icon::Check,
        StepKind::Signal => Icon::Flag,
        StepKind::Own => Icon::Pen,
    }
}

/// A step: its place among the steps, and what it is.
#[component]
pub fn StepCard(
    /// The resource with the user data.
    holder: String,
    /// Its position, and its kind.
    place: (usize, StepKind),
    data: Memo<Option<UserData>>,
    actions: FormActions,
) -> impl IntoView {
    let (index, kind) = place;
    let step = Memo::new(move |_| data.with(|data| data.as_ref()?.steps().get(index).cloned()));
    let asks = Memo::new(move |_| {
        step.with(|step| {
            step.as_ref().map(|step| step.fields.iter().map(|field| field.ask).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let lines = Memo::new(move |_| {
        let text =
            data.with(|data| data.as_ref().and_then(|data| Some(data.text.text().get(step.get()?.span)?.to_string())));
        text.unwrap_or_default()
    });
    let summary = Memo::new(move |_| {
        step.with(|step| step.as_ref().map(|step| said_of_step(step).to_string()).unwrap_or_default())
    });
    let bound =
        Memo::new(move |_| step.with(|step| step.as_ref().is_none_or(|step| step.bound || step.kind == StepKind::Own)));
    let id = StoredValue::new(holder);
    let remove = move |_| {
        let holder = id.get_value();
        let at = resource_path(&holder);
        let done = make(actions, &format!("removal of {}", kind.title()), &at, |document| {
            recipe::remove(document, &holder, index)
        });
        if done {
            crate::ui::focus::focus_soon("form-title".into());
        }
    };
    let count = move || match lines.with(|text| text.lines().filter(|line| !line.trim().is_empty()).count()) {
        1 => "1 line".to_string(),
        count => format!("{count} lines"),
    };
    view! {
        <li class="set" class:is-own=kind == StepKind::Own>
            <div class="set-hd">
                <Svg icon=icon(kind)/><h2 class="grow cut">{kind.title()}</h2>
                <LinesOf step=step data=data/>
                <Show when=move || !bound.get()>
                    <button type="button" class="btn bare sm icon" aria-label=format!("Remove {}", kind.title()) on:click=remove><Svg icon=Icon::Trash/></button>
                </Show>
            </div>
            <Show when=move || !summary.with(String::is_empty)><p class="fact">{summary}</p></Show>
            <div class="rows">
                <For each=move || asks.get() key=|ask| *ask let:ask>
                    <FieldOf at=(index, kind) ask=ask step=step data=data holder=id.get_value()/>
                </For>
            </div>
            <details class="step-text"><summary><Svg icon=Icon::ChevronRight/>{count}</summary><pre tabindex="0" aria-label=format!("Lines of {}", kind.title())>{lines}</pre></details>
        </li>
    }
}

/// The first line of a step in the template.
#[component]
fn LinesOf(step: Memo<Option<ScriptStep>>, data: Memo<Option<UserData>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let place = Signal::derive(move || spot(workspace, data, step.get().map(|step| step.span)));
    view! { <super::line::LineOf place=place there=Signal::stored(true)/> }
}

/// Position of bytes of the script in the template: the text and the line.
fn spot(workspace: Workspace, data: Memo<Option<UserData>>, span: Option<Range<usize>>) -> (Path, Option<usize>) {
    data.with(|data| {
        let Some(data) = data.as_ref() else { return (Path::root(), None) };
        let part = span.and_then(|span| data.beginning(span));
        let line = part.as_ref().and_then(|(at, span)| workspace.with(|document| document.line_of_part(at, span)));
        (part.map_or_else(|| data.at.clone(), |part| part.0), line)
    })
}

#[component]
fn FieldOf(
    at: (usize, StepKind),
    ask: StepField,
    step: Memo<Option<ScriptStep>>,
    data: Memo<Option<UserData>>,
    holder: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let (index, kind) = at;
    let field = Memo::new(move |_| step.with(|step| step.as_ref()?.field(ask).cloned()));
    let value = Signal::derive(move || field.get().filter(|field| field.span.is_some()).map(|field| field.value));
    let place = Signal::derive(move || spot(workspace, data, field.get().and_then(|field| field.span)));
    let id = StoredValue::new(holder);
    let write: Write = Callback::new(move |text: String| {
        workspace.with_untracked(|document| recipe::change(document, &id.get_value(), index, ask, &text))
    });
    let name = format!("step-{index}-{ask:?}").replace(['(', ')'], "");
    ask.property(kind).map(|row| view! { <LineRow id=name row=row place=place value=value write=write/> })
}
