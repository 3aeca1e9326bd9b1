//! `apt-get install` needs the package lists.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}"
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           apt-get install -y nginx
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: "{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}"
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           apt-get update
//!           apt-get install -y nginx
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::command::ShellCommand;
use crate::template::user_data::{BootSystem, DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/apt-lists",
    name: "apt-get install without update",
    severity: Severity::Warning,
    why: "Images of Ubuntu and Debian come without current package lists. Without apt-get update apt does not find the packages, or asks for versions that the archive has no longer.",
    source: "https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || data.system != BootSystem::Debian {
        return;
    }
    // A script for several systems tries one package manager after the other.
    if ["yum ", "dnf ", "zypper "].iter().any(|other| text.contains(other)) {
        return;
    }
    let is_install = |command: &ShellCommand<'_>| is_apt(command) && command.verb() == Some("install");
    let Some(found) = data.commands().find(is_install) else { return };
    if !found.arguments().any(|word| !word.starts_with(['-', '.', '/', '$']) && word != "install") {
        return;
    }
    // Scripts of others that are run before may update the lists.
    const UPDATES: [&str; 6] = ["update", "add-apt-repository", "| bash", "| sh", "bash ", "source "];
    let before = text.get(..found.span().start).unwrap_or_default();
    if UPDATES.iter().any(|word| before.contains(word)) {
        return;
    }
    let message = "There is no apt-get update before it: apt may not find the packages on a new machine.";
    context.report_script(data, found.span(), message);
    let Some((word, span)) = found.words.first() else { return };
    let sudo = if *word == "sudo" { "sudo " } else { "" };
    let (holder, part) = (data.holder.clone(), (span.clone(), format!("{sudo}apt-get update && {word}")));
    context.fix("Update the lists before", move |document| {
        replace_in_user_data(document, &holder, std::slice::from_ref(&part))
    });
}

fn is_apt(command: &ShellCommand<'_>) -> bool {
    matches!(command.program(), "apt-get" | "apt")
}
