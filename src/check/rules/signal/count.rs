//! A CreationPolicy waits for more signals than machines are started.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::AutoScaling::AutoScalingGroup
//!     CreationPolicy: {ResourceSignal: {Count: 3, Timeout: PT15M}}
//!     Properties:
//!       MinSize: "1"
//!       MaxSize: "3"
//!       DesiredCapacity: "2"
//!       AvailabilityZones: !GetAZs ""
//!       LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
//!   Launch:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         UserData:
//!           Fn::Base64: !Sub |
//!             #!/bin/bash
//!             cfn-signal -e $? --stack ${AWS::StackName} --resource Group --region ${AWS::Region}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           cfn-signal -e $? --id first --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//!           cfn-signal -e $? --id second --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Resource;
use crate::template::number::whole_number;
use crate::template::signal::{WaitReason, policy_path};
use crate::template::user_data::{GROUP, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/count",
    name: "More signals than machines",
    severity: Severity::Error,
    why: "CloudFormation counts the signals of one machine once, however many it sends: waiting for more than are started ends at the timeout.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html",
    check: Check::UserData(check),
    also: &[Also::ResourcesWith(&[
        "creationpolicy",
        "waitcondition",
        "launchtemplate",
        "launchconfiguration",
        "signal",
    ])],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    // Signals with names of their own count one by one.
    if ["--id", " -i "].iter().any(|option| data.text.text().contains(option)) {
        return;
    }
    for outlook in context.awaited(data).iter() {
        let id = &outlook.wait.resource;
        let Some(resource) = template.resource(id).filter(|one| !one.is_in_loop()) else { continue };
        let Ok(wanted) = outlook.wait.count.trim().parse::<u32>() else { continue };
        let Some(started) = started(resource).filter(|started| wanted > *started) else { continue };
        let signals_too = |other: Resource<'_>| {
            let source = other.node().source();
            other.id() != data.holder
                && other.id() != id.as_str()
                && source.contains("signal")
                && source.contains(id.as_str())
        };
        if outlook.wait.reason != WaitReason::CreationPolicy || template.resources().any(signals_too) {
            continue;
        }
        let machines = match started {
            0 => "no machine is".to_string(),
            1 => "one machine is".to_string(),
            _ => format!("{started} machines are"),
        };
        let signals = if wanted == 1 { "a signal".to_string() } else { format!("{wanted} signals") };
        let message = format!(
            "CloudFormation waits for {signals} of {id}, and {machines} started: it gives up when the time is over."
        );
        context
            .report(&policy_path(template, id), message)
            .help(format!("Write {started} as the Count, or start more machines."));
    }
}

/// How many machines are started at first, where the template says it.
fn started(resource: Resource<'_>) -> Option<u32> {
    if resource.is_instance() {
        return Some(1);
    }
    let size = resource.property("DesiredCapacity").or_else(|| resource.property("MinSize"))?;
    whole_number(size).filter(|_| resource.kind() == Some(GROUP))
}
