//! The form of a config's files.

mod content;
mod context;
mod credentials;
mod decoded;
mod editor;
mod mode;
mod rendered;

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryContext, EntryListSpec, EntryRows};
use super::list_form::ListLabels;
use crate::document::{Document, Path};
use crate::recipe::{file, section_entry};
use crate::schema::file as row;
use crate::template::mode::Mode;
use crate::ui::field::actions::FormActions;
use crate::ui::field::{FieldRow, SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;
use content::ContentRow;
use context::ContextRow;
use credentials::CredentialsRow;
use mode::ModeRow;

/// The form of the files of a config.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::File,
    noun: "file",
    labels: ListLabels {
        new: AdderLabels { add: "Add a file", field: "new-file", name: "Path of the new file" },
        empty: "No files yet. cfn-init writes none in this config.",
    },
    footer: "cfn-init writes files in the order of their paths, not in the order here. It keeps an existing file as \
           NAME.bak; missing folders are created and belong to root.",
    made: |document, section, path| file::add(document, &section.parent().unwrap_or_default(), path),
    gone: section_entry::removal,
    meta: in_words,
    rows: |entry| view! { <FileRows entry=entry/> }.into_any(),
};

/// Owner, group and rights of a file, or the target of a link.
fn in_words(document: &Document, at: &Path) -> String {
    let text = |key: &str| document.scalar(&at.join(key));
    let mode = text(row::MODE.key).and_then(Mode::parse);
    if mode.is_some_and(Mode::is_link) {
        return format!("link to {}", text(row::CONTENT.key).unwrap_or("…"));
    }
    let letters = mode.map(Mode::letters).unwrap_or_default();
    let name = |key: &str| text(key).unwrap_or("root").to_string();
    format!("{}:{} {letters}", name(row::OWNER.key), name(row::GROUP.key))
}

/// The rows of an open file.
#[component]
fn FileRows(entry: EntryContext) -> impl IntoView {
    let (at, actions) = (entry.at.clone(), entry.actions);
    view! {
        <EntryRows entry=entry label="Path" help="Restart triggers of services follow the new path.">
            <KeyRows at=at.clone() actions=actions/>
        </EntryRows>
    }
}

#[component]
fn KeyRows(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let link = workspace.memo_with(&at.join(row::MODE.key), move |document, at| {
        document.scalar(at).and_then(Mode::parse).is_some_and(Mode::is_link)
    });
    let (owner, group) = (at.join(row::OWNER.key), at.join(row::GROUP.key));
    let path = StoredValue::new(at.clone());
    let body = move || match link.get() {
        true => view! { <TargetRow at=path.get_value()/> }.into_any(),
        false => view! { <ContentRows at=path.get_value() actions=actions/> }.into_any(),
    };
    view! {
        <KindRow at=at.clone() link=link actions=actions/>
        <FieldRow at=[owner.clone(), group.clone()] label="Owner : group" help=row::OWNER.help docs=row::OWNER.source>
            <div class="joined">
                <TextField at=owner name="Owner"/>
                <span class="colon" aria-hidden="true">":"</span>
                <TextField at=group name="Group"/>
            </div>
        </FieldRow>
        <ModeRow at=at/>
        <div class="rows">{body}</div>
    }
}

/// A file, or a symbolic link.
#[component]
fn KindRow(at: Path, link: Memo<bool>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let path = StoredValue::new(at);
    let turn = move |to: bool| {
        if link.get_untracked() == to {
            return;
        }
        let at = path.get_value();
        let recipe = if to { file::link } else { file::unlink };
        if actions.make("kind of file", &at, |document| recipe(document, &at)) {
            workspace.toast(if to { "Now a symbolic link." } else { "Now a file." });
        }
    };
    view! {
        <div class="fld">
            <div class="lb"><span class="cut">"Kind"</span></div>
            <div class="ct">
                <div class="seg" role="group" aria-label="Kind of file">
                    <button type="button" aria-pressed=move || (!link.get()).to_string() on:click=move |_| turn(false)>"File"</button>
                    <button type="button" aria-pressed=move || link.get().to_string() on:click=move |_| turn(true)>"Symbolic link"</button>
                </div>
            </div>
        </div>
    }
}

/// Target of a symbolic link.
#[component]
fn TargetRow(at: Path) -> impl IntoView {
    let target = at.join(row::CONTENT.key);
    view! {
        <FieldRow
            at=target.clone() label="Target" docs=row::CONTENT.source
            help="Where the link leads. The target has to be there: cfn-init puts the rights on it, and stops if it is not. \
                  The owner is put on the link."
        >
            <TextField at=target required=true/>
        </FieldRow>
    }
}

/// Rows of a file that a link does not have.
#[component]
fn ContentRows(at: Path, actions: FormActions) -> impl IntoView {
    let encoding = at.join(row::ENCODING.key);
    let words = Signal::stored(vec!["plain".to_string(), "base64".to_string()]);
    view! {
        <ContentRow at=at.clone() actions=actions/>
        <FieldRow at=encoding.clone() label=row::ENCODING.label help=row::ENCODING.help docs=row::ENCODING.source>
            <SelectField at=encoding options=words unset="plain (default)"/>
        </FieldRow>
        <ContextRow at=at.clone() actions=actions/>
        <CredentialsRow at=at actions=actions/>
    }
}
