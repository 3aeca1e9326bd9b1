//! What restarts a service is a text in place of a list.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/app.conf: {content: a}}
//!           services: {systemd: {app: {ensureRunning: true, files: /etc/app.conf}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/etc/app.conf: {content: a}}
//!           services: {systemd: {app: {ensureRunning: true, files: [/etc/app.conf]}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Value};
use crate::template::function::call;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/trigger-text",
    name: "Trigger that is no list",
    severity: Severity::Warning,
    why: "cfn-init compares each letter of the text with the names of what has changed, and restarts nothing.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for service in config.services() {
        for section in [Section::Groups, Section::Users, Section::Sources, Section::Files, Section::Commands] {
            let node = service.node().get(section.key());
            let Some(node) =
                node.filter(|node| node.kind() == Kind::Scalar && call(*node).is_none() && !node.is_null())
            else {
                continue;
            };
            let at = node.path();
            let message = format!("{} is a text: {} is not restarted by a change.", section.key(), service.name());
            context.report(&at, message).fix("Make it a list", move |document| {
                let item = document.node(&at).map(|node| node.source_ref());
                item.map(|item| Edit::Set { at: at.clone(), value: Value::Sequence(vec![item]) }).into_iter().collect()
            });
        }
    }
}
