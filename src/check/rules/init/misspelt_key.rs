//! The metadata key `AWS::CloudFormation::Init` is misspelt.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::Cloudformation::Init: {config: {commands: {01_log: {command: uptime}}}}
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
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Resource;
use crate::template::init::INIT;
use crate::template::resource::attribute::METADATA;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "init/misspelt-key",
    name: "Misspelt AWS::CloudFormation::Init",
    severity: Severity::Error,
    why: "cfn-init looks for this exact key. Without it, it does nothing and still ends with exit code 0.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(metadata) = resource.metadata().filter(|metadata| metadata.get(INIT).is_none()) else { return };
    let metadata_path = resource.path().join(METADATA);
    for entry in metadata.entries().filter(|entry| similar(entry.key(), [INIT]).is_some()) {
        let at = metadata_path.join(entry.key());
        let own = at.clone();
        context
            .report(&at, format!("cfn-init does not find this key and does nothing. It looks for {INIT}."))
            .fix(format!("Rename to {INIT}"), move |_| vec![Edit::Rename { at: own.clone(), to: INIT.to_string() }]);
    }
}
