//! An exception names rules by their ids.
//!
//! ```yaml bad
//! # cf-init: allow template/nestd because its template was checked
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! # cf-init: allow template/nested because its template was checked
//! Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/t.yaml}}}
//! ```

use crate::check::{Check, Context, Exception, RULES, Rule, Severity};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "exception/unknown-rule",
    name: "Exception for a rule that does not exist",
    severity: Severity::Warning,
    why: "A wrong id allows nothing: the diagnostic stays.",
    source: "https://eslint.org/docs/latest/use/configure/rules",
    check: Check::Exception(check),
    also: &[],
};

fn check(context: &mut Context<'_>, exception: &Exception) {
    for id in exception.rules.iter().filter(|id| !is_rule(id)) {
        context
            .report_offset(exception.span.start, format!("There is no rule {id}: the exception allows nothing"))
            .help("cf-init check --list prints the ids.");
    }
    if exception.rules.is_empty() {
        context
            .report_offset(exception.span.start, "This exception names no rule")
            .help("Write the id of the rule behind allow, such as file/mode-number.");
    }
}

/// True for the id of a rule.
pub(super) fn is_rule(id: &str) -> bool {
    RULES.iter().any(|rule| rule.id == id)
}
