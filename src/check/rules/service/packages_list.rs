//! The packages that restart a service are a list, without their manager.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: []}}, services: {systemd: {nginx: {packages: [nginx]}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {nginx: []}}, services: {systemd: {nginx: {packages: {apt: [nginx]}}}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind};
use crate::schema::service::PACKAGES;
use crate::template::init::SERVICE_MANAGERS;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/packages-list",
    name: "Packages without a manager",
    severity: Severity::Warning,
    why: "cfn-init looks for packages of a trigger by their manager and finds none in a list.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let managers: Vec<String> = config
        .section(Section::Packages)
        .into_iter()
        .flat_map(|node| node.entries())
        .map(|entry| entry.key().to_string())
        .collect();
    for service in config.services().filter(|service| SERVICE_MANAGERS.contains(&service.manager())) {
        let list = service.node().get(PACKAGES.key).filter(|list| list.is_plain(Kind::Sequence) && !list.is_empty());
        if list.is_none() {
            continue;
        }
        let at = service.path().join(PACKAGES.key);
        context.report(&at, "These packages have no manager, so they never restart the service.");
        if let [manager] = managers.as_slice() {
            let under = manager.clone();
            context.fix(format!("Write them below {manager}"), move |_| {
                vec![Edit::Wrap { at: at.clone(), under: under.clone() }]
            });
        } else {
            context.help("Write a mapping with the manager as the key, such as {apt: [nginx]}.");
        }
    }
}
