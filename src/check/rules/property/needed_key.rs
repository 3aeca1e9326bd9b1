//! A property needs another one beside it.
//!
//! ```yaml bad
//! Resources:
//!   Net:
//!     Type: AWS::EC2::VPC
//!     Properties: {Ipv4IpamPoolId: ipam-pool-0123456789abcdef0}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Net:
//!     Type: AWS::EC2::VPC
//!     Properties: {Ipv4IpamPoolId: ipam-pool-0123456789abcdef0, Ipv4NetmaskLength: 24}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::function::is_absent;
use crate::template::typed::{MACROS, TypedResource};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "property/needed-key",
    name: "Property without the one that it needs",
    severity: Severity::Error,
    why: "AWS takes the one property only together with the other, and the creation of the resource fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    check: Check::Properties(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

fn check(context: &mut Context<'_>, typed: &TypedResource<'_>) {
    for object in &typed.objects {
        for relation in typed.schema.relations(object.definition).filter(|relation| !relation.excludes) {
            let Some(value) = object.node.get(relation.key).filter(|value| !is_absent(*value)) else { continue };
            let missing = relation.others.iter().find(|key| object.node.get(key).is_none());
            if let Some(missing) = missing {
                let message = format!("{} needs {missing} beside it: AWS refuses the resource.", relation.key);
                context.report(&value.path(), message).help(format!("Add {missing}."));
            }
        }
    }
}
