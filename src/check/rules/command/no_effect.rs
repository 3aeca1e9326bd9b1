//! A command changes its own shell only, and the next one has another.
//!
//! ```yaml bad 3
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01_folder: {command: cd /usr/local/app}
//!             02_variable: {command: export STAGE=test}
//!             03_user: {command: sudo su - ec2-user}
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
//!             01_folder: {command: cd /usr/local/app && ./start}
//!             02_variable: {command: ./start, cwd: /usr/local/app, env: {STAGE: test}}
//!             03_user: {command: su - ec2-user -c /usr/local/app/start}
//! ```

use crate::check::shell::{opens_shell, report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::commands;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/no-effect",
    name: "Command without effect",
    severity: Severity::Warning,
    why: "cfn-init starts a shell for each command. The folder, the variables and the user of one are gone when the next one runs.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        let all = commands(text);
        if let Some(found) = all.iter().find(|found| opens_shell(found, text)) {
            let message =
                "su opens a shell that has nothing to do and ends: what follows runs as the same user as before.";
            report_text(context, (&one.at, &one.text), found.span(), message.to_string())
                .help("Write the command behind su -c, in quotes.");
            continue;
        }
        let own = |name: &str| ["cd", "export", "pushd"].contains(&name);
        let is_all = all.iter().all(|found| own(found.program()) && !["|", "||"].contains(&found.sign));
        let Some(found) = all.last().filter(|_| is_all && !text.contains("$(") && !text.contains('`')) else {
            continue;
        };
        let (message, help) = match found.program() {
            "export" => (
                "The variable ends with this shell: no other command gets it.",
                "Give the commands that need it env, or write export and command into one, with && between.",
            ),
            _ => (
                "The folder is that of this shell only: no other command runs there.",
                "Give the commands that belong there cwd, or write cd and command into one, with && between.",
            ),
        };
        report_text(context, (&one.at, &one.text), found.span(), message.to_string()).help(help);
    }
}
