//! What the form of a launch configuration offers: a launch template in its place.

use leptos::prelude::*;

use super::of_group::Offer;
use crate::recipe::compute::launch_template;
use crate::ui::icon::Icon;
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// The offer of a launch template, with why somebody wants one.
#[component]
pub fn OfConfiguration(
    /// The launch configuration.
    id: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let (open, own) = (RwSignal::new(false), StoredValue::new(id));
    let propose = move |()| workspace.with(|document| own.with_value(|id| launch_template(document, id)));
    view! {
        <section class="part">
            <div class="sect"><h2>"The newer way"</h2></div>
            <p class="help">
                "AWS makes no launch configurations for new accounts, and none knows newer machines. A launch template says the same."
            </p>
            <div class="acts">
                <Offer icon=Icon::Chip label="Launch template in place of it\u{2026}" ask=move |()| open.set(true)/>
            </div>
        </section>
        <ProposalDialog title="Launch template in place of the launch configuration" open=open propose=propose/>
    }
}
