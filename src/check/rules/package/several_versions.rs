//! apt gets several versions of one package.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: ['1.22', '1.24']}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: ['1.24']}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::package::APT;
use crate::template::Config;
use crate::template::init::Versions;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/several-versions",
    name: "Several versions for apt",
    severity: Severity::Warning,
    why: "cfn-init writes all versions on one line of apt-get install; it does not choose the highest as it does for yum. apt-get ends with exit code 100 if it does not know one of them.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for package in config.packages().filter(|package| package.manager() == APT.key) {
        let Versions::These(versions) = package.versions() else { continue };
        if versions.len() > 1 {
            let message =
                format!("apt-get gets {} as {} packages of one name and fails.", package.name(), versions.len());
            context.report(package.path(), message).help("Write one version, or an empty list for the current one.");
        }
    }
}
