//! The name of an apt package has an architecture.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {'tree:amd64': []}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {tree: []}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::rename::rename;
use crate::schema::package::APT;
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "package/architecture",
    name: "Package with an architecture",
    severity: Severity::Warning,
    why: "cfn-init does not find a name with an architecture among the installed packages: it installs the package at each run and restarts the services that it triggers.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Architectures of Debian and Ubuntu on EC2.
const OWN: [&str; 2] = ["amd64", "arm64"];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for package in config.packages().filter(|package| package.manager() == APT.key) {
        let Some((name, architecture)) = package.name().split_once(':') else { continue };
        let message = format!(
            "cfn-init installs {} at each run, for it looks for an installed package of this very name.",
            package.name()
        );
        context.report(package.path(), message);
        let taken = config.packages().any(|other| other.manager() == APT.key && other.name() == name);
        if OWN.contains(&architecture) && !taken {
            let (at, name) = (package.path().clone(), name.to_string());
            context.fix(format!("Rename to {name}"), move |document| rename(document, &at, &name));
        } else {
            context.help("Install it by a command with a test: dpkg-query -W NAME.");
        }
    }
}
