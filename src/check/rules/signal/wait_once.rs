//! A wait condition waits when it is made, and at no update.
//!
//! ```yaml bad
//! Resources:
//!   Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
//!   Ready: {Type: AWS::CloudFormation::WaitCondition, DependsOn: Web, Properties: {Handle: !Ref Handle, Timeout: 600}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           uptime
//!           cfn-signal -e $? '${Handle}'
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT10M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//!           uptime
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::wait_condition::CONDITION;
use crate::template::Resource;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/wait-once",
    name: "Wait condition after an update",
    severity: Severity::Note,
    why: "CloudFormation updates no wait condition. A machine that an update makes is not waited for unless handle and condition get new logical ids.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind() != Some(CONDITION) || resource.property("Handle").is_none() {
        return;
    }
    let message = format!("{} waits in the first deployment only: updates do not wait for the machine.", resource.id());
    context.report(&resource.path(), message).help("Let the machine itself wait, by a CreationPolicy.");
}
