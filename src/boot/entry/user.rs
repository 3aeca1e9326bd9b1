//! Users as steps, by name.
//!
//! Source: aws-cfn-bootstrap user_group_tools.py, posix_security.py: an unknown group in `groups` stops cfn-init; a user
//! that is there gets the groups and the home, a new one is made by useradd.

use super::{Group, by_name, entries, is_function, is_mapping, is_no_account_name, not_a_mapping};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootRun, BootStep, Certainty, NeedKind, Skip, StepOutcome};
use crate::boot::values::Text;
use crate::document::{Kind, Node};
use crate::schema::user::{GROUPS, HOME_DIR, UID};
use crate::template::{Config, Section};

const FAULT: &str = "users has to be a mapping of names to settings: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Users);
    for entry in by_name(entries(builder, &group, config.section(Section::Users), FAULT)) {
        let mut step = BootStep { skip: Some(Skip::Present), changes: Certainty::Yes, ..group.step(builder, &entry) };
        let name = entry.key();
        let is_there = builder.account(NeedKind::User, name).is_there;
        if is_mapping(entry.value) {
            settings(builder, entry.value, &mut step);
        } else if is_function(entry.value) {
            step.outcome = StepOutcome::Open;
        } else {
            step.outcome = not_a_mapping("The user", name);
        }
        if builder.run != BootRun::First {
            step.changes = Certainty::Open;
        }
        if is_there != Certainty::Yes && is_no_account_name(name) {
            step.outcome = StepOutcome::Fails(format!("useradd refuses the name \"{name}\": cfn-init stops here."));
        }
        if is_there == Certainty::Yes {
            step.changes = Certainty::Open;
            if step.detail.is_empty() && step.outcome == StepOutcome::Done {
                (step.outcome, step.changes) = (StepOutcome::Skipped, Certainty::No);
            }
        }
        let changes = step.changes;
        let at = builder.push(step);
        builder.makes(NeedKind::User, name, at);
        builder.changed.insert((Section::Users, None, name.to_string()), (at, changes));
    }
}

/// Id, home and groups of a user.
fn settings<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>, step: &mut BootStep) {
    let mut detail = Vec::new();
    if let Some(id) = builder.values.text_at(node, UID.key) {
        detail.push(format!("uid {}", id.shown()));
        // Whether the id is free, or that of the user who is there, is the machine's affair.
        step.outcome = StepOutcome::Open;
    }
    if let Some(home) = builder.values.text_at(node, HOME_DIR.key) {
        detail.push(format!("home {}", home.shown()));
    }
    let names = groups(builder, node.get(GROUPS.key));
    if !names.is_empty() {
        let shown: Vec<&str> = names.iter().map(Text::shown).collect();
        detail.push(format!("groups {}", shown.join(", ")));
    }
    step.detail = detail.join(", ");
    for name in &names {
        let Some(name) = name.known() else {
            step.outcome = StepOutcome::Open;
            continue;
        };
        let need = builder.account(NeedKind::Group, name);
        let is_there = need.is_there;
        step.needs.push(need);
        match is_there {
            Certainty::Yes => {}
            Certainty::Open if step.outcome == StepOutcome::Done => step.outcome = StepOutcome::Open,
            Certainty::Open => {}
            Certainty::No => {
                let message = format!("No group {name} exists when cfn-init comes to this user: it stops here.");
                step.outcome = StepOutcome::Fails(message);
                break;
            }
        }
    }
}

/// The names in `groups`; a text in place of a list is read letter by letter.
fn groups<'d>(builder: &mut PlanBuilder<'d, '_>, node: Option<Node<'d>>) -> Vec<Text> {
    match builder.values.plain(node) {
        Some(node) if node.kind() == Kind::Sequence => {
            let items: Vec<Node<'d>> = node.items().collect();
            items.into_iter().filter_map(|item| builder.values.text(Some(item))).collect()
        }
        Some(node) if node.kind() == Kind::Mapping => {
            node.entries().map(|entry| Text::Is(entry.key().to_string())).collect()
        }
        _ => match builder.values.text(node) {
            Some(Text::Is(letters)) => letters.chars().map(|letter| Text::Is(letter.to_string())).collect(),
            unknown => unknown.into_iter().collect(),
        },
    }
}
