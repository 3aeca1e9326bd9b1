//! A command leaves a program running in the background.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: '/opt/app/server &'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {services: {systemd: {app: {enabled: true, ensureRunning: true}}}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::commands;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/background",
    name: "Program in the background",
    severity: Severity::Warning,
    why: "cfn-init waits until the output of a command is closed, and nothing starts the program again after a fault or a restart of the machine.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        // Whoever waits for the program, or looks for its end, knows what it does.
        if text.contains("wait") || text.contains("$!") {
            continue;
        }
        let all = commands(text);
        let Some(found) = all.iter().find(|command| command.sign == "&") else { continue };
        let line = text.get(found.span().start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let message = match line.contains('>') {
            true => format!("{} runs without supervision: it is not started again.", found.program()),
            false => format!("cfn-init waits until {} closes its output, a server for ever.", found.program()),
        };
        report_text(context, (&one.at, &one.text), found.span(), message)
            .help("Write a unit of systemd under files and start it under services.");
    }
}
