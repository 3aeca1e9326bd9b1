//! cfn-init is called for a resource of the template.
//!
//! ```user-data script bad
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Wbe --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::section;
use crate::template::user_data::{CfnOption, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/unknown-resource",
    name: "Metadata of an unknown resource",
    severity: Severity::Error,
    why: "cfn-init asks CloudFormation for the metadata of the resource that --resource names. If the stack has none of this name it fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-init.html",
    check: Check::UserData(check),
    also: &[Also::Linked, Also::Section(section::TRANSFORM)],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    // Macros and loops make resources of their own.
    if template.may_grow(section::RESOURCES) || !template.resource_loops().is_empty() {
        return;
    }
    for step in data.steps_of(StepKind::Init) {
        let own = step.says(CfnOption::Stack).is_some_and(|stack| stack.starts_with("${AWS::Stack"));
        let Some(name) = step.says(CfnOption::Resource).filter(|_| own) else { continue };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        if is_name && template.resource(name).is_none() && template.resource("Fn::Transform").is_none() {
            let message = format!("The template has no resource {name}: cfn-init fails and sets up nothing.");
            context.report_step(data, step, message).help("Name the resource that has AWS::CloudFormation::Init.");
        }
    }
}
