//! User data waits for the end of cloud-init, which waits for user data.
//!
//! ```user-data script bad
//! #!/bin/bash
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! cloud-init status --wait
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! apt-get update
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::command::ShellCommand;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/waits-for-itself",
    name: "User data that waits for itself",
    severity: Severity::Error,
    why: "cloud-init is done only when user data is: a script that waits for cloud-init or for the end of the boot never goes on.",
    source: "https://docs.cloud-init.io/en/latest/reference/cli.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || !["cloud-init", "is-system-running"].iter().any(|word| text.contains(word)) {
        return;
    }
    for command in data.commands().filter(|command| waits(command) && command.sign != "&") {
        let message = "cloud-init waits for this script, and the script for cloud-init: it never goes on.";
        context
            .report_script(data, command.span(), message)
            .help("Remove it: what user data needs of cloud-init is done before.");
    }
}

fn waits(command: &ShellCommand<'_>) -> bool {
    let has = |words: &[&str]| command.arguments().any(|word| words.contains(&word));
    match command.program() {
        "cloud-init" => command.verb() == Some("status") && has(&["--wait", "-w"]),
        "systemctl" => command.verb() == Some("is-system-running") && has(&["--wait"]),
        _ => false,
    }
}
