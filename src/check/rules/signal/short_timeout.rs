//! A CreationPolicy waits for less time than a machine takes to start.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT10S}}
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
//!     CreationPolicy: {ResourceSignal: {Timeout: PT5M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::{creation_policy as policy, ec2};
use crate::template::resource::attribute;
use crate::template::signal::waits;
use crate::template::user_data::GROUP;
use crate::template::{Resource, duration};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/short-timeout",
    name: "Timeout shorter than a start",
    severity: Severity::Warning,
    why: "The time begins when the machine is asked for. Before its user data run, it has to boot: that alone takes up to a minute.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html",
    check: Check::Resource(check),
    also: &[],
};

/// Fewer seconds are hardly enough for a boot.
const LEAST: u32 = 60;

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if !matches!(resource.kind(), Some(ec2::INSTANCE | GROUP)) {
        return;
    }
    let written =
        resource.node().get(attribute::CREATION_POLICY).and_then(|node| node.get(policy::RESOURCE_SIGNAL_KEY));
    let Some(node) = written.and_then(|node| node.get(policy::TIMEOUT.key)) else { return };
    let seconds = waits(resource).and_then(|waits| waits.seconds).filter(|seconds| *seconds < LEAST);
    if let Some(seconds) = seconds {
        let time = duration::in_words(seconds);
        let message = format!("{time} are hardly enough to boot: CloudFormation gives up before the signal.");
        context.report(&node.path(), message).help("Wait some minutes: PT10M.");
    }
}
