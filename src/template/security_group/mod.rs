//! The rules of security groups, those inside a group and those that are resources of their own, as one table.
//!
//! Source: AWS pages `AWS::EC2::SecurityGroup`, "Security group rules".

mod source;
mod who;

pub use source::{Source, choices};
pub use who::{Exposed, Opening};

use super::Template;
use super::resource::{attribute, named};
use crate::document::{Kind, Node, Path};
use crate::schema::Property;
use crate::schema::ec2::{self, port, security_group as row};

/// Which way packets go that a rule lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the machines of the group.
    Inbound,
    /// From the machines of the group.
    Outbound,
}

impl Direction {
    /// Both, in the order in which they are shown.
    pub const ALL: [Direction; 2] = [Direction::Inbound, Direction::Outbound];

    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Inbound => "Inbound",
            Direction::Outbound => "Outbound",
        }
    }

    /// The group's list.
    pub fn list(self) -> &'static Property {
        match self {
            Direction::Inbound => &row::INGRESS,
            Direction::Outbound => &row::EGRESS,
        }
    }

    /// The rows of a rule.
    pub fn rows(self) -> &'static [Property] {
        match self {
            Direction::Inbound => row::INBOUND,
            Direction::Outbound => row::OUTBOUND,
        }
    }

    /// The type of a rule that is a resource of its own.
    pub fn kind(self) -> &'static str {
        match self {
            Direction::Inbound => ec2::SECURITY_GROUP_INGRESS,
            Direction::Outbound => ec2::SECURITY_GROUP_EGRESS,
        }
    }

    /// The row for another group as the other side.
    pub fn group(self) -> &'static Property {
        match self {
            Direction::Inbound => &row::SOURCE_GROUP,
            Direction::Outbound => &row::DESTINATION_GROUP,
        }
    }

    /// The row for a prefix list as the other side.
    pub fn prefix_list(self) -> &'static Property {
        match self {
            Direction::Inbound => &row::SOURCE_LIST,
            Direction::Outbound => &row::DESTINATION_LIST,
        }
    }

    /// The rows of what the other side can be; a rule has one of them.
    pub fn sources(self) -> Vec<&'static Property> {
        let mut rows = vec![&row::CIDR_IP, &row::CIDR_IPV6, self.group(), self.prefix_list()];
        if self == Direction::Inbound {
            rows.push(&row::SOURCE_GROUP_NAME);
        }
        rows
    }
}

/// A rule as a line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The mapping with its keys.
    pub at: Path,
    /// What goes when it is removed: an item of the list, or a resource.
    pub entry: Path,
    /// Its logical id, if it is a resource of its own.
    pub resource: Option<String>,
    /// Which way.
    pub direction: Direction,
    /// What people call it: "SSH".
    pub service: String,
    /// The service of the table, if it is one.
    pub known: Option<&'static port::Service>,
    /// Protocol and ports: "tcp 22".
    pub ports: String,
    /// The other side, as it is written: "!Ref SshCidr".
    pub from: String,
    /// The other side in words: "members of Web".
    pub who: String,
    /// What it says of itself.
    pub description: String,
    /// When it holds, if not always: "if AllowSsh".
    pub when: Option<String>,
    /// Why it should not stay so.
    pub exposed: Option<Exposed>,
}

/// The rules of a group for one direction: those in its list, then those that are resources, in the order of the text.
pub fn rules(template: Template<'_>, group: &str, direction: Direction) -> Vec<Rule> {
    let mut found = Vec::new();
    if let Some(resource) = template.resource(group) {
        let at = resource.properties_path().join(direction.list().key);
        let list = resource.property(direction.list().key);
        for (index, item) in list.into_iter().flat_map(|list| list.items()).enumerate() {
            let entry = at.join(index);
            for (at, node, when) in branches(item, &entry) {
                let facts = Facts { template, group, direction, node };
                found.push(facts.rule(at, entry.clone(), None, when));
            }
        }
    }
    for resource in template.resources_of(direction.kind()).filter(|resource| {
        let named = resource.names(row::GROUP_ID.key).or(resource.names(row::RULE_GROUP_NAME));
        named == Some(group)
    }) {
        let Some(node) = resource.node().get(attribute::PROPERTIES) else { continue };
        let condition = resource.node().get(attribute::CONDITION).and_then(|node| node.scalar());
        let when = condition.map(|name| format!("if {name}"));
        let facts = Facts { template, group, direction, node };
        found.push(facts.rule(resource.properties_path(), resource.path(), Some(resource.id().to_string()), when));
    }
    found
}

/// The security groups of the template, in the order of the text.
pub fn groups(template: Template<'_>) -> Vec<String> {
    template.resources_of(ec2::SECURITY_GROUP).map(|group| group.id().to_string()).collect()
}

/// The resources that have a group: those that refer to it and are no rule and no group.
pub fn members(template: Template<'_>, group: &str) -> Vec<String> {
    let uses = super::reference::uses(template.document(), &super::resource_path(group));
    let owners = super::reference::users(&uses, &super::resource_path(group));
    let is_machine = |id: &String| {
        let kind = template.resource(id).and_then(|resource| resource.kind());
        kind.is_some_and(|kind| {
            ![ec2::SECURITY_GROUP, ec2::SECURITY_GROUP_INGRESS, ec2::SECURITY_GROUP_EGRESS].contains(&kind)
        })
    };
    owners.into_iter().filter(is_machine).collect()
}

/// The mappings that an item stands for: itself, or the branches of its `Fn::If` that say something, with when.
fn branches<'d>(item: Node<'d>, at: &Path) -> Vec<(Path, Node<'d>, Option<String>)> {
    let (list, own) = match (item.tag(), item.get("Fn::If")) {
        (Some("!If"), _) => (item, at.clone()),
        (None, Some(list)) if item.len() == 1 => (list, at.join("Fn::If")),
        _ => return vec![(at.clone(), item, None)],
    };
    let condition = list.item(0).and_then(|node| node.scalar()).unwrap_or("\u{2026}");
    let branch = |index: usize, word: &str| {
        let node = list.item(index).filter(|node| node.kind() == Kind::Mapping && named(*node).is_none())?;
        Some((own.join(index), node, Some(format!("{word} {condition}"))))
    };
    let found: Vec<_> = [branch(1, "if"), branch(2, "unless")].into_iter().flatten().collect();
    if found.is_empty() { vec![(at.clone(), item, None)] } else { found }
}

/// A value as a line shows it, and as far as it is known now.
struct Told<'d> {
    /// As it is written, functions with their short tags.
    written: String,
    /// What it is, or is without an answer.
    value: Option<&'d str>,
    /// The parameter that is asked.
    parameter: Option<&'d str>,
}

/// A value in one line, functions with their short tags: `!Ref X`, `!GetAtt A.B`.
fn short(node: Node<'_>) -> String {
    let inner = |node: Node<'_>| match node.scalar() {
        Some(text) => text.to_string(),
        None if node.items().all(|item| item.scalar().is_some()) => {
            node.items().filter_map(|item| item.scalar()).collect::<Vec<_>>().join(".")
        }
        None => "\u{2026}".to_string(),
    };
    match (node.tag().filter(|tag| !tag.starts_with("!!")), node.scalar()) {
        (Some(tag), _) => format!("{tag} {}", inner(node)),
        (None, Some(text)) => text.to_string(),
        (None, None) => match node.entries().next().filter(|_| node.len() == 1) {
            Some(entry) => format!("{} {}", super::function::short_tag(entry.key()), inner(entry.value)),
            None => "\u{2026}".to_string(),
        },
    }
}

fn told<'d>(template: Template<'d>, node: Node<'d>) -> Told<'d> {
    let parameter = named(node).and_then(|name| template.parameter(name));
    let literal = node.scalar().filter(|_| node.tag().is_none_or(|tag| tag.starts_with("!!")));
    Told {
        written: short(node),
        value: literal.or(parameter.and_then(|parameter| parameter.default())),
        parameter: parameter.map(|parameter| parameter.name()),
    }
}

/// What is read of one rule.
#[derive(Clone, Copy)]
struct Facts<'d, 'g> {
    template: Template<'d>,
    group: &'g str,
    direction: Direction,
    node: Node<'d>,
}

impl<'d> Facts<'d, '_> {
    fn rule(&self, at: Path, entry: Path, resource: Option<String>, when: Option<String>) -> Rule {
        let (protocol, numbers, ports) = self.ports();
        let known = protocol.as_deref().and_then(|protocol| port::service_of(protocol, numbers));
        let (from, who, opening) = self.other_side(&at, known);
        let guarded = protocol.as_deref().and_then(|protocol| port::guarded_in(protocol, numbers));
        let exposed = match (opening, guarded) {
            (Some(opening), Some(service)) if self.direction == Direction::Inbound => {
                Some(Exposed { service: service.name, opening })
            }
            _ => None,
        };
        let description = self.node.get(row::DESCRIPTION.key).map(short).unwrap_or_default();
        let service = match (known, protocol.as_deref()) {
            (Some(service), _) => service.name.to_string(),
            (None, Some("tcp" | "udp")) => "Own port".to_string(),
            (None, Some("icmp" | "icmpv6")) => "ICMP of a kind".to_string(),
            (None, Some(_)) => "Other protocol".to_string(),
            (None, None) => "By a function".to_string(),
        };
        let direction = self.direction;
        Rule { at, entry, resource, direction, service, known, ports, from, who, description, when, exposed }
    }

    /// Protocol as a word, first and last port as far as they are known, and both for people.
    fn ports(&self) -> (Option<String>, Option<(i32, i32)>, String) {
        let get = |key: &str| self.node.get(key).filter(|node| !node.is_null());
        let Some(protocol) = get(row::PROTOCOL.key).map(|node| told(self.template, node)) else {
            return (None, None, short(self.node));
        };
        let word = protocol.value.map(port::protocol);
        let shown = word.clone().unwrap_or(protocol.written);
        if shown == "-1" {
            return (word, None, "all".to_string());
        }
        let side = |key: &str| get(key).map(|node| told(self.template, node));
        let number = |side: &Option<Told<'_>>| side.as_ref()?.value?.trim().parse::<i32>().ok();
        let (from, to) = (side(row::FROM_PORT.key), side(row::TO_PORT.key));
        let numbers = number(&from).zip(number(&to));
        let text = |side: Option<Told<'_>>| side.map(|side| side.written).unwrap_or_default();
        let (from, to) = (text(from), text(to));
        let ports = match (shown.as_str(), numbers) {
            ("icmp" | "icmpv6", Some((-1, _))) => format!("{shown} all"),
            ("icmp" | "icmpv6", Some((kind, _))) => format!("{shown} type {kind}"),
            ("tcp" | "udp", Some((0, 65535))) => format!("{shown} all"),
            _ if from.is_empty() && to.is_empty() => shown,
            _ if from == to => format!("{shown} {from}"),
            _ => format!("{shown} {from}\u{2013}{to}"),
        };
        (word, numbers, ports)
    }
}

#[cfg(test)]
mod tests;
