//! A config set includes a set that does not exist.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [{ConfigSet: base}, config]}, config: {}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [{ConfigSet: base}], base: [config]}, config: {}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::config_set::{self, What};
use crate::template::Init;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/unknown-set",
    name: "Config set with an unknown set",
    severity: Severity::Error,
    why: "cfn-init resolves all sets before it runs anything, so one unknown name stops it whichever set it runs.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (set, member) in config_set::all_members(context.document(), init) {
        let What::Set(name) = &member.what else { continue };
        if init.config_sets().is_none_or(|sets| !sets.names().any(|own| own == name)) {
            let message =
                format!("{set} names the set {name}, which does not exist: cfn-init stops before it does anything.");
            let at = member.at.clone();
            context
                .report(&member.at, message)
                .fix("Remove it from the set", move |document| config_set::leave(document, &at));
        }
    }
}
