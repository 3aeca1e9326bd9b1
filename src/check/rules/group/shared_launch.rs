//! Two groups start their machines by one launch template, whose user data signals both.
//!
//! ```yaml bad
//! Resources:
//!   Launch:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         UserData:
//!           Fn::Base64: !Sub |
//!             #!/bin/bash
//!             yum -y update
//!             rc=$?
//!             cfn-signal -e $rc --stack ${AWS::StackName} --resource Blue --region ${AWS::Region}
//!             cfn-signal -e $rc --stack ${AWS::StackName} --resource Green --region ${AWS::Region}
//!   Blue:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
//!     Properties: {MinSize: '1', MaxSize: '1', LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}}
//!   Green:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
//!     Properties: {MinSize: '1', MaxSize: '1', LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Launch:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         UserData:
//!           Fn::Base64: !Sub |
//!             #!/bin/bash
//!             yum -y update
//!             rc=$?
//!             cfn-signal -e $rc --stack ${AWS::StackName} --resource Blue --region ${AWS::Region}
//!   Blue:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
//!     Properties: {MinSize: '1', MaxSize: '1', LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}}
//! ```

use crate::check::signal::WAITING;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::describe::listed;
use crate::template::machine::groups_of;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "group/shared-launch",
    name: "Launch template of two groups that signals both",
    severity: Severity::Error,
    why: "Every machine runs the whole script: a machine of one group signals for the other, and CloudFormation counts machines that are not there.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let groups = groups_of(context.template(), &data.holder);
    let signalled = data.signalled();
    let both: Vec<String> =
        groups.iter().map(|group| group.id().to_string()).filter(|id| signalled.contains(id)).collect();
    // What a condition chooses between is asked for in the script.
    let chooses = ["if ", "case ", "[ "].iter().any(|word| data.text.text().contains(word));
    if both.len() < 2 || chooses {
        return;
    }
    let message = format!("Each machine of {} runs this script and signals for all of them.", listed(&both));
    context.report(&data.at, message).help("Give each group a launch template of its own.");
}
