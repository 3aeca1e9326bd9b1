//! Nothing uses credentials.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'https://app-files.s3.amazonaws.com/app.tar.gz'}}
//!       AWS::CloudFormation::Authentication:
//!         App: {type: S3, roleName: web}
//!     Properties: {IamInstanceProfile: web}
//!   Other:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'curl -O https://app-files.s3.amazonaws.com/app.tar.gz'}}}
//!       AWS::CloudFormation::Authentication:
//!         App: {type: S3, roleName: web, buckets: [app-files]}
//!     Properties: {IamInstanceProfile: web}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           sources: {/opt/app: 'https://app-files.s3.amazonaws.com/app.tar.gz'}
//!           files: {/opt/app.conf: {source: 'https://releases.cloud/app.conf', authentication: Releases}}
//!       AWS::CloudFormation::Authentication:
//!         App: {type: S3, roleName: web, buckets: [app-files]}
//!         Releases: {type: S3, roleName: web}
//!     Properties: {IamInstanceProfile: web}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::authentication;
use crate::template::init::AUTHENTICATION;
use crate::template::{Resource, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/unused",
    name: "Credentials that nothing uses",
    severity: Severity::Warning,
    why: "cfn-init takes credentials for the downloads of sources and files only: where a file names them, or where buckets or uris of theirs are those of the address. Commands get none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let document = context.document();
    let Some(init) = resource.init().filter(|init| init.node().tag().is_none()) else { return };
    let text = init.node().source();
    // A part of the metadata that a function brings may download.
    if text.contains("Fn::Transform") || text.contains("Fn::ForEach") || text.contains("!Transform") {
        return;
    }
    let downloads = init.configs().any(|config| {
        let has_sources = config.section(Section::Sources).is_some_and(|node| !node.is_empty());
        has_sources || config.files().any(|file| file.node().get("source").is_some() || file.node().tag().is_some())
    });
    let at = resource.path().keys([section::METADATA, AUTHENTICATION]);
    for name in authentication::names(document, resource.id()) {
        let at = at.join(name.as_str());
        let Some(node) = document.node(&at).filter(|node| node.tag().is_none()) else { continue };
        let has_place = node.entries().any(|entry| {
            let key = entry.key();
            ["buckets", "uris"].contains(&key.to_ascii_lowercase().as_str()) || key.contains("::") || key == "Ref"
        });
        let is_named = init.node().descendants().any(|node| node.scalar() == Some(name.as_str()));
        if !downloads {
            let message = format!("Nothing uses {name}: these metadata download nothing.");
            context
                .report(&at, message)
                .help("Name what to download under sources or files; commands get no credentials.");
        } else if !has_place && !is_named {
            let message = format!("Nothing uses {name}: it has no buckets and no uris, and no file names it.");
            context.report(&at, message).help("Give it buckets or uris, or name it in a file: authentication.");
        }
    }
}
