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

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::Template;
use crate::template::signal::{policy_path, waiter, waits};
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
    also: &[Also::Resources],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let Some(id) = waiter(context.template(), data) else { return };
    // A wait for no signal is over at once.
    if context.template().resource(&id).and_then(waits).is_some_and(|waits| waits.count == "0") {
        return;
    }
    if data.signalled().is_empty() && !may_signal(context.template(), &id, data) {
        let message = format!("CloudFormation waits for {id} and nobody signals: it gives up when the time is over.");
        let at = policy_path(context.template(), &id);
        context.report(&at, message);
    }
}

/// True if a text of the machine, or of a resource that is no machine, names a signal: a command of the metadata, a module
/// of PowerShell, an automation document.
fn may_signal(template: Template<'_>, waiter: &str, data: &UserData) -> bool {
    template.resources().any(|resource| {
        let id = resource.id();
        let is_other = Machine::find(template, id).is_some() && id != data.holder && id != waiter;
        let mut texts = resource.node().descendants().filter_map(|node| node.scalar());
        !is_other && texts.any(|text| text.to_ascii_lowercase().contains("signal"))
    })
}
