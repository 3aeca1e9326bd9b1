//! The content of a file is no template that Mustache can read.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: 'a {{#b}}', context: {b: 1}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: 'a {{b}}', context: {b: 1}}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::file::{CONTENT, ENCODING};
use crate::template::Config;
use crate::template::content::FileContent;
use crate::template::mustache::{ContextValue, render};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/mustache",
    name: "Invalid Mustache template",
    severity: Severity::Error,
    why: "With a context the content is a template; cfn-init stops where it cannot read it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let is_encoded = file.node().get(ENCODING.key).and_then(|node| node.scalar()) == Some("base64");
        let values = file.context().filter(|node| !node.is_null() && !is_encoded);
        let (Some(values), FileContent::Text(text)) = (values, file.content()) else { continue };
        let at = file.path().join(CONTENT.key);
        let rendered = render(text.text, &ContextValue::of(values));
        if let Some(fault) = rendered.fault {
            context.report(&at, format!("{fault} cfn-init stops here."));
        }
    }
}
