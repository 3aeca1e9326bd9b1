//! `AWS::CloudFormation::Init` or user data contain the value of a `NoEcho` parameter.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {files: {/etc/app.env: {content: !Sub "PASSWORD=${Password}", mode: "000600"}}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init: {config: {files: {/etc/app.env: {content: "USER=app"}}}}
//!   Secret: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: !Ref Password}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::init::INIT;
use crate::template::reference::{Use, uses};
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "init/secret-in-metadata",
    name: "Secret in metadata or user data",
    severity: Severity::Warning,
    why: "NoEcho does not hide values in metadata and user data: everybody who may describe the stack or the instance can \
          read them, and so can every process of the machine.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Resource(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let (template, at) = (context.template(), resource.path());
    for parameter in template.parameters().filter(|parameter| parameter.no_echo()) {
        let name = parameter.name();
        if !resource.node().source().contains(name) {
            continue;
        }
        let found = uses(context.document(), &parameter.path());
        let is_in = |one: &&Use, key: &str| {
            one.at.starts_with(&at) && one.at.steps().iter().any(|step| step.key() == Some(key))
        };
        let places = [
            (INIT, "metadata", "everybody who may describe the stack"),
            ("UserData", "user data", "everybody who may describe the instance"),
        ];
        for (key, place, who) in places {
            // The first stands for all others, which one change removes with it.
            let Some(one) = found.iter().find(|one| is_in(one, key) && (key == INIT || !is_in(one, INIT))) else {
                continue;
            };
            let message = format!("NoEcho does not hide {name} in {place}: {who} can read it.");
            context.report_part(&one.at, one.span.clone(), message).help(format!(
                "The recipe secret keeps it in Secrets Manager, and the instance fetches it with its role: cf-init recipe \
                 FILE secret --parameter {name}"
            ));
        }
    }
}
