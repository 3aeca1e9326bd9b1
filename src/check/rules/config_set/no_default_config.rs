//! There are no config sets, and no config has the name `config`.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {install: {commands: {a: {command: uptime}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {commands: {a: {command: uptime}}}}
//! ```

use crate::check::{Check, Context, Rule, Severity, misspelt};
use crate::recipe::config_set;
use crate::template::Init;
use crate::template::init::DEFAULT_CONFIG;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/no-default-config",
    name: "No config runs",
    severity: Severity::Warning,
    why: "Without configSets cfn-init runs the one config named config. If there is none it does nothing and succeeds.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    // A misspelt configSets is one of its own.
    if misspelt::config_sets(init).is_some() {
        return;
    }
    if init.config_sets().is_none() && init.config(DEFAULT_CONFIG).is_none() && init.configs().next().is_some() {
        let message = "There are no config sets and no config named config: cfn-init does nothing and reports success.";
        let resource = init.resource().id().to_string();
        context
            .report(&init.path(), message)
            .fix("Add config sets", move |document| config_set::make(document, &resource));
    }
}
