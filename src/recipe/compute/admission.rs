//! Security group rules of instances behind a load balancer. Rules that admit everybody, by IPv4 and IPv6, admit the
//! load balancer instead, and are restored when it is removed.

use serde_json::{Value as Json, json};

use super::attribute::set;
use crate::document::{Document, Edit, Node, Path, Slot, Step};
use crate::recipe::draft::Draft;
use crate::recipe::removal;
use crate::schema::compute::key;
use crate::schema::ec2;
use crate::template::Template;
use crate::template::function::to_json;
use crate::template::given::Given;
use crate::template::reference::uses;
use crate::template::resource::named;
use crate::template::security_group::{Direction, entries};
use crate::template::{machine, resource_path};

/// A security group's rule as a resource of its own.
const RULE: &str = "AWS::EC2::SecurityGroupIngress";
/// Keys by which a rule lets in addresses.
const RANGES: [&str; 2] = [key::CIDR, key::CIDR_IPV6];
const DESCRIPTION: &str = "Description";

/// Who is let in: the key that says it, the addresses, and what the rule is for.
#[derive(Clone, PartialEq)]
struct Visitor {
    key: &'static str,
    from: Json,
    about: Option<Json>,
}

/// The addresses that a rule lets in.
fn visitor(document: &Document, rule: &Path) -> Option<Visitor> {
    let value = |key: &str| document.node(&rule.join(key)).map(|node| to_json(&node.value()));
    RANGES.into_iter().find_map(|key| Some(Visitor { key, from: value(key)?, about: value(DESCRIPTION) }))
}

/// Rules that let everybody in to a port let the load balancer in, and the load balancer's own group lets in who they did.
/// True if some of them came by IPv6.
pub(super) fn let_in(draft: &mut Draft, group: &str, port: u32, firewall: &str) -> Result<bool, String> {
    let template = draft.template();
    let list = machine::start_of(template, group).and_then(machine::security_groups);
    let all: Vec<String> =
        list.into_iter().flat_map(|list| list.items()).filter_map(named).map(str::to_string).collect();
    let groups: Vec<String> = all.into_iter().filter(|id| template.resource(id).is_some()).collect();
    let Some(first) = groups.first().cloned() else {
        draft.leave(format!("Let {firewall} in to port {port} in the security groups of the instances."));
        return Ok(false);
    };
    let mut visitors: Vec<Visitor> = Vec::new();
    for group in &groups {
        visitors.extend(redirect(draft, group, port, firewall)?);
    }
    if visitors.is_empty() {
        let rule = json!({
            DESCRIPTION: "From the load balancer", "IpProtocol": "tcp", "FromPort": port, "ToPort": port,
            key::SOURCE_GROUP: { "Fn::GetAtt": [firewall, "GroupId"] },
        });
        let list = resource_path(&first).keys(["Properties", key::INGRESS]);
        let count = draft.document().node(&list).map_or(0, |node| node.items().count());
        let value = draft.value(&rule);
        draft.make([Edit::Insert { into: list, slot: Slot::Index(count), value }])?;
        draft.say(format!("{first} lets {firewall} in to port {port}."));
        return Ok(false);
    }
    admit(draft, firewall, &visitors)?;
    draft.say(format!(
        "Port {port} of the instances is open to the load balancer only; who could reach it before reaches the load balancer."
    ));
    Ok(visitors.iter().any(|visitor| visitor.key == key::CIDR_IPV6))
}

/// The rules of a security group for this one port: the first lets the load balancer in, others would say the same again,
/// which EC2 refuses. Gives whom they let in.
fn redirect(draft: &mut Draft, group: &str, port: u32, firewall: &str) -> Result<Vec<Visitor>, String> {
    // Only a rule for this one port: others are for something else too.
    let is_meant = |document: &Document, rule: &Path| {
        ["FromPort", "ToPort"].map(|end| port_of(document, rule, end)) == [Some(port); 2]
    };
    let mut rules: Vec<(Path, Visitor)> = Vec::new();
    for rule in rules_of(draft.document(), group) {
        let visitor = visitor(draft.document(), &rule).filter(|_| is_meant(draft.document(), &rule));
        rules.extend(visitor.map(|visitor| (rule, visitor)));
    }
    // A rule on a side of Fn::If holds at times only: one that always holds makes the others superfluous.
    let (sides, always): (Vec<_>, Vec<_>) = rules.iter().partition(|(rule, _)| is_side(draft.document(), rule));
    let kept = if always.is_empty() { sides.len() } else { 1 };
    let all: Vec<_> = always.into_iter().chain(sides).collect();
    for (rule, visitor) in all.iter().take(kept) {
        draft.make([Edit::Rename { at: rule.join(visitor.key), to: key::SOURCE_GROUP.to_string() }])?;
        let value = draft.value(&json!({ "Fn::GetAtt": [firewall, "GroupId"] }));
        draft.make([Edit::Set { at: rule.join(key::SOURCE_GROUP), value }])?;
    }
    // The last first, so that places in lists hold.
    for (rule, _) in all.iter().skip(kept).rev() {
        if is_side(draft.document(), rule) {
            let value = draft.value(&json!({ "Ref": "AWS::NoValue" }));
            draft.make([Edit::Set { at: rule.clone(), value }])?;
        } else if matches!(rule.last(), Some(Step::Index(_))) {
            draft.make([Edit::Remove { at: rule.clone() }])?;
        } else {
            draft.make(removal::remove(draft.document(), &rule.parent().into_iter().collect::<Vec<_>>()).edits)?;
        }
    }
    Ok(rules.into_iter().map(|rule| rule.1).collect())
}

/// True if a rule is a side of `Fn::If`.
fn is_side(document: &Document, rule: &Path) -> bool {
    let list = rule.parent().unwrap_or_default();
    list.last_key() == Some("Fn::If") || document.node(&list).is_some_and(|node| node.tag() == Some("!If"))
}

/// The load balancer's security group, which lets in everybody so far, lets in these.
fn admit(draft: &mut Draft, firewall: &str, visitors: &[Visitor]) -> Result<(), String> {
    let list = resource_path(firewall).keys(["Properties", key::INGRESS]);
    let first = list.join(0);
    let mut known: Vec<&Visitor> = Vec::new();
    for visitor in visitors {
        if known.iter().any(|other| (other.key, &other.from) == (visitor.key, &visitor.from)) {
            continue;
        }
        let value = draft.value(&visitor.from);
        if known.is_empty() {
            if visitor.key != key::CIDR {
                draft.make([Edit::Rename { at: first.join(key::CIDR), to: visitor.key.to_string() }])?;
            }
            draft.make([Edit::Set { at: first.join(visitor.key), value }])?;
        } else {
            let about = visitor.about.clone().unwrap_or_else(|| json!("Visitors"));
            let mut rule = json!({ DESCRIPTION: about, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80 });
            set(&mut rule, visitor.key, visitor.from.clone());
            let value = draft.value(&rule);
            draft.make([Edit::Insert { into: list.clone(), slot: Slot::Index(known.len()), value }])?;
        }
        known.push(visitor);
    }
    Ok(())
}

/// Rules that let in a load balancer's security group let in who that let in: the rule itself the first of them, one
/// behind it each of the others.
pub(super) fn open_again(draft: &mut Draft, firewalls: &[String]) -> Result<(), String> {
    for firewall in firewalls {
        let document = draft.document();
        let mut visitors: Vec<Visitor> =
            rules_of(document, firewall).iter().filter_map(|rule| visitor(document, rule)).collect();
        if visitors.is_empty() {
            visitors.push(Visitor { key: key::CIDR, from: json!("0.0.0.0/0"), about: None });
        }
        // The last first, so that places in lists hold.
        let mut is_open = false;
        for one in uses(draft.document(), &resource_path(firewall)).into_iter().rev() {
            let depth = one.at.steps().iter().position(|step| step.key() == Some(key::SOURCE_GROUP));
            let Some(depth) = depth else { continue };
            let rule: Path = one.at.steps().iter().take(depth).cloned().collect();
            open(draft, &rule, &visitors)?;
            is_open = true;
        }
        if !is_open {
            draft.leave(format!("No rule names {firewall}, which is removed: let in whom it let in by hand."));
            let given = given_rules(draft.template());
            draft.leave_all(given);
            continue;
        }
        draft.say(format!("Rules that let in {firewall} let in whom it let in: the instance is reached directly."));
    }
    Ok(())
}

/// Which rules of security groups a function gives.
fn given_rules(template: Template<'_>) -> Vec<String> {
    let groups = template.single_resources_of(ec2::SECURITY_GROUP);
    let hidden = groups.filter_map(|group| {
        let list = group.property(key::INGRESS);
        let nodes = list.into_iter().flat_map(|list| list.descendants());
        let is_rule = |node: &Node<'_>| {
            node.get("IpProtocol").is_none() && named(*node).is_none_or(|name| template.resource(name).is_none())
        };
        let mut inner = nodes.filter(is_rule).filter_map(Given::whole);
        let given = group.given_by(key::INGRESS).or_else(|| inner.next())?;
        Some(format!("{} of {} is given by {}: look whom it lets in.", key::INGRESS, group.id(), given.in_words()))
    });
    hidden.collect()
}

fn open(draft: &mut Draft, rule: &Path, visitors: &[Visitor]) -> Result<(), String> {
    let whole = draft.document().node(rule).map(|node| to_json(&node.value())).unwrap_or_default();
    let Some((first, others)) = visitors.split_first() else { return Ok(()) };
    draft.make([Edit::Rename { at: rule.join(key::SOURCE_GROUP), to: first.key.to_string() }])?;
    let value = draft.value(&first.from);
    draft.make([Edit::Set { at: rule.join(first.key), value }])?;
    for (index, visitor) in others.iter().enumerate() {
        let mut copy = whole.clone();
        if let Some(object) = copy.as_object_mut() {
            object.shift_remove(key::SOURCE_GROUP);
        }
        if let Some(about) = &visitor.about {
            set(&mut copy, DESCRIPTION, about.clone());
        }
        set(&mut copy, visitor.key, visitor.from.clone());
        match (rule.last(), rule.parent()) {
            _ if is_side(draft.document(), rule) => {
                draft.leave(format!("Let {} in beside the rule that is behind Fn::If.", visitor.from));
            }
            (Some(Step::Index(place)), Some(into)) => {
                let value = draft.value(&copy);
                draft.make([Edit::Insert { into, slot: Slot::Index(place + 1 + index), value }])?;
            }
            (Some(Step::Key(_) | Step::Index(_)) | None, _) => {
                let own = rule.steps().get(1).and_then(|step| step.key()).unwrap_or_default();
                draft.resource(own, RULE, json!({ "Properties": copy }), Some(own))?;
            }
        }
    }
    Ok(())
}

/// The rules inwards of a security group: those in it, and resources of their own.
pub(super) fn rules_of(document: &Document, group: &str) -> Vec<Path> {
    let entries = entries(Template::of(document), Direction::Inbound).filter(|entry| entry.group() == Some(group));
    let (own, others): (Vec<_>, Vec<_>) = entries.partition(|entry| !entry.is_resource());
    own.into_iter().chain(others).map(|entry| entry.at).collect()
}

/// The number at an end of a rule's ports.
pub(super) fn port_of(document: &Document, rule: &Path, key: &str) -> Option<u32> {
    document.scalar(&rule.join(key))?.parse().ok()
}
