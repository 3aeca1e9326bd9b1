//! A config has a section that cfn-init does not read.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {command: {01_log: {command: uptime}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {commands: {01_log: {command: uptime}}}}
//! ```

use crate::check::similar::similar;
use crate::check::unknown::is_remark;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::init::{AUTHENTICATION, CONFIG_SETS};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/unknown-section",
    name: "Unknown section",
    severity: Severity::Error,
    why: "cfn-init reads seven sections of a config and ignores every other key without a message.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let sections = || Section::ALL.into_iter().map(Section::key);
    // A section or config sets directly below Init are not a config with unknown sections; credentials have a rule of their own.
    if similar(config.name(), sections().chain([CONFIG_SETS])).is_some() || config.name() == AUTHENTICATION {
        return;
    }
    for entry in config.node().entries() {
        let key = entry.key();
        if Section::of_key(key).is_some() || is_remark(key) {
            continue;
        }
        let at = config.path().join(key);
        context.report(&at, format!("cfn-init does not know the section {key} and ignores it."));
        match similar(key, sections()).filter(|name| config.node().get(name).is_none()) {
            Some(name) => {
                let own = at.clone();
                let edits = move |_: &_| vec![Edit::Rename { at: own.clone(), to: name.to_string() }];
                context.fix(format!("Rename to {name}"), edits);
            }
            None => {
                context.help(format!("The sections are {}.", sections().collect::<Vec<_>>().join(", ")));
            }
        }
    }
}
