//! Services of systemd with helper scripts that do not know it.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {services: {systemd: {nginx: {ensureRunning: true}}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           easy_install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-latest.tar.gz
//!           /usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {services: {systemd: {nginx: {ensureRunning: true}}}}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-31.tar.gz
//!           /usr/local/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::helper::{installed, shown};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, Section};

const SYSTEMD: &str = "systemd";

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/old-helper",
    name: "systemd with old helper scripts",
    severity: Severity::Error,
    why: "Before 2.0-10 cfn-init knows no systemd: it logs a warning, starts nothing and ends with exit code 0.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/releasehistory-aws-cfn-bootstrap.html",
    check: Check::Init(check),
    also: &[Also::Machine],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let data = context.user_data(init.resource().id());
    let Some(version) = data.as_deref().and_then(installed).filter(|version| *version < (2, 0, 10)) else { return };
    for config in init.configs() {
        let at = config.section_path(Section::Services).join(SYSTEMD);
        if context.document().node(&at).is_some() {
            let message = format!(
                "The helper scripts {} do not know systemd: these services are left as they are.",
                shown(version)
            );
            context.report(&at, message).help("Install version 2.0-10 of the helper scripts or a later one.");
        }
    }
}
