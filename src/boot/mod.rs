//! What a machine does when it starts: cloud-init's reading of the user data, cfn-init's work config by config, the
//! signal. Predicts the order, what is skipped, and the exit code of cfn-init, as far as the template decides them.
//!
//! Knows the views of the template; runs nothing, knows no page. Source: aws-cfn-bootstrap 1.4-31, AWS's release history
//! of 2.0, cloud-init 22.4 to 26.2.

mod builder;
mod call;
mod entry;
mod finding;
mod first;
mod line;
mod module;
mod place;
mod plan;
mod reboot;
mod reload;
mod sets;
mod time;
mod values;
mod words;

pub use plan::{
    BootPlan, BootRun, BootStep, BootStepKind, BootStop, Certainty, NeedKind, OnFailure, PlanGap, ServiceAction, Skip,
    StepNeed, StepOutcome,
};

pub use line::one_line;
pub use time::{BootTimeline, TIME_SOURCES, TimeRange, TimeSource, TimelinePart};

use crate::document::Document;
use crate::template::evaluate::{Evaluation, ParameterValues};
use crate::template::system::Machine;
use crate::template::user_data::holder_of;
use crate::template::{Section, Template, section};

/// The plan of a run of the machine that works through the metadata of the resource `id`, or only runs its user data.
///
/// `given` are values of parameters and of pseudo parameters such as `AWS::Region`; a parameter that is left out has its
/// default. Functions that need more are unknown. `id` may be one that a loop makes. `None` if the template has no such
/// resource.
pub fn plan(document: &Document, id: &str, given: &ParameterValues, run: BootRun) -> Option<BootPlan> {
    let template = Template::of(document);
    let known = values::known_values(template, given);
    let mut values = values::Values::of(template, &known);
    let resource = template.resource(id).or_else(|| values.enter(id))?;
    let first = if run == BootRun::Reboot { plan(document, id, given, BootRun::First) } else { None };
    let holder = holder_of(template, resource.id());
    let machine = Machine::find(template, holder.as_deref().unwrap_or(resource.id()));
    // A guess by packages or user data says nothing of the image's users.
    let system = machine.and_then(|machine| machine.system(template)).filter(|system| system.version.is_some());
    let mut builder = builder::PlanBuilder::new(document, values, run, system.map(|system| system.os));
    builder.known = finding::KnownFaults::of(document, given, run);
    let configs = resource.init().map(|init| init.configs().collect::<Vec<_>>()).unwrap_or_default();
    for config in configs {
        builder.declared_users.extend(config.names(Section::Users).into_iter().map(str::to_string));
        builder.declared_groups.extend(config.names(Section::Groups).into_iter().map(str::to_string));
    }
    match (run, first) {
        (BootRun::Reload, _) => reload::steps(&mut builder, resource),
        (BootRun::Reboot, Some(first)) => reboot::steps(&mut builder, resource, &first),
        (BootRun::First | BootRun::Reboot, _) => first::steps(&mut builder, resource),
    }
    if let Some(message) = builder.values.unknown() {
        builder.notes.push(PlanGap { path: resource.path(), message });
    }
    Some(builder.finish(id, resource.id()))
}

/// Logical ids of the resources that have a plan: those with metadata for cfn-init, then those with user data alone. Of a
/// loop those that it makes, where the template knows them.
pub fn resources(document: &Document) -> Vec<String> {
    use crate::template::user_data::holders;
    let template = Template::of(document);
    let mut ids: Vec<String> = template.inits().map(|init| init.resource().id().to_string()).collect();
    let covered: Vec<String> = ids.iter().filter_map(|id| holder_of(template, id)).collect();
    let alone = holders(template).into_iter().filter(|id| !covered.contains(id) && !ids.contains(id));
    let alone: Vec<String> = alone.collect();
    ids.extend(alone);
    let made = |id: String| match template.resource(&id).is_some_and(|resource| resource.is_in_loop()) {
        true => Evaluation::names_made(template, section::RESOURCES, &id),
        false => vec![id],
    };
    ids.into_iter().flat_map(made).collect()
}

#[cfg(test)]
mod tests;
