//! The reboot: what cloud-init runs again, and which services start.
//!
//! Source: cloud-init 22.4.2 and 25.1.4: scripts of user data run once for an instance, boothooks, `bootcmd` and the
//! scripts of `per-boot` at each boot. AWS page "Run commands when you launch an EC2 instance" for `<persist>`.

use super::builder::PlanBuilder;
use super::plan::{BootPlan, BootStep, BootStepKind, PlanGap, ServiceAction, StepOutcome};
use crate::template::Resource;
use crate::template::Section;
use crate::template::user_data::cloud_order::{BOOTCMD, CloudOrder, CloudStage};
use crate::template::user_data::{DataFormat, UserData};

/// Folder of scripts that cloud-init runs at each boot.
const PER_BOOT: &str = "/var/lib/cloud/scripts/per-boot/";

/// Adds the steps of a reboot after the first boot `first`.
pub(super) fn steps<'d>(builder: &mut PlanBuilder<'d, '_>, resource: Resource<'d>, first: &BootPlan) {
    let data = builder.user_data(resource);
    let done = || first.steps.iter().filter(|step| step.outcome != StepOutcome::NotReached);
    let mut services = Services::default();
    for step in done() {
        services.read(step);
    }
    if let Some(data) = &data {
        services.read_text(data.text.text(), first);
        early(builder, data);
    }
    for step in services.steps {
        builder.push(step);
    }
    if let Some(data) = &data {
        user_data(builder, data);
    }
    let mut scripts: Vec<&BootStep> = done().filter(|step| is_per_boot(step)).collect();
    scripts.sort_by(|one, other| one.name.cmp(&other.name));
    scripts.dedup_by(|one, other| one.name == other.name);
    for script in scripts {
        let detail = "cloud-init runs it at each boot, if it can be executed".to_string();
        builder.push(again(BootStepKind::UserData, script, detail));
    }
    if resource.init().is_some() {
        let message = "cfn-init does not run at a reboot: its settings stay as they are on the disk.".to_string();
        builder.notes.push(PlanGap { path: resource.path(), message });
    }
}

/// A step for something that an earlier step has made.
fn again(kind: BootStepKind, made: &BootStep, detail: String) -> BootStep {
    BootStep {
        lines: made.lines.clone(),
        config: made.config.clone(),
        manager: made.manager.clone(),
        detail,
        outcome: StepOutcome::Open,
        ..BootStep::new(kind, made.name.clone(), made.path.clone())
    }
}

fn is_per_boot(step: &BootStep) -> bool {
    step.kind == BootStepKind::Entry(Section::Files) && step.name.starts_with(PER_BOOT)
}

/// What cloud-init runs before the services: boothooks and `bootcmd`.
fn early(builder: &mut PlanBuilder<'_, '_>, data: &UserData) {
    let order = CloudOrder::of(data);
    let hook = order.stages().iter().any(|stage| matches!(stage, CloudStage::Boothook(_)));
    let boot = order.value(BOOTCMD).is_some();
    for (name, detail, is_there) in [
        ("cloud-boothook", "cloud-init runs it again, early in each boot", hook),
        ("bootcmd", "cloud-init runs its commands again, early in each boot", boot),
    ] {
        if is_there {
            let lines = builder.document.entry_lines(&data.at);
            let step = BootStep::new(BootStepKind::UserData, name, data.at.clone());
            builder.push(BootStep { lines, detail: detail.into(), outcome: StepOutcome::Open, ..step });
        }
    }
}

/// Whether the script of the user data runs again.
fn user_data(builder: &mut PlanBuilder<'_, '_>, data: &UserData) {
    let text = data.text.text().to_ascii_lowercase();
    let (name, persists) = match data.format {
        DataFormat::Windows => {
            ("EC2Launch", text.contains("<persist>true</persist>") || text.contains("frequency: always"))
        }
        _ => {
            let words = text.contains("scripts-user") && text.contains("always");
            ("cloud-init", words || data.format == DataFormat::Boothook)
        }
    };
    let (detail, outcome) = match persists {
        true => ("runs the user data at each boot", StepOutcome::Open),
        false => ("does not run the user data again: once for an instance", StepOutcome::Skipped),
    };
    let lines = builder.document.entry_lines(&data.at);
    let step = BootStep::new(BootStepKind::UserData, name, data.at.clone());
    builder.push(BootStep { lines, detail: detail.into(), outcome, ..step });
}

/// Services that the first boot enables, in its order.
#[derive(Default)]
struct Services {
    steps: Vec<BootStep>,
}

impl Services {
    fn read(&mut self, step: &BootStep) {
        match step.kind {
            BootStepKind::Entry(Section::Services) => {
                let name = step.name.strip_suffix(".service").unwrap_or(&step.name);
                for action in &step.actions {
                    match action {
                        ServiceAction::Enable => self.add(name, step, format!("enabled by config {}", config_of(step))),
                        ServiceAction::Disable => self.remove(name),
                        _ => {}
                    }
                }
            }
            BootStepKind::Entry(Section::Commands) => {
                for name in enabled_in(&step.detail) {
                    self.add(name, step, format!("enabled by the command {}", step.name));
                }
            }
            _ => {}
        }
    }

    /// Services that the script enables itself.
    fn read_text(&mut self, text: &str, first: &BootPlan) {
        let Some(step) = first.steps.iter().find(|step| step.kind == BootStepKind::UserData) else { return };
        for line in text.lines() {
            for name in enabled_in(line) {
                self.add(name, step, "enabled by the user data".into());
            }
        }
    }

    fn add(&mut self, name: &str, step: &BootStep, why: String) {
        if self.steps.iter().any(|known| known.name == name) {
            return;
        }
        let mut unit = again(BootStepKind::Unit, step, format!("starts: {why}"));
        unit.name = name.to_string();
        if name == "cfn-hup" {
            unit.detail += "; runs its hooks only if the metadata have changed meanwhile";
        }
        self.steps.push(unit);
    }

    fn remove(&mut self, name: &str) {
        self.steps.retain(|known| known.name != name);
    }
}

fn config_of(step: &BootStep) -> &str {
    step.config.as_deref().unwrap_or_default()
}

/// Names in `systemctl enable NAME`, `chkconfig NAME on`, `update-rc.d NAME defaults`.
fn enabled_in(line: &str) -> Vec<&str> {
    let is_end = |word: &str| matches!(word, "&&" | "||" | ";" | "|" | "&");
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let behind = words.get(at + 1..).unwrap_or_default();
        match (*word, behind) {
            ("systemctl", ["enable", rest @ ..]) => {
                let named = rest.iter().take_while(|word| !is_end(word)).filter(|word| !word.starts_with('-'));
                names.extend(named.map(|word| word.trim_end_matches(';')));
            }
            ("chkconfig", [name, "on" | "on;", ..]) | ("update-rc.d", [name, "defaults" | "enable", ..]) => {
                names.push(name)
            }
            _ => {}
        }
    }
    names
        .into_iter()
        .map(|name| name.strip_suffix(".service").unwrap_or(name))
        .filter(|name| !name.is_empty())
        .collect()
}
