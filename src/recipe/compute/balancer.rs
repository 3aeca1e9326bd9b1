//! Application Load Balancer in front of an Auto Scaling group, with security group, target group and listener. Rules
//! of the instances' security groups that admit everybody admit the load balancer instead.

use crate::recipe::definition::{DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Request, Symbol};
use crate::recipe::target;
use serde_json::{Value as Json, json};

use super::admission::let_in;
use super::attribute::{condition_of, set};
use super::front::Front;
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{self, Reach};
use crate::recipe::{name, reference};
use crate::schema::compute::{self, key};
use crate::schema::ec2::{self, subnet as subnet_row};
use crate::template::describe::listed;
use crate::template::function::to_json;
use crate::template::network::unknown::{WAY_OUT, unknown};
use crate::template::resource::named;
use crate::template::{machine, resource_path, section};

/// Said where nothing tells the VPC of a group.
const NO_VPC: &str =
    "No VPC is known for the load balancer: give the group subnets or a security group of this template.";

/// Keys of a subnet with IPv6 addresses.
const IPV6_BLOCKS: [&str; 2] = ["Ipv6CidrBlock", "Ipv6IpamPoolId"];

/// Puts a load balancer in front of an Auto Scaling group.
pub static RECIPE: Recipe = Recipe {
    id: "load-balancer",
    title: "Add a load balancer",
    about: "An Application Load Balancer in front of an Auto Scaling group.",
    symbol: Symbol::Route,
    group: RecipeGroup::Machines,
    subject: target::GROUP,
    targets: target::groups,
    options: &[PORT, HEALTH_CHECK],
    propose: |request| Ok(in_front(request.document, request.target, &requested(request))?),
};

/// The port that a load balancer sends to.
pub(super) const PORT: RecipeOption = RecipeOption {
    name: "port",
    value: "N",
    label: "Port of the instances",
    help: "port that the instances listen on; taken from user data and security groups unless given",
    kind: OptionKind::Number,
    default: DefaultValue::Of(|document, id| vec![Front::suggested(document, id).port.to_string()]),
    ..OPTION
};

/// What a load balancer asks for.
pub(super) const HEALTH_CHECK: RecipeOption = RecipeOption {
    name: "health-check",
    value: "PATH",
    label: "Path of the health check",
    help: "path that a healthy instance answers; taken from user data unless given, or /",
    default: DefaultValue::Of(|document, id| vec![Front::suggested(document, id).health]),
    ..OPTION
};

/// The load balancer that the options of a recipe describe.
pub(super) fn requested(request: &Request<'_>) -> Front {
    let port = request.number(PORT.name).unwrap_or_default();
    Front { port, health: request.text(HEALTH_CHECK.name).to_string() }
}

/// Puts an Application Load Balancer in front of a group.
///
/// # Errors
/// Why there is no such change, in a sentence.
pub fn in_front(document: &Document, group: &str, front: &Front) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let id = name::free_id(draft.template(), "LoadBalancer");
    put(&mut draft, group, front, &id)?;
    let output = name::free_id(draft.template(), "LoadBalancerUrl");
    let value = draft.value(&json!({
        "Description": "The address of the load balancer",
        "Value": { "Fn::Sub": format!("http://${{{id}.DNSName}}/") },
    }));
    draft.make([Edit::Insert { into: Path::root().join(section::OUTPUTS), slot: Slot::Key(output.clone()), value }])?;
    if let Some(condition) = condition_of(&draft, group).get("Condition") {
        draft.put(&Path::root().keys([section::OUTPUTS, &output]), &[], "Condition", condition)?;
    }
    draft.say(format!("The output {output} returns its address."));
    Ok(draft.into_proposal_of(group, format!("Load balancer in front of {group}")))
}

/// The same on a draft; the load balancer gets the logical id `id`.
pub(super) fn put(draft: &mut Draft, group: &str, front: &Front, id: &str) -> Result<(), String> {
    let template = draft.template();
    let resource = template.resource(group).filter(|resource| resource.kind() == Some(compute::GROUP));
    let resource = resource.ok_or_else(|| format!("{group} is no Auto Scaling group of this template."))?;
    if resource.property(key::TARGETS).is_some_and(|list| !list.is_empty()) {
        return Err(format!("{group} is behind a load balancer already: see its TargetGroupARNs."));
    }
    if !(1..=65535).contains(&front.port) || !front.health.starts_with('/') {
        return Err("The port is a number from 1 to 65535, and the path of the health check begins with /.".into());
    }
    let zones = resource.property(key::ZONES);
    let in_use: Vec<String> =
        zones.into_iter().flat_map(|list| list.items()).filter_map(named).map(str::to_string).collect();
    let vpc = vpc_of(draft, group, &in_use).ok_or_else(|| match resource.given_by(key::ZONES) {
        Some(given) => {
            let by = given.in_words();
            format!("The VPC of {group} is not known: {} is given by {by}. Write out its subnets first.", key::ZONES)
        }
        None => NO_VPC.to_string(),
    })?;
    let balanced = balanced_subnets(draft, group, &vpc, &in_use)?;
    let own = condition_of(draft, group);
    let body = |properties: Json| {
        let mut body = own.clone();
        set(&mut body, "Properties", properties);
        body
    };
    let attachment = attachment_of(draft, &vpc);
    let ingress = json!([{ "Description": "Visitors", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, key::CIDR: "0.0.0.0/0" }]);
    let wall = json!({ "GroupDescription": "HTTP to the load balancer", ec2::key::VPC_ID: vpc, key::INGRESS: ingress });
    let wanted = format!("{id}SecurityGroup");
    let firewall = draft.resource(&wanted, ec2::SECURITY_GROUP, body(wall), Some(group))?;
    let mut balancer = own.clone();
    if let Some(attachment) = attachment {
        // AWS refuses one that faces the internet before the VPC has its gateway.
        set(&mut balancer, "DependsOn", json!(attachment));
    }
    let subnets: Vec<Json> = balanced.iter().map(|name| json!({ "Ref": name })).collect();
    set(
        &mut balancer,
        "Properties",
        json!({
            "Type": "application",
            "Scheme": "internet-facing",
            key::SUBNETS: subnets,
            key::SECURITY_GROUPS: [{ "Fn::GetAtt": [firewall, "GroupId"] }],
        }),
    );
    draft.resource(id, compute::LOAD_BALANCER, balancer, Some(&firewall))?;
    let target = json!({
        "Port": front.port,
        "Protocol": "HTTP",
        ec2::key::VPC_ID: vpc,
        "HealthCheckPath": front.health,
    });
    let targets = draft.resource("TargetGroup", compute::TARGET_GROUP, body(target), Some(id))?;
    let listens = json!({
        key::LOAD_BALANCER_ARN: { "Ref": id },
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": { "Ref": targets } }],
    });
    let listener = draft.resource("Listener", compute::LISTENER, body(listens), Some(&targets))?;
    let properties = resource_path(group).join("Properties");
    draft.make(reference::tick(draft.document(), &properties.join(key::TARGETS), &targets))?;
    draft.put(&properties, &[], key::HEALTH_TYPE, &json!("ELB"))?;
    if draft.document().node(&properties.join(key::GRACE)).is_none() {
        draft.put(&properties, &[], key::GRACE, &json!(900))?;
    }
    draft.say(format!(
        "{id} takes HTTP on port 80 in {} and sends it to port {} of the instances, which answer {} while they are well.",
        listed(&balanced),
        front.port,
        front.health
    ));
    if let Some(sentence) = front.unknown(draft.document(), group) {
        draft.leave(sentence);
    }
    if let_in(draft, group, front.port, &firewall)? {
        dual_stack(draft, id, &balanced)?;
    }
    draft.leave(format!("{id} speaks plain HTTP. For HTTPS give {listener} a certificate and port 443."));
    Ok(())
}

/// Visitors by IPv6 reach a load balancer whose subnets have IPv6 addresses.
fn dual_stack(draft: &mut Draft, id: &str, subnets: &[String]) -> Result<(), String> {
    let has = |subnet: &String| {
        let resource = draft.template().resource(subnet);
        resource.is_some_and(|one| IPV6_BLOCKS.iter().any(|key| one.property(key).is_some()))
    };
    let without: Vec<&String> = subnets.iter().filter(|subnet| !has(subnet)).collect();
    if without.is_empty() {
        draft.say(format!("{id} is reached by IPv4 and IPv6."));
        return draft.put(&resource_path(id).join("Properties"), &[], "IpAddressType", &json!("dualstack")).map(drop);
    }
    let have = if without.len() == 1 { "has" } else { "have" };
    draft.leave(format!(
        "{id} takes IPv4 only, because {} {have} no IPv6 addresses. For IPv6 give each an Ipv6CidrBlock, and {id} the IpAddressType dualstack.",
        listed(&without)
    ));
    Ok(())
}

/// The VPC of the group, as a value: of its subnets, or of its machines' security groups.
fn vpc_of(draft: &Draft, group: &str, subnets: &[String]) -> Option<Json> {
    let template = draft.template();
    let of_subnets = subnets.iter().filter_map(|name| template.resource(name)?.property(ec2::key::VPC_ID));
    let groups = machine::start_of(template, group).and_then(machine::security_groups);
    let groups = groups.into_iter().flat_map(|list| list.items()).filter_map(named);
    let of_groups = groups.filter_map(|name| template.resource(name)?.property(ec2::key::VPC_ID));
    of_subnets.chain(of_groups).next().map(|node| to_json(&node.value()))
}

fn vpc_name(vpc: &Json) -> Option<&str> {
    vpc.get("Ref")?.as_str()
}

fn attachment_of(draft: &Draft, vpc: &Json) -> Option<String> {
    let vpc = vpc_name(vpc)?;
    let template = draft.template();
    let mut all = template.single_resources_of("AWS::EC2::VPCGatewayAttachment");
    all.find(|one| one.names(ec2::key::VPC_ID) == Some(vpc)).map(|one| one.id().to_string())
}

/// Subnets of two zones that the internet reaches; the ones that are missing are added, and those without a zone get one.
fn balanced_subnets(draft: &mut Draft, group: &str, vpc: &Json, in_use: &[String]) -> Result<Vec<String>, String> {
    let here = vpc_name(vpc).filter(|vpc| draft.template().resource(vpc).is_some()).map(str::to_string);
    let Some(vpc) = here else {
        return match in_use {
            [_, _, ..] => Ok(in_use.to_vec()),
            _ => Err("A load balancer needs subnets of two zones. Choose two for the group first.".into()),
        };
    };
    let public = |draft: &Draft| -> Vec<String> {
        let template = draft.template();
        let all = crate::template::address_space::subnets_of(template, &vpc);
        let all = all.iter().filter(|subnet| !subnet.is_in_loop());
        let all = all.map(|subnet| subnet.id()).filter(|id| subnet::reach(template, id) == Reach::Public);
        all.map(str::to_string).collect()
    };
    if subnet::public_table(draft.template(), &vpc).is_none() {
        return Err(match unknown(draft.template(), &vpc, WAY_OUT) {
            Some(part) => format!("Whether {vpc} leads to the internet is not known: {part}. Write it out first."),
            None => {
                format!("{vpc} has no route table that leads to the internet, so nobody reaches a load balancer there.")
            }
        });
    }
    let mut added_ids = Vec::new();
    while public(draft).len() < 2 {
        let added = subnet::add(draft.document(), &vpc, Reach::Public);
        let (id, edits) = added.ok_or_else(|| subnet::no_block(draft.template(), &vpc, "a second public subnet"))?;
        draft.make(edits)?;
        draft.say(format!("{id} is a second public subnet: a load balancer needs two zones."));
        added_ids.push(id);
    }
    let mut chosen: Vec<String> = Vec::new();
    for id in public(draft) {
        let own = zone_of(draft, &id);
        if own.is_none() || !chosen.iter().any(|other| zone_of(draft, other) == own) {
            chosen.push(id);
        }
        if chosen.len() == 2 {
            break;
        }
    }
    let zoned = chosen.iter().filter_map(|id| zone_of(draft, id)).collect::<Vec<_>>();
    let mut free = (0..).map(|index| json!({ "Fn::Select": [index, { "Fn::GetAZs": "" }] }));
    for id in chosen.iter().filter(|id| zone_of(draft, id).is_none()).cloned().collect::<Vec<_>>() {
        let Some(zone) = free.find(|zone| !zoned.contains(zone)) else { break };
        draft.put(&resource_path(&id).join("Properties"), &subnet_row::ROWS, subnet_row::ZONE.key, &zone)?;
        if in_use.contains(&id) {
            draft.leave(format!(
                "{id} had no Availability Zone and gets one, so that the two zones differ. On a stack that runs, an update may replace it."
            ));
        }
    }
    // Instances stand in both zones too, if they stand in public subnets at all.
    if in_use.iter().any(|id| chosen.contains(id)) {
        for id in &added_ids {
            join_subnet(draft, group, id)?;
        }
    }
    match chosen.len() {
        2 => Ok(chosen),
        _ => Err(format!(
            "The public subnets of {vpc} are in one zone. A load balancer needs two: add one in another zone."
        )),
    }
}

/// The group starts instances in the subnet too, once it has its way out.
fn join_subnet(draft: &mut Draft, group: &str, subnet: &str) -> Result<(), String> {
    let zones = resource_path(group).keys(["Properties", key::ZONES]);
    draft.make(reference::tick(draft.document(), &zones, subnet))?;
    let tie = {
        let template = draft.template();
        let mut ties = template.single_resources_of(ec2::ROUTE_TABLE_ASSOCIATION);
        ties.find(|tie| tie.names(ec2::key::SUBNET_ID) == Some(subnet)).map(|tie| tie.id().to_string())
    };
    let depends = resource_path(group).join("DependsOn");
    let (Some(tie), Some(node)) = (tie, draft.document().node(&depends)) else { return Ok(()) };
    let edit = match node.scalar() {
        Some(_) => Edit::Set { value: Value::Sequence(vec![node.source_ref(), tie.into()]), at: depends },
        None => Edit::Insert { slot: Slot::Index(node.len()), into: depends, value: tie.into() },
    };
    draft.make([edit])
}

fn zone_of(draft: &Draft, subnet: &str) -> Option<Json> {
    let node = draft.template().resource(subnet)?.property(subnet_row::ZONE.key)?;
    let mut zone = to_json(&node.value());
    // 0 and "0" are the same zone.
    if let Some(index) = zone.pointer("/Fn::Select/0").and_then(Json::as_str).and_then(|text| text.parse::<u64>().ok())
        && let Some(place) = zone.pointer_mut("/Fn::Select/0")
    {
        *place = json!(index);
    }
    Some(zone)
}
