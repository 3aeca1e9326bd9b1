//! A property has a text of another form than AWS takes.
//!
//! ```yaml bad
//! Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: "all logs"}}}
//! ```
//!
//! ```yaml good
//! Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app/all-logs}}}
//! ```

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use regex_lite::Regex;

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::typed::{MACROS, TypedResource, is_dynamic};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/pattern",
    name: "Text of the wrong form",
    severity: Severity::Error,
    why: "AWS refuses a text that does not match the pattern of the property, and the stack fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for value in typed.values.iter().filter(|value| !value.property.pattern.is_empty()) {
        let (name, pattern) = (value.property.name, value.property.pattern);
        let Some(text) = value.node.scalar().filter(|text| !is_dynamic(text)) else { continue };
        if !matches(pattern, text) {
            let shown: String = text.chars().take(40).collect();
            let message = format!("{name} cannot be \"{shown}\": AWS takes what matches {pattern}.");
            context.report(&value.node.path(), message).help("Write a text that matches.");
        }
    }
}

/// True for a text that matches a pattern, and for a pattern that this reader does not know, which is not judged.
fn matches(pattern: &'static str, text: &str) -> bool {
    // A template has the same few patterns many times.
    type Patterns = HashMap<&'static str, Option<Arc<Regex>>>;
    static KNOWN: LazyLock<Mutex<Patterns>> = LazyLock::new(Mutex::default);
    let read = || Regex::new(pattern).ok().map(Arc::new);
    let known = match KNOWN.lock() {
        Ok(mut known) => known.entry(pattern).or_insert_with(read).clone(),
        Err(_) => read(),
    };
    known.is_none_or(|known| known.is_match(text))
}
