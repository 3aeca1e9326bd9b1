//! A file's mode: octal digits, permission buttons, and a sentence.

use leptos::prelude::*;

use crate::document::{Path, Value};
use crate::schema::file as row;
use crate::template::init::MODE_DEFAULT;
use crate::template::mode::{Mode, Right, Who};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{Refusal, TextField, TextKind};
use crate::ui::workspace::Workspace;

/// The row of the mode of the file at a path.
#[component]
pub fn ModeRow(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = at.join(row::MODE.key);
    let mode = workspace.memo_with(&own, move |document, at| document.scalar(at).map(Mode::parse));
    let file = at.clone();
    let names = workspace.memo(move |document| {
        let text = |key: &str| document.scalar(&file.join(key)).unwrap_or_default().to_string();
        (text(row::OWNER.key), text(row::GROUP.key))
    });
    view! {
        <PropertyRow at=own.clone() row=row::MODE>
            <div class="perm">
                <div class="octal">
                    <span class="legend" aria-hidden="true">"Octal"</span>
                    <TextField at=own.clone() takes=TextKind::Literal name="Mode, octal"/>
                </div>
                {Who::ALL.map(|who| view! { <Rights at=own.clone() who=who mode=mode/> })}
            </div>
            <ModeWords mode=mode names=names/>
            <Diagnostics at=own subject="file"/>
        </PropertyRow>
    }
}

/// r, w and x of one of owner, group and others.
#[component]
fn Rights(at: Path, who: Who, mode: Memo<Option<Option<Mode>>>) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let path = StoredValue::new(at);
    let current = move || mode.get().flatten();
    let toggle = move |right: Right| {
        let from = mode.get_untracked().flatten().or_else(|| Mode::parse(MODE_DEFAULT));
        let Some(new) = from.map(|mode| mode.toggled(who, right)) else { return };
        let value = Value::from(new.text());
        refused.set(workspace.put_step(&path.get_value(), Some(value)));
    };
    let buttons = Right::ALL.map(|right| {
        let on = move || current().is_some_and(|mode| mode.has(who, right)).to_string();
        view! {
            <button
                type="button" aria-pressed=on aria-label=format!("{} {}", who.word(), right.verb())
                on:click=move |_| toggle(right)
            >{right.letter().to_string()}</button>
        }
    });
    view! {
        <fieldset class="rwx"><legend>{who.word()}</legend>{buttons}</fieldset>
        <Refusal why=refused/>
    }
}

/// `rw-r-----` and a sentence.
#[component]
fn ModeWords(mode: Memo<Option<Option<Mode>>>, names: Memo<(String, String)>) -> impl IntoView {
    move || {
        let (owner, group) = names.get();
        match mode.get() {
            None => view! {
                <p class="help">"Not set: an existing file keeps its mode; a new file is readable by everyone."</p>
            }
            .into_any(),
            Some(None) => ().into_any(),
            Some(Some(mode)) if mode.is_link() => view! {
                <div class="permline">
                    <code>{mode.letters()}</code>
                    <span>"A symbolic link. The content is its target; the rights are put on the target."</span>
                </div>
            }
            .into_any(),
            Some(Some(mode)) => view! {
                <div class="permline"><code>{mode.letters()}</code><span>{mode.sentence(&owner, &group)}</span></div>
            }
            .into_any(),
        }
    }
}
