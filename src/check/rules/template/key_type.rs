//! A key is not text.
//!
//! ```yaml bad 2
//! Mappings:
//!   Accounts: {123456789012: {Bucket: a}}
//!   Flags: {"yes": {Text: on}, no: {Text: off}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Mappings:
//!   Accounts: {"123456789012": {Bucket: a}}
//!   Flags: {"yes": {Text: on}, "no": {Text: off}}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Entry, Node};
use crate::template::number::type_of_key;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/key-type",
    name: "Key that is not text",
    severity: Severity::Error,
    why: "CloudFormation takes only text as a key: \"map keys must be strings; received numeric\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html",
    check: Check::Entry(check),
    also: &[],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    if let Some(at) = path.parent().filter(|at| !at.is_root())
        && let Some(parent) = context.document().node(&at)
    {
        let is_own = |entry: &Entry<'_>| entry.value.span() == node.span();
        // Only a key that is no text, or one of several that are equal, is not found by its name.
        let named = path.last_key().and_then(|key| parent.entry(key)).filter(is_own);
        if let Some(entry) = named.or_else(|| parent.entries().find(is_own)) {
            key(context, parent, entry.key_node);
        }
    }
    for node in node.descendants() {
        for entry in node.entries() {
            key(context, node, entry.key_node);
        }
    }
}

fn key(context: &mut Context<'_>, parent: Node<'_>, key: Node<'_>) {
    let (Some(kind), Some(text)) = (type_of_key(key), key.scalar()) else { return };
    let at = parent.path().join(text);
    let message = format!("CloudFormation refuses the key {text}: without quotes it is {kind}, not text.");
    if text.is_empty() {
        context.report(&at, "CloudFormation refuses an entry without a key. Write one.");
        return;
    }
    let (own, to) = (at.clone(), text.to_string());
    context
        .report(&at, message)
        .help(format!("Write \"{text}\": in quotes."))
        .fix(format!("Write \"{text}\""), move |_| vec![Edit::Rename { at: own.clone(), to: to.clone() }]);
}
