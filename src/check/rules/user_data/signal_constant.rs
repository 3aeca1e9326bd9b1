//! cfn-signal reports success whatever happened.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e 0 --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
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
use crate::template::user_data::{CfnOption, DataFormat, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-constant",
    name: "Signal that is always success",
    severity: Severity::Warning,
    why: "CloudFormation counts the resource as created although its script failed.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: WAITING,
};

fn check(context: &mut Context<'_>, data: &UserData) {
    report(context, data, verdict);
    // On Windows the words of the lines have to do.
    let mut codes = data.steps_of(StepKind::Signal).map(|step| step.says(CfnOption::ExitCode)).peekable();
    if data.format == DataFormat::Windows
        && codes.peek().is_some()
        && codes.all(|code| code == Some("0"))
        && let Some(signal) = data.steps_of(StepKind::Signal).next()
    {
        context.report_step(data, signal, "cfn-signal reports success whatever happens before.");
    }
}

fn verdict(outlook: &SignalOutlook) -> Option<String> {
    let unheard = failures(outlook, SignalOutcome::Success);
    let tells = has_outcome(outlook, SignalOutcome::Failure) || has_outcome(outlook, SignalOutcome::Unknown);
    let is_constant = !tells && unheard.iter().any(|command| !command.handled);
    is_constant
        .then(|| format!("cfn-signal reports success whatever happens before: if {} fails, too.", named(&unheard)))
}
