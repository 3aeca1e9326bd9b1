//! A command runs a program that does not end by itself.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01_site: {command: python3 -m http.server 80}
//!             02_log: {command: tail -f /var/log/messages}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01_app: {command: docker compose up --detach}
//!             02_log: {command: timeout 5 tail -f /var/log/messages}
//! ```

use crate::check::shell::{endless, report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/never-ends",
    name: "Command that does not end",
    severity: Severity::Warning,
    why: "cfn-init waits for the end of each command. Behind a server it runs no other command, starts no service and returns to no script that signals.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        for found in endless(one.text.text()) {
            let message = format!("{} does not end by itself: cfn-init waits here.", found.program());
            report_text(context, (&one.at, &one.text), found.span(), message)
                .help("Write a unit of systemd under files and start it under services.");
        }
    }
}
