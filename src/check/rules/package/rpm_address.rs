//! A package of rpm has no address or path to install it from.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {rpm: {epel: [], nginx: '1.24'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {rpm: {epel: 'https://app-files.s3.amazonaws.com/epel-release-9.rpm'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::package::RPM;
use crate::template::Config;
use crate::template::init::Versions;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/rpm-address",
    name: "rpm without an address",
    severity: Severity::Error,
    why: "For rpm the value is a path or an address, not a version. cfn-init takes a file that it cannot read for an installed package, and ends with exit code 0.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for package in config.packages().filter(|package| package.manager() == RPM.key) {
        let message = match package.versions() {
            Versions::Any if package.name().contains("://") || package.name().contains('/') => {
                "The address belongs behind a name: NAME: https://…. cfn-init installs nothing here.".to_string()
            }
            Versions::Any => format!("Nothing says where {} is: cfn-init installs nothing.", package.name()),
            Versions::These(places) => match places.iter().find(|place| !is_place(place)) {
                Some(place) => {
                    format!("{place} is no path and no address over http: cfn-init installs nothing and goes on.")
                }
                None => continue,
            },
            Versions::Computed => continue,
        };
        context
            .report(package.path(), message)
            .help("Write the address of the .rpm file, or install the package by yum.");
    }
}

fn is_place(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.starts_with('/') || ["http://", "https://", "ftp://"].iter().any(|scheme| lower.starts_with(scheme))
}
