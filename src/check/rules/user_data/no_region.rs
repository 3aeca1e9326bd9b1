//! cfn-init or cfn-signal is called without `--region`.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;
use crate::template::user_data::{CfnOption, StepKind};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/no-region",
    name: "Call without --region",
    severity: Severity::Warning,
    why: "Without --region the helper scripts ask us-east-1.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for step in data.steps_of(StepKind::Init).chain(data.steps_of(StepKind::Signal)) {
        let has_region = step.says(CfnOption::Handle).is_some() || step.says(CfnOption::Region).is_some();
        if !step.fields.is_empty() && !has_region {
            let program = step.kind.title();
            context.report_step(data, step, format!("{program} is called without --region: it asks in us-east-1."));
        }
    }
}
