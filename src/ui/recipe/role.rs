//! The dialog that gives a machine a role with permissions.

use leptos::prelude::*;

use super::choice::{Line, Tick};
use super::{About, Asked};
use crate::recipe::role::{Ability, propose};
use crate::recipe::whole::Recipe;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn RoleDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let (sessions, agent) = (RwSignal::new(true), RwSignal::new(false));
    let (reads, stack) = (RwSignal::new(false), RwSignal::new(false));
    let bucket = RwSignal::new(String::new());
    let change = move |()| {
        let ticked = [
            (sessions.get(), Ability::Sessions),
            (agent.get(), Ability::Agent),
            (reads.get(), Ability::Bucket(bucket.get())),
            (stack.get(), Ability::Stack),
        ];
        let wanted: Vec<Ability> = ticked.into_iter().filter(|one| one.0).map(|one| one.1).collect();
        workspace.with(|document| asked.machine.with(|machine| propose(document, machine, &wanted)))
    };
    view! {
        <ProposalDialog title=Recipe::Role.label() open=asked.open propose=change>
            <About recipe=Recipe::Role asked=asked/>
            <div class="ticks" role="group" aria-label="What it may do">
                <Tick label="Session Manager" help="a shell without SSH and without an open port" on=sessions/>
                <Tick label="CloudWatch agent" help="logs and measurements" on=agent/>
                <Tick label="Read one S3 bucket" help="list it and get its objects" on=reads/>
                <Tick label="Ask for its own stack" help="metadata and signals with the role; without it the helpers use the instance's identity" on=stack/>
            </div>
            <Show when=move || reads.get()>
                <Line id="recipe-bucket" label="Bucket" help="Its name, or the logical id of a bucket or a parameter of this template." text=bucket/>
            </Show>
        </ProposalDialog>
    }
}
