//! Credentials have a key that cfn-init does not know.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: S3, rolename: web, bucket: [app]}}
//!     Properties: {IamInstanceProfile: web}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: web, buckets: [app]}}
//!     Properties: {IamInstanceProfile: web}
//! ```

use crate::check::similar::similar;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::recipe::authentication;
use crate::schema::authentication::ROWS;
use crate::template::init::AUTHENTICATION;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/unknown-key",
    name: "Unknown key of credentials",
    severity: Severity::Warning,
    why: "cfn-init ignores keys of credentials that it does not know, case counts: the download goes without credentials.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let document = context.document();
    let at = resource.path().keys([section::METADATA, AUTHENTICATION]);
    for name in authentication::names(document, resource.id()) {
        let Some(node) = document.node(&at.join(name.as_str())).filter(|node| node.tag().is_none()) else { continue };
        let known = || ROWS.iter().map(|row| row.key);
        for entry in node.last_entries() {
            let key = entry.key();
            if known().any(|one| one == key) || key.contains("::") || key == "Ref" {
                continue;
            }
            let own = entry.value.path();
            context.report(&own, format!("cfn-init does not know the key {key} of credentials and ignores it."));
            match similar(key, known()).filter(|name| node.get(name).is_none()) {
                Some(name) => context.fix(format!("Rename to {name}"), move |_| {
                    vec![Edit::Rename { at: own.clone(), to: name.to_string() }]
                }),
                None => context.help(format!("The keys are {}.", known().collect::<Vec<_>>().join(", "))),
            };
        }
    }
}
