//! cfn-signal reports how the command before it ended, not the script.
//!
//! ```user-data script bad
//! #!/bin/bash
//! apt-get update && apt-get install -y python3-pip
//! pip3 install https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-latest.tar.gz
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::user_data::StepKind;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-last-command",
    name: "Signal of one command",
    severity: Severity::Warning,
    why: "The exit code of $? is that of the last command alone. A failure before it is reported as success.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(signal) = data.plain_signal().filter(|_| !data.stops_at_faults()) else { return };
    if data.steps_of(StepKind::Install).next().is_some() {
        let message = "cfn-signal reports only the command right before it. Earlier failures go unreported.";
        context.report_step(data, signal, message);
        let holder = data.holder.clone();
        context.fix("Signal even on failure", move |document| {
            recipe::user_data::signal_by_trap(document, &holder).unwrap_or_default()
        });
    }
}
