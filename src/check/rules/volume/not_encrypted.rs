//! A volume is not encrypted.
//!
//! ```yaml bad
//! Resources:
//!   Data:
//!     Type: AWS::EC2::Volume
//!     Properties: {Size: 10, AvailabilityZone: !Select [0, !GetAZs '']}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       MetadataOptions: {HttpTokens: required}
//!       BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: {VolumeSize: 10, Encrypted: false}}]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Data:
//!     Type: AWS::EC2::Volume
//!     Properties: {Size: 10, Encrypted: true, AvailabilityZone: !Select [0, !GetAZs '']}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Kind, Node, Path, Value};
use crate::schema::ec2::instance::{BLOCK_DEVICES, EBS_KEY, ENCRYPTED};
use crate::template::entry::put_at;
use crate::template::{Resource, boolean};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "volume/not-encrypted",
    name: "Volume without encryption",
    severity: Severity::Warning,
    why: "A volume is encrypted only if the template says so, its snapshot is, or the account encrypts all new volumes.",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    check: Check::Resource(check),
    also: &[],
};

const VOLUME: &str = "AWS::EC2::Volume";

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let properties = resource.properties_path();
    if resource.kind() == Some(VOLUME) {
        report(
            context,
            &properties,
            "A change replaces nothing: CloudFormation refuses it. Give the volume a new logical id.",
        );
        return;
    }
    for under in [properties.clone(), properties.join("LaunchTemplateData")] {
        let list = under.join(BLOCK_DEVICES.key);
        let count =
            context.document().node(&list).filter(|node| node.is_plain(Kind::Sequence)).map_or(0, |node| node.len());
        for index in 0..count {
            let help = "On an instance the change replaces the machine.";
            report(context, &list.join(index).join(EBS_KEY), help);
        }
    }
}

fn report(context: &mut Context<'_>, at: &Path, help: &str) {
    let Some(message) = context.document().node(at).and_then(fault) else { return };
    let key = at.join(ENCRYPTED.key);
    let place = if context.document().node(&key).is_some() { key.clone() } else { at.clone() };
    context
        .report(&place, message)
        .fix("Encrypt it", move |document: &Document| put_at(document, &key, Value::Bool(true)))
        .help(help);
}

/// What is wrong with the properties of a volume.
fn fault(node: Node<'_>) -> Option<&'static str> {
    let is_known = node.is_plain(Kind::Mapping) && !node.entries().any(|entry| entry.key().starts_with("Fn::"));
    match node.get(ENCRYPTED.key) {
        _ if !is_known => None,
        Some(value) => boolean(value).filter(|is_on| !is_on).map(|_| "The volume is not encrypted."),
        // A volume of a snapshot is encrypted as the snapshot is.
        None if node.get("SnapshotId").is_some() || node.get("KmsKeyId").is_some() => None,
        None => Some("The volume is not encrypted, unless the account encrypts all new volumes."),
    }
}
