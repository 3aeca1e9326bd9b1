//! The button that downloads what runs the real cfn-init on the user's machine.

use gloo::file::Blob;
use leptos::prelude::*;

use super::state::{BootChoice, ShownPlan};
use crate::rehearse::{self, Rehearsal, RehearsalError};
use crate::ui::browser;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Button and one line; nothing for a resource without metadata for cfn-init.
#[component]
pub(super) fn RehearsalDownload(shown: Memo<ShownPlan>) -> impl IntoView {
    let workspace = Workspace::expect();
    let choice = BootChoice::expect();
    let resource = Memo::new(move |_| {
        let id = shown.with(|shown| Some(shown.plan.as_ref()?.0.resource.clone()))?;
        workspace.with_untracked(|document| rehearse::resources(document).contains(&id)).then_some(id)
    });
    let download = move |_| {
        if let Some(id) = resource.get_untracked() {
            download(workspace, choice, &id);
        }
    };
    view! {
        <Show when=move || resource.with(Option::is_some)>
            <div class="plan-rehearsal">
                <button type="button" class="btn sm" on:click=download><Svg icon=Icon::Download/>"Download a rehearsal"</button>
                <p>"Runs AWS's own cfn-init on your machine with docker or podman. No AWS account."</p>
            </div>
        </Show>
    }
}

fn download(workspace: Workspace, choice: BootChoice, id: &str) {
    let made = choice.given.signal().with_untracked(|given| {
        workspace.with_untracked(|document| Rehearsal::of(document, id, given)).map(|rehearsal| rehearsal.archive())
    });
    let archive = match made {
        Ok(Some(archive)) => archive,
        Ok(None) => {
            workspace.notify("The rehearsal is too large for a zip archive. Use cf-init rehearse on the command line.");
            return;
        }
        Err(fault) => {
            let is_wanted = matches!(&fault, RehearsalError::Value(fault) if fault.wants.is_some());
            let place = if is_wanted { " Open Parameter values above the steps." } else { "" };
            workspace.notify(&format!("{fault}{place}"));
            return;
        }
    };
    let file = workspace.file_name_now();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let name = format!("{stem}-rehearsal.zip");
    let blob = Blob::new_with_options(archive.as_slice(), Some("application/zip"));
    if browser::download_blob(&name, blob) {
        workspace.announce(&format!("{name} downloaded. Its README.txt has the two commands to run."));
    } else {
        workspace.notify("This browser refused the download. Use cf-init rehearse on the command line.");
    }
}
