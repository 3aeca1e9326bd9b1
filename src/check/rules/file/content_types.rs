//! Numbers and truth values of a mapping arrive as texts in the JSON file.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/agent.json: {content: {port: 8080, debug: true, name: web}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/agent.json: {content: {name: web}}
//!             /etc/other.json: {content: '{"port": 8080, "debug": true}'}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Node, ScalarType};
use crate::schema::file::CONTENT;
use crate::template::Config;
use crate::template::content::FileContent;
use crate::template::function;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/content-types",
    name: "Numbers that become texts",
    severity: Severity::Warning,
    why: "CloudFormation gives every scalar of metadata to cfn-init as a text: 8080 in a mapping is \"8080\" in the JSON file. A program that needs a number or a truth value refuses it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let FileContent::Object(object) = file.content() else { continue };
        let typed = typed_below(object);
        let Some(first) = typed.first() else { continue };
        let more = match typed.len() - 1 {
            0 => String::new(),
            count => format!(", and so do {count} more"),
        };
        let message = format!("{} arrives as a text in {}{more}.", first.source(), file.name());
        context
            .report(&file.path().join(CONTENT.key), message)
            .help("Where the program needs a number or a truth value, write the JSON as a text.");
    }
}

/// The numbers and truth values without quotes in a value, but for the arguments of functions.
fn typed_below(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if function::call(node).is_some() {
            continue;
        }
        if node.scalar().is_some() {
            let is_typed =
                matches!(node.scalar_type(), ScalarType::Int(_) | ScalarType::Float(_) | ScalarType::Bool(_));
            found.extend(is_typed.then_some(node));
        }
        open.extend(node.entries().rev().map(|entry| entry.value));
        open.extend(node.items().rev());
    }
    found
}
