//! Archives as steps, by target folder.
//!
//! Source: aws-cfn-bootstrap sources_tool.py: http, https and ftp are fetched, anything else is a file on the machine.

use super::{Group, by_name, entries, is_function};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootStep, Certainty, NeedKind, StepNeed, StepOutcome};
use crate::document::Kind;
use crate::template::{Config, Section};

const FAULT: &str = "sources has to be a mapping of folders to archives: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Sources);
    for entry in by_name(entries(builder, &group, config.section(Section::Sources), FAULT)) {
        let mut step = BootStep { changes: Certainty::Yes, ..group.step(builder, &entry) };
        let address = builder.values.text(Some(entry.value));
        step.detail = address.as_ref().map(|text| text.shown().to_string()).unwrap_or_default();
        step.outcome = match address.as_ref().map(|text| text.known()) {
            Some(Some(text)) if is_remote(text) => {
                step.needs.push(StepNeed {
                    kind: NeedKind::Network,
                    name: text.to_string(),
                    made_by: None,
                    is_there: Certainty::Open,
                });
                StepOutcome::Open
            }
            Some(Some(text)) => {
                let made_by = builder.files.get(text).copied();
                step.needs.push(StepNeed {
                    kind: NeedKind::File,
                    name: text.to_string(),
                    made_by,
                    is_there: Certainty::Open,
                });
                match text.contains("://") || text.is_empty() {
                    true => StepOutcome::Fails(format!(
                        "cfn-init takes {text} for a file on the machine, finds none and stops here. Write an address \
                         over https."
                    )),
                    false => StepOutcome::Open,
                }
            }
            Some(None) => StepOutcome::Open,
            None if entry.value.kind() == Kind::Scalar || is_function(entry.value) => StepOutcome::Open,
            None => StepOutcome::Fails("The archive has to be one address: cfn-init stops here.".into()),
        };
        let at = builder.push(step);
        builder.runs(entry.key(), at);
        builder.changed.insert((Section::Sources, None, entry.key().to_string()), (at, Certainty::Yes));
    }
}

fn is_remote(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://", "ftp://"].iter().any(|scheme| lower.starts_with(scheme))
}
