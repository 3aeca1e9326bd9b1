//! `Fn::GetAtt` names an attribute that the type of the resource does not have.
//!
//! ```yaml bad 3
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic}
//!   Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
//! Outputs:
//!   Arn: {Value: !GetAtt Role.ARN}
//!   Name: {Value: {Fn::GetAtt: [Role, Name]}}
//!   Both: {Value: !Sub "${Role.RoleName} ${Topic.TopicArn}"}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic}
//!   Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
//!   Thing: {Type: Custom::Thing}
//! Outputs:
//!   Arn: {Value: !GetAtt Role.Arn}
//!   Name: {Value: {Fn::GetAtt: [Topic, TopicName]}}
//!   Both: {Value: !Sub "${Role.RoleId} ${Thing.Any}"}
//! ```

use std::ops::Range;

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Step};
use crate::schema::aws::Schema;
use crate::schema::resource_type::resource_type;
use crate::template::function::call;
use crate::template::substitution::{SubPiece, pieces};
use crate::template::{Template, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "reference/unknown-attribute",
    name: "Attribute that the type does not have",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with an attribute that the type does not have: \"Requested attribute … does \
          not exist in schema\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html",
    check: Check::Entry(check),
    also: &[Also::Names],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let template = context.template();
    let path = node.path();
    let in_section = path.steps().first().and_then(Step::key);
    if !matches!(in_section, Some(section::RESOURCES | section::OUTPUTS)) || template.may_grow("") {
        return;
    }
    // Of a section that is no mapping the entries that count, all others come one by one.
    let entries = if path.steps().len() == 1 { node.last_entries() } else { Vec::new() };
    let one = (path.steps().len() > 1).then_some(node);
    for node in entries.into_iter().map(|entry| entry.value).chain(one).flat_map(|node| node.descendants()) {
        let Some(found) = call(node).filter(|_| !node.is_alias()) else { continue };
        for call in std::iter::once(found).chain(found.behind_tag()) {
            match call.name {
                "Fn::GetAtt" => get_att(context, template, call.argument),
                "Fn::Sub" => sub(context, template, call.argument),
                _ => {}
            }
        }
    }
}

fn get_att(context: &mut Context<'_>, template: Template<'_>, argument: Node<'_>) {
    if argument.is_alias() {
        return;
    }
    if let Some((text, (resource, attribute))) = argument.scalar().and_then(|text| Some((text, text.split_once('.')?)))
    {
        let part = text.len() - attribute.len()..text.len();
        require(context, template, (resource, attribute), argument, part);
        return;
    }
    let plain = |index| argument.item(index).filter(|node| node.tag().is_none() && !node.is_alias());
    let (Some(first), Some(second)) = (plain(0), plain(1)) else { return };
    if let (Some(resource), Some(attribute)) = (first.scalar(), second.scalar()) {
        require(context, template, (resource, attribute), second, 0..attribute.len());
    }
}

fn sub(context: &mut Context<'_>, template: Template<'_>, argument: Node<'_>) {
    let (node, own) = match argument.scalar() {
        Some(_) => (Some(argument), None),
        None => (argument.item(0), argument.item(1)),
    };
    let Some((node, text)) = node.filter(|node| !node.is_alias()).and_then(|node| Some((node, node.scalar()?))) else {
        return;
    };
    let mut start = 0;
    for piece in pieces(text) {
        let from = start;
        start += piece.written().len();
        let SubPiece::Name { written, name } = piece else { continue };
        let is_own = own.is_some_and(|own| own.get(name).is_some() || !own.is_plain(Kind::Mapping));
        let Some((resource, attribute)) = name.split_once('.').filter(|_| !is_own) else { continue };
        let Some(at) = written.find(name) else { continue };
        let begin = from + at + resource.len() + 1;
        require(context, template, (resource, attribute), node, begin..begin + attribute.len());
    }
}

fn require(
    context: &mut Context<'_>,
    template: Template<'_>,
    (resource, attribute): (&str, &str),
    node: Node<'_>,
    part: Range<usize>,
) {
    let kind = template.resource(resource).and_then(|resource| resource.kind());
    let Some(known) = kind.and_then(resource_type) else { return };
    if attribute.is_empty() || attribute.contains(['$', '&', '{']) || has(known.name, &known.attributes, attribute) {
        return;
    }
    let name = known.name;
    let at = node.path();
    context.report_part(
        &at,
        part.clone(),
        format!("{name} has no attribute {attribute}: CloudFormation refuses the template."),
    );
    let names: Vec<&str> = known.attributes.iter().copied().filter(|one| !one.ends_with('.')).collect();
    if let Some(meant) = similar(attribute, names.iter().copied()) {
        let to = meant.to_string();
        context.fix(format!("Write {meant}"), move |_| {
            vec![Edit::ReplaceInScalar { at: at.clone(), parts: vec![(part.clone(), to.clone())] }]
        });
    } else if names.is_empty() {
        context.help(format!("Ref gives what identifies {resource}."));
    } else {
        context.help(format!("It has {}. Ref gives what identifies {resource}.", names.join(", ")));
    }
}

/// True if the type has the attribute, or may have it: one below another, a property of a type all of whose properties
/// are attributes, or what the schema calls read-only.
fn has(kind: &str, attributes: &[&str], attribute: &str) -> bool {
    let first = attribute.split('.').next().unwrap_or(attribute);
    let begins = |known: &&str| match known.strip_suffix('.') {
        Some(prefix) => first == prefix,
        None => *known == attribute || known.split('.').next() == Some(first),
    };
    let every = resource_type(kind).is_some_and(|one| one.gives_properties);
    let by_schema = match Schema::bundled().resource_type(kind) {
        Some(schema) if schema.is_open("") => true,
        Some(schema) => schema.property(&[first]).is_some_and(|property| every || property.flags.read_only()),
        None => every,
    };
    by_schema || attributes.iter().any(begins)
}
