//! Machines of a template, whichever resource says how they are started: an instance, a launch template or launch
//! configuration, an Auto Scaling group over one of these.
//!
//! Init may sit on any of them; user data sits where machines are started from, signals go to what waits for them.

use super::resource::{attribute, named};
use super::{Resource, Template};
use crate::document::{Node, Path};
use crate::schema::compute::{self, key};
use crate::schema::ec2::{self, instance};

/// True for the types that stand for machines and may carry what cfn-init reads.
pub fn is_machine(kind: &str) -> bool {
    matches!(kind, ec2::INSTANCE | compute::LAUNCH_TEMPLATE | compute::LAUNCH_CONFIGURATION | compute::GROUP)
}

/// The launch template or configuration that a group names, also in its MixedInstancesPolicy.
pub fn launch_name(group: Resource<'_>) -> Option<&str> {
    fn of(specification: Node<'_>) -> Option<&str> {
        named(specification.get(key::LAUNCH_TEMPLATE_ID).or_else(|| specification.get("LaunchTemplateName"))?)
    }
    let mixed = || of(group.property(key::MIXED)?.get(key::LAUNCH_TEMPLATE)?.get("LaunchTemplateSpecification")?);
    let by_template = group.property(key::LAUNCH_TEMPLATE).and_then(of);
    by_template.or_else(|| group.names(key::LAUNCH_CONFIGURATION)).or_else(mixed)
}

/// The launch template or configuration of the template that a group's machines are started from.
pub fn launch_of<'d>(template: Template<'d>, group: Resource<'d>) -> Option<Resource<'d>> {
    template
        .resource(launch_name(group)?)
        .filter(|launch| matches!(launch.kind(), Some(compute::LAUNCH_TEMPLATE | compute::LAUNCH_CONFIGURATION)))
}

/// The groups whose machines are started from a launch template or configuration, in the order of the text.
pub fn groups_of<'d>(template: Template<'d>, launch: &str) -> Vec<Resource<'d>> {
    template
        .resources_of(compute::GROUP)
        .filter(|group| launch_of(template, *group).is_some_and(|found| found.id() == launch))
        .collect()
}

/// The resource that says how machines are started: an instance, a launch template or configuration itself, for a group
/// what it starts from.
pub fn start_of<'d>(template: Template<'d>, id: &str) -> Option<Resource<'d>> {
    let resource = template.resource(id)?;
    match resource.kind()? {
        compute::GROUP => launch_of(template, resource),
        kind if is_machine(kind) => Some(resource),
        _ => None,
    }
}

/// Where the properties that machines are started with are: those of an instance, `LaunchTemplateData`, those of a
/// launch configuration.
pub fn start_path(start: Resource<'_>) -> Path {
    match start.kind() {
        Some(compute::LAUNCH_TEMPLATE) => start.properties_path().join(key::DATA),
        _ => start.properties_path(),
    }
}

/// The resource whose `AWS::CloudFormation::Init` the machines of a resource are set up by: the resource itself, what it
/// starts from, or the group over it, whichever has one.
pub fn init_of<'d>(template: Template<'d>, id: &str) -> Option<Resource<'d>> {
    let own = template.resource(id)?;
    let start = start_of(template, id);
    let groups = groups_of(template, start.map_or(id, |start| start.id()));
    let mut all = std::iter::once(own).chain(start).chain(groups);
    all.find(|resource| resource.init().is_some())
}

/// The list of the security groups that a machine is started with: beside its interfaces, or in the first of them.
pub fn security_groups<'d>(start: Resource<'d>) -> Option<Node<'d>> {
    let properties = start.node().get(attribute::PROPERTIES)?;
    let (data, beside, inside) = match start.kind()? {
        compute::LAUNCH_TEMPLATE => (properties.get(key::DATA)?, instance::SECURITY_GROUP_IDS.key, "Groups"),
        compute::LAUNCH_CONFIGURATION => (properties, key::SECURITY_GROUPS, ""),
        _ => (properties, instance::SECURITY_GROUP_IDS.key, "GroupSet"),
    };
    let list = data.get(beside).filter(|node| !node.is_empty());
    list.or_else(|| data.get("NetworkInterfaces")?.item(0)?.get(inside))
}

/// The subnets of the template that the instances of a resource are in: `SubnetId`, that of a network interface, or the
/// list of an Auto Scaling group.
pub fn subnets<'d>(resource: Resource<'d>) -> Vec<&'d str> {
    let list = |node: Node<'d>| node.items().filter_map(named).collect::<Vec<_>>();
    match resource.kind() {
        Some(ec2::INSTANCE) => {
            let interfaces = resource.property("NetworkInterfaces").into_iter().flat_map(|list| list.items());
            let inside = interfaces.filter_map(|one| named(one.get(ec2::key::SUBNET_ID)?));
            resource.names(ec2::key::SUBNET_ID).into_iter().chain(inside).collect()
        }
        Some(compute::GROUP) => resource.property(key::ZONES).map(list).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The VPC of the template that a machine is in, by its subnets or else by its security groups.
pub fn vpc_of<'d>(template: Template<'d>, resource: Resource<'d>) -> Option<&'d str> {
    let of = |id: &'d str| template.resource(id)?.names(ec2::key::VPC_ID);
    let start = start_of(template, resource.id());
    let groups = start.and_then(security_groups).into_iter().flat_map(|list| list.items()).filter_map(named);
    subnets(resource).into_iter().chain(groups).find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::user_data;

    #[test]
    fn user_data_signals_and_metadata_are_found_wherever_they_sit() {
        let text = "Resources:
  One: {Type: AWS::EC2::Instance, Metadata: {AWS::CloudFormation::Init: {}}}
  Launch: {Type: AWS::EC2::LaunchTemplate, Metadata: {AWS::CloudFormation::Init: {}}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}}
  Old: {Type: AWS::AutoScaling::LaunchConfiguration}
  OldGroup:
    Type: AWS::AutoScaling::AutoScalingGroup
    Metadata: {AWS::CloudFormation::Init: {}}
    Properties: {LaunchConfigurationName: {Ref: Old}}
  Bucket: {Type: AWS::S3::Bucket}
";
        let document = Document::parse(text);
        let template = Template::of(&document);
        let data = |id: &str| user_data::path_of(start_of(template, id)?).map(|at| at.to_string());
        let launch = "Resources › Launch › Properties › LaunchTemplateData › UserData";
        assert_eq!(data("One").unwrap(), "Resources › One › Properties › UserData");
        assert_eq!((data("Launch").unwrap(), data("Group").unwrap()), (launch.into(), launch.into()));
        assert_eq!(data("OldGroup").unwrap(), "Resources › Old › Properties › UserData");
        assert_eq!((data("Bucket"), data("None")), (None, None));
        let init = |id: &str| init_of(template, id).map(|resource| resource.id());
        assert_eq!((init("One"), init("Launch"), init("Group")), (Some("One"), Some("Launch"), Some("Launch")));
        assert_eq!((init("Old"), init("OldGroup"), init("Bucket")), (Some("OldGroup"), Some("OldGroup"), None));
    }
}
