//! The helper scripts of a group come from an address whose content changes.
//!
//! ```yaml bad
//! Resources:
//!   Launch:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         MetadataOptions: {HttpTokens: required}
//!         UserData:
//!           Fn::Base64: |
//!             #!/bin/bash
//!             /opt/aws/venv/bin/pip install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: '1'
//!       MaxSize: '2'
//!       VPCZoneIdentifier: [subnet-0123456789abcdef0]
//!       LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Launch:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         MetadataOptions: {HttpTokens: required}
//!         UserData:
//!           Fn::Base64: |
//!             #!/bin/bash
//!             /opt/aws/venv/bin/pip install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-31.tar.gz
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     Properties:
//!       MinSize: '1'
//!       MaxSize: '2'
//!       VPCZoneIdentifier: [subnet-0123456789abcdef0]
//!       LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
//! ```

use crate::check::signal::WAITING;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{UserData, group_of};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/helper-latest",
    name: "Helper scripts of no fixed version",
    severity: Severity::Note,
    why: "AWS puts each new version under the same name: a machine that the group starts next month may get other helper scripts than those of today.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/releasehistory-aws-cfn-bootstrap.html",
    check: Check::UserData(check),
    also: WAITING,
};

const LATEST: &str = "/aws-cfn-bootstrap-py3-latest.tar.gz";

fn check(context: &mut Context<'_>, data: &UserData) {
    // A single machine installs them once.
    if !data.text.text().contains(LATEST) || group_of(context.template(), &data.holder).is_none() {
        return;
    }
    let is_latest = |word: &str| word.ends_with(LATEST);
    for command in data.commands().filter(|command| command.arguments().any(is_latest)) {
        let message = "The archive changes with each version of the helper scripts.";
        context
            .report_script(data, command.span(), message)
            .help("Name a version that you have tried: aws-cfn-bootstrap-py3-2.0-31.tar.gz.");
    }
}
