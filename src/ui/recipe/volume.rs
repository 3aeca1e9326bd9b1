//! The dialog that adds a data volume.

use leptos::prelude::*;

use super::choice::{Line, Select, words};
use super::{About, Asked};
use crate::recipe::volume::{FileSystem, Life, Wish, propose};
use crate::recipe::whole::Recipe;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn VolumeDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let (size, folder) = (RwSignal::new("20".to_string()), RwSignal::new("/data".to_string()));
    let (kind, life) = (RwSignal::new("ext4".to_string()), RwSignal::new("machine".to_string()));
    let change = move |()| {
        let wish = Wish {
            size: size
                .with(|size| size.trim().parse())
                .map_err(|_| "Write the size as a whole number of GiB.".to_string())?,
            folder: folder.with(|folder| folder.trim().to_string()),
            file_system: if kind.with(|kind| kind == "xfs") { FileSystem::Xfs } else { FileSystem::Ext4 },
            life: if life.with(|life| life == "own") { Life::OfItsOwn } else { Life::OfMachine },
        };
        workspace.with(|document| asked.machine.with(|machine| propose(document, machine, &wish)))
    };
    let lives = [("machine", "Comes and goes with the machine"), ("own", "Stays when the machine is replaced")];
    let lives: Vec<_> = lives.iter().map(|(value, name)| (value.to_string(), name.to_string())).collect();
    view! {
        <ProposalDialog title=Recipe::Volume.label() open=asked.open propose=change>
            <About recipe=Recipe::Volume asked=asked/>
            <div class="opts">
                <Line id="recipe-size" label="Size in GiB" help="gp3, encrypted." text=size/>
                <Line id="recipe-folder" label="Mounted at" help="A folder that is empty." text=folder/>
                <Select id="recipe-fs" label="File system" options=words(&["ext4", "xfs"]) chosen=kind/>
                <Select id="recipe-life" label="Life" options=Signal::stored(lives.clone()) chosen=life/>
            </div>
        </ProposalDialog>
    }
}
