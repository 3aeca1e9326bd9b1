//! The form of a config's files.

mod content;
mod credentials;
mod editor;
mod mode;
mod preview;

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryAdder, EntryListSpec, IN_CONFIG};
use super::list_form::ListLabels;
use crate::document::{Document, Path};
use crate::recipe::file;
use crate::schema::file as row;
use crate::template::Section;
use crate::template::mode::Mode;
use crate::ui::control::Segments;
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::MapEditor;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{FieldRow, SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;
use content::ContentRow;
use credentials::CredentialsRow;
use mode::ModeRow;
use preview::RenderedContent;

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
    adder: EntryAdder::Named(|document, at, path| {
        Ok((at.join(path), file::add(document, &at.parent().unwrap_or_default(), path)))
    }),
    meta: file::in_words,
    name: ("Path", "Restart triggers of services follow the new path."),
    rows: |entry| view! { <KeyRows at=entry.at actions=entry.actions/> }.into_any(),
    ..IN_CONFIG
};

/// The users or groups that the configs of a file's resource create, and root.
fn accounts(document: &Document, file: &Path, section: Section) -> Vec<String> {
    let init: Path = file.steps().iter().take(4).cloned().collect();
    let configs = document.node(&init).map(|init| init.last_entries()).unwrap_or_default();
    let found = configs.into_iter().filter_map(|config| config.value.get(section.key()));
    let mut names: Vec<String> =
        found.flat_map(|node| node.last_entries()).map(|entry| entry.key().to_string()).collect();
    names.push("root".into());
    names.dedup();
    names
}

/// The rows of an open file.
#[component]
fn KeyRows(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let link = workspace.memo_with(&at.join(row::MODE.key), move |document, at| {
        document.scalar(at).and_then(Mode::parse).is_some_and(Mode::is_link)
    });
    let (owner, group) = (at.join(row::OWNER.key), at.join(row::GROUP.key));
    let users = workspace.memo_with(&at, |document, at| accounts(document, at, Section::Users));
    let groups = workspace.memo_with(&at, |document, at| accounts(document, at, Section::Groups));
    let path = StoredValue::new(at.clone());
    let body = move || match link.get() {
        true => view! { <TargetRow at=path.get_value()/> }.into_any(),
        false => view! { <ContentRows at=path.get_value() actions=actions/> }.into_any(),
    };
    view! {
        <KindRow at=at.clone() link=link actions=actions/>
        <FieldRow at=[owner.clone(), group.clone()] label="Owner : group" help=row::OWNER.help docs=row::OWNER.source>
            <div class="joined">
                <TextField at=owner name="Owner" suggest=users/>
                <span class="colon" aria-hidden="true">":"</span>
                <TextField at=group name="Group" suggest=groups/>
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
    let turn = move |index: usize| {
        let to = index == 1;
        if link.get_untracked() == to {
            return;
        }
        let at = path.get_value();
        let recipe = if to { file::link } else { file::unlink };
        if actions.make("kind of file", &at, |document| recipe(document, &at)) {
            workspace.toast(if to { "Now a symbolic link." } else { "Now a file." });
        }
    };
    let chosen = Signal::derive(move || Some(usize::from(link.get())));
    view! {
        <div class="fld">
            <div class="lb"><span class="cut">"Kind"</span></div>
            <div class="ct">
                <Segments name="Kind of file" labels=&["File", "Symbolic link"] chosen=chosen set=turn/>
                <p class="help">"A file gets the content below. A symbolic link has a mode that begins with 120, and its content is the path that it points to."</p>
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
    let (encoding, context) = (at.join(row::ENCODING.key), at.join(row::CONTEXT.key));
    let words = Signal::stored(vec!["plain".to_string(), "base64".to_string()]);
    let file = at.clone();
    view! {
        <ContentRow at=at.clone() actions=actions/>
        <PropertyRow at=encoding.clone() row=row::ENCODING>
            <SelectField at=encoding options=words unset="plain (default)"/>
        </PropertyRow>
        <PropertyRow at=context.clone() row=row::CONTEXT>
            <MapEditor at=context fresh="name" add="Add a value" actions=actions/>
            <RenderedContent at=file/>
        </PropertyRow>
        <CredentialsRow at=at actions=actions/>
    }
}
