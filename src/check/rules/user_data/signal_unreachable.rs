//! The script ends at the first failure, before it signals.
//!
//! ```user-data script bad
//! #!/bin/bash -e
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash -e
//! trap '/opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-unreachable",
    name: "Signal that is not sent",
    severity: Severity::Warning,
    why: "With set -e a failed command ends the script. CloudFormation then waits for the signal until its timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(signal) = data.plain_signal().filter(|_| data.stops_at_faults()) else { return };
    let message = "The script ends at the first command that fails. cfn-signal is not reached then, and CloudFormation \
                   waits until its time is over.";
    context.report_step(data, signal, message);
    let holder = data.holder.clone();
    context.fix("Signal even on failure", move |document| {
        recipe::user_data::signal_by_trap(document, &holder).unwrap_or_default()
    });
}
