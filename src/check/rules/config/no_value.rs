//! A group or a user has no value.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {groups: {web: }, users: {app: }}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {groups: {web: {}}, users: {app: {}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/no-value",
    name: "Group or user without a value",
    severity: Severity::Error,
    why: "cfn-init looks for keys in the value of each group and user, and stops with a type error if there is none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (section, what) in [(Section::Groups, "group"), (Section::Users, "user")] {
        for entry in config.section(section).into_iter().flat_map(|node| node.entries()) {
            if !entry.value.is_null() || entry.value.tag().is_some() {
                continue;
            }
            let at = config.section_path(section).join(entry.key());
            context
                .report(&at.clone(), format!("The {what} {} has no value: cfn-init stops here.", entry.key()))
                .fix("Write {}", move |_| {
                    vec![Edit::Set { at: at.clone(), value: Value::Mapping(Default::default()) }]
                });
        }
    }
}
