//! A word that means yes to people is false to cfn-init.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_log: {command: uptime, ignoreErrors: 'on'}}
//!           services: {systemd: {nginx: {ensureRunning: enabled}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands: {01_log: {command: uptime, ignoreErrors: 'yes'}}
//!           services: {systemd: {nginx: {ensureRunning: true}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Node, Path, ScalarType, Value};
use crate::schema::command::IGNORE_ERRORS;
use crate::schema::service::{ENABLED, ENSURE_RUNNING};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/truth-word",
    name: "Word that cfn-init takes for false",
    severity: Severity::Error,
    why: "Only true, yes, y and 1 are true to cfn-init, in any case; every other word is false.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Words with which people say yes.
const MEANT: [&str; 10] = ["on", "t", "ok", "enable", "enabled", "active", "running", "started", "always", "si"];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for command in config.commands() {
        let node = command.node().get(IGNORE_ERRORS.key);
        report(context, &command.path().join(IGNORE_ERRORS.key), node, "a failure ends cfn-init all the same");
    }
    for service in config.services() {
        for (key, what) in
            [(ENABLED.key, "the service does not start at boot"), (ENSURE_RUNNING.key, "the service is stopped")]
        {
            report(context, &service.path().join(key), service.node().get(key), what);
        }
    }
}

fn report(context: &mut Context<'_>, at: &Path, node: Option<Node<'_>>, what: &str) {
    let Some(node) = node.filter(|node| node.tag().is_none() && !matches!(node.scalar_type(), ScalarType::Bool(_)))
    else {
        return;
    };
    let Some(word) = node.scalar().filter(|word| MEANT.contains(&word.trim().to_ascii_lowercase().as_str())) else {
        return;
    };
    let at = at.clone();
    context
        .report(&at.clone(), format!("cfn-init takes {word} for false: {what}."))
        .fix("Write true", move |_| vec![Edit::Set { at: at.clone(), value: Value::Bool(true) }]);
}
