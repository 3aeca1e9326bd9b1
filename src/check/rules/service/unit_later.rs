//! A service is started before its unit is written or its package is installed.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [start, unit]}
//!         start: {services: {systemd: {app: {enabled: true, ensureRunning: true}}}}
//!         unit: {files: {/etc/systemd/system/app.service: {content: '[Service]'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/systemd/system/app.service: {content: '[Service]'}}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//! ```

use crate::check::order::as_run;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Config, Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/unit-later",
    name: "Service before its unit",
    severity: Severity::Error,
    why: "cfn-init stops at a service that it cannot enable or start.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let configs = as_run(context, init);
    for (index, config) in configs.iter().enumerate() {
        for service in config.services() {
            let starts = service.ensure_running() == Some(true) || service.enabled() == Some(true);
            let name = service.name().strip_suffix(".service").unwrap_or(service.name());
            let gives = |config: &Config<'_>| {
                let unit = format!("/{name}.service");
                let script = format!("/etc/init.d/{name}");
                let written = config.files().find(|file| file.name().ends_with(&unit) || file.name() == script);
                let package = config.packages().find(|package| package.name() == name);
                written.map(|file| file.name().to_string()).or(package.map(|_| format!("the package {name}")))
            };
            let earlier = configs.get(..=index).unwrap_or_default();
            // Commands may install anything.
            let may = |config: &Config<'_>| gives(config).is_some() || config.section(Section::Commands).is_some();
            if !starts || service.manager() == "windows" || earlier.iter().any(may) {
                continue;
            }
            let later = configs.get(index + 1..).unwrap_or_default();
            let Some((by, what)) = later.iter().find_map(|config| Some((config.name(), gives(config)?))) else {
                continue;
            };
            let message =
                format!("{name} is started here, but {what} comes with {by}, which runs later: cfn-init stops.");
            context
                .report(service.path(), message)
                .help(format!("Move the service to {by}, or run {by} before {}.", config.name()));
        }
    }
}
