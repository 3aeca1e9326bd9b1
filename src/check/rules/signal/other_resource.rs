//! The user data signals another resource than the one that CloudFormation waits for.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Other --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::signal::WAITING;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::wait_condition;
use crate::template::signal::{policy_path, waiter};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/other-resource",
    name: "Signal for another resource",
    severity: Severity::Error,
    why: "A signal counts only for the resource that it names; the wait for the other one ends at the timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(id) = waiter(context.template(), data) else { return };
    let targets = data.targets();
    let names: Vec<String> = targets.iter().filter_map(|target| target.clone().name()).collect();
    // A handle is a finding of its own.
    let is_handle = |name: &String| {
        context.template().resource(name).is_some_and(|one| one.kind() == Some(wait_condition::HANDLE_TYPE))
    };
    if names.len() < targets.len() || names.iter().any(is_handle) {
        return;
    }
    if !names.is_empty() && !names.contains(&id) {
        let message = format!("The user data signals {}, CloudFormation waits for {id}.", names.join(", "));
        let at = policy_path(context.template(), &id);
        context.report(&at, message);
    }
}
