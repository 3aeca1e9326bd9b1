//! The rules of security groups: those in a group and those that are resources of their own, behind conditions too.
//!
//! `entry` reads the rules of a template, `traffic` their protocol and ports, `peer` their other side. [`GroupRule`] is the
//! line of a table, [`ssh_access`] the answer for one port with the values of a deployment.
//!
//! Source: AWS pages `AWS::EC2::SecurityGroup`, "Security group rules".

mod access;
mod entry;
mod peer;
mod source;
mod traffic;

pub use access::{Access, ssh_access};
pub use entry::{Branch, RuleEntry, entries, entries_of};
pub use peer::{Exposed, Opening, Peer};
pub use source::{Source, choices};
pub use traffic::Traffic;

use super::Template;
use super::function::{call, short_tag};
use super::resource::named;
use crate::document::{Node, Path};
use crate::schema::Property;
use crate::schema::ec2::{self, port, security_group as row};

/// Which way packets go that a rule lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the members of the group.
    Inbound,
    /// From the members of the group.
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

    /// The properties of a rule.
    pub fn rows(self) -> &'static [Property] {
        match self {
            Direction::Inbound => &row::INBOUND,
            Direction::Outbound => &row::OUTBOUND,
        }
    }

    /// The type of a rule that is a resource of its own.
    pub fn kind(self) -> &'static str {
        match self {
            Direction::Inbound => ec2::SECURITY_GROUP_INGRESS,
            Direction::Outbound => ec2::SECURITY_GROUP_EGRESS,
        }
    }

    /// The property for another group as the other side.
    pub fn group(self) -> &'static Property {
        match self {
            Direction::Inbound => &row::SOURCE_GROUP,
            Direction::Outbound => &row::DESTINATION_GROUP,
        }
    }

    /// The property for a prefix list as the other side.
    pub fn prefix_list(self) -> &'static Property {
        match self {
            Direction::Inbound => &row::SOURCE_LIST,
            Direction::Outbound => &row::DESTINATION_LIST,
        }
    }

    /// The properties of what the other side can be; a rule has one of them.
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
pub struct GroupRule {
    /// The mapping with its keys.
    pub at: Path,
    /// The entry that is removed with the rule: an item of a list, or a resource.
    pub entry: Path,
    /// The logical id, if the rule is a resource of its own.
    pub resource: Option<String>,
    /// Which way.
    pub direction: Direction,
    /// What people call it: "SSH".
    pub service: String,
    /// The service of the table, if it is one.
    pub known: Option<&'static port::PortService>,
    /// Protocol and ports: "tcp 22".
    pub ports: String,
    /// The other side as it is written: "!Ref SshCidr".
    pub from: String,
    /// The other side in words: "members of Web".
    pub who: String,
    /// The rule's description.
    pub description: String,
    /// The conditions it is under: "if AllowSsh".
    pub when: Option<String>,
    /// What is open to the whole internet and should not be.
    pub exposed: Option<Exposed>,
}

impl GroupRule {
    fn of(template: Template<'_>, group: &str, entry: &RuleEntry<'_>) -> GroupRule {
        let traffic = entry.traffic(template);
        let known = traffic.as_ref().and_then(Traffic::service);
        let (from, who) = entry.peer_in_words(template, group, known);
        let written = |node: Option<Node<'_>>| node.map(source_text).unwrap_or_default();
        GroupRule {
            at: entry.at.clone(),
            entry: entry.entry.clone(),
            resource: entry.is_resource().then(|| entry.owner.id().to_string()),
            direction: entry.direction,
            service: traffic.as_ref().map_or("By a function", Traffic::name).to_string(),
            known,
            ports: traffic.map_or_else(|| written(template.document().node(&entry.at)), |traffic| traffic.label()),
            from,
            who,
            description: written(entry.property(row::DESCRIPTION.key)),
            when: entry.when(),
            exposed: entry.exposed(template),
        }
    }
}

/// The rules of a group for one direction: those in its list, then those that are resources, in the order of the text.
pub fn rules(template: Template<'_>, group: &str, direction: Direction) -> Vec<GroupRule> {
    let own = template.resource(group).into_iter().flat_map(|resource| entries_of(resource, direction));
    let others = template.resources_of(direction.kind()).flat_map(|resource| entries_of(resource, direction));
    let others = others.filter(|entry| entry.group() == Some(group));
    own.chain(others).map(|entry| GroupRule::of(template, group, &entry)).collect()
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

/// A value of a rule: its source text, and what is known of it before a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleValue<'d> {
    /// The source in one line, functions with their short tags: `!Ref X`, `!GetAtt A.B`.
    source: String,
    /// The literal, or the default of the parameter.
    value: Option<&'d str>,
    /// The parameter or resource that is referred to.
    name: Option<&'d str>,
    /// The parameter that is referred to.
    parameter: Option<&'d str>,
}

impl<'d> RuleValue<'d> {
    fn of(template: Template<'d>, node: Node<'d>) -> RuleValue<'d> {
        let name = named(node);
        let parameter = name.and_then(|name| template.parameter(name));
        let literal = node.scalar().filter(|_| node.tag().is_none_or(|tag| tag.starts_with("!!")));
        RuleValue {
            source: source_text(node),
            value: literal.or(parameter.and_then(|parameter| parameter.default())),
            name,
            parameter: parameter.map(|parameter| parameter.name()),
        }
    }

    /// The value, or the name that is referred to; no empty one.
    fn value_or_name(&self) -> Option<&'d str> {
        self.value.filter(|value| !value.is_empty()).or(self.name)
    }
}

/// A value in one line, functions with their short tags.
fn source_text(node: Node<'_>) -> String {
    let inner = |node: Node<'_>| match node.scalar() {
        Some(text) => text.to_string(),
        None if node.items().all(|item| item.scalar().is_some()) => {
            node.items().filter_map(|item| item.scalar()).collect::<Vec<_>>().join(".")
        }
        None => "\u{2026}".to_string(),
    };
    match (call(node), node.scalar()) {
        (Some(call), _) => format!("{} {}", short_tag(call.name), inner(call.argument)),
        (None, Some(text)) => text.to_string(),
        (None, None) => "\u{2026}".to_string(),
    }
}

#[cfg(test)]
mod tests;
