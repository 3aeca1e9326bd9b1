//! A number is too small or too large, a text too short or too long, or a list has too few or too many items.
//!
//! ```yaml bad 2
//! Resources:
//!   Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 100000}}
//!   Group: {Type: AWS::AutoScaling::LifecycleHook, Properties: {AutoScalingGroupName: "", LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING"}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 900}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Kind, ScalarType};
use crate::schema::aws::ValueType;
use crate::template::typed::{MACROS, TypedResource, TypedValue, is_call, is_dynamic};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/limit",
    name: "Value outside of its limits",
    severity: Severity::Error,
    why: "AWS refuses numbers, lengths and counts outside of the limits of a property, and the stack fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for value in &typed.values {
        if let Some(message) = outside(value) {
            context.report(&value.node.path(), message);
            context.help("Choose a value within the limits.");
        }
    }
}

fn outside(value: &TypedValue<'_>) -> Option<String> {
    let (node, name) = (value.node, value.property.name);
    let (least, most) = value.property.range.split_once("..")?;
    let (least, most) = (least.parse::<f64>().ok(), most.parse::<f64>().ok());
    let fails = |number: f64| {
        let low = least.filter(|least| number < *least).map(|least| format!("at least {least}"));
        low.or_else(|| most.filter(|most| number > *most).map(|most| format!("at most {most}")))
    };
    let text = node.scalar().filter(|text| !is_dynamic(text));
    match (value.property.value, value.takes) {
        (ValueType::List(_), ValueType::List(_)) if node.kind() == Kind::Sequence => {
            // A function among the items gives any number of them.
            let count = node.len();
            let wanted = fails(count as f64).filter(|_| !node.items().any(is_call))?;
            Some(format!("{name} takes {wanted} items, not {count}: AWS refuses it."))
        }
        (ValueType::Integer | ValueType::Number, _) => {
            let number = match node.resolved_type() {
                ScalarType::Int(number) => number? as f64,
                ScalarType::Float(number) => number,
                _ => text?.trim().parse().ok()?,
            };
            Some(format!("{name} takes {}, not {number}: AWS refuses it.", fails(number)?))
        }
        (ValueType::String, _) => {
            let count = text?.chars().count();
            Some(format!("{name} takes {} characters, not {count}: AWS refuses it.", fails(count as f64)?))
        }
        _ => None,
    }
}
