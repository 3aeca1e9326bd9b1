//! The user data signals a resource that waits for nothing.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
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
//!           #!/bin/bash
//!           cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::wait;
use crate::template::signal;
use crate::template::user_data::UserData;
use crate::template::user_data::waited_for;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "signal/not-awaited",
    name: "Signal that nobody waits for",
    severity: Severity::Warning,
    why: "CloudFormation refuses a signal for a resource without CreationPolicy: cfn-signal fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let template = context.template();
    let id = waited_for(template, &data.holder);
    let waits = template.resource(&id).is_some_and(|resource| signal::waits(resource).is_some());
    if !waits && data.signalled().contains(&id) {
        let message =
            format!("The user data signals {id}, which waits for nothing: cfn-signal fails with a ValidationError.");
        let at = template.path_of(&id);
        context.report(&at, message).fix("Wait for the signal", move |document| wait::wait_for_signal(document, &id));
    }
}
