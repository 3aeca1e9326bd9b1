//! What the Boot plan tab shows: a resource, a run, values of parameters, and the plan derived from them.

use leptos::prelude::*;

use crate::boot::{self, BootPlan, BootRun, BootTimeline};
use crate::template::signal::{SignalOutlook, outlooks};
use crate::ui::given::GivenValues;
use crate::ui::workspace::Workspace;

/// State of the tab, provided as context, so that it outlives another tab.
#[derive(Clone, Copy)]
pub struct BootChoice {
    /// The chosen resource; the first with a plan if it has none.
    pub(super) resource: RwSignal<Option<String>>,
    /// The run.
    pub(super) run: RwSignal<BootRun>,
    /// Values of parameters in place of their defaults: those of the deploy dialog.
    pub(super) given: GivenValues,
}

/// The plan that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShownPlan {
    /// The resources that have a plan.
    pub(super) resources: Vec<String>,
    /// The plan; `None` if no resource has one.
    pub(super) plan: Option<(BootPlan, BootTimeline)>,
    /// What CloudFormation hears of a first boot; empty for the other runs.
    pub(super) outlooks: Vec<SignalOutlook>,
}

impl BootChoice {
    /// Provides the state to the components below.
    pub fn provide() {
        let resource = RwSignal::new(None);
        let run = RwSignal::new(BootRun::First);
        provide_context(BootChoice { resource, run, given: GivenValues::expect() });
    }

    pub(super) fn expect() -> BootChoice {
        expect_context()
    }

    /// The plan of the document after a pause of typing.
    pub(super) fn plan(self) -> Memo<ShownPlan> {
        let workspace = Workspace::expect();
        GivenValues::expect().read();
        Memo::new(move |_| {
            workspace.track_debounced();
            let (chosen, run) = (self.resource.get(), self.run.get());
            self.given.signal().with(|given| {
                workspace.with_untracked(|document| {
                    let resources = boot::resources(document);
                    let id = chosen.filter(|id| resources.contains(id)).or_else(|| resources.first().cloned());
                    let plan = id.and_then(|id| boot::plan(document, &id, given, run));
                    let plan = plan.map(|plan| {
                        let timeline = plan.timeline(document);
                        (plan, timeline)
                    });
                    let heard = plan.as_ref().filter(|_| run == BootRun::First);
                    let outlooks = heard.map(|(plan, _)| outlooks(document, &plan.written)).unwrap_or_default();
                    ShownPlan { resources, plan, outlooks }
                })
            })
        })
    }
}
