//! Numbers and truth values of a mapping arrive as texts in the JSON file, also from a parameter or a branch of `Fn::If`.
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
//! ```yaml bad 2
//! Parameters:
//!   Port: {Type: Number, Default: 8080}
//! Conditions:
//!   Debug: !Equals [!Ref AWS::Region, eu-west-1]
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/agent.json: {content: {port: !Ref Port, log: {level: !If [Debug, 3, "1"]}}}
//!             /etc/other.json: {content: !If [Debug, [1, 2], text]}
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
//!             /etc/third.json: {content: {Fn::ToJsonString: {port: 8080, name: !Ref Name}}}
//!             /etc/fourth.json: {content: {name: !Ref Name, part: !Select [0, [a, b]]}}
//! Parameters:
//!   Name: {Type: String, Default: "1"}
//! Transform: AWS::LanguageExtensions
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, ScalarType};
use crate::schema::file::CONTENT;
use crate::template::alternative::branches;
use crate::template::resource::named;
use crate::template::{Config, Template, function, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/content-types",
    name: "Numbers that become texts",
    severity: Severity::Warning,
    why: "CloudFormation gives every scalar of metadata to cfn-init as a text: 8080 in a mapping is \"8080\" in the JSON file. A program that needs a number or a truth value refuses it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let (template, at) = (context.template(), file.path().join(CONTENT.key));
        let document = template.document();
        let objects = branches(document, &at).into_iter().filter_map(|at| document.node(&at));
        let objects = objects.filter(|node| node.scalar().is_none() && function::call(*node).is_none());
        let typed: Vec<&str> = objects.flat_map(|object| typed_below(template, object)).collect();
        let Some(first) = typed.first() else { continue };
        let more = match typed.len() - 1 {
            0 => String::new(),
            1 => ", and so does 1 more".to_string(),
            count => format!(", and so do {count} more"),
        };
        let message = format!("{first} arrives as a text in {}{more}.", file.name());
        context
            .report(&at, message)
            .help("Where the program needs a number or a truth value, write the JSON as a text.");
    }
}

/// The numbers and truth values without quotes in a value and in the branches of its conditions, and the parameters that
/// are numbers. Arguments of other functions are left out.
fn typed_below<'d>(template: Template<'d>, node: Node<'d>) -> Vec<&'d str> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match function::call(node) {
            Some(call) if call.name == "Fn::If" => open.extend(call.argument.items().skip(1).take(2)),
            Some(call) if call.name == "Ref" => {
                let is_number =
                    |name: &&str| template.parameter(name).is_some_and(|parameter| parameter.kind() == Some("Number"));
                found.extend(named(node).filter(is_number));
            }
            Some(_) => {}
            None => {
                let is_typed =
                    matches!(node.scalar_type(), ScalarType::Int(_) | ScalarType::Float(_) | ScalarType::Bool(_));
                found.extend((node.scalar().is_some() && is_typed).then(|| node.source()));
                open.extend(node.entries().rev().map(|entry| entry.value));
                open.extend(node.items().rev());
            }
        }
    }
    found
}
