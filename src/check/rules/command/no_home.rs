//! A command needs the home folder of its user, which nothing names when the machine is set up.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_git: {command: 'git config --global user.name app'}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: 'cp -r $HOME/app /opt/app'}}}
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
//!             01_git: {command: 'git config --system user.name app'}
//!             02_log: {command: 'cp -r $HOME/app /opt/app', env: {HOME: /root, PATH: /usr/bin:/bin}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::commands;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/no-home",
    name: "Command without HOME",
    severity: Severity::Warning,
    why: "cloud-init runs user data, and with it cfn-init, without the variable HOME.",
    source: "https://docs.cloud-init.io/en/latest/explanation/format/index.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let data = context.user_data(init.resource().id());
    if data.is_some_and(|data| data.text.text().contains("HOME=")) {
        return;
    }
    for (_, command, one) in texts(context, init) {
        let text = one.text.text();
        let is_given = command.env().is_some_and(|env| env.get("HOME").is_some()) || text.contains("HOME=");
        // A program that changes the user sets HOME as well.
        let is_other = ["su ", "sudo ", "runuser ", "HOME:-"].iter().any(|word| text.contains(word));
        if is_given || is_other {
            continue;
        }
        let by_name = ["$HOME", "${HOME}", "${!HOME}"].into_iter().find_map(|name| {
            let at = text.find(name)?;
            let behind = text.get(at + name.len()..)?;
            (!behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
                .then_some((at..at + name.len(), name))
        });
        if let Some((span, name)) = by_name {
            let message = format!("{name} is empty: cloud-init starts cfn-init without it.");
            report_text(context, (&one.at, &one.text), span, message).help("Write the folder: /root.");
            continue;
        }
        if !["composer", "git", "go"].iter().any(|word| text.contains(word)) {
            continue;
        }
        let all = commands(text);
        let needs = all.iter().find(|one| match one.program() {
            "composer" => true,
            "git" => one.arguments().any(|word| word == "--global"),
            "go" => matches!(one.verb(), Some("build" | "install" | "get")),
            _ => false,
        });
        if let Some(found) = needs {
            let message = format!("{} stops without HOME, which cloud-init does not set.", found.program());
            report_text(context, (&one.at, &one.text), found.span(), message)
                .help("Begin the command with HOME=/root, or set HOME and PATH under env.");
        }
    }
}
