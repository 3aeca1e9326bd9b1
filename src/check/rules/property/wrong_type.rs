//! A property has a value of another type than its resource type takes.
//!
//! ```yaml bad 5
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       SecurityGroupIds: sg-0abcdef1234567890
//!       EbsOptimized: maybe
//!       ImageId: [ami-0abcdef1234567890]
//!       CreditSpecification: unlimited
//!       BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: {VolumeSize: large, Encrypted: true}}]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       SecurityGroupIds: [sg-0abcdef1234567890]
//!       EbsOptimized: "true"
//!       ImageId: ami-0abcdef1234567890
//!       CreditSpecification: {CPUCredits: unlimited}
//!       BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: {VolumeSize: "20", Encrypted: true, Iops: "{{resolve:ssm:/disk/iops}}"}}]
//!   Packaged:
//!     Type: AWS::Lambda::Function
//!     Properties: {Code: ./src, Handler: app.main, Runtime: python3.13, Role: "arn:aws:iam::123456789012:role/app"}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, ScalarType, Value};
use crate::schema::aws::ValueType;
use crate::template::typed::{MACROS, TypedResource, TypedValue, is_dynamic};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/wrong-type",
    name: "Value of the wrong type",
    severity: Severity::Error,
    why: "CloudFormation refuses a text in place of a list or a mapping, and a text that is no number or boolean where \
          one is wanted: \"Value of property … must be of type …\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    let kind = typed.resource.kind().unwrap_or_default();
    for value in &typed.values {
        let is_packaged = PACKAGED.contains(&(kind, value.property.name)) && value.node.scalar().is_some();
        if !is_packaged && !fits(value.node, value.takes) {
            report(context, value);
        }
    }
}

/// Properties that take a path of a file beside the template, which `aws cloudformation package` and `sam` upload and
/// replace. Source: AWS CLI Command Reference, "cloudformation package".
const PACKAGED: [(&str, &str); 5] = [
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),
    ("AWS::Lambda::Function", "Code"),
    ("AWS::Lambda::LayerVersion", "Content"),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
];

fn fits(node: Node<'_>, takes: ValueType<'_>) -> bool {
    let text = node.scalar();
    let is_dynamic = text.is_some_and(is_dynamic);
    match takes {
        ValueType::Json => true,
        ValueType::Object(_) | ValueType::Map(_) => is_dynamic || node.kind() == Kind::Mapping,
        ValueType::List(_) => is_dynamic || node.kind() == Kind::Sequence,
        ValueType::String => text.is_some(),
        ValueType::Boolean => text.is_some_and(|text| is_dynamic || is_boolean(node, text)),
        ValueType::Integer => text.is_some_and(|text| is_dynamic || is_number(node, text, true)),
        ValueType::Number => text.is_some_and(|text| is_dynamic || is_number(node, text, false)),
    }
}

fn is_boolean(node: Node<'_>, text: &str) -> bool {
    matches!(node.resolved_type(), ScalarType::Bool(_))
        || matches!(text.to_ascii_lowercase().as_str(), "true" | "false")
}

fn is_number(node: Node<'_>, text: &str, whole: bool) -> bool {
    match node.resolved_type() {
        ScalarType::Int(_) => true,
        ScalarType::Float(number) => !whole || number.fract() == 0.0,
        _ => {
            let digits = text.bytes().any(|byte| byte.is_ascii_digit());
            digits && text.trim().parse::<f64>().is_ok_and(|number| !whole || number.fract() == 0.0)
        }
    }
}

fn report(context: &mut Context<'_>, value: &TypedValue<'_>) {
    let (at, name, node) = (value.node.path(), value.property.name, value.node);
    let is_item = matches!(value.property.value, ValueType::List(_)) && !matches!(value.takes, ValueType::List(_));
    let place = if is_item { format!("An item of {name}") } else { name.to_string() };
    let given = match node.kind() {
        Kind::Scalar => "a text",
        Kind::Sequence => "a list",
        Kind::Mapping => "a mapping",
    };
    let wanted = match value.takes {
        ValueType::String | ValueType::Json => "text",
        ValueType::Integer => "a whole number",
        ValueType::Number => "a number",
        ValueType::Boolean => "true or false",
        ValueType::Object(_) | ValueType::Map(_) => "a mapping",
        ValueType::List(_) => "a list",
    };
    let given = match node.scalar() {
        Some(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        _ => given.to_string(),
    };
    context.report(&at, format!("{place} takes {wanted}, not {given}: CloudFormation refuses the resource."));
    // One value in place of a list, or a list of one in place of a value.
    let inner = match value.takes {
        ValueType::List(word) => ValueType::parse(word).filter(|inner| fits(node, *inner)).map(|_| node),
        _ => None,
    };
    if inner.is_some() {
        let own = at.clone();
        context.fix("Make it a list of one", move |document| {
            let list = document.node(&own).map(|node| Value::Sequence(vec![node.source_ref()]));
            list.map(|value| Edit::Set { at: own.clone(), value }).into_iter().collect()
        });
    } else if let (ValueType::Boolean, Some(truth)) = (value.takes, node.scalar().and_then(word_of_truth)) {
        context.fix(format!("Write {truth}"), move |_| vec![Edit::Set { at: at.clone(), value: Value::Bool(truth) }]);
    } else if node.kind() == Kind::Sequence && node.len() == 1 && node.items().all(|item| fits(item, value.takes)) {
        context.fix("Write the one item without a list", move |document| {
            let item = document.node(&at).and_then(|node| node.item(0)).map(|item| item.source_ref());
            item.map(|value| Edit::Set { at: at.clone(), value }).into_iter().collect()
        });
    } else if let ValueType::Object(_) | ValueType::Map(_) = value.takes {
        context.help(format!("Write the keys of {name} below it."));
    } else {
        context.help(format!("Write {wanted}."));
    }
}

/// What a word in quotes was meant to say.
fn word_of_truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "on" | "1" | "enabled" => Some(true),
        "no" | "off" | "0" | "disabled" => Some(false),
        _ => None,
    }
}
