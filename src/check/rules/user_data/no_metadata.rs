//! The resource that cfn-init is called for has metadata for it.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {Owner: web}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {}}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::section;
use crate::template::user_data::{CfnOption, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/no-metadata",
    name: "cfn-init without metadata",
    severity: Severity::Warning,
    why: "cfn-init does what AWS::CloudFormation::Init of the resource says. Without it cfn-init does nothing and reports success.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-init.html",
    check: Check::UserData(check),
    also: &[Also::Linked, Also::Section(section::TRANSFORM)],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    if template.may_grow(section::RESOURCES) {
        return;
    }
    for step in data.steps_of(StepKind::Init) {
        let resource = step.says(CfnOption::Resource).and_then(|name| template.resource(name));
        let Some(resource) = resource.filter(|resource| !resource.is_in_loop()) else { continue };
        // A function gives metadata that only the deployment knows; a misspelt key has a finding of its own.
        let may_have = resource.metadata().is_some_and(|metadata| {
            let is_other = |key: &str| key.starts_with("Fn::") || key.to_lowercase().contains("init");
            metadata.tag().is_some() || metadata.entries().any(|entry| is_other(entry.key()))
        });
        if !may_have && resource.node().get("Fn::Transform").is_none() {
            let id = resource.id();
            let message = format!("{id} has no AWS::CloudFormation::Init: cfn-init does nothing and reports success.");
            context.report_step(data, step, message).help(
                "Add the metadata to this resource, name the resource that has it, or remove the call of cfn-init.",
            );
        }
    }
}
