//! User data change the user by `su`, and go on as before.
//!
//! ```user-data script bad
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! su - ec2-user
//! whoami
//! ```
//!
//! ```user-data script good
//! #!/bin/bash -e
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! su - ec2-user -c whoami
//! echo whoami | su - ec2-user
//! ```

use crate::check::shell::{opens_shell, scripts};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;
use crate::template::user_data::command::commands;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/no-effect",
    name: "Change of the user without effect",
    severity: Severity::Warning,
    why: "su opens a shell of its own, which reads no more of the script: it ends at once, and the script goes on as root.",
    source: "https://man7.org/linux/man-pages/man1/su.1.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    for script in scripts(data) {
        let mut before = "";
        for found in commands(script.text) {
            let is_fed = std::mem::replace(&mut before, found.sign) == "|";
            if !is_fed && opens_shell(&found, script.text) {
                let message = "su opens a shell that has nothing to do and ends: the script goes on as before.";
                script
                    .report(context, data, found.span(), message.to_string())
                    .help("Write the command behind su -c, in quotes.");
            }
        }
    }
}
