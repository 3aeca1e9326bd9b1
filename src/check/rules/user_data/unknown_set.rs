//! The config sets that the user data asks for exist.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {first: [a], second: [a]}, a: {}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web -c "first, second" --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {first: [a]}, a: {}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web -c web --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {first: [a], second: [a]}, a: {}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           /opt/aws/bin/cfn-init --stack ${AWS::StackName} --resource Web -c first,second --region ${AWS::Region}
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::init::DEFAULT_SET;
use crate::template::section;
use crate::template::user_data::{CfnOption, StepField, StepKind, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/unknown-set",
    name: "Unknown config set",
    severity: Severity::Error,
    why: "cfn-init runs the config sets of -c in order, or the set default without -c. It stops at the first name that is no config set; blanks belong to a name.",
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
        let Some(init) = resource.and_then(|resource| resource.init()) else { continue };
        let sets = init.config_sets();
        // Without configSets there is one set, default, with the config named config.
        let names: Vec<&str> = sets.as_ref().map_or(vec![DEFAULT_SET], |sets| sets.names().collect());
        let is_function = |key: &str| key.starts_with("Fn::");
        let is_known = sets.is_none_or(|sets| sets.node().tag().is_none())
            && !names.is_empty()
            && !names.iter().any(|name| is_function(name))
            && !init.node().entries().any(|entry| is_function(entry.key()));
        let asked = step.says(CfnOption::ConfigSets);
        let text = asked.unwrap_or(DEFAULT_SET);
        if !is_known || text.contains(['$', '%', '{', '`']) {
            continue;
        }
        let Some(wrong) = text.split(',').find(|name| !names.contains(name)) else { continue };
        let id = init.resource().id();
        let message = match asked {
            None => format!(
                "{id} has no config set default, and cfn-init is called without -c: it stops before it does anything."
            ),
            Some(_) if names.contains(&wrong.trim()) => {
                format!("A blank is part of the name: {id} has no config set \"{wrong}\", and cfn-init stops there.")
            }
            Some(_) => format!("{id} has no config set {wrong}: cfn-init stops there."),
        };
        context.report_step(data, step, message).help(format!("Config sets of {id}: {}.", names.join(", ")));
        let trimmed: Vec<&str> = text.split(',').map(str::trim).collect();
        let span = step.field(StepField::Says(CfnOption::ConfigSets)).and_then(|field| field.span.clone());
        let Some(span) = span.filter(|_| trimmed.iter().all(|name| names.contains(name))) else { continue };
        let (holder, part) = (data.holder.clone(), (span, trimmed.join(",")));
        context.fix("Remove the blanks", move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}
