//! Packages have a package manager that cfn-init does not know.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {packages: {dnf: {tree: []}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {packages: {yum: {tree: []}}}}
//! ```

use crate::check::unknown::report_unknown;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::init::PACKAGE_MANAGERS;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/unknown-manager",
    name: "Unknown package manager",
    severity: Severity::Error,
    why: "cfn-init logs a warning, installs nothing and continues.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    // The command of the system, and the manager of cfn-init that installs the same packages.
    const MEANT: [(&str, &str); 6] = [
        ("dnf", "yum"),
        ("apt-get", "apt"),
        ("deb", "apt"),
        ("pip", "python"),
        ("pip3", "python"),
        ("gem", "rubygems"),
    ];
    report_unknown(context, config, Section::Packages, &PACKAGE_MANAGERS, &MEANT);
}
