//! The content of a file is not base64, as its encoding says.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: 'a b!', encoding: base64}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: YWI=, encoding: base64}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe::file::encode;
use crate::schema::file::{CONTENT, ENCODING};
use crate::template::Config;
use crate::template::content::{FileContent, Substitution};
use crate::template::encoded::{Decoded, decoded};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/invalid-base64",
    name: "Content that is not base64",
    severity: Severity::Error,
    why: "cfn-init decodes the content; it stops at what is not base64, or writes something else.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let is_encoded = file.node().get(ENCODING.key).and_then(|node| node.scalar()) == Some("base64");
        let FileContent::Text(text) = file.content() else { continue };
        let is_known = matches!(text.substitution, Substitution::Off);
        if is_encoded && is_known && decoded(text.text) == Decoded::Invalid {
            let at = file.path().clone();
            context
                .report(&at.join(CONTENT.key), "This is not base64. cfn-init stops here, or writes something else.")
                .fix("Encode the text", move |document| encode(document, &at));
        }
    }
}
