//! What a change of a field does at an update, in a few words, before it is made.

use super::attribute::watches;
use crate::document::{Document, Path, Step};
use crate::schema::update::update_hint as property_hint;
use crate::template::Template;
use crate::template::hup::Hup;
use crate::template::init::InitPath;
use crate::template::machine::is_machine;
use crate::template::resource::attribute;

/// The hint of the field at a path: a property of a resource, or something that cfn-init reads. `None` where nothing is
/// known. Nested properties have the hint of the property around them, and none of their own.
pub fn update_hint(document: &Document, at: &Path) -> Option<String> {
    if let Some(init) = InitPath::of(at) {
        let resource = Template::of(document).resource(init.resource)?;
        return Some(init_hint(document, init.resource, resource.kind().unwrap_or_default()));
    }
    let steps: Vec<&str> = at.steps().iter().map(|step| Step::key(step).unwrap_or("*")).collect();
    let ["Resources", id, rest @ ..] = steps.as_slice() else { return None };
    let resource = Template::of(document).resource(id)?;
    match rest {
        [attribute::PROPERTIES, keys @ ..] => {
            let is_said = matches!(keys, [_] | ["LaunchTemplateData", _]);
            property_hint(resource.kind().filter(|_| is_said)?, keys).map(str::to_string)
        }
        _ => None,
    }
}

/// What becomes of a change of what cfn-init reads, on machines that are there.
fn init_hint(document: &Document, id: &str, kind: &str) -> String {
    let hup = Hup::of(document, id);
    match watches(hup.as_ref(), id) {
        Some(minutes) => {
            format!("picked up by cfn-hup within {minutes} minutes, without touching the instance")
        }
        None if !is_machine(kind) => "only what CloudFormation stores changes".into(),
        None => "not run again on instances that exist: no hook of cfn-hup watches it".into(),
    }
}
