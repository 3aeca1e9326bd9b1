//! A new resource of a type, with the required properties that the template and the schema determine.

use serde_json::json;

use super::reference::{candidates, reference};
use crate::document::{Document, Value};
use crate::schema::form::properties_of;
use crate::schema::image::IMAGES;
use crate::schema::{Property, PropertyType, ec2};
use crate::template::address_space::{AddressSpace, block_of};
use crate::template::cidr::Block;
use crate::template::function::{Spelling, from_json};
use crate::template::network::reach::{Reach, reach};
use crate::template::network::route::ways_out;
use crate::template::resource::attribute::{DEPENDS_ON, PROPERTIES, TYPE};
use crate::template::{Resource, Template};

/// Optional properties that are set too: without them a resource goes into the default VPC.
const PLACES: [&str; 2] = [ec2::key::VPC_ID, ec2::key::SUBNET_ID];

/// The resource with a logical id. A property that several resources of the template fit stays open.
pub fn of_type(document: &Document, kind: &str, id: &str) -> Value {
    let mut attributes = vec![(TYPE, Value::from(kind))];
    let subnet = subnet(Template::of(document));
    if let Some(subnet) = subnet.filter(|_| kind == ec2::INSTANCE) {
        let ways: Vec<Value> = ways_out(Template::of(document), subnet).into_iter().map(Value::from).collect();
        attributes.extend((!ways.is_empty()).then_some((DEPENDS_ON, Value::Sequence(ways))));
    }
    let properties = properties_of(kind).iter();
    let properties: Vec<_> = properties.filter_map(|row| Some((row.key, value(document, kind, id, row)?))).collect();
    if !properties.is_empty() {
        attributes.push((PROPERTIES, mapping(properties)));
    }
    mapping(attributes)
}

fn mapping(entries: Vec<(&str, Value)>) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

fn value(document: &Document, kind: &str, id: &str, row: &Property) -> Option<Value> {
    let template = Template::of(document);
    let text = match (kind, row.key) {
        (ec2::INSTANCE, ec2::key::SUBNET_ID) => return Some(reference(document, subnet(template)?)),
        (ec2::INSTANCE, "ImageId") => format!("{{{{resolve:ssm:{}}}}}", IMAGES.first()?.parameter),
        (ec2::INSTANCE, "InstanceType") => "t3.micro".to_string(),
        (ec2::VPC, "CidrBlock") => free_block(template)?.to_string(),
        (ec2::SUBNET, "CidrBlock") => {
            let vpcs = candidates(template, &[ec2::VPC]);
            let [vpc] = vpcs.as_slice() else { return None };
            AddressSpace::of(template, vpc)?.next()?.to_string()
        }
        (_, "AssumeRolePolicyDocument") => {
            let statement = json!({
                "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole",
            });
            let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
            return Some(from_json(&policy, Spelling::of(document)));
        }
        (_, "GroupDescription" | "PolicyName") => id.to_string(),
        (_, "MinSize" | "MaxSize") => "1".to_string(),
        _ => {
            let PropertyType::Resource(types) = row.kind else { return None };
            let names = candidates(template, types);
            let [name] = names.as_slice() else { return None };
            return (row.required || PLACES.contains(&row.key)).then(|| reference(document, name));
        }
    };
    Some(Value::from(text))
}

/// The subnet of a new instance: the only one, or the only public one.
fn subnet<'d>(template: Template<'d>) -> Option<&'d str> {
    let all: Vec<&str> = template.single_resources_of(ec2::SUBNET).map(|one| one.id()).collect();
    if let [one] = all.as_slice() {
        return Some(one);
    }
    let public: Vec<&str> = all.into_iter().filter(|id| reach(template, id) == Reach::Public).collect();
    public.first().copied().filter(|_| public.len() == 1)
}

/// The first block 10.N.0.0/16 that no VPC of the template overlaps.
fn free_block(template: Template<'_>) -> Option<Block> {
    let block = |vpc: Resource<'_>| block_of(vpc, ec2::vpc::CIDR_BLOCK.key);
    let used: Vec<Block> = template.resources_of(ec2::VPC).filter_map(block).collect();
    Block::parse("10.0.0.0/8")?.next_free(16, &used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, kind: &str) -> String {
        let document = Document::parse(text);
        let (_, edits) =
            crate::recipe::addition::add(&document, &crate::recipe::addition::Addition::Resource(kind.into()));
        let after = document.with_edits(&edits).unwrap().0;
        after.text().strip_prefix(text).unwrap_or_else(|| panic!("{}", after.text())).to_string()
    }

    const NETWORK: &str = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
";
    const ROUTED: &str = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gate: {Type: AWS::EC2::InternetGateway}
  Sub: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gate}}
  Tie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref T, SubnetId: !Ref Sub}}
";

    #[test]
    fn a_new_resource_has_the_properties_that_the_template_determines() {
        let text = added(NETWORK, "AWS::EC2::SecurityGroup");
        assert!(text.contains("GroupDescription: SecurityGroup\n"), "{text}");
        assert!(text.contains("VpcId: !Ref Net\n"), "{text}");
        assert!(added(NETWORK, "AWS::EC2::VPC").contains("CidrBlock: 10.1.0.0/16\n"));
        let text = added(NETWORK, "AWS::EC2::Subnet");
        assert!(text.contains("VpcId: !Ref Net\n") && text.contains("CidrBlock: 10.0.0.0/24\n"), "{text}");
        assert!(added(NETWORK, "AWS::SNS::Topic").ends_with("Type: AWS::SNS::Topic\n"));
    }

    #[test]
    fn a_new_instance_waits_for_the_routes_of_its_subnet() {
        let text = added(ROUTED, "AWS::EC2::Instance");
        assert!(text.contains("SubnetId: !Ref Sub\n") && text.contains("ImageId: "), "{text}");
        let document = Document::parse(format!("{ROUTED}{text}"));
        assert_eq!(Template::of(&document).resource("Instance").unwrap().depends_on(), ["Out", "Tie"]);
    }
}
