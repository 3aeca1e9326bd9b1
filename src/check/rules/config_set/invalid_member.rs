//! A member of a config set is neither the name of a config nor `ConfigSet`.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [config, {Set: base}], base: []}, config: {}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [config, {ConfigSet: base}], base: []}, config: {}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::config_set::{self, What};
use crate::template::Init;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/invalid-member",
    name: "Invalid member of a config set",
    severity: Severity::Error,
    why: "A member is the name of a config, or ConfigSet with the name of a set. cfn-init stops at anything else.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (set, member) in config_set::all_members(context.document(), init) {
        let What::Other(text) = &member.what else { continue };
        // The value of a function is not known here.
        if !text.starts_with('!') && !text.contains("Fn::") {
            let message =
                format!("A member of {set} is neither a config nor ConfigSet: cfn-init stops before it does anything.");
            let at = member.at.clone();
            context
                .report(&member.at, message)
                .fix("Remove it from the set", move |document| config_set::leave(document, &at));
        }
    }
}
