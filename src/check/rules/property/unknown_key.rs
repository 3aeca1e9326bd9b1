//! A key among the properties of a resource that its type does not have.
//!
//! ```yaml bad 3
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       ImageID: ami-0abcdef1234567890
//!       DependsOn: Gateway
//!       BlockDeviceMappings:
//!       - DeviceName: /dev/xvda
//!         VolumeSize: 20
//!         Ebs: {VolumeType: gp3, Encrypted: true}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: Gateway
//!     Properties:
//!       ImageId: ami-0abcdef1234567890
//!       BlockDeviceMappings:
//!       - DeviceName: /dev/xvda
//!         Ebs: {VolumeSize: 20, VolumeType: gp3, Encrypted: true}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Other: {Type: Custom::Thing, Properties: {Any: thing}}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Path, Slot};
use crate::schema::aws::ValueType;
use crate::schema::template_keys;
use crate::template::for_each;
use crate::template::resource::attribute;
use crate::template::typed::{MACROS, TypedObject, TypedResource, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/unknown-key",
    name: "Property that the type does not have",
    severity: Severity::Error,
    why: "CloudFormation refuses a resource with a property that its type does not have: \"Encountered unsupported \
          property\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for object in typed.objects.iter().filter(|object| !object.is_open) {
        for one in for_each::entries(object.node) {
            let key = one.entry.key();
            let is_name = !key.is_empty() && key != "<<" && !key.contains(['$', '&']);
            if is_name && object.property(key).is_none() {
                report(context, typed, object, key, one.entry.value);
            }
        }
    }
}

fn report(context: &mut Context<'_>, typed: &TypedResource<'_>, object: &TypedObject<'_>, key: &str, value: Node<'_>) {
    let at = value.path();
    let owner = match object.definition {
        "" => typed.schema.name.to_string(),
        name => format!("{} of {}", name, typed.schema.name),
    };
    context.report(&at, format!("{owner} has no property {key}: CloudFormation refuses the resource."));
    let beside = object.definition.is_empty() && template_keys::RESOURCE.iter().any(|row| row.key == key);
    if beside && key != attribute::TYPE {
        context.help(format!("{key} stands beside Properties."));
        if typed.resource.node().get(key).is_none() {
            move_to(context, format!("Move {key} beside Properties"), at, typed.resource.path());
        }
    } else if let Some(name) = similar(key, names(object)).filter(|name| object.node.get(name).is_none()) {
        let (own, to) = (at, name.to_string());
        context.fix(format!("Rename to {name}"), move |_| vec![Edit::Rename { at: own.clone(), to: to.clone() }]);
    } else if let Some(name) = below(typed, object, key) {
        context.help(format!("{key} is a key of {name}."));
        let inner = object.node.get(name).filter(|inner| inner.is_plain(Kind::Mapping) && !is_call(*inner));
        if let Some(inner) = inner.filter(|inner| inner.get(key).is_none() && !inner.is_alias()) {
            move_to(context, format!("Move {key} into {name}"), at, inner.path());
        }
    } else {
        let all: Vec<&str> = names(object).collect();
        let some = if all.len() > 15 { "what its AWS page lists".to_string() } else { all.join(", ") };
        context.help(format!("{owner} takes: {some}."));
    }
}

/// The keys that can be written.
fn names<'o>(object: &'o TypedObject<'_>) -> impl Iterator<Item = &'static str> + use<'o> {
    object.properties.iter().filter(|property| !property.flags.read_only()).map(|property| property.name)
}

/// The one property of a nested type that has the key.
fn below(typed: &TypedResource<'_>, object: &TypedObject<'_>, key: &str) -> Option<&'static str> {
    let has = |value: ValueType<'static>| match value {
        ValueType::Object(name) => typed.schema.nested(name).iter().any(|property| property.name == key),
        _ => false,
    };
    let mut found = object.properties.iter().filter(|property| has(property.value));
    found.next().filter(|_| found.next().is_none()).map(|property| property.name)
}

fn move_to(context: &mut Context<'_>, label: String, at: Path, into: Path) {
    let slot = at.last_key().map(|key| Slot::Key(key.to_string()));
    context.fix(label, move |_| {
        let slot = slot.clone();
        slot.map(|slot| Edit::MoveTo { at: at.clone(), into: into.clone(), slot }).into_iter().collect()
    });
}
