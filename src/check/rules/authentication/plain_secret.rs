//! A secret of credentials is plain text in the template.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: basic, username: u, password: hunter2, uris: [example.com]}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Authentication: {App: {type: basic, username: u, password: !Ref Password, uris: [example.com]}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::authentication;
use crate::template::init::AUTHENTICATION;
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/plain-secret",
    name: "Secret in plain text",
    severity: Severity::Warning,
    why: "Everybody who may describe the resource can read its metadata.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let document = context.document();
    let at = resource.path().keys([section::METADATA, AUTHENTICATION]);
    for name in authentication::names(document, resource.id()) {
        let at = at.join(name.as_str());
        if authentication::is_open(document, &at) {
            context
                .report(
                    &at,
                    "The secret is plain text in the template. Everybody who may describe the resource can read it.",
                )
                .help("Use the role, or a parameter with NoEcho.");
        }
    }
}
