//! The note on a resource under a new logical id: what a deployment would do, and the commands that keep it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::deploy::DeployCommand;
use crate::deploy::refactoring::{Refactoring, script};
use crate::design::{Format, StoredBaseline};
use crate::document::{Document, Path};
use crate::template::Template;
use crate::ui::browser;
use crate::ui::deploy::stored_shell;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// A text that a stack could have been deployed from. Two are equal if they are one.
#[derive(Clone)]
struct Deployed(Arc<Document>);

impl PartialEq for Deployed {
    fn eq(&self, other: &Deployed) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The note; nothing where the text that was opened or downloaded has the same logical id.
#[component]
pub fn RenamedNote(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let baselines = workspace.baselines();
    let parsed = move |kept: RwSignal<Option<StoredBaseline>>| {
        Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| Deployed(Arc::new(Document::parse(&*kept.text))))))
    };
    let (opened, download) = (parsed(baselines.opened), parsed(baselines.download));
    let id = StoredValue::new(at.last_key().unwrap_or_default().to_string());
    let found = workspace.memo(move |document| {
        let of = |kept: Option<Deployed>| {
            let old = kept?.0;
            let id = id.get_value();
            let is_new = Template::of(&old).resource(&id).is_none();
            let found = is_new.then(|| Refactoring::between(&old, document))?;
            found.old_id(&id).is_some().then_some(found)
        };
        of(opened.get()).or_else(|| of(download.get()))
    });
    move || found.get().map(|found| view! { <Note id=id.get_value() of=found/> })
}

#[component]
fn Note(id: String, of: Refactoring) -> impl IntoView {
    let workspace = Workspace::expect();
    let old = of.old_id(&id).unwrap_or_default().to_string();
    let refused = of
        .refused
        .iter()
        .find(|(one, _)| one.to == id)
        .map(|(one, limit)| format!("Stack refactoring cannot keep {}: {}.", one.kind, limit.reason()));
    let has_file = !of.is_all;
    let after = if has_file {
        " Download its template to the same folder, run the commands, then deploy."
    } else {
        " Run the commands, then deploy."
    };
    let way_out = refused
        .clone()
        .unwrap_or_else(|| format!("CloudFormation's stack refactoring keeps {old} under the new id.{after}"));
    let text = StoredValue::new(of.template.clone());
    let ending = move || if workspace.with_untracked(Format::of) == Format::Json { "json" } else { "yaml" };
    let file = move || if has_file { format!("refactor.{}", ending()) } else { workspace.file_name_now() };
    let of = StoredValue::new(of);
    let copy = move |_| {
        let at = DeployCommand {
            stack_name: workspace.stack_name.get_untracked(),
            template_file: file(),
            ..DeployCommand::default()
        };
        match of.with_value(|of| script(of, &at, stored_shell())) {
            Ok(script) => browser::copy(&script.text(), move |done| {
                workspace.toast(if done { "The commands are copied." } else { "This browser refused the clipboard." });
            }),
            Err(why) => workspace.toast(&why.to_string()),
        }
    };
    let download = move |_| {
        if !text.with_value(|text| browser::download(&file(), text)) {
            workspace.toast("This browser refused the download.");
        }
    };
    view! {
        <div class="note renamed" role="status">
            <Svg icon=Icon::Warning/>
            <div>
                <b>"A deployment would replace the resource. "</b>
                {format!("In a stack that has {old}, {id} is a new resource: CloudFormation creates it and deletes {old}. ")}
                {way_out}
            </div>
            {refused.is_none().then(|| view! {
                <div class="actions">
                    {has_file.then(|| view! { <button type="button" class="btn sm" on:click=download>"Download its template"</button> })}
                    <button type="button" class="btn sm" on:click=copy>"Copy the commands"</button>
                </div>
            })}
        </div>
    }
}
