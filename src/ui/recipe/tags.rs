//! The dialog that tags everything.

use leptos::prelude::*;

use super::choice::Line;
use super::{About, Asked};
use crate::recipe::tagging::propose;
use crate::recipe::whole::Recipe;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// Options and preview.
#[component]
pub(super) fn TagDialog(asked: Asked) -> impl IntoView {
    let workspace = Workspace::expect();
    let (key, value) = (RwSignal::new("Project".to_string()), RwSignal::new(workspace.stack_name.get_untracked()));
    let change = move |()| {
        workspace.with(|document| key.with(|key| value.with(|value| propose(document, key.trim(), value.trim()))))
    };
    view! {
        <ProposalDialog title=Recipe::Tag.label() open=asked.open propose=change>
            <About recipe=Recipe::Tag asked=asked/>
            <div class="opts">
                <Line id="recipe-tag" label="Key" help="Up to 128 characters; not aws: at its head." text=key/>
                <Line id="recipe-value" label="Value" help="Up to 256 characters." text=value/>
            </div>
        </ProposalDialog>
    }
}
