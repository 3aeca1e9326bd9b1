//! The ports that a security group opens, and to whom.
//!
//! Source: AWS pages "AWS::EC2::SecurityGroup Ingress", "AWS::EC2::SecurityGroupIngress".

use super::graph::ResourceGraph;
use crate::document::{Kind, Node, Path};
use crate::template::resource::attribute::PROPERTIES;
use crate::template::resource::named;

/// Who may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The whole internet.
    Anyone,
    /// A range of addresses.
    Range(String),
    /// Whoever has this security group, or this prefix list.
    Group(String),
}

/// A rule of a security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// `22`, `8000-8080`, `udp 53`, `icmp`, `all`.
    pub ports: String,
    pub who: Who,
    /// The rule in the template.
    pub at: Path,
    first: Option<u32>,
    last: Option<u32>,
}

/// Ports that the whole internet should not reach: shells, desktops, shares, databases.
const SENSITIVE: [u32; 22] = [
    20, 21, 22, 23, 135, 139, 445, 1433, 1521, 2049, 2375, 3306, 3389, 5432, 5900, 5985, 5986, 6379, 9200, 11211,
    27017, 27018,
];

impl Opening {
    /// True if it lets in from outside of the VPC, as far as one can see.
    pub fn is_from_outside(&self) -> bool {
        match self.who {
            Who::Anyone | Who::Range(_) => true,
            Who::Group(_) => false,
        }
    }

    /// True if anyone may reach what hardly anyone should.
    pub fn is_risky(&self) -> bool {
        let (first, last) = (self.first.unwrap_or(0), self.last.unwrap_or(u32::MAX));
        let sensitive = SENSITIVE.iter().any(|port| (first..=last).contains(port));
        self.who == Who::Anyone && sensitive && !self.ports.starts_with("icmp")
    }

    /// In words: "22 open to anyone".
    pub fn said(&self) -> String {
        match &self.who {
            Who::Anyone => format!("{} open to anyone", self.ports),
            Who::Range(range) => format!("{} open to {range}", self.ports),
            Who::Group(group) => format!("{} open to {group}", self.ports),
        }
    }
}

/// The rules of the security group at a position: its own, then those that stand alone.
pub(super) fn openings(graph: &ResourceGraph<'_>, group: usize, alone: &[usize]) -> Vec<Opening> {
    let mut found = Vec::new();
    let own = graph.resource(group).and_then(|resource| Some((resource, resource.property("SecurityGroupIngress")?)));
    if let Some((resource, list)) = own {
        let at = resource.properties_path().join("SecurityGroupIngress");
        if list.kind() == Kind::Mapping && list.get("IpProtocol").is_some() {
            found.push(opening(graph, list, at));
        } else {
            let rules = list.items().take(60).enumerate();
            found.extend(rules.map(|(index, rule)| opening(graph, rule, at.join(index))));
        }
    }
    for resource in alone.iter().filter_map(|at| graph.resource(*at)) {
        let ingress = resource.kind() == Some("AWS::EC2::SecurityGroupIngress");
        if let Some(rule) = resource.node().get(PROPERTIES).filter(|_| ingress) {
            found.push(opening(graph, rule, resource.path()));
        }
    }
    found
}

fn opening(graph: &ResourceGraph<'_>, rule: Node<'_>, at: Path) -> Opening {
    let conditional = match rule.tag() {
        Some("!If") => rule.item(1),
        _ => rule.get("Fn::If").and_then(|list| list.item(1)),
    };
    let rule = conditional.unwrap_or(rule);
    let said = |key: &str| rule.get(key).and_then(|node| graph.text(node));
    let (from, to) = (said("FromPort"), said("ToPort"));
    let protocol = said("IpProtocol").unwrap_or_default();
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<i64>().ok());
    let (first, last) = (number(&from), number(&to));
    let is_all = (first, last) == (Some(0), Some(65535)) || (first, last) == (Some(-1), Some(-1)) || from.is_none();
    let range = match (&from, &to) {
        _ if is_all => "all".to_string(),
        (Some(from), Some(to)) if from != to => format!("{from}-{to}"),
        (Some(from), _) => from.clone(),
        (None, _) => "all".to_string(),
    };
    let ports = match protocol.as_str() {
        "-1" => "all".to_string(),
        "icmp" | "icmpv6" | "1" | "58" => "icmp".to_string(),
        "tcp" | "6" | "" => range,
        "17" | "udp" => format!("udp {range}"),
        other => format!("{other} {range}"),
    };
    let bound = |number: Option<i64>| number.filter(|_| !is_all).and_then(|port| u32::try_from(port).ok());
    Opening { ports, who: who(graph, rule), at, first: bound(first), last: bound(last) }
}

fn who(graph: &ResourceGraph<'_>, rule: Node<'_>) -> Who {
    for key in ["CidrIp", "CidrIpv6"] {
        let Some(node) = rule.get(key) else { continue };
        return match graph.text(node) {
            Some(text) if matches!(text.as_str(), "0.0.0.0/0" | "::/0") => Who::Anyone,
            Some(text) => Who::Range(text),
            None => Who::Range("a computed range".into()),
        };
    }
    let keys = ["SourceSecurityGroupId", "SourceSecurityGroupName", "SourcePrefixListId"];
    let source = keys.iter().find_map(|key| rule.get(key));
    let name = source.and_then(|node| named(node).map(str::to_string).or_else(|| graph.text(node)));
    Who::Group(name.unwrap_or_else(|| "another group".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    fn read(rule: &str) -> (String, bool) {
        let text = format!(
            "Parameters: {{All: {{Default: 0.0.0.0/0}}, Own: {{Default: \"\"}}}}\nResources:\n  G:\n    Type: \
             AWS::EC2::SecurityGroup\n    Properties:\n      SecurityGroupIngress: [{rule}]\n"
        );
        let document = Document::parse(text);
        let openings = openings(&ResourceGraph::of(Template::of(&document)), 0, &[]);
        (openings[0].said(), openings[0].is_risky())
    }

    #[test]
    fn a_rule_says_which_ports_are_open_to_whom() {
        for (rule, said, risky) in [
            ("{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}", "80 open to anyone", false),
            ("{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref All}", "22 open to anyone", true),
            ("{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Own}", "22 open to Own", false),
            ("{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}", "22 open to 10.0.0.0/8", false),
            ("{IpProtocol: tcp, FromPort: 1, ToPort: 1024, CidrIpv6: \"::/0\"}", "1-1024 open to anyone", true),
            ("{IpProtocol: \"-1\", CidrIp: 0.0.0.0/0}", "all open to anyone", true),
            ("{IpProtocol: icmp, FromPort: -1, ToPort: -1, CidrIp: 0.0.0.0/0}", "icmp open to anyone", false),
            ("{IpProtocol: udp, FromPort: 53, ToPort: 53, SourceSecurityGroupId: !Ref B}", "udp 53 open to B", false),
            ("{IpProtocol: tcp, FromPort: !Ref P, ToPort: !Ref P, CidrIp: !GetAtt V.C}", "P open to V", false),
            (
                "!If [C, {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}, x]",
                "443 open to anyone",
                false,
            ),
            ("{}", "all open to another group", false),
        ] {
            assert_eq!(read(rule), (said.to_string(), risky), "{rule}");
        }
    }
}
