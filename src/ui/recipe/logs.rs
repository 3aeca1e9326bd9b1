//! The dialog that sends the logs of the first boot to CloudWatch.

use leptos::prelude::*;

use super::choice::{Select, words};
use super::{About, Asked};
use crate::recipe::agent::{RETENTION, propose};
use crate::recipe::whole::Recipe;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn LogsDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let days = RwSignal::new("30".to_string());
    let change = move |()| {
        let days = days.with(|days| days.parse()).unwrap_or(30);
        workspace.with(|document| asked.machine.with(|machine| propose(document, machine, days)))
    };
    view! {
        <ProposalDialog title=Recipe::Logs.label() open=asked.open propose=change>
            <About recipe=Recipe::Logs asked=asked/>
            <div class="opts">
                <Select id="recipe-days" label="Days that entries are kept" options=words(RETENTION) chosen=days/>
            </div>
        </ProposalDialog>
    }
}
