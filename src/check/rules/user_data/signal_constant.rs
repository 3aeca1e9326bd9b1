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

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::user_data::UserData;
use crate::template::user_data::{CfnOption, ScriptStep, SignalCondition, StepKind};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/signal-constant",
    name: "Signal that is always success",
    severity: Severity::Warning,
    why: "CloudFormation counts the resource as created although its script failed.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.stops_at_faults() || data.plain_signal().is_none() {
        return;
    }
    let is_constant = |step: &&ScriptStep| {
        step.when == Some(SignalCondition::Reached)
            && (step.says(CfnOption::ExitCode) == Some("0") || step.says(CfnOption::Success) == Some("true"))
    };
    if let Some(signal) = data.steps_of(StepKind::Signal).find(is_constant) {
        context.report_step(data, signal, "cfn-signal reports success whatever happened before.");
        let holder = data.holder.clone();
        context.fix("Signal even on failure", move |document| {
            recipe::user_data::signal_by_trap(document, &holder).unwrap_or_default()
        });
    }
}
