//! A command restarts the machine while cfn-init works.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_start: {command: reboot}, 02_more: {command: uptime}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_start: {command: shutdown -r +5}, 02_more: {command: uptime}}}
//!   Windows:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {'c:\cfn\a.txt': {content: a}}
//!           commands: {a-start: {command: shutdown /r /t 0, waitAfterCompletion: forever}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/reboot",
    name: "Restart in the middle",
    severity: Severity::Warning,
    why: "On Linux cfn-init does not go on after a restart: what comes behind the command is not done, and user data that cfn-init was called from do not signal.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, command, one) in texts(context, init) {
        let all = commands(one.text.text());
        let Some(found) = all.iter().find(|one| restarts(one)).filter(|_| !command.has_test()) else { continue };
        let message =
            "The machine restarts while cfn-init works: what comes behind is not done, and no signal is sent.";
        report_text(context, (&one.at, &one.text), found.span(), message.to_string())
            .help("Restart at the end of the user data, after the signal, or some minutes later: shutdown -r +5.");
    }
}

fn restarts(command: &ShellCommand<'_>) -> bool {
    let words: Vec<&str> = command.arguments().collect();
    match command.program() {
        "reboot" => command.sign != "&" && words.iter().all(|word| word.starts_with('-')),
        "systemctl" => words.first() == Some(&"reboot"),
        "init" | "telinit" => words == ["6"],
        "shutdown" => words.contains(&"-r") && words.contains(&"now"),
        _ => false,
    }
}
