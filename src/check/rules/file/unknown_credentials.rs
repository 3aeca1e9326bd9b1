//! A file names credentials that the resource does not have.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {source: https://app-files.s3.amazonaws.com/a, authentication: App}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {source: https://app-files.s3.amazonaws.com/a, authentication: App}}}
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: App, buckets: [app]}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::recipe::authentication;
use crate::schema::file::AUTHENTICATION;
use crate::template::Init;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/unknown-credentials",
    name: "Unknown credentials",
    severity: Severity::Warning,
    why: "cfn-init finds no entry of this name and looks for one by bucket or host instead.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Resource],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let names = authentication::names(context.document(), init.resource().id());
    for config in init.configs() {
        for file in config.files() {
            let node = file.node().get(AUTHENTICATION.key).filter(|node| node.tag().is_none());
            if node.and_then(|node| node.scalar()).is_some_and(|name| !names.iter().any(|known| known == name)) {
                let message =
                    "The resource has no credentials of this name. cfn-init selects by bucket or host instead.";
                context.report(&file.path().join(AUTHENTICATION.key), message);
            }
        }
    }
}
