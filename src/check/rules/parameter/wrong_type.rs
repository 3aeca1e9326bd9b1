//! A key of a parameter has a value of another type than it takes.
//!
//! ```yaml bad 5
//! Parameters:
//!   Zones: {Type: CommaDelimitedList, Default: [a, b]}
//!   Region: {Type: String, Default: !Ref AWS::Region}
//!   Size: {Type: String, AllowedValues: small, MaxLength: few, NoEcho: 3}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```
//!
//! ```yaml good
//! Parameters:
//!   Zones: {Type: CommaDelimitedList, Default: "a,b"}
//!   Region: {Type: String, Default: eu-west-1}
//!   Size: {Type: String, AllowedValues: [small]}
//! Resources: {Topic: {Type: AWS::SNS::Topic}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, ScalarType, Value};
use crate::schema::PropertyType;
use crate::schema::parameter::{DEFAULT, ROWS};
use crate::template::Parameter;
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "parameter/wrong-type",
    name: "Wrong value of a key of a parameter",
    severity: Severity::Error,
    why: "Parameters have no functions, and their defaults are texts: \"Every Default member must be a string\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    check: Check::Parameter(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, parameter: Parameter<'_>) {
    if context.template().may_grow("") || parameter.node().is_alias() {
        return;
    }
    for row in ROWS.iter() {
        let Some(node) = parameter.node().get(row.key).filter(|node| !node.is_null() && !node.is_alias()) else {
            continue;
        };
        let is_list = row.kind == PropertyType::List;
        let is_plain = node.tag().is_none_or(|tag| tag.starts_with("!!"));
        let at = parameter.path().join(row.key);
        let fits = if is_list { node.kind() == Kind::Sequence } else { node.kind() == Kind::Scalar };
        if fits && is_plain {
            if let Some(wanted) = node.scalar().and_then(|text| other_word(row.kind, node, text)) {
                let message = format!("{} of a parameter is {wanted}: CloudFormation refuses the template.", row.key);
                context.report(&at, message).help(format!("Write {wanted}."));
            }
            continue;
        }
        let (wanted, given) = match (is_list, is_plain) {
            (true, _) => ("a list", "something else"),
            (false, true) => ("text", "a list or mapping"),
            (false, false) => ("text", "a function"),
        };
        let key = row.key;
        context.report(
            &at,
            format!("{key} of a parameter is {wanted}, not {given}: CloudFormation refuses the template."),
        );
        if key == DEFAULT.key
            && let Some(text) = joined(node)
        {
            let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: Value::from(text.as_str()) }];
            context.fix("Write the values with commas between them", edit);
        } else if is_list && node.kind() == Kind::Scalar && is_plain {
            context.fix("Make it a list of one", move |document| {
                let list = document.node(&at).map(|node| Value::Sequence(vec![node.source_ref()]));
                list.map(|value| Edit::Set { at: at.clone(), value }).into_iter().collect()
            });
        } else {
            context.help(format!("Write {wanted}. Parameters have no functions."));
        }
    }
}

/// What a text would have to be, if it is something else.
fn other_word(kind: PropertyType, node: Node<'_>, text: &str) -> Option<&'static str> {
    let is_truth = matches!(node.resolved_type(), ScalarType::Bool(_)) || text.eq_ignore_ascii_case("true");
    match kind {
        PropertyType::Number if text.trim().parse::<f64>().is_err() => Some("a number"),
        PropertyType::Boolean if !is_truth && !text.eq_ignore_ascii_case("false") => Some("true or false"),
        _ => None,
    }
}

/// The items of a list of texts as one text.
fn joined(node: Node<'_>) -> Option<String> {
    let plain =
        |item: Node<'_>| item.scalar().filter(|text| item.tag().is_none() && !text.contains(',')).map(str::to_string);
    let items: Option<Vec<String>> = node.items().map(plain).collect();
    items.filter(|_| node.is_plain(Kind::Sequence)).map(|items| items.join(","))
}
