//! A config set includes itself, directly or through others.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [{ConfigSet: base}], base: [config, {ConfigSet: default}]}
//!         config: {}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [{ConfigSet: base}], base: [config]}
//!         config: {}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Init;
use crate::template::init::{CONFIG_SETS, ConfigSets, SetMember};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/circle",
    name: "Config set that includes itself",
    severity: Severity::Error,
    why: "cfn-init resolves all sets before it runs anything and stops at a circle.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(sets) = init.config_sets() else { return };
    for set in sets.names() {
        if let Some(circle) = circle(sets, set) {
            let at = init.path().join(CONFIG_SETS).join(set);
            context.report(&at, format!("{circle} is a circle: cfn-init stops before it does anything."));
        }
    }
}

/// The sets from one back to itself: "a, b, a".
fn circle(sets: ConfigSets<'_>, set: &str) -> Option<String> {
    let mut waiting = vec![vec![set]];
    let mut seen = Vec::new();
    while let Some(chain) = waiting.pop() {
        for member in sets.members(chain.last()?) {
            let SetMember::Set(name) = member else { continue };
            let next = [chain.as_slice(), &[name]].concat();
            if name == set {
                return Some(next.join(", "));
            }
            if !seen.contains(&name) {
                seen.push(name);
                waiting.push(next);
            }
        }
    }
    None
}
