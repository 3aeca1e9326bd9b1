//! The dialog that changes the operating system of a machine.

use leptos::prelude::*;

use super::choice::Select;
use super::{About, Asked};
use crate::recipe::operating_system::{first_choice, propose};
use crate::recipe::whole::Recipe;
use crate::schema::image::{Architecture, IMAGES, Image};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn SystemDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let first = workspace.with_untracked(|document| first_choice(document, &asked.machine.get_untracked()));
    let system = RwSignal::new(first.map(system_of).unwrap_or_default());
    let processor = RwSignal::new(first.map(|first| first.architecture.name().to_string()).unwrap_or_default());
    let change = move |()| {
        let wanted = IMAGES.iter().find(|image| {
            system.with(|system| system_of(image) == *system)
                && processor.with(|name| image.architecture.name() == name)
        });
        let Some(wanted) = wanted else { return Err("Choose a system and a processor.".to_string()) };
        workspace.with(|document| asked.machine.with(|machine| propose(document, machine, wanted)))
    };
    view! {
        <ProposalDialog title=Recipe::OperatingSystem.label() open=asked.open propose=change>
            <About recipe=Recipe::OperatingSystem asked=asked/>
            <div class="opts">
                <Select id="recipe-system" label="Operating system" options=Signal::stored(systems()) chosen=system/>
                <Select id="recipe-processor" label="Processor" options=Signal::stored(processors()) chosen=processor/>
            </div>
        </ProposalDialog>
    }
}

fn system_of(image: &Image) -> String {
    format!("{} {}", image.os.name(), image.version)
}

fn systems() -> Vec<(String, String)> {
    let mut all: Vec<String> = IMAGES.iter().map(system_of).collect();
    all.dedup();
    all.into_iter().map(|name| (name.clone(), name)).collect()
}

fn processors() -> Vec<(String, String)> {
    let name = |one: Architecture| match one {
        Architecture::Amd64 => "Intel and AMD (amd64)",
        Architecture::Arm64 => "Graviton (arm64)",
    };
    let all = [Architecture::Amd64, Architecture::Arm64];
    all.into_iter().map(|one| (one.name().to_string(), name(one).to_string())).collect()
}
