//! VPC endpoints: instances without internet access reach the AWS services they need.
//!
//! Source: AWS pages "AWS services that integrate with AWS PrivateLink", "Gateway endpoints", Systems Manager's
//! "Create VPC endpoints".

use crate::recipe::definition::{
    Choice, DefaultValue, OPTION, OptionKind, Recipe, RecipeError, RecipeGroup, RecipeOption, Symbol,
};
use crate::recipe::target;
use serde_json::json;

use super::gateway::{WRITE_OUT, private_into, subnets_with};
use super::name_tag::with_name_tag;
use super::wait;
use crate::document::Document;
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{Reach, public_table};
use crate::schema::ec2::{self, endpoint as row, key, security_group, subnet, vpc};
use crate::template::address_space::subnets_of;
use crate::template::describe::listed;
use crate::template::function::{call, is_absent};
use crate::template::network::unknown::{given, tied_elsewhere, unknown};
use crate::template::resource::attribute::PROPERTIES;
use crate::template::security_group::{Direction, rules};
use crate::template::{Resource, Template, boolean, properties_path, resource_path};

/// Adds VPC endpoints.
pub static RECIPE: Recipe = Recipe {
    id: "vpc-endpoints",
    title: "VPC endpoints",
    about: "Endpoints through which private subnets reach CloudFormation, S3, Session Manager and CloudWatch Logs without the internet.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: |document| target::resources(document, ec2::VPC, |template, vpc| !missing(template, vpc).is_empty()),
    options: &[RecipeOption {
        name: "service",
        value: "NAME",
        label: "Endpoints for",
        help: "cloudformation, s3, ssm, ssmmessages, ec2messages or logs; all of them unless given",
        kind: OptionKind::Several(|document, vpc| {
            let missing = missing(Template::of(document), vpc).into_iter();
            missing.map(|one| Choice { help: one.what(), ..Choice::new(one.name()) }).collect()
        }),
        default: DefaultValue::Of(|_, _| {
            EndpointService::ALL.iter().map(|service| service.name().to_string()).collect()
        }),
        ..OPTION
    }],
    propose: |request| {
        let service = |name: &String| {
            let found = EndpointService::ALL.into_iter().find(|service| service.name() == name);
            found.ok_or_else(|| RecipeError::Usage(format!("There is no endpoint for {name} here.")))
        };
        let services = request.values.all("service").iter().map(service).collect::<Result<Vec<_>, _>>()?;
        Ok(endpoints(request.document, request.target, &services)?)
    },
};

/// A service with an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndpointService {
    /// cfn-init, cfn-signal and cfn-hup.
    CloudFormation,
    /// Files, and the helper scripts themselves.
    S3,
    /// Session Manager: the agent's orders.
    Ssm,
    /// Session Manager: the sessions.
    SsmMessages,
    /// Session Manager: agents before version 3.3.
    Ec2Messages,
    /// CloudWatch Logs.
    Logs,
}

impl EndpointService {
    /// All of them, in the order in which they are offered.
    pub const ALL: [EndpointService; 6] = [
        EndpointService::CloudFormation,
        EndpointService::S3,
        EndpointService::Ssm,
        EndpointService::SsmMessages,
        EndpointService::Ec2Messages,
        EndpointService::Logs,
    ];

    /// The end of the endpoint's name.
    pub fn name(self) -> &'static str {
        match self {
            EndpointService::CloudFormation => "cloudformation",
            EndpointService::S3 => "s3",
            EndpointService::Ssm => "ssm",
            EndpointService::SsmMessages => "ssmmessages",
            EndpointService::Ec2Messages => "ec2messages",
            EndpointService::Logs => "logs",
        }
    }

    /// What it is for.
    pub fn what(self) -> &'static str {
        match self {
            EndpointService::CloudFormation => "cfn-init, cfn-signal and cfn-hup",
            EndpointService::S3 => "files, and the helper scripts (gateway, costs nothing)",
            EndpointService::Ssm => "Session Manager",
            EndpointService::SsmMessages => "Session Manager, the sessions",
            EndpointService::Ec2Messages => "Session Manager, older agents",
            EndpointService::Logs => "CloudWatch Logs",
        }
    }

    fn wanted_id(self) -> &'static str {
        match self {
            EndpointService::CloudFormation => "CloudFormationEndpoint",
            EndpointService::S3 => "S3Endpoint",
            EndpointService::Ssm => "SsmEndpoint",
            EndpointService::SsmMessages => "SsmMessagesEndpoint",
            EndpointService::Ec2Messages => "Ec2MessagesEndpoint",
            EndpointService::Logs => "LogsEndpoint",
        }
    }
}

/// The services that a VPC has no endpoint for.
pub fn missing(template: Template<'_>, vpc: &str) -> Vec<EndpointService> {
    let has = |service: &EndpointService| existing(template, vpc, *service).is_some();
    EndpointService::ALL.into_iter().filter(|service| !has(service)).collect()
}

/// The endpoint of a VPC for a service, also one that may be it because a function gives its VPC.
fn existing<'d>(template: Template<'d>, vpc: &str, service: EndpointService) -> Option<Resource<'d>> {
    let end = format!(".{}", service.name());
    let mut all = template.resources_of(ec2::VPC_ENDPOINT);
    all.find(|one| {
        let is_here = one.names(key::VPC_ID) == Some(vpc) || one.given_by(key::VPC_ID).is_some();
        // Of Fn::If a branch, of Fn::Join the last part.
        let names = one.property(row::SERVICE_NAME.key).into_iter().flat_map(|node| node.descendants());
        is_here && names.filter_map(|node| node.scalar()).any(|name| name.ends_with(&end) || name == service.name())
    })
}

/// Endpoints for services, with the security group of their network cards. They stand in the private subnets, one in
/// each zone; in the public ones if there are no private ones.
///
/// # Errors
/// Why it cannot be done.
pub fn endpoints(document: &Document, vpc: &str, services: &[EndpointService]) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let wanted: Vec<EndpointService> =
        missing(draft.template(), vpc).into_iter().filter(|one| services.contains(one)).collect();
    for service in services.iter().filter(|service| !wanted.contains(service)) {
        let Some(endpoint) = existing(draft.template(), vpc, *service) else { continue };
        if let Some(part) = given(draft.template(), endpoint) {
            let id = endpoint.id();
            draft.leave(format!(
                "{id} may be the endpoint of {vpc} for {}: {part}. No second one is added.",
                service.name()
            ));
        }
    }
    let Some(first) = wanted.first() else {
        return Err(draft.left().first().cloned().unwrap_or_else(|| "Choose at least one service.".to_string()));
    };
    let others = unknown(draft.template(), vpc, &[ec2::VPC_ENDPOINT]).filter(|_| draft.left().is_empty());
    if let Some(part) = others {
        draft.leave(format!("Check that {vpc} has none of these endpoints already: {part}."));
    }
    let subnets = subnets_of(draft.template(), vpc);
    let subnets: Vec<String> = subnets.iter().filter(|one| !one.is_in_loop()).map(|one| one.id().to_string()).collect();
    let Some(last) = subnets.last().cloned() else {
        return Err(match unknown(draft.template(), vpc, &[ec2::SUBNET]) {
            Some(part) => format!("The subnets of {vpc} are not known: {part}. {WRITE_OUT}"),
            None => {
                let elsewhere = tied_elsewhere(draft.template(), &[ec2::SUBNET]).map(|part| format!(" {part}."));
                format!("{vpc} has no subnets, and an endpoint needs one.{}", elsewhere.unwrap_or_default())
            }
        });
    };
    let private = subnets_with(draft.template(), vpc, Reach::Private);
    let own = if private.is_empty() { subnets } else { private };
    let mut made: Vec<String> = Vec::new();
    let mut behind = last;
    if wanted.contains(&EndpointService::S3) {
        let public = public_table(draft.template(), vpc).map(str::to_string);
        let is_private = !subnets_with(draft.template(), vpc, Reach::Private).is_empty();
        let table = match public.filter(|_| !is_private) {
            Some(table) => table,
            None => private_into(&mut draft, vpc)?,
        };
        let attributes = json!({
            PROPERTIES: {
                key::VPC_ID: {"Ref": vpc},
                row::SERVICE_NAME.key: name(EndpointService::S3),
                row::ENDPOINT_TYPE.key: "Gateway",
                row::ROUTE_TABLE_IDS.key: [{"Ref": table}],
            },
        });
        let id = draft.resource(EndpointService::S3.wanted_id(), ec2::VPC_ENDPOINT, attributes, Some(&table))?;
        draft.say(format!("{id} is a route in {table}: S3 without the internet."));
        behind = id.clone();
        made.push(id);
    }
    let cards: Vec<EndpointService> = wanted.iter().copied().filter(|one| *one != EndpointService::S3).collect();
    if !cards.is_empty() {
        made.extend(interfaces(&mut draft, vpc, &cards, &own, &behind)?);
    }
    let machines = wait::machines_in(draft.template(), &own);
    wait::wait_for(&mut draft, &machines, &made)?;
    if !machines.is_empty() {
        draft.say(format!("{} wait{} for them.", listed(&machines), if machines.len() == 1 { "s" } else { "" }));
    }
    remind(&mut draft, vpc, &machines);
    if !cards.is_empty() {
        draft.leave(
            "Each endpoint except S3\u{2019}s is billed hourly in each zone. A NAT gateway may be cheaper than many.",
        );
    }
    draft.leave(
        "Packages are not among these services. Amazon Linux finds its own in S3; other systems need an image that has them, or a NAT gateway.",
    );
    let at = resource_path(made.first().map_or(first.wanted_id(), String::as_str));
    Ok(draft.into_proposal(format!("VPC endpoints for {vpc}"), at))
}

fn name(service: EndpointService) -> serde_json::Value {
    json!({ "Fn::Sub": format!("com.amazonaws.${{AWS::Region}}.{}", service.name()) })
}

/// The endpoints that are network cards, with their security group and the VPC's DNS settings. Gives the new ids.
fn interfaces(
    draft: &mut Draft,
    vpc: &str,
    services: &[EndpointService],
    subnets: &[String],
    behind: &str,
) -> Result<Vec<String>, String> {
    for flag in [vpc::DNS_SUPPORT, vpc::DNS_HOSTNAMES] {
        let node = draft.template().resource(vpc).and_then(|own| own.property(flag.key));
        let is_missing = node.is_none_or(|node| node.is_null() || is_absent(node));
        let on = if is_missing { flag.key == vpc::DNS_SUPPORT.key } else { node.and_then(boolean) == Some(true) };
        if !on && draft.put(&properties_path(vpc), &vpc::ROWS, flag.key, &true.into())? {
            draft.say(format!("{} of {vpc} is turned on, so that the usual names lead to the endpoints.", flag.key));
        }
    }
    let https = json!({
        security_group::DESCRIPTION.key: "HTTPS from the VPC",
        security_group::PROTOCOL.key: "tcp",
        security_group::FROM_PORT.key: 443,
        security_group::TO_PORT.key: 443,
        security_group::CIDR_IP.key: {"Fn::GetAtt": [vpc, vpc::CIDR_BLOCK.key]},
    });
    let attributes = with_name_tag(
        draft.template(),
        json!({
            security_group::GROUP_DESCRIPTION.key: "HTTPS from the VPC to the endpoints",
            key::VPC_ID: {"Ref": vpc},
            security_group::INGRESS.key: [https],
        }),
        "endpoints",
    );
    let group = draft.resource("EndpointSecurityGroup", ec2::SECURITY_GROUP, attributes, Some(behind))?;
    let places = one_a_zone(draft.template(), subnets);
    let mut behind = group.clone();
    let mut made = Vec::new();
    for service in services {
        let attributes = json!({
            PROPERTIES: {
                key::VPC_ID: {"Ref": vpc},
                row::SERVICE_NAME.key: name(*service),
                row::ENDPOINT_TYPE.key: "Interface",
                row::SUBNET_IDS.key: places.iter().map(|id| json!({"Ref": id})).collect::<Vec<_>>(),
                row::SECURITY_GROUP_IDS.key: [{"Fn::GetAtt": [group, "GroupId"]}],
                row::PRIVATE_DNS.key: true,
            },
        });
        behind = draft.resource(service.wanted_id(), ec2::VPC_ENDPOINT, attributes, Some(&behind))?;
        made.push(behind.clone());
    }
    draft.say(format!(
        "{} reach{} AWS\u{2019}s services from {}.",
        listed(&made),
        if made.len() == 1 { "es" } else { "" },
        listed(&places)
    ));
    draft.say(format!("{group} lets HTTPS in from the VPC and nothing else."));
    Ok(made)
}

/// One subnet in each zone: an endpoint takes no second one. Of those without a written zone only the first.
fn one_a_zone(template: Template<'_>, subnets: &[String]) -> Vec<String> {
    let mut zones: Vec<Option<String>> = Vec::new();
    let mut chosen = Vec::new();
    for id in subnets {
        let node = template.resource(id).and_then(|one| one.property(subnet::ZONE.key));
        let zone =
            node.map(|node| node.source().split_whitespace().collect::<String>()).filter(|zone| !zone.is_empty());
        if !zones.contains(&zone) {
            zones.push(zone);
            chosen.push(id.clone());
        }
    }
    let known = zones.iter().any(Option::is_some);
    let unknown = zones.iter().position(Option::is_none);
    if let Some(index) = unknown.filter(|_| known) {
        chosen.remove(index);
    }
    chosen
}

/// Says which machines may not speak to the endpoints.
fn remind(draft: &mut Draft, vpc: &str, machines: &[String]) {
    let template = draft.template();
    let mut closed = Vec::new();
    for machine in machines {
        let list = template.resource(machine).and_then(|one| one.property("SecurityGroupIds"));
        for group in list.into_iter().flat_map(|list| list.items()).filter_map(crate::template::resource::named) {
            let out = rules(template, group, Direction::Outbound);
            let passes = out.iter().any(|rule| {
                let everywhere = rule.who == "anywhere" || rule.who == "the VPC";
                everywhere && matches!(rule.known.map(|one| one.name), Some("HTTPS" | "All TCP" | "All traffic"))
            });
            if !out.is_empty() && !passes && !closed.contains(&group.to_string()) {
                closed.push(group.to_string());
            }
        }
    }
    let by_function = |group: &str| {
        let list = template.resource(group).and_then(|one| one.property(security_group::EGRESS.key));
        list.is_some_and(|list| list.descendants().any(|node| call(node).is_some()))
    };
    let sentence = |group: &String| match by_function(group) {
        true => format!("Functions give outbound rules of {group}: check that it lets HTTPS out to {vpc}."),
        false => format!("{group} lets no HTTPS out to {vpc}: add an outbound rule."),
    };
    let said: Vec<String> = closed.iter().map(sentence).collect();
    said.into_iter().for_each(|one| draft.leave(one));
}
