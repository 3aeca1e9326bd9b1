//! The other side of a rule in words, and what is open to the whole internet that should not be.

use super::entry::{Branch, RuleEntry, values};
use super::{Direction, RuleValue, source_text};
use crate::document::{Node, Path};
use crate::schema::ec2::port::{Openness, PortService};
use crate::schema::ec2::{self, key, security_group as row, subnet, vpc};
use crate::template::Template;
use crate::template::address_space::{block_of, subnets_of};
use crate::template::cidr::{Block, is_everybody};
use crate::template::evaluate::Evaluation;
use crate::template::resource::named;

/// A service that is open to the whole internet and is not meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Its name.
    pub service: &'static str,
    /// How it is open.
    pub opening: Opening,
}

/// How a rule is open to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The rule has the range, at this path.
    Written(String, Path),
    /// This parameter has the range, by its default or the value of a deployment.
    Default(String, String),
}

/// The other side of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Peer<'d> {
    /// A range of addresses.
    Range(Node<'d>),
    /// The members of a group.
    Group(Node<'d>),
    /// A prefix list.
    PrefixList(Node<'d>),
}

impl<'d> Peer<'d> {
    /// The other side that a property has.
    pub(super) fn of(direction: Direction, key: &str, node: Node<'d>) -> Option<Peer<'d>> {
        if [row::CIDR_IP.key, row::CIDR_IPV6.key].contains(&key) {
            Some(Peer::Range(node))
        } else if [direction.group().key, row::SOURCE_GROUP_NAME.key].contains(&key) {
            Some(Peer::Group(node))
        } else {
            (key == direction.prefix_list().key).then_some(Peer::PrefixList(node))
        }
    }
}

impl<'d> RuleEntry<'d> {
    /// What the rule has for the other side: one, or several of which conditions leave one.
    pub fn peers(&self) -> impl Iterator<Item = Peer<'d>> + use<'d, '_> {
        let rows = self.direction.sources().into_iter();
        rows.filter_map(|row| Peer::of(self.direction, row.key, self.property(row.key)?))
    }

    /// The other side in a word: "anyone", a range, the name of a group; and whether it is outside of every group.
    pub fn peer_label(&self, template: Template<'d>) -> (String, bool) {
        match self.peers().next() {
            Some(Peer::Range(node)) => {
                let values = values(template, node);
                let label = match values.iter().find_map(|value| value.value_or_name()) {
                    _ if values.iter().any(is_open) => "anyone",
                    Some(text) => text,
                    None => "a computed range",
                };
                (label.to_string(), true)
            }
            Some(Peer::Group(node) | Peer::PrefixList(node)) => {
                let value = RuleValue::of(template, node);
                (value.name.or(value.value).unwrap_or("another group").to_string(), false)
            }
            None => ("nobody".to_string(), false),
        }
    }

    /// The service that is open to the whole internet and should not be.
    pub fn exposed(&self, template: Template<'d>) -> Option<Exposed> {
        let service = self.traffic(template)?.guarded().filter(|_| self.direction == Direction::Inbound)?;
        let mut open = [row::CIDR_IP.key, row::CIDR_IPV6.key].into_iter().filter_map(|key| {
            let value = values(template, self.property(key)?).into_iter().find(is_open)?;
            let range = value.value?.to_string();
            Some(match value.parameter {
                None => Opening::Written(range, self.at.join(key)),
                Some(name) => Opening::Default(range, name.to_string()),
            })
        });
        Some(Exposed { service: service.name, opening: open.next()? })
    }

    /// The same with the values of a deployment. A condition whose truth is unknown counts as true.
    pub fn exposed_with(&self, template: Template<'d>, evaluation: &mut Evaluation<'d, '_>) -> Option<Exposed> {
        let is_off = |branch: Branch<'d>, evaluation: &mut Evaluation<'d, '_>| {
            evaluation.holds(branch.condition.unwrap_or_default()) == Some(!branch.holds)
        };
        if self.direction != Direction::Inbound || self.conditions().any(|branch| is_off(branch, evaluation)) {
            return None;
        }
        let service = self.traffic_with(template, |node| evaluation.text_of_value(node))?.guarded()?;
        let opening = [row::CIDR_IP.key, row::CIDR_IPV6.key].into_iter().find_map(|key| {
            let node = self.property(key)?;
            let range = evaluation.text_of_value(node).filter(|range| is_everybody(range))?;
            Some(match named(node).filter(|name| template.parameter(name).is_some()) {
                None => Opening::Written(range, self.at.join(key)),
                Some(name) => Opening::Default(range, name.to_string()),
            })
        });
        Some(Exposed { service: service.name, opening: opening? })
    }

    /// The other side as it is written; `None` if nobody is named.
    pub(super) fn peer_source(&self) -> Option<String> {
        let (Peer::Range(node) | Peer::Group(node) | Peer::PrefixList(node)) = self.peers().next()?;
        Some(source_text(node))
    }

    /// The other side as it is written and in words.
    pub(super) fn peer_in_words(
        &self,
        template: Template<'d>,
        group: &str,
        service: Option<&PortService>,
    ) -> (String, String) {
        match self.peers().next() {
            Some(Peer::Range(node)) => {
                let values = values(template, node);
                let everybody = values.iter().find(|value| is_open(value));
                let value = everybody.or(values.first().filter(|_| values.len() == 1));
                let words = value.map(|value| self.range_in_words(template, group, value, service));
                (source_text(node), words.unwrap_or_else(|| "by a function".to_string()))
            }
            Some(Peer::Group(node)) => {
                let who = match named(node) {
                    Some(name) if name == group => "its own members".to_string(),
                    Some(name) => format!("members of {name}"),
                    None => "members of another group".to_string(),
                };
                (source_text(node), who)
            }
            Some(Peer::PrefixList(node)) => (source_text(node), "the list’s addresses".to_string()),
            None => (String::new(), "nobody is named".to_string()),
        }
    }

    fn range_in_words(
        &self,
        template: Template<'d>,
        group: &str,
        value: &RuleValue<'d>,
        service: Option<&PortService>,
    ) -> String {
        let everybody = match self.direction {
            Direction::Inbound => "anyone",
            Direction::Outbound => "anywhere",
        };
        let website = |service: &PortService| service.openness == Openness::Website;
        match (value.value, value.parameter) {
            (Some(range), Some(_)) if is_everybody(range) => format!("{everybody}, by its default"),
            (Some(range), None) if is_everybody(range) => match self.direction {
                Direction::Inbound if service.is_some_and(website) => format!("{everybody}, as meant for a website"),
                Direction::Inbound | Direction::Outbound => everybody.to_string(),
            },
            (None | Some(""), Some(_)) => "asked for at deploy".to_string(),
            (Some(range), Some(_)) => format!("{}, by its default", addresses(template, group, range)),
            (Some(range), None) => addresses(template, group, range),
            (None, None) => {
                let resource = value.name.and_then(|name| template.resource(name));
                match resource.and_then(|resource| Some((resource.kind()?, resource.id()))) {
                    Some((ec2::VPC, _)) => "the VPC".to_string(),
                    Some((ec2::EIP | ec2::INSTANCE, name)) => format!("{name} only"),
                    _ => "by a function".to_string(),
                }
            }
        }
    }
}

fn is_open(value: &RuleValue<'_>) -> bool {
    value.value.is_some_and(is_everybody)
}

/// A range that is not everybody in words.
fn addresses(template: Template<'_>, group: &str, range: &str) -> String {
    let Some(block) = Block::parse(range) else {
        return if range.contains(':') { "IPv6 addresses".into() } else { "no readable range".into() };
    };
    let group = template.resource(group);
    let network = group.and_then(|group| group.names(key::VPC_ID)).and_then(|id| template.resource(id));
    let own = network.and_then(|network| block_of(network, vpc::CIDR_BLOCK.key));
    if own == Some(block) {
        return "the VPC".to_string();
    }
    let subnets = network.map(|network| subnets_of(template, network.id())).unwrap_or_default();
    if let Some(subnet) = subnets.iter().find(|one| block_of(**one, subnet::CIDR_BLOCK.key) == Some(block)) {
        return format!("the instances of {}", subnet.id());
    }
    let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
    let is_private = private.iter().filter_map(|text| Block::parse(text)).any(|all| all.contains(block));
    match block.size() {
        _ if own.is_some_and(|own| own.contains(block)) => "part of the VPC".to_string(),
        1 if is_private => "one private address".to_string(),
        1 => "one address".to_string(),
        _ if is_private => "private networks".to_string(),
        size => format!("{size} addresses"),
    }
}
