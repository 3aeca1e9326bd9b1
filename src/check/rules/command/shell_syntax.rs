//! The shell cannot read a command.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01_quote: {command: "echo 'ready"}
//!             02_if: {command: "if [ -f /etc/app ]; then uptime"}
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
//!             01_quote: {command: "echo 'ready'"}
//!             02_if: {command: "if [ -f /etc/app ]; then uptime; fi"}
//! ```

use crate::check::shell::{refused, report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/shell-syntax",
    name: "Command that the shell cannot read",
    severity: Severity::Error,
    why: "/bin/sh ends with a syntax error and does nothing: the command fails, and cfn-init stops.",
    source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        let Some((part, why)) = refused(text, &one.text) else { continue };
        let message = format!("The shell cannot read this: {}. cfn-init stops here.", why);
        report_text(context, (&one.at, &one.text), part, message);
    }
}
