//! cfn-hup runs cfn-init again, and a service is restarted each time whether something changed or not.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_app: {command: 'true'}}
//!           files:
//!             /etc/cfn/cfn-hup.conf: {content: !Sub "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n"}
//!             /etc/cfn/hooks.conf:
//!               content: !Sub |
//!                 [reload]
//!                 triggers=post.update
//!                 path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!                 action=/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!                 runas=root
//!           services:
//!             systemd:
//!               cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//!               app: {ensureRunning: true, commands: [01_app]}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_app: {command: 'true', test: 'test -e /opt/app/new'}}
//!           files:
//!             /etc/cfn/cfn-hup.conf: {content: !Sub "[main]\nstack=${AWS::StackId}\nregion=${AWS::Region}\ninterval=5\n"}
//!             /etc/cfn/hooks.conf:
//!               content: !Sub |
//!                 [reload]
//!                 triggers=post.update
//!                 path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!                 action=/opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!                 runas=root
//!           services:
//!             systemd:
//!               cfn-hup: {enabled: true, ensureRunning: true, files: [/etc/cfn/cfn-hup.conf, /etc/cfn/hooks.conf]}
//!               app: {ensureRunning: true, commands: [01_app]}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Section;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/restarted-each-run",
    name: "Service that is restarted at each run",
    severity: Severity::Warning,
    why: "A command that runs counts as a change, and so does an archive, which is unpacked at each run.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let init = context.template().resource(&hup.resource).and_then(|resource| resource.init());
    let Some(init) = init.filter(|_| !hup.hooks.is_empty()) else { return };
    for config in init.configs() {
        for service in config.services().filter(|service| service.manager() != "windows") {
            for trigger in service.triggers() {
                let (what, help) = match trigger.section {
                    Section::Commands => {
                        let command = config.commands().find(|command| command.name() == trigger.name);
                        if command.is_none_or(|command| command.has_test()) {
                            continue;
                        }
                        ("runs at each run of cfn-init", "Give the command a test.")
                    }
                    Section::Sources if config.names(Section::Sources).contains(&trigger.name) => (
                        "is unpacked at each run of cfn-init",
                        "Put the version into the path of the folder, and name a file with the version as the trigger.",
                    ),
                    _ => continue,
                };
                let message = format!("{} is restarted at each update: {} {what}.", service.name(), trigger.name);
                context.report(&service.path().join(trigger.section.key()), message).help(help);
            }
        }
    }
}
