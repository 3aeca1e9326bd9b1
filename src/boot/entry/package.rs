//! Packages as steps: one manager after the other, within one in the order of the text.
//!
//! Source: aws-cfn-bootstrap construction.py (order of managers), apt_tool.py, rpm_tools.py, lang_package_tools.py.

use super::{Group, entries};
use crate::boot::builder::PlanBuilder;
use crate::boot::plan::{BootStep, Certainty, NeedKind, OnFailure, Skip, StepNeed, StepOutcome};
use crate::document::{Entry, Kind, Node};
use crate::template::init::PACKAGE_MANAGERS;
use crate::template::{Config, Section};

const FAULT: &str = "packages has to be a mapping of managers to packages: cfn-init stops here.";

pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, config: &Config<'d>) {
    let group = Group::of(config, Section::Packages);
    let mut managers = entries(builder, &group, config.section(Section::Packages), FAULT);
    managers.sort_by_key(|manager| rank(manager.key()));
    for manager in managers {
        if PACKAGE_MANAGERS.contains(&manager.key()) {
            known(builder, &group, manager);
        } else {
            unknown(builder, &group, manager);
        }
    }
}

/// cfn-init's order: msi, dpkg, rpm, apt, yum, then by name without case.
fn rank(manager: &str) -> (usize, String) {
    const FIRST: [&str; 5] = ["msi", "dpkg", "rpm", "apt", "yum"];
    let place = FIRST.iter().position(|name| *name == manager).unwrap_or(FIRST.len());
    (place, manager.to_lowercase())
}

fn known<'d>(builder: &mut PlanBuilder<'d, '_>, group: &Group<'d>, manager: Entry<'d>) {
    let fault = format!("packages.{} has to be a mapping of packages to versions: cfn-init stops here.", manager.key());
    for entry in entries(builder, group, Some(manager.value), &fault) {
        let step = group.step(builder, &entry);
        let program = StepNeed {
            kind: NeedKind::Program,
            name: program(manager.key()).to_string(),
            made_by: None,
            is_there: Certainty::Open,
        };
        let step = BootStep {
            manager: Some(manager.key().to_string()),
            detail: versions(builder, entry.value),
            needs: vec![program],
            skip: Some(Skip::Present),
            changes: Certainty::Open,
            outcome: StepOutcome::Open,
            ..step
        };
        let at = builder.push(step);
        builder.installs(at);
        let key = (Section::Packages, Some(manager.key().to_string()), entry.key().to_string());
        builder.changed.insert(key, (at, Certainty::Open));
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

/// The program that a manager's packages are installed with.
fn program(manager: &str) -> &str {
    match manager {
        "apt" => "apt-get",
        "python" => "pip3",
        "rubygems" => "gem",
        "msi" => "msiexec",
        other => other,
    }
}

/// The versions wanted, in words; empty for whatever is there.
fn versions<'d>(builder: &mut PlanBuilder<'d, '_>, node: Node<'d>) -> String {
    let nodes = if node.is_plain(Kind::Sequence) { node.items().collect() } else { vec![node] };
    let texts = nodes.into_iter().filter_map(|item| builder.values.text(Some(item)));
    let shown: Vec<String> = texts.map(|text| text.shown().to_string()).filter(|text| !text.is_empty()).collect();
    shown.join(", ")
}
