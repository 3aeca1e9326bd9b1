//! User data for /bin/sh has the syntax of bash, on a system whose sh is dash.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/sh
//!           if [[ -f /etc/app ]]; then uptime; fi
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageId: '{{resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}}'
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           if [[ -f /etc/app ]]; then uptime; fi
//! ```

use crate::check::bash::bash_word;
use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{BootSystem, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/bash-syntax",
    name: "Syntax of bash in a script of sh",
    severity: Severity::Warning,
    why: "On Debian and Ubuntu /bin/sh is dash, which refuses what only bash has.",
    source: "https://manpages.debian.org/bookworm/dash/dash.1.en.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    let first = text.lines().next().unwrap_or_default();
    if data.system != BootSystem::Debian || !matches!(first.split_whitespace().next(), Some("#!/bin/sh")) {
        return;
    }
    let Some(found) = text.get(first.len()..).and_then(bash_word) else { return };
    let message = format!("{found} is syntax of bash, but /bin/sh is dash here and refuses it.");
    match data.text.place(&(0..first.len())) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(&data.at, message),
    };
    let holder = data.holder.clone();
    let part = ("#!/bin/".len().."#!/bin/sh".len(), "bash".to_string());
    context
        .fix("Let bash run it", move |document| replace_in_user_data(document, &holder, std::slice::from_ref(&part)));
}
