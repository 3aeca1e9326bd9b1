//! The groups of a user are a text, not a list.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {users: {app: {groups: 'www-data, docker', uid: '1500', homeDir: /srv}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {users: {app: {groups: [www-data, docker], uid: '1500', homeDir: /srv}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::schema::user::GROUPS;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user/groups-text",
    name: "Groups that are no list",
    severity: Severity::Error,
    why: "cfn-init reads each letter of the text as the name of a group.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, entry) in config.entries(Section::Users) {
        let node = entry.value.get(GROUPS.key).filter(|node| !node.is_null() && node.tag().is_none());
        let Some(text) = node.and_then(|node| node.scalar()).filter(|text| !text.is_empty()) else { continue };
        let at = at.join(GROUPS.key);
        let (own, text) = (at.clone(), text.to_string());
        context.report(&at, "A text, not a list. cfn-init reads each letter as a group.").fix(
            "Write a list",
            move |_| {
                let groups = text.split(',').map(|name| Value::from(name.trim())).collect();
                vec![Edit::Set { at: own.clone(), value: Value::Sequence(groups) }]
            },
        );
    }
}
