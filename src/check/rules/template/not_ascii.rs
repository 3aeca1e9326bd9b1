//! The template has characters that are not ASCII.
//!
//! ```yaml bad
//! Description: Übung
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Description: Exercise
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/not-ascii",
    name: "Template that is not all ASCII",
    severity: Severity::Note,
    why: "The AWS CLI reads files in the encoding of the system, which on Windows is not UTF-8.",
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html",
    check: Check::Document(check),
    also: &[],
};

fn check(context: &mut Context<'_>) {
    let text = context.document().text();
    // Most templates are, which is told in words of bytes.
    if text.is_ascii() {
        return;
    }
    if let Some(offset) = text.bytes().position(|byte| !byte.is_ascii()) {
        let message = "The template is not all ASCII: on Windows set AWS_CLI_FILE_ENCODING to UTF-8 first";
        context.report_offset(offset, message);
    }
}
