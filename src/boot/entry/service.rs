//! Services as steps, in the order of the text: enabled or disabled first, then restarted if something in its lists has
//! changed in this run of the config, else started or stopped.
//!
//! Source: aws-cfn-bootstrap service_tools.py; release history 2.0-10 for systemd.

use super::{Group, entries, is_function, is_mapping};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootStep, Certainty, NeedKind, OnFailure, ServiceAction, Skip, StepNeed, StepOutcome};
use crate::document::{Entry, Kind, Node};
use crate::schema::service::{ENABLED, ENSURE_RUNNING};
use crate::template::init::SERVICE_MANAGERS;
use crate::template::{Config, Section};

const FAULT: &str = "services has to be a mapping of managers to services: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Services);
    for manager in entries(builder, &group, config.section(Section::Services), FAULT) {
        if SERVICE_MANAGERS.contains(&manager.key()) {
            known(builder, &group, manager);
        } else {
            unknown(builder, &group, manager);
        }
    }
}

fn unknown<'d>(builder: &mut PlanBuilder<'d, '_>, group: &Group<'d>, manager: Entry<'d>) {
    let step = builder.entry(group.section, group.config, manager.key(), manager.value.path());
    builder.push(BootStep {
        manager: Some(manager.key().to_string()),
        detail: format!("cfn-init does not know the manager {}: it logs a warning and goes on.", manager.key()),
        skip: Some(Skip::UnknownManager),
        on_failure: OnFailure::Ignored,
        outcome: StepOutcome::Skipped,
        ..step
    });
}

fn known<'d>(builder: &mut PlanBuilder<'d, '_>, group: &Group<'d>, manager: Entry<'d>) {
    let fault = format!("services.{} has to be a mapping of services: cfn-init stops here.", manager.key());
    for entry in entries(builder, group, Some(manager.value), &fault) {
        let mut step = BootStep { manager: Some(manager.key().to_string()), ..group.step(builder, &entry) };
        if is_mapping(entry.value) {
            settings(builder, entry.value, &mut step);
            let made_by = unit_paths(entry.key()).iter().find_map(|path| builder.files.get(path).copied());
            let is_there = if made_by.is_some() { Certainty::Yes } else { Certainty::Open };
            step.needs.push(StepNeed { kind: NeedKind::Unit, name: entry.key().to_string(), made_by, is_there });
            if !step.actions.is_empty() {
                step.outcome = StepOutcome::Open;
            }
        } else if is_function(entry.value) {
            step.outcome = StepOutcome::Open;
        }
        builder.push(step);
    }
}

/// Where the unit or init script of a service would be written.
fn unit_paths(name: &str) -> [String; 4] {
    let unit = name.strip_suffix(".service").unwrap_or(name);
    [
        format!("/etc/systemd/system/{unit}.service"),
        format!("/lib/systemd/system/{unit}.service"),
        format!("/usr/lib/systemd/system/{unit}.service"),
        format!("/etc/init.d/{unit}"),
    ]
}

fn settings<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>, step: &mut BootStep) {
    match builder.values.truth_at(node, ENABLED.key) {
        Some(Some(true)) => step.actions.push(ServiceAction::Enable),
        Some(Some(false)) => step.actions.push(ServiceAction::Disable),
        Some(None) | None => {}
    }
    let mut restarts = Certainty::No;
    for (section, manager, name) in triggers(builder, node) {
        let Some((at, change)) = builder.changed.get(&(section, manager, name)).copied() else { continue };
        if change == Certainty::No || step.because.contains(&at) {
            continue;
        }
        step.because.push(at);
        if restarts != Certainty::Yes {
            restarts = change;
        }
    }
    step.because.sort_unstable();
    let running = match builder.values.truth_at(node, ENSURE_RUNNING.key) {
        Some(Some(true)) => Some(ServiceAction::Start),
        Some(Some(false)) => Some(ServiceAction::Stop),
        Some(None) | None => None,
    };
    match restarts {
        Certainty::Yes => step.actions.push(ServiceAction::Restart),
        Certainty::Open => {
            step.actions.push(ServiceAction::MayRestart);
            step.actions.extend(running);
        }
        Certainty::No => step.actions.extend(running),
    }
    step.detail = step.actions.iter().map(|action| action.verb()).collect::<Vec<_>>().join(", ");
}

/// What restarts the service if it has changed: section, manager of a package, name.
fn triggers<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>) -> Vec<(Section, Option<String>, String)> {
    let mut found = Vec::new();
    for section in Section::ALL {
        let Some(list) = builder.values.plain(node.get(section.key())) else { continue };
        match section {
            Section::Packages => {
                let managers: Vec<Entry<'d>> = list.entries().collect();
                for manager in managers {
                    let names = names(builder, manager.value);
                    found.extend(names.into_iter().map(|name| (section, Some(manager.key().to_string()), name)));
                }
            }
            Section::Services => {}
            _ => found.extend(names(builder, list).into_iter().map(|name| (section, None, name))),
        }
    }
    found
}

/// The texts of a list. A text in place of a list is read letter by letter, and matches nothing of more letters.
fn names<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>) -> Vec<String> {
    match node.kind() {
        Kind::Sequence => {
            let items: Vec<Node<'d>> = node.items().collect();
            let texts = items.into_iter().filter_map(|item| builder.values.text(Some(item)));
            texts.filter_map(|text| text.known().map(str::to_string)).collect()
        }
        Kind::Mapping => node.entries().map(|entry| entry.key().to_string()).collect(),
        Kind::Scalar => {
            let text = builder.values.text(Some(node));
            let letters = text.iter().filter_map(|text| text.known()).flat_map(str::chars);
            letters.map(|letter| letter.to_string()).collect()
        }
    }
}
