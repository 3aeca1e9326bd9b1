//! A service has the name that it has on another system.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {services: {systemd: {apache2: {enabled: true, ensureRunning: true}}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/systemd/system/cron.service: {content: "[Service]\nType=notify\nExecStart=/opt/cron\n"}}
//!           services: {systemd: {httpd: {enabled: true, ensureRunning: true}, cron: {ensureRunning: true}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {amazon: [yum], debian: [apt]}
//!         yum: {services: {systemd: {httpd: {enabled: true, ensureRunning: true}}}}
//!         apt: {services: {systemd: {apache2: {enabled: true, ensureRunning: true}}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web -c amazon --region ${AWS::Region}
//! ```

use crate::check::order::chosen;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::system::{Family, service};
use crate::template::system::image_system;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/other-system",
    name: "Service with the name of another system",
    severity: Severity::Warning,
    why: "Distributions name the service of one program in different ways. cfn-init stops at a service that the system does not have.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// Names of Amazon Linux that Ubuntu and Debian take, too: as other names of a service, or by packages of their own.
const ALSO_APT: [&str; 4] = ["sshd", "chronyd", "nfs-server", "mysqld"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(system) = image_system(context.template(), init.resource().id()) else { return };
    let (own, other) = match system.os.family() {
        Family::Apt => (Family::Apt, Family::Yum),
        Family::Yum => (Family::Yum, Family::Apt),
    };
    let has_unit = |name: &str| {
        let file = format!("/{name}.service");
        init.configs().any(|config| {
            config.files().any(|one| one.name().ends_with(&file) || one.name() == format!("/etc/init.d/{name}"))
        })
    };
    for config in chosen(context, init) {
        for one in config.services() {
            let name = one.name();
            let Some(right) = service(other, name).filter(|right| *right != name && service(own, name).is_none())
            else {
                continue;
            };
            let has_own = config.services().any(|known| known.name() == right);
            if has_own || has_unit(name) || own == Family::Apt && ALSO_APT.contains(&name) {
                continue;
            }
            let message = format!(
                "On {} this service is called {right}: if nothing else brings {name}, cfn-init stops here.",
                system.release()
            );
            let at = one.path().clone();
            context.report(one.path(), message).fix(format!("Rename to {right}"), move |_| {
                vec![Edit::Rename { at: at.clone(), to: right.to_string() }]
            });
        }
    }
}
