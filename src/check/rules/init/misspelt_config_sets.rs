//! The key configSets is misspelt.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         {configsets: {default: [web]}, web: {commands: {01_log: {command: uptime}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         {configSets: {default: [web]}, web: {commands: {01_log: {command: uptime}}}}
//! ```

use crate::check::misspelt::config_sets;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Init;
use crate::template::init::CONFIG_SETS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "init/misspelt-config-sets",
    name: "Misspelt configSets",
    severity: Severity::Error,
    why: "cfn-init looks for this exact key. Without it, it runs the config called config only, and ends with exit code 0 if there is none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(entry) = config_sets(init) else { return };
    let at = init.path().join(entry.key());
    let message = format!("cfn-init takes {} for a config and runs no set. It looks for {CONFIG_SETS}.", entry.key());
    context.report(&at.clone(), message).fix(format!("Rename to {CONFIG_SETS}"), move |_| {
        vec![Edit::Rename { at: at.clone(), to: CONFIG_SETS.into() }]
    });
}
