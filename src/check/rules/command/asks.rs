//! A command installs packages and asks first.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_web: {command: yum install httpd}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_web: {command: yum -y install httpd}, 02_more: {command: 'yes | yum install php'}}}
//! ```

use crate::check::shell::{asking, replace, report_text, texts, unanswered};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/asks",
    name: "Installation that asks",
    severity: Severity::Warning,
    why: "yum, dnf and apt-get ask before they install. Nobody answers when a machine is set up: they end without installing anything, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        for (found, end) in asking(one.text.text()) {
            let message = unanswered(&found);
            let (at, part) = (one.at.clone(), (end..end, " -y".to_string()));
            report_text(context, (&one.at, &one.text), found.span(), message)
                .fix("Add -y", move |document| replace(document, &at, std::slice::from_ref(&part)));
        }
    }
}
