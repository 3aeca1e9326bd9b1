//! Networks outside the template: an existing VPC named by parameters, or the default VPC of the account.

use crate::recipe::definition::{OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::rewrite_refs::{self, To};
use super::wait;
use crate::document::{Document, Edit, Kind, Path, Slot, Step, Value};
use crate::recipe::draft::Draft;
use crate::recipe::proposal::Proposal;
use crate::recipe::{name, parameter, removal};
use crate::schema::ec2::{self, key, security_group, vpc};
use crate::schema::parameter as field;
use crate::template::address_space::{block_of, subnets_of};
use crate::template::describe::listed;
use crate::template::function::{Spelling, from_json};
use crate::template::network::unknown::{NETWORK, all_unknown};
use crate::template::reference::{How, trail, uses};
use crate::template::resource::{attribute, named};
use crate::template::{Template, parameter_path, properties_path, resource_path, section};

/// How subnets are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubnetParameters {
    /// One parameter for each.
    Each,
    /// One list of all.
    List,
}

/// The resources that are a VPC's network and nothing else: what goes with it.
fn network_of(template: Template<'_>, vpc: &str) -> Vec<String> {
    let subnets: Vec<&str> = subnets_of(template, vpc).iter().map(|one| one.id()).collect();
    let mut gone: Vec<String> = vec![vpc.to_string()];
    gone.extend(subnets.iter().map(|id| id.to_string()));
    // What names something that goes, goes: a table its VPC, a route its table. Each round may find more.
    loop {
        let before = gone.len();
        for one in template.single_resources() {
            let names = |key: &str| one.names(key).is_some_and(|id| gone.iter().any(|gone| gone == id));
            let goes = match one.kind() {
                Some(ec2::ROUTE_TABLE | ec2::GATEWAY_ATTACHMENT | ec2::VPC_ENDPOINT | ec2::VPC_CIDR_BLOCK) => {
                    names(key::VPC_ID)
                }
                Some(ec2::PEERING | ec2::NETWORK_ACL | "AWS::EC2::EgressOnlyInternetGateway") => names(key::VPC_ID),
                Some(ec2::ROUTE) => names(key::ROUTE_TABLE_ID),
                Some(ec2::ROUTE_TABLE_ASSOCIATION) => names(key::SUBNET_ID) || names(key::ROUTE_TABLE_ID),
                Some(ec2::NETWORK_ACL_ENTRY | ec2::NETWORK_ACL_ASSOCIATION) => names("NetworkAclId"),
                Some(ec2::NAT_GATEWAY) => names(key::SUBNET_ID),
                Some(ec2::EIP) => is_only_for(template, one.id(), ec2::NAT_GATEWAY, key::ALLOCATION_ID, &gone),
                Some(ec2::INTERNET_GATEWAY) => {
                    is_only_for(template, one.id(), ec2::GATEWAY_ATTACHMENT, key::INTERNET_GATEWAY_ID, &gone)
                }
                // A firewall of endpoints alone has nothing left to guard.
                Some(ec2::SECURITY_GROUP) => {
                    let users = crate::template::security_group::members(template, one.id());
                    let endpoint = |id: &String| {
                        template.resource(id).is_some_and(|user| user.kind() == Some(ec2::VPC_ENDPOINT))
                            && gone.contains(id)
                    };
                    !users.is_empty() && users.iter().all(endpoint)
                }
                _ => false,
            };
            if goes && !gone.iter().any(|id| id == one.id()) {
                gone.push(one.id().to_string());
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}

/// True if resources of a type name it under a key, and all of these go.
fn is_only_for(template: Template<'_>, id: &str, kind: &str, key: &str, gone: &[String]) -> bool {
    let mut users = template.single_resources_of(kind).filter(|one| one.names(key) == Some(id)).peekable();
    users.peek().is_some() && users.all(|one| gone.iter().any(|id| id == one.id()))
}

/// Takes the network out. Names that `stay` mean something else afterwards; other uses are told.
fn take_out(draft: &mut Draft, gone: &[String], stay: &[String]) -> Result<(), String> {
    let paths: Vec<Path> = gone.iter().map(|id| resource_path(id)).collect();
    let removal = removal::remove(draft.document(), &paths);
    let stays = |at: &Path| {
        let name = |text: &str| stay.iter().any(|id| text == id || text.split('.').next() == Some(id.as_str()));
        draft.document().scalar(at).is_some_and(name)
    };
    let said: Vec<String> = removal
        .broken
        .iter()
        .filter(|one| one.how != How::Sub || !stay.iter().any(|id| spells(draft.document(), one, id)))
        .filter(|one| one.how == How::Sub || !stays(&one.at))
        .map(|one| format!("{} refers to what is gone.", trail(&one.at)))
        .collect();
    draft.make(removal.edits)?;
    draft.leave_all(said);
    Ok(())
}

/// Says what stays because a function gives where it belongs.
fn tell_unknown(draft: &mut Draft, document: &Document, vpc: &str, gone: &[String]) {
    let all = all_unknown(Template::of(document), vpc, NETWORK);
    let goes = |part: &String| gone.iter().any(|id| part.contains(&format!(" of {id} ")));
    let stays = all.into_iter().filter(|part| !goes(part));
    draft.leave_all(stays.map(|part| format!("Whether it goes with {vpc} is not known, so it stays: {part}.")));
}

/// True if the bytes of a use are a name.
fn spells(document: &Document, one: &crate::template::reference::Use, id: &str) -> bool {
    document.scalar(&one.at).and_then(|text| text.get(one.span.clone())) == Some(id)
}

/// Replaces a VPC by one that exists, named by parameters.
pub static EXISTING_VPC: Recipe = Recipe {
    id: "existing-vpc",
    title: "Existing VPC by parameter",
    about: "Parameters ask for the VPC and its subnets at each deployment; the network resources are removed.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: target::vpcs,
    options: &[RecipeOption {
        name: "list",
        label: "One list parameter",
        help: "for all subnets, if there are several",
        kind: OptionKind::Flag,
        ..OPTION
    }],
    propose: |request| {
        let ask = if request.values.is_on("list") { SubnetParameters::List } else { SubnetParameters::Each };
        Ok(existing_vpc(request.document, request.target, ask)?)
    },
};

/// Replaces a VPC by the default one of the account.
pub static DEFAULT_VPC: Recipe = Recipe {
    id: "default-vpc",
    title: "Default VPC",
    about: "The template names no network; the instances start in the default VPC of the account.",
    symbol: Symbol::Network,
    group: RecipeGroup::Network,
    subject: target::VPC,
    targets: target::vpcs,
    options: &[],
    propose: |request| Ok(default_vpc(request.document, request.target)?),
};

/// An existing VPC by parameter: the VPC and its subnets become parameters under the same names, so that references to
/// them stay as they are, and the resources of the network go.
///
/// # Errors
/// Why it cannot be done.
pub fn existing_vpc(document: &Document, vpc: &str, ask: SubnetParameters) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let template = Template::of(document);
    let block = template.resource(vpc).and_then(|own| block_of(own, vpc::CIDR_BLOCK.key));
    let gone = network_of(template, vpc);
    let subnets: Vec<String> = subnets_of(template, vpc).iter().map(|one| one.id().to_string()).collect();
    let used: Vec<String> = subnets.iter().filter(|id| is_used(document, id, &gone)).cloned().collect();
    let ids_of_network = carry_attributes(&mut draft, vpc, &subnets, &gone)?;
    let list = match ask {
        SubnetParameters::List if used.len() > 1 => Some(name::free_id(draft.template(), "Subnets")),
        SubnetParameters::List | SubnetParameters::Each => None,
    };
    if let Some(list) = &list {
        as_items(&mut draft, &used, &gone, list)?;
    }
    let mut stay = vec![vpc.to_string()];
    stay.extend(subnets.iter().filter(|_| list.is_none()).cloned());
    take_out(&mut draft, &gone, &stay)?;
    let vpc_is_used = is_used(document, vpc, &gone);
    if vpc_is_used || used.is_empty() {
        ask_for(&mut draft, vpc, "AWS::EC2::VPC::Id", "VPC that is there already")?;
        draft.say(format!("{vpc} is asked for at each deploy, and so are the subnets."));
    } else {
        draft.say("Subnets are asked for at each deploy; the VPC is theirs.");
    }
    if let Some(name) = ids_of_network {
        let example = block.map_or("10.0.0.0/16".to_string(), |block| block.to_string());
        ask_for(&mut draft, &name, "String", &format!("Block of the VPC, such as {example}"))?;
    }
    match &list {
        Some(list) => {
            let what = format!("Subnets of the VPC, {} of them", used.len());
            ask_for(&mut draft, list, "List<AWS::EC2::Subnet::Id>", &what)?;
            draft.leave(format!("{list} has to name as many subnets as are used: {}.", used.len()));
        }
        None => {
            for id in &used {
                ask_for(&mut draft, id, "AWS::EC2::Subnet::Id", "Subnet of the VPC")?;
            }
        }
    }
    draft.say(format!("{} go{}.", counted(gone.len()), if gone.len() == 1 { "es" } else { "" }));
    tell_unknown(&mut draft, document, vpc, &gone);
    draft.leave("A subnet with public addresses and a route to the internet replaces the removed one; a private one needs a NAT gateway or VPC endpoints.");
    draft.leave("An existing stack loses its network and what is in it: deploy as a new stack.");
    let at = parameter_path(if vpc_is_used { vpc } else { used.first().map_or(vpc, String::as_str) });
    Ok(draft.into_proposal("An existing VPC by parameter", at))
}

fn counted(count: usize) -> String {
    if count == 1 { "One resource of the network".to_string() } else { format!("{count} resources of the network") }
}

/// True if something that stays uses the resource as more than an order.
fn is_used(document: &Document, id: &str, gone: &[String]) -> bool {
    let own: Vec<Path> = gone.iter().map(|id| resource_path(id)).collect();
    uses(document, &resource_path(id))
        .iter()
        .any(|one| one.how != How::DependsOn && !own.iter().any(|own| one.at.starts_with(own)))
}

/// Attributes of the VPC and its subnets: ids become the names alone, the VPC's block a parameter, whose name it gives.
fn carry_attributes(
    draft: &mut Draft,
    vpc: &str,
    subnets: &[String],
    gone: &[String],
) -> Result<Option<String>, String> {
    let own: Vec<Path> = gone.iter().map(|id| resource_path(id)).collect();
    let outside = |draft: &Draft, id: &str| {
        let mut all = rewrite_refs::attributes(draft.document(), id);
        all.retain(|one| !own.iter().any(|own| one.at.starts_with(own)));
        all
    };
    let mut blocks = outside(draft, vpc);
    blocks.retain(|one| one.attribute == vpc::CIDR_BLOCK.key);
    let block = (!blocks.is_empty()).then(|| name::free_id(draft.template(), &format!("{vpc}Block")));
    if let Some(block) = &block {
        draft.make(rewrite_refs::edits(draft.document(), &blocks, |_| To::Name(block)))?;
        draft.say(format!("{block}, the addresses of the VPC, is asked for: rules let them in."));
    }
    // Looked up again: a text may have had both.
    let mut ids = outside(draft, vpc);
    ids.retain(|one| one.attribute == "VpcId");
    draft.make(rewrite_refs::edits(draft.document(), &ids, |_| To::Name(vpc)))?;
    for subnet in subnets {
        let all = outside(draft, subnet);
        let (ids, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.attribute == "SubnetId");
        draft.make(rewrite_refs::edits(draft.document(), &ids, |_| To::Name(subnet)))?;
        for one in rest {
            draft.leave(format!(
                "{} has {} of {subnet}, which a parameter does not have.",
                trail(&one.at),
                one.attribute
            ));
        }
    }
    Ok(block)
}

/// References to single subnets become items of a list; a list of all of them becomes the list.
fn as_items(draft: &mut Draft, subnets: &[String], gone: &[String], list: &str) -> Result<(), String> {
    let own: Vec<Path> = gone.iter().map(|id| resource_path(id)).collect();
    for (index, subnet) in subnets.iter().enumerate() {
        // Each change may bring the other uses elsewhere: they are looked up again until none is left.
        for _ in 0..1000 {
            let all = uses(draft.document(), &resource_path(subnet));
            let next =
                all.into_iter().find(|one| one.how == How::Ref && !own.iter().any(|own| one.at.starts_with(own)));
            let Some(one) = next else { break };
            let at = match one.at.last_key() {
                Some("Ref") => one.at.parent().unwrap_or_default(),
                _ => one.at.clone(),
            };
            let (at, json) = match whole_list(draft.document(), &at, subnets) {
                Some(whole) => (whole, json!({ "Ref": list })),
                None => (at, json!({ "Fn::Select": [index, { "Ref": list }] })),
            };
            draft.make([Edit::Set { at, value: draft.value(&json) }])?;
        }
    }
    Ok(())
}

/// The list around an item, if it is all of the subnets and nothing else.
fn whole_list(document: &Document, at: &Path, subnets: &[String]) -> Option<Path> {
    let Step::Index(_) = at.last()? else { return None };
    let list = at.parent()?;
    let node = document.node(&list).filter(|node| node.tag().is_none())?;
    let names: Vec<&str> = node.items().map_while(named).collect();
    let same = names.len() == node.len() && names.len() == subnets.len();
    (same && subnets.iter().all(|one| names.contains(&one.as_str()))).then_some(list)
}

fn ask_for(draft: &mut Draft, name: &str, kind: &str, description: &str) -> Result<(), String> {
    // The name of what was removed, though an output may have it too.
    let value = draft.value(&json!({ field::DESCRIPTION.key: description, field::TYPE.key: kind }));
    draft.make(parameter::insert(draft.document(), name, value))
}

/// The account's default VPC: nothing of the network is named any more.
///
/// # Errors
/// Who needs a network by name.
pub fn default_vpc(document: &Document, vpc: &str) -> Result<Proposal, String> {
    let mut draft = Draft::of(document);
    let gone = network_of(Template::of(document), vpc);
    let own: Vec<Path> = gone.iter().map(|id| resource_path(id)).collect();
    let mut needed = Vec::new();
    let mut freed = Vec::new();
    for id in &gone {
        for one in uses(document, &resource_path(id)) {
            if one.how == How::DependsOn || own.iter().any(|own| one.at.starts_with(own)) {
                continue;
            }
            match place_without(document, &one.at) {
                Some(way) if !freed.contains(&way) => freed.push(way),
                Some(_) => {}
                None if one.at.steps().first().and_then(Step::key) == Some(section::OUTPUTS) => {}
                None => needed.push(trail(&one.at)),
            }
        }
    }
    if !needed.is_empty() {
        return Err(format!(
            "{} {} a network by name, so the default VPC will not do. Use an existing VPC by parameter instead.",
            listed(&needed),
            if needed.len() == 1 { "needs" } else { "need" }
        ));
    }
    let mut named: Vec<String> = Vec::new();
    for way in &freed {
        if let Without::Key(at) = way
            && let Some(id) = at.steps().get(1).map(|step| step.to_string())
        {
            outbound_beside(&mut draft, &id)?;
            refer_by_id(&mut draft, &id)?;
        }
    }
    for way in freed {
        let at = match &way {
            Without::Key(at) => at,
            Without::Zones(at) => at,
        };
        let owner = at.steps().get(1).map(|step| step.to_string()).unwrap_or_default();
        if !named.contains(&owner) {
            named.push(owner);
        }
        draft.make(match way {
            Without::Key(at) => vec![Edit::Remove { at }],
            Without::Zones(at) => {
                let zones: Value = from_json(&json!({ "Fn::GetAZs": "" }), Spelling::of(document));
                vec![
                    Edit::Rename { at: at.clone(), to: "AvailabilityZones".to_string() },
                    Edit::Set { at: at.parent().unwrap_or_default().join("AvailabilityZones"), value: zones },
                ]
            }
        })?;
    }
    if !named.is_empty() {
        let one = named.len() == 1;
        draft.say(format!(
            "{} name{} no network: the account\u{2019}s default VPC.",
            listed(&named),
            if one { "s" } else { "" }
        ));
    }
    take_out(&mut draft, &gone, &[])?;
    draft.say(format!("{} go{}.", counted(gone.len()), if gone.len() == 1 { "es" } else { "" }));
    tell_unknown(&mut draft, document, vpc, &gone);
    draft.leave("The account needs a default VPC in the region; its subnets are public.");
    draft.leave("An existing stack loses its network and what is in it: deploy as a new stack.");
    let at = named.first().map_or_else(|| Path::root().join(section::RESOURCES), |id| resource_path(id));
    Ok(draft.into_proposal("The default VPC", at))
}

/// Outbound rules of a group without a VPC stand beside it. The group's list and these take the place of the rule that
/// lets everything out alike. Source: AWS page `AWS::EC2::SecurityGroup`.
fn outbound_beside(draft: &mut Draft, id: &str) -> Result<(), String> {
    let key = security_group::EGRESS.key;
    let at = properties_path(id).join(key);
    let Some(list) = draft.document().node(&at).filter(|node| !node.is_empty()) else { return Ok(()) };
    if draft.template().resource(id).is_none_or(|one| one.kind() != Some(ec2::SECURITY_GROUP)) {
        return Ok(());
    }
    let items: Vec<Value> = list.items().map(|item| item.source_ref()).collect();
    if items.is_empty() || list.items().any(|item| item.get(security_group::PROTOCOL.key).is_none()) {
        return Err(format!("{key} of {id} is made by a function, which needs a VPC by name."));
    }
    let mut behind = id.to_string();
    let mut made = Vec::new();
    for item in items {
        let wanted = format!("{id}Outbound");
        let attributes = json!({ attribute::PROPERTIES: {} });
        behind = draft.resource(&wanted, ec2::SECURITY_GROUP_EGRESS, attributes, Some(&behind))?;
        // The rule as it is written, below the group that it is of.
        let rows = properties_path(&behind);
        let group = draft.value(&json!({ "Fn::GetAtt": [id, "GroupId"] }));
        let slot = Slot::KeyAt(security_group::GROUP_ID.key.into(), 0);
        draft.make([Edit::Set { at: rows.clone(), value: item }, Edit::Insert { into: rows, slot, value: group }])?;
        made.push(behind.clone());
    }
    draft.make([Edit::Remove { at }])?;
    let machines: Vec<String> = crate::template::security_group::members(draft.template(), id)
        .into_iter()
        .filter(|one| draft.template().resource(one).is_some_and(|one| one.is_instance()))
        .collect();
    wait::wait_for(draft, &machines, &made)?;
    draft.say(format!(
        "The outbound rules of {id} are separate resources, as a group without a VPC has none of its own."
    ));
    Ok(())
}

/// `Ref` of a security group without a VPC is its name: what needs the id asks for the attribute.
fn refer_by_id(draft: &mut Draft, id: &str) -> Result<(), String> {
    if draft.template().resource(id).is_none_or(|one| one.kind() != Some(ec2::SECURITY_GROUP)) {
        return Ok(());
    }
    // The last first: in a text with several the earlier ones keep their places.
    for one in uses(draft.document(), &resource_path(id)).into_iter().rev() {
        let edit = match one.how {
            How::Sub
                if draft
                    .document()
                    .scalar(&one.at)
                    .and_then(|text| text.get(one.span.end..))
                    .is_some_and(|rest| rest.starts_with('}')) =>
            {
                Edit::ReplaceInScalar { at: one.at, parts: vec![(one.span, format!("{id}.GroupId"))] }
            }
            How::Ref => {
                let at = match one.at.last_key() {
                    Some("Ref") => one.at.parent().unwrap_or_default(),
                    _ => one.at,
                };
                Edit::Set { at, value: draft.value(&json!({ "Fn::GetAtt": [id, "GroupId"] })) }
            }
            _ => continue,
        };
        draft.make([edit])?;
    }
    Ok(())
}

/// How a property does without a network.
#[derive(Clone, Debug, PartialEq)]
enum Without {
    /// The key goes.
    Key(Path),
    /// The subnets of a group become all zones.
    Zones(Path),
}

/// How the property that a use stands in does without; `None` if it cannot.
fn place_without(document: &Document, at: &Path) -> Option<Without> {
    let up_to = |count: usize| -> Path { at.steps().iter().take(count).cloned().collect() };
    let keys: Vec<&str> = at.steps().iter().map(|step| step.key().unwrap_or_default()).collect();
    let [section::RESOURCES, id, attribute::PROPERTIES, key, rest @ ..] = keys.as_slice() else { return None };
    let kind = Template::of(document).resource(id).and_then(|one| one.kind());
    match (kind, *key) {
        (Some(ec2::SECURITY_GROUP), key) if key == security_group::VPC_ID.key => Some(Without::Key(up_to(4))),
        (Some(ec2::INSTANCE), key::SUBNET_ID) => Some(Without::Key(up_to(4))),
        (Some(ec2::INSTANCE), "NetworkInterfaces") if rest.get(1) == Some(&key::SUBNET_ID) => {
            Some(Without::Key(up_to(6)))
        }
        (Some("AWS::EC2::LaunchTemplate"), "LaunchTemplateData")
            if rest.first() == Some(&"NetworkInterfaces") && rest.get(2) == Some(&key::SUBNET_ID) =>
        {
            Some(Without::Key(up_to(7)))
        }
        (Some("AWS::AutoScaling::AutoScalingGroup"), "VPCZoneIdentifier") => {
            let free = document.node(&up_to(3)).is_some_and(|node| node.get("AvailabilityZones").is_none());
            let list = document.node(&up_to(4)).is_some_and(|node| node.kind() == Kind::Sequence);
            (free && list).then(|| Without::Zones(up_to(4)))
        }
        _ => None,
    }
}
