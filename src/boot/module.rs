//! What the modules of cloud-init do by cloud-config: commands, files and packages as steps.
//!
//! Source: cloud-init 22.4.2 and 25.1.4: cc_bootcmd.py, cc_write_files.py, cc_package_update_upgrade_install.py,
//! cc_runcmd.py. A failure stops neither the other modules nor the scripts.

use super::builder::PlanBuilder;
use super::place::lines;
use super::plan::{BootStep, BootStepKind, NeedKind, OnFailure, Skip, StepOutcome};
use crate::document::{Kind, Node, Path};
use crate::template::user_data::UserData;
use crate::template::user_data::cloud_order::{
    BOOTCMD, CloudOrder, PACKAGE_UPDATE, PACKAGE_UPGRADE, PACKAGES, RUNCMD, WRITE_FILES, command_line, item_words,
    scalar_text,
};

/// A step of a module, and the line of shell that it runs.
pub(super) struct ModuleItem {
    pub(super) step: BootStep,
    pub(super) script: Option<String>,
}

/// The steps of a module.
pub(super) fn items(
    builder: &PlanBuilder<'_, '_>,
    data: &UserData,
    order: &CloudOrder,
    (key, deferred): (&'static str, bool),
) -> Vec<ModuleItem> {
    let Some((document, start)) = order.value(key) else { return Vec::new() };
    let Some(node) = document.node(&Path::root().join(key)) else { return Vec::new() };
    let step = |node: Node<'_>, name: &str, detail: String, outcome: StepOutcome| BootStep {
        lines: lines(builder.document, data, start + node.span().start..start + node.span().end),
        detail,
        outcome,
        on_failure: OnFailure::ScriptGoesOn,
        ..BootStep::new(BootStepKind::Module(key), name, data.at.clone())
    };
    let plain = |step: BootStep| ModuleItem { step, script: None };
    match key {
        PACKAGE_UPDATE | PACKAGE_UPGRADE => {
            let is_on = node.scalar().is_some_and(|text| text.eq_ignore_ascii_case("true"));
            let detail = match key {
                PACKAGE_UPDATE => "fetches the lists of packages",
                _ => "upgrades all packages",
            };
            let item = is_on.then(|| plain(step(node, key, detail.into(), StepOutcome::Open)));
            item.into_iter().collect()
        }
        PACKAGES if node.is_plain(Kind::Sequence) => {
            let name = |item: Node<'_>| match item.kind() {
                Kind::Sequence => item_words(item).join(" "),
                _ => scalar_text(item),
            };
            let package = |item: Node<'_>| BootStep {
                skip: Some(Skip::Present),
                ..step(item, &name(item), String::new(), StepOutcome::Open)
            };
            node.items().map(|item| plain(package(item))).collect()
        }
        WRITE_FILES if node.is_plain(Kind::Sequence) => {
            let is_deferred =
                |item: &Node<'_>| item.get("defer").and_then(|node| node.scalar()).is_some_and(|text| text == "true");
            let file = |item: Node<'_>| {
                let text = |key: &str| item.get(key).filter(|node| node.scalar().is_some()).map(scalar_text);
                let words =
                    ["permissions", "owner"].into_iter().filter_map(|key| Some(format!("{key} {}", text(key)?)));
                let detail = words.collect::<Vec<_>>().join(", ");
                let outcome = if text("owner").is_some() { StepOutcome::Open } else { StepOutcome::Done };
                plain(step(item, &text("path").unwrap_or_default(), detail, outcome))
            };
            node.items().filter(|item| is_deferred(item) == deferred).map(file).collect()
        }
        BOOTCMD | RUNCMD if node.is_plain(Kind::Sequence) => {
            let command = |item: Node<'_>| {
                let line = match item.kind() {
                    Kind::Sequence => item_words(item).join(" "),
                    _ => scalar_text(item).trim_end().to_string(),
                };
                ModuleItem { step: step(item, key, line, StepOutcome::Open), script: Some(command_line(item)) }
            };
            node.items().map(command).collect()
        }
        _ if deferred => Vec::new(),
        _ => {
            let why = format!("{key} has to be a list: cloud-init leaves it out.");
            vec![plain(step(node, key, String::new(), StepOutcome::Fails(why)))]
        }
    }
}

/// What a step of a module makes for the steps behind it.
pub(super) fn makes(builder: &mut PlanBuilder<'_, '_>, step: &BootStep, at: usize) {
    match step.kind {
        BootStepKind::Module(WRITE_FILES) => builder.makes(NeedKind::File, &step.name, at),
        BootStepKind::Module(PACKAGES) => builder.installs(at),
        _ => {}
    }
}
