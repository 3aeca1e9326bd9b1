//! The content of a file has a name that its context lacks.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: 'a {{b}} {{c}}', context: {b: 1}}}}
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
    id: "file/mustache-name",
    name: "Name that the context lacks",
    severity: Severity::Warning,
    why: "Mustache puts nothing in the place of a name that the context lacks.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let is_encoded = file.node().get(ENCODING.key).and_then(|node| node.scalar()) == Some("base64");
        let values = file.context().filter(|node| !node.is_null() && !is_encoded);
        let (Some(values), FileContent::Text(text)) = (values, file.content()) else { continue };
        let missing = render(text.text, &ContextValue::of(values)).missing;
        if !missing.is_empty() {
            let message = format!("Not in the context, so empty: {}.", missing.join(", "));
            context.report(&file.path().join(CONTENT.key), message);
        }
    }
}
