//! A config set names a config that does not exist.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [install, start]}, install: {}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [install, start]}, install: {}, start: {}}
//! ```
//!
//! A loop may make it.
//!
//! ```yaml good
//! Transform: AWS::LanguageExtensions
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [install, siteA, siteB]}
//!         install: {}
//!         Fn::ForEach::Sites: [Site, [A, B], {'site${Site}': {}}]
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::config_set::What;
use crate::recipe::{config, config_set};
use crate::template::Init;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/unknown-config",
    name: "Config set with an unknown config",
    severity: Severity::Error,
    why: "cfn-init resolves all sets before it runs anything, so one unknown name stops it whichever set it runs.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (set, member) in config_set::all_members(context.document(), init) {
        let What::Config(name) = member.what else { continue };
        if init.config(&name).is_none() && !init.hides_configs() {
            let message =
                format!("{set} names the config {name}, which does not exist: cfn-init stops before it does anything.");
            let resource = init.resource().id().to_string();
            context
                .report(&member.at, message)
                .fix(format!("Add {name}"), move |document| config::add(document, &resource, &name, None).1);
        }
    }
}
