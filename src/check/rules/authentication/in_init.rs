//! Credentials stand inside of `AWS::CloudFormation::Init`.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'https://app-files.s3.amazonaws.com/app.tar.gz'}}
//!         AWS::CloudFormation::Authentication: {App: {type: S3, roleName: web, buckets: [app-files]}}
//!     Properties: {IamInstanceProfile: web}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'https://app-files.s3.amazonaws.com/app.tar.gz'}}
//!       AWS::CloudFormation::Authentication: {App: {type: S3, roleName: web, buckets: [app-files]}}
//!     Properties: {IamInstanceProfile: web}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Slot};
use crate::template::init::AUTHENTICATION;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "authentication/in-init",
    name: "Credentials inside of Init",
    severity: Severity::Error,
    why: "cfn-init looks for credentials beside AWS::CloudFormation::Init. Inside of it they are a config that nothing runs, and downloads go without them.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let Some(node) = init.node().get(AUTHENTICATION) else { return };
    let at = node.path();
    let Some(metadata) = init.path().parent().filter(|path| path.last_key() == Some(section::METADATA)) else { return };
    let has_own = context.document().node(&metadata.join(AUTHENTICATION)).is_some();
    context
        .report(&at.clone(), "cfn-init does not find these credentials: they belong beside AWS::CloudFormation::Init.");
    if !has_own {
        context.fix("Put them beside", move |document| {
            let slot = Slot::Key(AUTHENTICATION.to_string());
            let is_there = document.node(&at).is_some();
            is_there.then(|| Edit::MoveTo { at: at.clone(), into: metadata.clone(), slot }).into_iter().collect()
        });
    }
}
