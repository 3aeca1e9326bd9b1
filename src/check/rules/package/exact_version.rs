//! A package is wanted in one revision, which the archive of the distribution drops with the next one.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: [1.18.0-6ubuntu14.4]}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: []}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::package::APT;
use crate::template::Config;
use crate::template::init::Versions;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/exact-version",
    name: "Revision that the archive drops",
    severity: Severity::Note,
    why: "Archives of Ubuntu and Debian keep the newest revision only: a machine that starts later does not find this one, and cfn-init stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for package in config.packages().filter(|package| package.manager() == APT.key) {
        let Versions::These(versions) = package.versions() else { continue };
        let is_revision = |version: &&&str| {
            let tail = version.rsplit_once('-').map(|(_, tail)| tail);
            tail.is_some_and(|tail| ["ubuntu", "deb", "build"].iter().any(|word| tail.contains(word)))
        };
        let [version] = versions.as_slice() else { continue };
        if is_revision(&version) {
            let message =
                format!("{} {version} is gone from the archive as soon as it has a newer revision.", package.name());
            context
                .report(package.path(), message)
                .help("Write the beginning of the version or none, or install from an archive of your own.");
        }
    }
}
