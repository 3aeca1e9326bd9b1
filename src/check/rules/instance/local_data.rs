//! An instance holds a database on its own disk, which goes when the instance is replaced.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {mariadb-server: []}}}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {mariadb-server: []}}}}}
//!   Data: {Type: AWS::EC2::Volume, DeletionPolicy: Snapshot, Properties: {Size: 10, Encrypted: true, AvailabilityZone: !GetAtt Web.AvailabilityZone}}
//!   Tie: {Type: AWS::EC2::VolumeAttachment, Properties: {InstanceId: !Ref Web, VolumeId: !Ref Data, Device: /dev/sdf}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::compute::VOLUME_ATTACHMENT;
use crate::schema::ec2::instance::{BLOCK_DEVICES, IMAGE_ID};
use crate::template::reference::names_below;
use crate::template::resource::named;
use crate::template::system::texts_below;
use crate::template::{Init, Resource, Section, Template, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "instance/local-data",
    name: "Database on the disk of the instance",
    severity: Severity::Warning,
    why: "A new image, subnet, key or disk replaces an instance: the new one starts empty, and the old disk is deleted. A floating image does so by itself.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::Init(check),
    also: &[Also::Resource, Also::ResourcesOf(&[VOLUME_ATTACHMENT]), Also::Section(section::PARAMETERS)],
};

/// Servers that keep data: what their packages are called.
const SERVERS: [&str; 12] = [
    "mysql-server",
    "mariadb-server",
    "mariadb105-server",
    "mysql-community-server",
    "postgresql",
    "postgresql-server",
    "mongodb",
    "mongodb-org",
    "redis-server",
    "couchdb",
    "influxdb",
    "neo4j",
];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let template = context.template();
    let resource = init.resource();
    let keeps = resource.node().get("UpdateReplacePolicy").is_some();
    if !resource.is_instance() || keeps || resource.is_in_loop() || has_volume(template, resource) {
        return;
    }
    let is_server = |name: &str| SERVERS.iter().any(|server| name == *server || versioned(name, server));
    let document = context.document();
    let package =
        init.configs().flat_map(|config| config.packages().collect::<Vec<_>>()).find(|one| is_server(one.name()));
    let by_command = || {
        let texts = init.configs().flat_map(|config| texts_below(document, &config.section_path(Section::Commands)));
        texts.into_iter().find_map(|at| {
            let text = document.scalar(&at)?;
            let name = text.split_whitespace().find(|word| is_server(word)).filter(|_| text.contains("install"))?;
            Some((at, name))
        })
    };
    let Some((at, name)) = package.map(|one| (one.path().clone(), one.name())).or_else(by_command) else { return };
    let floats = if is_floating(template, resource) {
        " The image does so at the first update after a new one comes out."
    } else {
        ""
    };
    let message = format!(
        "The data of {name} are on the disk of {}, and gone when an update replaces it.{floats}",
        resource.id()
    );
    context.report(&at, message).help("Keep them on a volume of their own (cf-init recipe FILE volume) or in RDS.");
}

/// `postgresql-16`, `postgresql15-server`.
fn versioned(name: &str, server: &str) -> bool {
    let plain: String = name.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect();
    plain.trim_end_matches('-') == server || plain.replace("--", "-").trim_end_matches('-') == server
}

/// True if a volume of its own is attached to the instance, or another disk than the first is written out.
fn has_volume(template: Template<'_>, resource: Resource<'_>) -> bool {
    let names_it = |one: Resource<'_>| names_below(one.node()).into_iter().any(|name| name == resource.id());
    template.resources_of(VOLUME_ATTACHMENT).any(names_it)
        || resource.property("Volumes").is_some()
        || resource.property(BLOCK_DEVICES.key).is_some_and(|list| list.len() > 1)
}

/// True if the image is the newest of a public parameter.
fn is_floating(template: Template<'_>, resource: Resource<'_>) -> bool {
    let Some(image) = resource.property(IMAGE_ID.key) else { return false };
    let parameter = named(image).and_then(|name| template.parameter(name));
    parameter.is_some_and(|one| one.kind().is_some_and(|kind| kind.starts_with("AWS::SSM::")))
        || image.scalar().is_some_and(|text| text.contains("resolve:ssm:"))
}
