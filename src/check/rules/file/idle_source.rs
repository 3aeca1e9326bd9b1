//! A file has both a content and a source.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, source: https://app-files.s3.amazonaws.com/a}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::entry;
use crate::recipe::file::has_idle_source;
use crate::schema::file::SOURCE;
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/idle-source",
    name: "Source that is ignored",
    severity: Severity::Warning,
    why: "cfn-init writes the content and does not look at the source.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let document = context.document();
    for file in config.files().filter(|file| has_idle_source(document, file.path())) {
        let at = file.path().join(SOURCE.key);
        let own = at.clone();
        context
            .report(&at, "There is a source URL too. cfn-init writes the content and ignores the URL.")
            .fix("Remove the URL", move |document| entry::take(document, &own));
    }
}
