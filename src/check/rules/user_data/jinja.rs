//! User data is a template of Jinja, and a shell's expansion reads like one of its comments.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           ## template: jinja
//!           #!/bin/bash
//!           all=(a b)
//!           echo ${#all[@]}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           all=(a b)
//!           echo ${#all[@]}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/jinja",
    name: "Jinja beside a shell",
    severity: Severity::Warning,
    why: "{# begins a comment of Jinja. Without its end cloud-init runs nothing; and the header counts only with its blanks: \"## template: jinja\".",
    source: "https://docs.cloud-init.io/en/latest/explanation/instancedata.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    let first = text.lines().next().unwrap_or_default().trim_end();
    let is_header = first.to_ascii_lowercase().replace(' ', "") == "##template:jinja";
    if !is_header {
        return;
    }
    let (span, message) = match (first.starts_with("## template: jinja"), text.find("{#")) {
        (false, _) => {
            (0..first.len(), "cloud-init knows only \"## template: jinja\", with its blanks: nothing of this is run.")
        }
        (true, Some(at)) if !text.get(at..).is_some_and(|rest| rest.contains("#}")) => {
            (at..at + 2, "{# begins a comment of Jinja that never ends: cloud-init runs nothing of this.")
        }
        (true, _) => return,
    };
    match data.text.place(&span) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(&data.at, message),
    }
    .help("Leave the header out, and take values by Fn::Sub.");
}
