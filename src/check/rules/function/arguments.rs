//! A function has too few or too many arguments, or none of the kind that it takes.
//!
//! ```yaml bad 6
//! Conditions: {IsLarge: !Equals [!Ref AWS::Region, eu-west-1]}
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties:
//!       TopicName: !If [IsLarge, large]
//!       DisplayName: !Join [a, b, c]
//!       KmsMasterKeyId: !Select 0
//!       SignatureVersion: !Ref [a]
//!       ArchivePolicy: !Join ["-", text]
//!       TracingConfig: !Select [first, [a, b]]
//! ```
//!
//! ```yaml bad 2
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties:
//!       TopicName: !GetStackOutput {StackName: web, OutputName: Name, Regoin: eu-west-1}
//!       DisplayName: {Fn::GetStackOutput: {OutputName: Name}}
//! ```
//!
//! ```yaml good
//! Conditions: {IsLarge: !Equals [!Ref AWS::Region, eu-west-1]}
//! Resources:
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties:
//!       TopicName: !If [IsLarge, large, !Ref AWS::NoValue]
//!       DisplayName: !Join ["-", [a, b, c]]
//!       KmsMasterKeyId: !Select [0, [a]]
//!   Table:
//!     Type: AWS::DynamoDB::Table
//!     Properties:
//!       AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
//!       KeySchema:
//!         Fn::Transform: [{Name: AWS::Include, Parameters: {Location: "s3://templates/keys.yaml"}}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Kind, Node, Step};
use crate::schema::function::{Function, FunctionArgument, FunctionArguments, Need};
use crate::template::function::{Call, Spelling, call};
use crate::template::section;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "function/arguments",
    name: "Function with wrong arguments",
    severity: Severity::Error,
    why: "CloudFormation refuses a template whose functions have another number of arguments than they take.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
    check: Check::Entry(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

/// Fewest and most conditions of `Fn::And` and `Fn::Or`. Source: AWS page "Condition functions".
const CONDITIONS: (usize, usize) = (2, 10);

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let in_section = path.steps().first().and_then(Step::key);
    let has_functions = [section::CONDITIONS, section::RESOURCES, section::OUTPUTS, section::RULES];
    if !in_section.is_some_and(|name| has_functions.contains(&name)) || context.template().may_grow("") {
        return;
    }
    for node in node.descendants().filter(|node| !node.is_alias()) {
        let found = call(node);
        for call in found.into_iter().chain(found.and_then(|call| call.behind_tag())) {
            if let Some(wanted) = wanted(&call) {
                let message = format!("{} takes {wanted}: CloudFormation refuses the template.", call.function.name());
                context.report(&node.path(), message).help(format!("Write it as {}.", form(call.function)));
            }
        }
    }
}

/// What the function takes where the argument is something else.
fn wanted(call: &Call<'_>) -> Option<String> {
    let argument = call.argument;
    let is_function = match call.form {
        Spelling::Short => call.behind_tag().is_some(),
        Spelling::Long => is_call(argument),
    };
    if argument.is_alias() || is_function {
        return None;
    }
    let is_text = argument.kind() == Kind::Scalar;
    match call.function.takes {
        FunctionArguments::One(_) => {
            // These take one text, or a function that gives it; the others a value of any kind.
            let takes_text = ["Ref", "Condition", "Fn::ImportValue", "Fn::GetAZs", "Fn::Base64"];
            let fails = takes_text.contains(&call.name) && !is_text;
            fails.then(|| "one text".to_string())
        }
        // A list of macros is seen in templates that are deployed.
        FunctionArguments::Keys(_) if call.name == "Fn::Transform" && argument.kind() == Kind::Sequence => None,
        FunctionArguments::Keys(_) if is_text || argument.kind() == Kind::Sequence => Some("a mapping".to_string()),
        FunctionArguments::Keys(keys) => wrong_key(argument, keys),
        FunctionArguments::Lone(_) if is_text => None,
        FunctionArguments::Dotted(_) if is_text => {
            let text = argument.scalar().unwrap_or_default();
            (!text.contains('.')).then(|| "RESOURCE.ATTRIBUTE".to_string())
        }
        _ if argument.kind() != Kind::Sequence => Some(format!("a list of {}", count(limits(call.function)))),
        _ => {
            let (least, most) = limits(call.function);
            let given = argument.len();
            let wrong = (given < least || given > most).then(|| format!("{}, not {given}", count((least, most))));
            wrong.or_else(|| wrong_item(call).map(str::to_string))
        }
    }
}

/// A key that a function does not take, or the one that it lacks.
fn wrong_key(argument: Node<'_>, keys: &[FunctionArgument]) -> Option<String> {
    let is_other =
        |key: &&str| !keys.iter().any(|one| one.key == Some(*key)) && *key != "<<" && !key.starts_with("Fn::");
    let names: Vec<&str> = argument.entries().map(|entry| entry.key()).collect();
    if let Some(other) = names.iter().find(|key| is_other(key)) {
        return Some(format!("no key {other}"));
    }
    let may_have =
        |key: &str| names.contains(&key) || names.iter().any(|name| *name == "<<" || name.starts_with("Fn::"));
    let missing = keys.iter().find(|one| one.need == Need::Required && !may_have(one.key.unwrap_or_default()));
    missing.map(|one| format!("a mapping with {}", one.key.unwrap_or_default()))
}

/// What an argument has to be where it is a text of another kind.
fn wrong_item(call: &Call<'_>) -> Option<&'static str> {
    let text = |index| {
        let plain = |node: &Node<'_>| node.tag().is_none() && !node.is_alias() && !node.is_null();
        call.argument.item(index).filter(plain).and_then(|node| node.scalar()).filter(|text| !text.contains(['$', '&']))
    };
    match call.name {
        "Fn::Join" if text(1).is_some() => Some("a list as its second argument"),
        "Fn::Select" if text(0).is_some_and(|index| index.trim().parse::<u32>().is_err()) => {
            Some("a number as its first argument")
        }
        "Fn::Select" if text(1).is_some() => Some("a list as its second argument"),
        _ => None,
    }
}

/// Fewest and most arguments in a list.
fn limits(function: &Function) -> (usize, usize) {
    let arguments = function.arguments();
    match function.takes {
        FunctionArguments::Many(_) => CONDITIONS,
        FunctionArguments::Lone(_) | FunctionArguments::Dotted(_) => (arguments.len(), arguments.len()),
        _ => (arguments.iter().filter(|one| one.need == Need::Required).count(), arguments.len()),
    }
}

fn count((least, most): (usize, usize)) -> String {
    match (least, most) {
        (1, 1) => "1 argument".to_string(),
        _ if least == most => format!("{least} arguments"),
        _ => format!("{least} to {most} arguments"),
    }
}

/// The function with the names of its arguments: `[Delimiter, Values]`.
fn form(function: &Function) -> String {
    let labels: Vec<&str> = function.arguments().iter().map(|argument| argument.label).collect();
    let (tag, list) = (function.tag(), labels.join(", "));
    match function.takes {
        FunctionArguments::One(_) => format!("{tag} {list}"),
        FunctionArguments::Dotted(_) => format!("{tag} {}", labels.join(".")),
        FunctionArguments::Lone(_) => format!("{tag} {} or {tag} [{list}]", labels.first().unwrap_or(&"")),
        FunctionArguments::Many(_) => format!("{tag} [{list}, …]"),
        FunctionArguments::Items(_) => format!("{tag} [{list}]"),
        FunctionArguments::Keys(_) => format!("{tag} {{{list}}}"),
    }
}
