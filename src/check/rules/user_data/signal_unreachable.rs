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

use crate::check::signal::{WAITING, failures, named, report};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::signal::{SignalOutcome, SignalOutlook};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-unreachable",
    name: "Signal that is not sent",
    severity: Severity::Warning,
    why: "With set -e a failed command ends the script. CloudFormation then waits for the signal until its timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    report(context, data, verdict);
}

fn verdict(outlook: &SignalOutlook) -> Option<String> {
    let silent = failures(outlook, SignalOutcome::Nothing);
    let signals = outlook.rows.first().is_some_and(|row| row.outcome != SignalOutcome::Nothing);
    (signals && !silent.is_empty()).then(|| {
        let (what, time) = (named(&silent), outlook.wait.time());
        format!("If {what} fails, the script ends without a signal: CloudFormation waits {time} and rolls back.")
    })
}
