//! cfn-signal names the handle of a wait condition as if it were a resource that waits.
//!
//! ```yaml bad
//! Resources:
//!   Done: {Type: AWS::CloudFormation::WaitConditionHandle}
//!   Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Done, Timeout: "600"}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Done --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Done: {Type: AWS::CloudFormation::WaitConditionHandle}
//!   Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Done, Timeout: "600"}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-signal -e $? '${Done}'
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::{CfnOption, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/wait-handle",
    name: "Signal to a wait condition's handle by its name",
    severity: Severity::Error,
    why: "The handle of a wait condition is signalled by its address. A signal to it by its logical id is refused, and the wait condition ends at its timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[Also::Resources],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for step in data.steps_of(StepKind::Signal) {
        let Some(name) = step.says(CfnOption::Resource) else { continue };
        let kind = context.template().resource(name).and_then(|resource| resource.kind());
        if matches!(kind, Some("AWS::CloudFormation::WaitConditionHandle" | "AWS::CloudFormation::WaitCondition")) {
            let handle = if kind == Some("AWS::CloudFormation::WaitCondition") { "HANDLE" } else { name };
            let message = format!(
                "{name} waits for a call of its address: the signal by its logical id is refused, and the stack waits until \
                 the timeout."
            );
            context.report_step(data, step, message).help(format!(
                "Write cfn-signal -e $? '${{{handle}}}' within Fn::Sub instead of --stack, --resource and --region, or wait by \
                 a CreationPolicy of the instance."
            ));
        }
    }
}
