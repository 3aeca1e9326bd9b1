//! sysvinit enables a service that has a unit of systemd only.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/systemd/system/app.service: {content: '[Service]'}
//!           services: {sysvinit: {app: {enabled: true, ensureRunning: true}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/systemd/system/app.service: {content: '[Service]'}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::recipe::service::change_manager;
use crate::template::user_data::BootSystem;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/sysvinit-unit",
    name: "sysvinit for a unit of systemd",
    severity: Severity::Error,
    why: "On Debian and Ubuntu sysvinit enables by update-rc.d, which finds no script in /etc/init.d and fails. cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    if context.system_of(init) != BootSystem::Debian {
        return;
    }
    for config in init.configs() {
        for service in config.services().filter(|one| one.manager() == "sysvinit" && one.enabled().is_some()) {
            let name = service.name();
            let has = |path: &str| init.configs().any(|config| config.files().any(|file| file.name() == path));
            let unit = format!("{name}.service");
            let is_unit = ["/etc/systemd/system/", "/lib/systemd/system/", "/usr/lib/systemd/system/"]
                .iter()
                .any(|folder| has(&format!("{folder}{unit}")));
            let is_packaged = init.configs().any(|config| config.packages().any(|package| package.name() == name));
            if !is_unit || is_packaged || has(&format!("/etc/init.d/{name}")) {
                continue;
            }
            let at = service.path().clone();
            let message = format!("update-rc.d finds no script of {name} in /etc/init.d: cfn-init stops here.");
            context.report(&at.clone(), message).fix("Use systemd", move |document| {
                change_manager(document, &at, "systemd").map(|(_, edits)| edits).unwrap_or_default()
            });
        }
    }
}
