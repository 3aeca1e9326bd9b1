//! CloudFormation waits for a signal that the user data does not send.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           uptime
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
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
//!     CreationPolicy: {ResourceSignal: {Timeout: PT15M}}
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #cloud-config
//!           runcmd:
//!             - [sh, -c, "cfn-signal -e 0 --stack ${AWS::StackName} --resource Web --region ${AWS::Region}"]
//! ```

use crate::check::signal::{WAITING_TYPES, restarts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Template;
use crate::template::signal::{SignalOutcome, WaitReason, policy_path};
use crate::template::system::Machine;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/nobody-signals",
    name: "Signal that nobody sends",
    severity: Severity::Error,
    why: "CloudFormation waits until the timeout, then the creation fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[Also::Linked, Also::ResourcesOf(WAITING_TYPES), Also::ResourcesWith(&["signal"])],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    // Signals for another resource are a finding of their own.
    if !data.targets().is_empty() {
        return;
    }
    for outlook in context.awaited(data).iter() {
        let id = &outlook.wait.resource;
        let is_silent = outlook.rows.iter().all(|row| row.outcome == SignalOutcome::Nothing);
        if outlook.wait.reason != WaitReason::CreationPolicy
            || !is_silent
            || restarts(data)
            || may_signal(context.template(), id, data)
        {
            continue;
        }
        let message = format!("CloudFormation waits for {id} and nobody signals: it gives up when the time is over.");
        let at = policy_path(context.template(), id);
        context.report(&at, message);
    }
}

/// True if a text of the machine, or of a resource that is no machine, names a signal: a command of the metadata, a module
/// of PowerShell, an automation document.
fn may_signal(template: Template<'_>, waiter: &str, data: &UserData) -> bool {
    let at = &data.at;
    template.resources().any(|resource| {
        let id = resource.id();
        let is_other = Machine::find(template, id).is_some() && id != data.holder && id != waiter;
        // What the script says of signals is read already.
        let mut nodes = resource.node().descendants().filter(|node| !node.path().starts_with(at));
        !is_other && nodes.any(|node| node.scalar().is_some_and(|text| text.to_ascii_lowercase().contains("signal")))
    })
}
