//! A command calls a program of another system.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_php: {command: amazon-linux-extras install -y php8.2}}}
//!     Properties: {ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_php: {command: amazon-linux-extras install -y php8.2, ignoreErrors: false}}}
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
//!           commands:
//!             01_php: {command: yum install -y php8.2}
//!             02_old: {command: amazon-linux-extras install -y php8.2, test: command -v amazon-linux-extras}
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
//!         yum: {commands: {01_php: {command: yum install -y php8.2}}}
//!         apt: {commands: {01_php: {command: amazon-linux-extras install -y php8.2}}}
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web -c amazon --region ${AWS::Region}
//! ```

use crate::check::order::chosen;
use crate::check::shell::{report_text, stranger, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::system::image_system;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/other-system",
    name: "Program of another system",
    severity: Severity::Error,
    why: "The shell does not find the program, the command fails with exit code 127, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(system) = image_system(context.template(), init.resource().id()) else { return };
    let configs = chosen(context, init);
    for (config, command, one) in texts(context, init) {
        let is_run = configs.iter().any(|one| one.name() == config.name());
        let ignores = command.ignores_errors() != Some(false);
        let Some(found) = stranger(one.text.text(), &system).filter(|_| is_run && !ignores && !command.has_test())
        else {
            continue;
        };
        let message =
            format!("{} has no {}: command not found, and cfn-init stops here.", system.release(), found.program());
        report_text(context, (&one.at, &one.text), found.span(), message);
    }
}
