//! CloudFormation waits for a signal that the user data does not send.
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
//!           uptime
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

use crate::check::{Check, Context, Rule, Severity};
use crate::template::signal::{policy_path, waiter};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/nobody-signals",
    name: "Signal that nobody sends",
    severity: Severity::Error,
    why: "CloudFormation waits until the timeout, then the creation fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(id) = waiter(context.template(), data) else { return };
    if data.signalled().is_empty() {
        let message = format!("CloudFormation waits for {id} and nobody signals: it gives up when the time is over.");
        let at = policy_path(context.template(), &id);
        context.report(&at, message);
    }
}
