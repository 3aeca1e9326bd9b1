//! A command has no `command`.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {test: test -e /etc/app}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {test: test -e /etc/app, command: uptime}}}
//! ```

use crate::check::unknown::is_remark;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Kind, Node};
use crate::schema::command::{COMMAND, UNDOCUMENTED};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/no-command",
    name: "Command without command",
    severity: Severity::Error,
    why: "cfn-init stops at a command that says nothing to run.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, entry) in config.entries(Section::Commands) {
        let node = entry.value;
        // A program in defaults may print the command.
        let is_other = |key: &str| is_remark(key) || UNDOCUMENTED.iter().any(|row| row.key == key);
        if !node.is_plain(Kind::Mapping) || node.entries().any(|entry| is_other(entry.key())) {
            continue;
        }
        if node.get(COMMAND.key).is_none_or(is_nothing) {
            let message = format!("{} has no command: cfn-init stops here.", entry.key());
            context.report(&at, message).help("Write what is run under the key command.");
        }
    }
}

fn is_nothing(node: Node<'_>) -> bool {
    node.tag().is_none() && (node.is_null() || node.scalar().map_or(node.is_empty(), str::is_empty))
}
