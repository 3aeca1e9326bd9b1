//! A service is reloaded when a file changes that a reload does not take over.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/docker/daemon.json: {content: '{"log-driver": "local"}'}}
//!           services: {systemd: {docker: {ensureRunning: true, files: [/etc/docker/daemon.json]}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [engine, install]}
//!         engine: {files: {/etc/docker/daemon.json: {content: '{"log-driver": "local"}'}}}
//!         install:
//!           packages: {apt: {docker.io: []}}
//!           services: {systemd: {docker: {ensureRunning: true}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::machine_file::not_reloaded;
use crate::template::{Config, Section, system};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/not-reloaded",
    name: "File that a reload does not take over",
    severity: Severity::Warning,
    why: "For a trigger of systemd cfn-init runs systemctl reload-or-restart, and a unit with ExecReload is reloaded only.",
    source: "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let document = context.document();
    let commands = system::texts_below(document, &config.section_path(Section::Commands));
    let restarts: Vec<&str> =
        commands.iter().filter_map(|at| document.scalar(at)).filter(|text| text.contains("restart")).collect();
    for service in config.services().filter(|service| service.manager() == "systemd") {
        let name = service.name().strip_suffix(".service").unwrap_or(service.name());
        if restarts.iter().any(|text| text.contains(name)) {
            continue;
        }
        let files = service.triggers().into_iter().filter(|trigger| trigger.section == Section::Files);
        for (trigger, row) in
            files.filter_map(|trigger| Some((trigger.name, not_reloaded(service.name(), trigger.name)?)))
        {
            let message = format!("{name} is reloaded when {trigger} changes, which is not enough: {}.", row.left);
            context.report(service.path(), message).help(format!(
                "Write the file in a config before the one that installs {name}, or restart it by a command: systemctl restart {name}."
            ));
        }
    }
}
