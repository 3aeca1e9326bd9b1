//! The form of a config's files: one open at a time, the others a line each.

mod content;
mod context;
mod editor;
mod mode;

use leptos::prelude::*;

use super::accordion::{Accordion, Opened, opened, opener_id};
use super::actions::Actions;
use super::adder::{AddButton, Adder, Empty};
use super::head::{FormBody, FormHead};
use super::menu::EntryMenu;
use super::rows::{NameRow, SchemaRow};
use super::state::NotRun;
use super::tree::AllKeys;
use crate::document::Path;
use crate::schema::file as row;
use crate::template::mode::Mode;
use crate::template::recipe::file;
use crate::ui::field::{FieldRow, Refusal, SelectField, TextField, focus_soon};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::{Place, Workspace};
use content::ContentRow;
use context::ContextRow;
use mode::ModeRow;

/// The form of the files of the config at a path.
#[component]
pub fn Files(
    /// The place of the section.
    place: Place,
    /// The config.
    config: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = Actions::new();
    let opened = opened();
    let section = place.path();
    let own = section.clone();
    let names = workspace.memo(move |document| {
        let node = document.node(&own);
        node.into_iter().flat_map(|node| node.entries()).map(|entry| entry.key().to_string()).collect::<Vec<_>>()
    });
    let (parent, config) = (StoredValue::new(section), StoredValue::new(config));
    let add = move |path: String| {
        let at = parent.get_value().join(path.as_str());
        let there = names.with_untracked(|names| names.contains(&path));
        let made = !there
            && actions.make(&format!("file {path}"), &at, |document| file::add(document, &config.get_value(), &path));
        opened.set(Some(at.clone()));
        focus_soon(opener_id(&at));
        made
    };
    view! {
        <FormHead place=place><AddButton text="Add a file" field="new-file"/></FormHead>
        <FormBody>
            <NotRun config=config.get_value()/>
            <Refusal why=actions.refused/>
            <Show when=move || names.with(Vec::is_empty)>
                <Empty text="No files yet. cfn-init writes none in this config."/>
            </Show>
            <For each=move || names.get() key=|name| name.clone() let:name>
                <FileEntry at=parent.get_value().join(name) actions=actions opened=opened/>
            </For>
            <Adder id="new-file" label="Path of the new file" button="Add a file" add=add/>
            <p class="help">"cfn-init writes files in the order of their paths, not in the order here."</p>
        </FormBody>
    }
}

#[component]
fn FileEntry(at: Path, actions: Actions, opened: Opened) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let own = at.clone();
    let meta = workspace.memo(move |document| {
        let text = |key: &str| document.scalar(&own.join(key)).unwrap_or("root").to_string();
        let mode = document.scalar(&own.join(row::MODE.key)).and_then(Mode::parse);
        let letters = mode.map(Mode::letters).unwrap_or_default();
        format!("{}:{} {letters}", text(row::OWNER.key), text(row::GROUP.key))
    });
    let (path, title) = (at.clone(), name.clone());
    let remove = move |()| actions.remove(&title, &path, |document| file::remove(document, &path));
    let (path, title) = (at.clone(), name.clone());
    let double = move |()| {
        let Some((copy, edits)) = workspace.with_untracked(|document| file::double(document, &path)) else { return };
        let to = path.parent().unwrap_or_default().join(copy);
        if actions.make(&format!("copy of {title}"), &to, |_| edits) {
            opened.set(Some(to.clone()));
            focus_soon(opener_id(&to));
        }
    };
    let head = view! {
        <Svg icon=Icon::File/><span class="nm cut">{name.clone()}</span><span class="meta hide-s">{meta}</span>
    };
    let double = Callback::new(move |()| double(()));
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=remove double=double/> };
    let path = StoredValue::new(at.clone());
    view! {
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <FileRows at=path.get_value() actions=actions opened=opened/>
        </Accordion>
    }
}

/// The rows of an open file.
#[component]
fn FileRows(at: Path, actions: Actions, opened: Opened) -> impl IntoView {
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Place::At(at.clone()));
    let (owner, group) = (at.join(row::OWNER.key), at.join(row::GROUP.key));
    let encoding = at.join(row::ENCODING.key);
    let words = Signal::stored(vec!["plain".to_string(), "base64".to_string()]);
    view! {
        <NameRow
            at=at.clone() label="Path"
            help="Services that it restarts get the new path too." moved=move |at| opened.set(Some(at))
        />
        <FieldRow at=[owner.clone(), group.clone()] label="Owner : group" help=row::OWNER.help docs=row::OWNER.source>
            <div class="joined">
                <TextField at=owner name="Owner"/>
                <span class="colon" aria-hidden="true">":"</span>
                <TextField at=group name="Group"/>
            </div>
        </FieldRow>
        <ModeRow at=at.clone()/>
        <ContentRow at=at.clone() actions=actions/>
        <FieldRow at=encoding.clone() label=row::ENCODING.label help=row::ENCODING.help docs=row::ENCODING.source>
            <SelectField at=encoding options=words unset="plain, as nothing is said"/>
        </FieldRow>
        <ContextRow at=at.clone() actions=actions/>
        <SchemaRow owner=at row=row::AUTHENTICATION/>
        <AllKeys name=name place=whole/>
    }
}
