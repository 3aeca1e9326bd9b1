//! cfn-signal names the handle of a wait condition as if it were a resource that waits.
//!
//! ```yaml bad
//! Resources:
//!   Done: {Type: AWS::CloudFormation::WaitConditionHandle}
//!   # cf-init: allow signal/wait-once because this example is about the handle
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
//!   # cf-init: allow signal/wait-once because this example is about the handle
//!   Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Done, Timeout: "600"}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-signal -e $? '${Done}'
//! ```
//!
//! ```yaml good
//! Resources:
//!   Done: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Timeout: PT15M}}}
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Done --region ${AWS::Region}
//! ```

use crate::check::signal::WAITING;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::wait_condition;
use crate::template::resource::attribute;
use crate::template::user_data::{CfnOption, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/wait-handle",
    name: "Signal to a wait condition's handle by its name",
    severity: Severity::Error,
    why: "The handle of a wait condition is signalled by its address. A signal to it by its logical id is refused, and the wait condition ends at its timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for step in data.steps_of(StepKind::Signal) {
        let Some(name) = step.says(CfnOption::Resource) else { continue };
        let Some(resource) = context.template().resource(name) else { continue };
        // A wait condition with a CreationPolicy is signalled by its name.
        let kind = resource.kind().filter(|_| resource.node().get(attribute::CREATION_POLICY).is_none());
        if matches!(kind, Some(wait_condition::HANDLE_TYPE | wait_condition::CONDITION)) {
            let handle = if kind == Some(wait_condition::CONDITION) { "HANDLE" } else { name };
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
