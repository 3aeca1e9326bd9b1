//! Protocol and ports of a security group rule.

use super::{RuleEntry, RuleValue};
use crate::document::Node;
use crate::schema::ec2::port::{self, PortService};
use crate::schema::ec2::security_group as row;
use crate::template::Template;

/// Protocol and ports of a rule, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// The protocol as a word, or as it is written.
    protocol: String,
    is_protocol_known: bool,
    /// First and last port.
    range: Option<(i32, i32)>,
    /// The ports as they are written; empty if they are absent.
    written: [String; 2],
    /// The ports by their values, or the names that they refer to.
    short: [String; 2],
}

impl<'d> RuleEntry<'d> {
    /// Protocol and ports as the template has them, parameters with their defaults. `None` without a protocol.
    pub fn traffic(&self, template: Template<'d>) -> Option<Traffic> {
        self.traffic_with(template, |node| RuleValue::of(template, node).value.map(str::to_string))
    }

    /// Protocol and ports, with the values that `resolve` gives.
    pub fn traffic_with(
        &self,
        template: Template<'d>,
        mut resolve: impl FnMut(Node<'d>) -> Option<String>,
    ) -> Option<Traffic> {
        let node = self.property(row::PROTOCOL.key)?;
        let word = resolve(node).map(|text| port::protocol(&text));
        let ports = [row::FROM_PORT.key, row::TO_PORT.key].map(|key| self.property(key));
        let [from, to] = ports.map(|node| resolve(node?)?.trim().parse::<i32>().ok());
        let range = match word.as_deref() {
            // EC2 reads absent ports as all of them.
            Some("tcp" | "udp") if ports.iter().all(Option::is_none) => Some((0, 65535)),
            _ => from.zip(to),
        };
        let ports = ports.map(|node| Some(RuleValue::of(template, node?)));
        Some(Traffic {
            is_protocol_known: word.is_some(),
            protocol: word.unwrap_or_else(|| RuleValue::of(template, node).source),
            range,
            written: ports.clone().map(|port| port.map(|port| port.source).unwrap_or_default()),
            short: ports.map(|port| port.and_then(|port| port.value_or_name()).unwrap_or_default().to_string()),
        })
    }
}

impl Traffic {
    fn word(&self) -> Option<&str> {
        Some(self.protocol.as_str()).filter(|_| self.is_protocol_known)
    }

    /// The service of the table.
    pub fn service(&self) -> Option<&'static PortService> {
        port::service_of(self.word()?, self.range)
    }

    /// The first service in it that must not be open to everybody.
    pub fn guarded(&self) -> Option<&'static PortService> {
        port::guarded_in(self.word()?, self.range)
    }

    /// Whether a TCP port is in it; `None` if that is unknown.
    pub fn has_tcp(&self, port: i32) -> Option<bool> {
        match self.word()? {
            "-1" => Some(true),
            "tcp" => self.range.map(|(from, to)| from == -1 || (from..=to).contains(&port)),
            _ => Some(false),
        }
    }

    /// What people call it: "SSH".
    pub fn name(&self) -> &'static str {
        match (self.service(), self.word()) {
            (Some(service), _) => service.name,
            (None, Some("tcp" | "udp")) => "Own port",
            (None, Some("icmp" | "icmpv6")) => "ICMP of a kind",
            (None, Some(_)) => "Other protocol",
            (None, None) => "By a function",
        }
    }

    /// Protocol and ports for a table: "tcp 22", "udp 1000–1010".
    pub fn label(&self) -> String {
        let [from, to] = &self.written;
        let protocol = &self.protocol;
        match (protocol.as_str(), self.range) {
            ("-1", _) => "all".to_string(),
            ("icmp" | "icmpv6", Some((-1, _))) => format!("{protocol} all"),
            ("icmp" | "icmpv6", Some((kind, _))) => format!("{protocol} type {kind}"),
            ("tcp" | "udp", Some((0, 65535))) => format!("{protocol} all"),
            _ if from.is_empty() && to.is_empty() => protocol.clone(),
            _ if from == to => format!("{protocol} {from}"),
            _ => format!("{protocol} {from}\u{2013}{to}"),
        }
    }

    /// The ports in as few letters as possible, TCP unnamed: "22", "8000-8080", "udp 53", "icmp", "all".
    pub fn short_label(&self) -> String {
        let [from, to] = &self.short;
        let ports = match self.range {
            Some((0, 65535) | (-1, -1)) => "all",
            _ if from.is_empty() => "all",
            _ if from == to || to.is_empty() => from,
            _ => &format!("{from}-{to}"),
        };
        match self.protocol.as_str() {
            "-1" => "all".to_string(),
            "icmp" | "icmpv6" => "icmp".to_string(),
            "tcp" => ports.to_string(),
            other => format!("{other} {ports}"),
        }
    }
}
