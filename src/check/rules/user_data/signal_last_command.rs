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

use crate::check::signal::{WAITING, failures, has_outcome, named, report};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::signal::{SignalOutcome, SignalOutlook};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-last-command",
    name: "Signal of one command",
    severity: Severity::Warning,
    why: "The exit code of $? is that of the last command alone. A failure before it is reported as success.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    report(context, data, verdict);
}

fn verdict(outlook: &SignalOutlook) -> Option<String> {
    let mut unheard = failures(outlook, SignalOutcome::Success);
    unheard.retain(|command| !command.handled);
    let tells = has_outcome(outlook, SignalOutcome::Failure) || has_outcome(outlook, SignalOutcome::Unknown);
    (tells && !unheard.is_empty()).then(|| {
        let what = named(&unheard);
        format!("If {what} fails, CloudFormation gets success all the same: the signal tells only of what comes later.")
    })
}
