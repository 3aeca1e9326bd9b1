//! A CreationPolicy or a wait condition waits longer than CloudFormation does, or no duration says how long.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT13H}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: 15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Timeout: 86400}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT12H}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::schema::{creation_policy as policy, update_policy, wait_condition};
use crate::template::resource::attribute;
use crate::template::signal::{policy_path, waits};
use crate::template::{Resource, duration};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/timeout",
    name: "Timeout over 12 hours",
    severity: Severity::Error,
    why: "The timeout of a signal is at most 12 hours, written as PT#H#M#S in a CreationPolicy, in seconds in a wait condition.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let seconds = waits(resource).and_then(|waits| waits.seconds).unwrap_or_default();
    if seconds > duration::LONGEST * 60 {
        let message = format!("{} is longer than CloudFormation waits: 12 hours at most.", duration::in_words(seconds));
        let at = policy_path(context.template(), resource.id());
        context.report(&at, message);
        return;
    }
    if resource.kind() == Some("AWS::CloudFormation::WaitCondition")
        && let Some(node) = resource.property(wait_condition::TIMEOUT.key).filter(|node| node.tag().is_none())
        && node
            .scalar()
            .and_then(|text| text.trim().parse().ok())
            .is_some_and(|given: u64| given > u64::from(duration::LONGEST) * 60)
    {
        let text = node.scalar().unwrap_or_default();
        context.report(
            &node.path(),
            format!("{text} seconds are longer than CloudFormation waits: 43200 at most, 12 hours."),
        );
    }
    let of = |policy: &str, key: &str, below: &str| resource.node().get(policy)?.get(key)?.get(below);
    let creation = of(attribute::CREATION_POLICY, policy::RESOURCE_SIGNAL_KEY, policy::TIMEOUT.key);
    let pause = of(attribute::UPDATE_POLICY, update_policy::ROLLING, update_policy::PAUSE.key);
    for node in creation.into_iter().chain(pause).filter(|node| node.tag().is_none()) {
        let Some(text) = node.scalar().filter(|text| !text.starts_with('P') && !text.contains(['$', '{'])) else {
            continue;
        };
        context.report(&node.path(), format!("{text} is no duration: CloudFormation refuses the template."));
        context.help("Write hours, minutes and seconds as PT#H#M#S: PT15M are 15 minutes.");
        if let Some(right) = meant(text) {
            let at = node.path();
            context.fix(format!("Write {right}"), move |_| {
                vec![Edit::Set { at: at.clone(), value: right.as_str().into() }]
            });
        }
    }
}

/// The duration that seconds, or a number with a unit, stand for.
fn meant(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let own = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("PT{text}S")
    } else {
        format!("PT{}", text.trim_start_matches('T'))
    };
    duration::seconds(&own).map(|_| own)
}
