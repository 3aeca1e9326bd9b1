//! An exception is removed when what it allows is mended.
//!
//! ```yaml bad
//! # cf-init: allow template/nested because its template was checked
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! # cf-init: allow template/nested because its template was checked
//! Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t.yaml}}}
//! ```

use super::unknown_rule::is_rule;
use crate::check::{Check, Context, Exception, Rule, Severity};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "exception/unused",
    name: "Exception that is not needed",
    severity: Severity::Warning,
    why: "An exception that nothing needs hides the mistake when it comes back.",
    source: "https://eslint.org/docs/latest/use/configure/rules",
    check: Check::Exception(check),
    also: &[],
};

fn check(context: &mut Context<'_>, exception: &Exception) {
    for id in exception.unused.iter().filter(|id| is_rule(id)) {
        context
            .report_offset(exception.span.start, format!("Nothing here breaks {id}: the exception is not needed"))
            .help("Remove the comment.");
    }
}
