//! A package that Amazon Linux 2023 does not have.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {awslogs: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {commands: {01_more: {command: yum install -y gcc epel-release}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {commands: {01_more: {command: yum install -y epel-release, ignoreErrors: "false"}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {amazon-cloudwatch-agent: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//!   Old:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {awslogs: []}}}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2}}'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {amazon: [yum], debian: [apt]}
//!         yum: {packages: {yum: {httpd: []}}}
//!         apt: {packages: {yum: {awslogs: []}}, commands: {01_more: {command: yum install -y epel-release}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web -c amazon --region ${AWS::Region}
//! ```

use crate::check::order::chosen;
use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::system::not_in_al2023;
use crate::template::system::image_system;
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/not-in-al2023",
    name: "Package that Amazon Linux 2023 lacks",
    severity: Severity::Error,
    why: "Amazon Linux 2023 left out packages of Amazon Linux 2, and takes none of EPEL. cfn-init asks yum for them, gets nothing and stops.",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(system) = image_system(context.template(), init.resource().id()) else { return };
    if system.release() == "Amazon Linux 2023" {
        let configs = chosen(context, init);
        for config in &configs {
            for package in config.packages().filter(|package| package.manager() == "yum") {
                let Some(instead) = not_in_al2023(package.name()) else { continue };
                let message = format!("Amazon Linux 2023 has no package {}: cfn-init stops here.", package.name());
                context.report(package.path(), message).help(instead);
            }
        }
        for (config, command, one) in texts(context, init) {
            let is_run = configs.iter().any(|one| one.name() == config.name());
            let ignores = command.ignores_errors() != Some(false);
            if ignores || !is_run || command.has_test() || one.text.text().contains(['|', ';']) {
                continue;
            }
            for found in commands(one.text.text()).iter().filter(|found| installs(found)) {
                let Some((name, instead)) = found.arguments().find_map(|word| Some((word, not_in_al2023(word)?)))
                else {
                    continue;
                };
                let message = format!("Amazon Linux 2023 has no package {name}: the command fails.");
                report_text(context, (&one.at, &one.text), found.span(), message).help(instead);
            }
        }
    }
}

/// True for a command that installs packages of the system.
fn installs(command: &ShellCommand<'_>) -> bool {
    ["yum", "dnf"].contains(&command.program())
        && command.verb() == Some("install")
        && !command.arguments().any(|word| word.contains("skip-"))
}
