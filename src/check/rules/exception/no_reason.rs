//! An exception says why, so that a reader can tell whether it still holds.
//!
//! ```yaml bad
//! # cf-init: allow template/nested
//! Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t.yaml}}}
//! ```
//!
//! ```yaml good
//! # cf-init: allow template/nested because its template was checked
//! Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t.yaml}}}
//! ```

use crate::check::{Check, Context, Exception, Rule, Severity};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "exception/no-reason",
    name: "Exception without a reason",
    severity: Severity::Warning,
    why: "A reader who meets the exception has to know whether it still holds.",
    source: "https://eslint.org/docs/latest/use/configure/rules",
    check: Check::Exception(check),
    also: &[],
};

fn check(context: &mut Context<'_>, exception: &Exception) {
    if exception.reason.is_none() {
        context
            .report_offset(exception.span.start, "This exception gives no reason")
            .help("Add it behind the ids: because the folder is empty, for example.");
    }
}
