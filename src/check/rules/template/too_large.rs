//! The template has more than 1 MB.
//!
//! ```yaml bad
//! # {1000000 letters}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Path;
use crate::template::limits::TEMPLATE;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/too-large",
    name: "Template that is too large",
    severity: Severity::Error,
    why: "CloudFormation accepts templates of at most 1,000,000 bytes.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let bytes = context.document().text().len();
    if bytes > TEMPLATE {
        let message = format!("The template has {bytes} bytes; CloudFormation accepts at most {TEMPLATE}.");
        context.report(&Path::root(), message);
    }
}
