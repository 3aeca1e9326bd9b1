//! The other side of a rule in words, and what is open to the whole internet that should not be.

use super::{Direction, Facts, told};
use crate::document::Path;
use crate::schema::ec2::port::{Openness, Service};
use crate::schema::ec2::{self, key, security_group as row, subnet, vpc};
use crate::template::address_space::{block_of, subnets_of};
use crate::template::cidr::Block;
use crate::template::parameter_path;
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
    /// The rule says so: the range, the key that has it, and its line.
    Written(String, Path, Option<usize>),
    /// A parameter's default says so: the range, the parameter, the line of the default.
    Default(String, String, Option<usize>),
}

impl Exposed {
    /// "SSH is open to the whole internet."
    pub fn what(&self) -> String {
        match self.service {
            "All traffic" => "Every port is open to the whole internet.".to_string(),
            service => format!("{service} is open to the whole internet."),
        }
    }

    /// "The default of SSHLocation is 0.0.0.0/0, line 14."
    pub fn why(&self) -> String {
        let line = |line: &Option<usize>| line.map_or(String::new(), |line| format!(", line {line}"));
        match &self.opening {
            Opening::Written(range, _, at) => format!("The rule says {range}{}.", line(at)),
            Opening::Default(range, parameter, at) => format!("The default of {parameter} is {range}{}.", line(at)),
        }
    }
}

/// True for the ranges that hold every address.
pub(super) fn is_everybody(range: &str) -> bool {
    matches!(range.trim(), "0.0.0.0/0" | "::/0" | "0::/0" | "0:0:0:0:0:0:0:0/0")
}

impl Facts<'_, '_> {
    /// The other side as it is written and in words, and how it is open to everybody if it is.
    pub(super) fn other_side(&self, at: &Path, service: Option<&Service>) -> (String, String, Option<Opening>) {
        let get = |key: &str| self.node.get(key).filter(|node| !node.is_null());
        for one in [row::CIDR_IP, row::CIDR_IPV6] {
            if let Some(node) = get(one.key) {
                let told = told(self.template, node);
                let (who, open) = self.range(named(node), told.value, told.parameter, service);
                let line = |at: &Path| self.template.document().entry_lines(at).map(|lines| *lines.start());
                let opening = told.value.filter(|_| open).map(|range| match told.parameter {
                    None => {
                        let at = at.join(one.key);
                        let line = line(&at);
                        Opening::Written(range.to_string(), at, line)
                    }
                    Some(parameter) => {
                        let line = line(&parameter_path(parameter).join("Default"));
                        Opening::Default(range.to_string(), parameter.to_string(), line)
                    }
                });
                return (told.written, who, opening);
            }
        }
        if let Some(node) = get(self.direction.group().key).or_else(|| get(row::SOURCE_GROUP_NAME.key)) {
            let written = super::short(node);
            let who = match named(node) {
                Some(group) if group == self.group => "its own members".to_string(),
                Some(group) => format!("members of {group}"),
                None => "members of another group".to_string(),
            };
            return (written, who, None);
        }
        if let Some(node) = get(self.direction.prefix_list().key) {
            return (super::short(node), "the list’s addresses".to_string(), None);
        }
        (String::new(), "nobody is named".to_string(), None)
    }

    /// A range in words, and whether it is everybody.
    fn range(
        &self,
        name: Option<&str>,
        value: Option<&str>,
        parameter: Option<&str>,
        service: Option<&Service>,
    ) -> (String, bool) {
        let everybody = match self.direction {
            Direction::Inbound => "anyone",
            Direction::Outbound => "anywhere",
        };
        let network = name.and_then(|name| self.template.resource(name)).and_then(|resource| resource.kind());
        match (value, parameter) {
            (Some(range), Some(_)) if is_everybody(range) => (format!("{everybody}, by its default"), true),
            (Some(range), None) if is_everybody(range) => {
                let meant = self.direction == Direction::Inbound
                    && service.is_some_and(|service| service.openness == Openness::Website);
                (format!("{everybody}{}", if meant { ", as meant for a website" } else { "" }), true)
            }
            (None | Some(""), Some(_)) => ("asked for at deploy".to_string(), false),
            (Some(range), Some(_)) => (format!("{}, by its default", self.addresses(range)), false),
            (Some(range), None) => (self.addresses(range), false),
            (None, None) => match (network, name) {
                (Some(ec2::VPC), _) => ("the VPC".to_string(), false),
                (Some(ec2::EIP | ec2::INSTANCE), Some(name)) => (format!("{name} only"), false),
                _ => ("by a function".to_string(), false),
            },
        }
    }

    /// A range that is not everybody in words.
    fn addresses(&self, range: &str) -> String {
        let Some(block) = Block::parse(range) else {
            return if range.contains(':') { "IPv6 addresses".into() } else { "no readable range".into() };
        };
        let group = self.template.resource(self.group);
        let network = group.and_then(|group| group.names(key::VPC_ID)).and_then(|id| self.template.resource(id));
        let own = network.and_then(|network| block_of(network, vpc::CIDR_BLOCK.key));
        if own == Some(block) {
            return "the VPC".to_string();
        }
        let subnets = network.map(|network| subnets_of(self.template, network.id())).unwrap_or_default();
        if let Some(subnet) = subnets.iter().find(|one| block_of(**one, subnet::CIDR_BLOCK.key) == Some(block)) {
            return format!("{}’s machines", subnet.id());
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
}
