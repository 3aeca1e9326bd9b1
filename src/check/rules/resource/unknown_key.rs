//! A key of a resource that CloudFormation does not know.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependOn: Gateway
//!     ImageId: ami-0abcdef1234567890
//!     Properties: {InstanceType: t3.micro}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: Gateway
//!     Properties: {ImageId: ami-0abcdef1234567890, InstanceType: t3.micro}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//! ```

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Slot};
use crate::schema::aws::Schema;
use crate::schema::template_keys;
use crate::template::Resource;
use crate::template::for_each::is_for_each;
use crate::template::resource::attribute;
use crate::template::typed::{MACROS, is_call};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/unknown-key",
    name: "Unknown key of a resource",
    severity: Severity::Error,
    why: "CloudFormation refuses a template with a key that resources do not have: \"Invalid template resource \
          property\".",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

/// Keys that CloudFormation takes beside those that a form shows.
const OTHERS: [&str; 2] = ["Description", "Version"];

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let node = resource.node();
    if context.template().may_grow("") || !node.is_plain(Kind::Mapping) || node.is_alias() || is_call(node) {
        return;
    }
    let known = || template_keys::RESOURCE.iter().map(|row| row.key);
    for entry in node.last_entries() {
        let key = entry.key();
        let is_other = key.is_empty() || key == "<<" || key == "Fn::Transform" || is_for_each(key);
        if is_other || OTHERS.contains(&key) || known().any(|one| one == key) {
            continue;
        }
        let at = resource.path().join(key);
        context.report(&at, format!("{key} is no key of a resource: CloudFormation refuses the template."));
        let schema = resource.kind().and_then(|kind| Schema::bundled().resource_type(kind));
        let is_property = schema.is_some_and(|schema| schema.property(&[key]).is_some());
        let properties = node.get(attribute::PROPERTIES);
        if is_property {
            context.help(format!("{key} is a property: it stands below Properties."));
            if properties.is_none_or(|node| node.is_plain(Kind::Mapping) && !is_call(node) && node.get(key).is_none()) {
                let (into, slot) = (resource.properties_path(), Slot::Key(key.to_string()));
                context.fix(format!("Move {key} below Properties"), move |_| {
                    vec![Edit::MoveTo { at: at.clone(), into: into.clone(), slot: slot.clone() }]
                });
            }
        } else if let Some(name) = similar(key, known()).filter(|name| node.get(name).is_none()) {
            let edit = move |_: &_| vec![Edit::Rename { at: at.clone(), to: name.to_string() }];
            context.fix(format!("Rename to {name}"), edit);
        } else {
            context.help(format!("The keys of a resource are {}.", known().collect::<Vec<_>>().join(", ")));
        }
    }
}
