//! A property has a value that is none of those that its resource type takes.
//!
//! ```yaml bad 2
//! Resources:
//!   Disk: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: eu-west-1a, Size: 8, Encrypted: true, VolumeType: gp4}}
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, InstanceTenancy: Dedicated}}
//! ```
//!
//! ```yaml good
//! Parameters: {Kind: {Type: String}}
//! Resources:
//!   Disk: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: eu-west-1a, Size: 8, Encrypted: true, VolumeType: !Ref Kind}}
//!   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, InstanceTenancy: dedicated}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::template::typed::{MACROS, TypedResource, is_dynamic};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/not-allowed-value",
    name: "Value that is none of those allowed",
    severity: Severity::Error,
    why: "AWS takes some words only, and the creation of the resource fails with any other: \"is not a valid enum value\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

/// Most words that a message lists.
const MOST: usize = 20;

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for value in &typed.values {
        let Some(text) = value.node.scalar().filter(|text| !is_dynamic(text)) else { continue };
        let words: Vec<&str> = value.property.words().collect();
        let any_case = value.property.flags.any_case() || is_truth(text);
        if words.is_empty() || words.iter().any(|word| *word == text || any_case && word.eq_ignore_ascii_case(text)) {
            continue;
        }
        let (at, name) = (value.node.path(), value.property.name);
        context.report(&at, format!("{name} cannot be \"{text}\": AWS refuses it."));
        if let Some(word) = similar(text, words.iter().copied()) {
            let value = Value::from(word);
            let edit = move |_: &_| vec![Edit::Set { at: at.clone(), value: value.clone() }];
            context.fix(format!("Write {word}"), edit);
        } else if words.len() <= MOST {
            context.help(format!("It can be: {}.", words.join(", ")));
        }
    }
}

/// True and false are written in any case.
fn is_truth(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}
