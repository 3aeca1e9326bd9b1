//! `configSets` has no sets.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {}, config: {}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {configSets: {default: [config]}, config: {}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind};
use crate::template::Init;
use crate::template::init::CONFIG_SETS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config-set/empty",
    name: "configSets without sets",
    severity: Severity::Error,
    why: "cfn-init looks for a set that includes no other one; finding none, it stops with an error about a circle.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(sets) = init.config_sets() else { return };
    if sets.node().kind() != Kind::Mapping || sets.node().is_empty() {
        let at = init.path().join(CONFIG_SETS);
        let own = at.clone();
        context
            .report(&at, "configSets is empty: cfn-init stops with an error about circles.")
            .fix("Remove configSets", move |_| vec![Edit::Remove { at: own.clone() }]);
    }
}
