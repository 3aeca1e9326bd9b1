//! A parameter is the value of a property that no update changes.
//!
//! ```yaml bad
//! Parameters: {Key: {Type: String, Default: alias/data}}
//! Resources:
//!   Disk:
//!     Type: AWS::EC2::Volume
//!     Properties: {Size: 10, AvailabilityZone: eu-west-1a, Encrypted: true, KmsKeyId: !Ref Key}
//! ```
//!
//! ```yaml good
//! Parameters: {Size: {Type: Number, Default: 10}}
//! Resources:
//!   Disk:
//!     Type: AWS::EC2::Volume
//!     Properties: {Size: !Ref Size, AvailabilityZone: eu-west-1a, Encrypted: true, KmsKeyId: alias/data}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::update::{UpdateEffect, property_update};
use crate::template::resource::{attribute, named};
use crate::template::{Resource, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "resource/update-fails",
    name: "Parameter for what no update changes",
    severity: Severity::Note,
    why: "The resource is neither changed nor replaced by an update: with another value the update fails and is rolled back.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html",
    check: Check::Resource(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(kind) = resource.kind() else { return };
    let properties = resource.node().get(attribute::PROPERTIES).into_iter().flat_map(|node| node.entries());
    for entry in properties {
        let Some(name) = named(entry.value).filter(|name| context.template().parameter(name).is_some()) else {
            continue;
        };
        if property_update(kind, &[entry.key()]).effect == UpdateEffect::Fails {
            let message = format!("Another value of {name} makes the update fail: {} cannot be updated.", entry.key());
            context
                .report(&entry.value.path(), message)
                .help("To change it, give the resource another logical id as well: a new one is created then.");
        }
    }
}
