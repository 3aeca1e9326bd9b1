//! cfn-init installs packages with the package manager of another system.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {apt: {apache2: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {httpd: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```

use crate::check::order::chosen;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::system::Family;
use crate::template::system::image_system;
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/other-system",
    name: "Package manager of another system",
    severity: Severity::Error,
    why: "cfn-init calls the package manager that the metadata name. Where the system does not have it, cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(system) = image_system(context.template(), init.resource().id()) else { return };
    let strangers: &[&str] = match system.os.family() {
        Family::Apt => &["yum", "rpm", "zypper", "msi"],
        Family::Yum => &["apt", "zypper", "msi"],
    };
    for config in chosen(context, init) {
        let Some(packages) = config.section(Section::Packages) else { continue };
        for manager in strangers.iter().filter(|name| packages.get(name).is_some_and(|node| !node.is_empty())) {
            let at = config.section_path(Section::Packages).join(*manager);
            let message = format!("{} has no {manager}: cfn-init stops here.", system.release());
            context.report(&at, message).help(format!(
                "Name the packages of {} under {}.",
                system.os.name(),
                system.os.family().manager()
            ));
        }
    }
}
