//! apt-get update waits for a lock with an option that does not count for it.
//!
//! ```user-data script bad
//! #!/bin/bash
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! apt-get -o DPkg::Lock::Timeout=300 update
//! ```
//!
//! ```user-data script good
//! #!/bin/bash
//! trap 'cfn-signal -e $? --stack ${AWS::StackName} --resource Web --region ${AWS::Region}' EXIT
//! until apt-get update; do sleep 5; done
//! apt-get -o DPkg::Lock::Timeout=300 install -y nginx
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/apt-lock",
    name: "Lock that apt does not wait for",
    severity: Severity::Note,
    why: "DPkg::Lock::Timeout counts for the lock of dpkg. While another apt-get fetches lists, update fails at once.",
    source: "https://manpages.debian.org/bookworm/apt/apt-get.8.en.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || !text.contains("DPkg::Lock::Timeout") {
        return;
    }
    for command in data.commands() {
        let is_apt = matches!(command.program(), "apt-get" | "apt") && command.verb() == Some("update");
        let waits = command.arguments().any(|word| word.contains("DPkg::Lock::Timeout"));
        // A loop or another try comes on the same line or around it.
        let retries =
            || ["until ", "while ", "for ", "retry"].iter().any(|word| text.contains(word)) || command.sign == "||";
        if !is_apt || !waits || retries() {
            continue;
        }
        let message =
            "The option does not count for the lock of the package lists: update fails at once if it is held.";
        context.report_script(data, command.span(), message);
        let (holder, span) = (data.holder.clone(), command.span());
        let own = text.get(span.clone()).unwrap_or_default();
        let part = (span, format!("until {own}; do sleep 5; done"));
        context.fix("Try until it succeeds", move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}
