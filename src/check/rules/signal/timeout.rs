//! A CreationPolicy waits longer than CloudFormation does.
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
use crate::template::signal::{policy_path, waits};
use crate::template::{Resource, duration};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/timeout",
    name: "Timeout over 12 hours",
    severity: Severity::Error,
    why: "The timeout of a signal is at most 12 hours.",
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
    }
}
