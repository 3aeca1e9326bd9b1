//! CloudFormation waits for a signal of a machine that has no user data.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT5M}}
//!     Properties: {InstanceType: t3.micro}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT5M}}
//!     Properties:
//!       InstanceType: t3.micro
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//!           uptime
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Kind;
use crate::recipe::wait::remove_policy;
use crate::template::machine::start_of;
use crate::template::resource::attribute;
use crate::template::signal::{policy_path, waits};
use crate::template::user_data::path_of;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/no-user-data",
    name: "Signal of a machine without a script",
    severity: Severity::Warning,
    why: "Unless the image itself signals, CloudFormation waits until the timeout, and the creation fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    for resource in template.single_resources() {
        // Few resources have a policy, and most of these machines have user data: both are told at once.
        if resource.node().get(attribute::CREATION_POLICY).is_none() {
            continue;
        }
        if resource.property("UserData").is_some() {
            continue;
        }
        let Some(start) = start_of(template, resource.id()) else { continue };
        let Some(at) = path_of(start).filter(|at| context.document().node(at).is_none()) else { continue };
        if waits(resource).is_none_or(|waits| waits.count == "0") {
            continue;
        }
        let above = at.parent().and_then(|above| context.document().node(&above));
        let is_written = above.is_some_and(|above| {
            above.is_plain(Kind::Mapping) && !above.entries().any(|entry| entry.key().starts_with("Fn::"))
        });
        let is_elsewhere = start.property("LaunchTemplate").is_some() || start.is_in_loop();
        if !is_written || is_elsewhere {
            continue;
        }
        // A script of another resource may signal for it.
        let signals = |text: &str| text.to_ascii_lowercase().contains("signal");
        let texts = template
            .resources()
            .flat_map(|other| other.node().descendants().filter_map(|node| node.scalar()).collect::<Vec<_>>());
        if texts.into_iter().any(signals) {
            continue;
        }
        let policy = policy_path(template, resource.id());
        let message =
            format!("CloudFormation waits for a signal of {}, which has no user data to send one.", resource.id());
        let own = policy.clone();
        context.report(&policy, message).fix("Do not wait", move |document| remove_policy(document, &own));
    }
}
