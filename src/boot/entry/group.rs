//! Groups as steps, by name.
//!
//! Source: aws-cfn-bootstrap user_group_tools.py, posix_security.py.

use super::{Group, by_name, entries, is_function, is_mapping, is_no_account_name, not_a_mapping};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootRun, BootStep, Certainty, NeedKind, Skip, StepOutcome};
use crate::schema::group::GID;
use crate::template::{Config, Section};

const FAULT: &str = "groups has to be a mapping of names to settings: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Groups);
    for entry in by_name(entries(builder, &group, config.section(Section::Groups), FAULT)) {
        let mut step = BootStep { skip: Some(Skip::Present), changes: Certainty::Yes, ..group.step(builder, &entry) };
        let name = entry.key();
        let is_there = builder.account(NeedKind::Group, name).is_there;
        if is_mapping(entry.value) {
            let id = builder.values.text_at(entry.value, GID.key);
            step.detail = id.as_ref().map(|id| format!("gid {}", id.shown())).unwrap_or_default();
            step.outcome = match id {
                // Whether the id is free, or that of the group that is there, is the machine's affair.
                Some(_) => StepOutcome::Open,
                None => StepOutcome::Done,
            };
        } else if is_function(entry.value) {
            step.outcome = StepOutcome::Open;
        } else if entry.value.is_null() {
            step.outcome = not_a_mapping("The group", name);
        }
        if is_there != Certainty::Yes && is_no_account_name(name) {
            step.outcome = StepOutcome::Fails(format!("groupadd refuses the name \"{name}\": cfn-init stops here."));
        }
        if is_there == Certainty::Yes {
            step.changes = Certainty::No;
            if step.outcome == StepOutcome::Done {
                step.outcome = StepOutcome::Skipped;
            }
        } else if builder.run != BootRun::First {
            step.changes = Certainty::Open;
        }
        let changes = step.changes;
        let at = builder.push(step);
        builder.makes(NeedKind::Group, name, at);
        builder.changed.insert((Section::Groups, None, name.to_string()), (at, changes));
    }
}
