//! The ports that a security group opens, and to whom, as labels.

use super::element::PortLabel;
use super::graph::ResourceGraph;
use crate::template::security_group::{Direction, RuleEntry, entries_of};

/// Rules of a group that are shown; EC2 allows 60.
const MOST: usize = 60;

/// A label for each rule of the security group at a position: its own rules, then those that are resources.
pub(super) fn port_labels(graph: &ResourceGraph<'_>, group: usize, resources: &[usize]) -> Vec<PortLabel> {
    let owners = [group].into_iter().chain(resources.iter().copied()).filter_map(|at| graph.resource(at));
    let rules = owners.flat_map(|owner| entries_of(owner, Direction::Inbound));
    rules.take(MOST).map(|rule| label(graph, &rule)).collect()
}

fn label(graph: &ResourceGraph<'_>, rule: &RuleEntry<'_>) -> PortLabel {
    let ports = rule.traffic(graph.template).map_or_else(|| "?".to_string(), |traffic| traffic.short_label());
    let (peer, outside) = rule.peer_label(graph.template);
    let description = match rule.properties {
        Some(_) => format!("{ports} open to {peer}"),
        None => "rules that only a deployment knows".to_string(),
    };
    let risky = rule.exposed(graph.template).is_some();
    PortLabel { text: ports, description, risky, outside, at: Some(rule.entry.clone()) }
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
        let labels = port_labels(&ResourceGraph::of(Template::of(&document)), 0, &[]);
        (labels[0].description.clone(), labels[0].risky)
    }

    #[test]
    fn rule_description_lists_ports_and_sources() {
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
            ("{}", "? open to nobody", false),
            ("!Ref Rule", "rules that only a deployment knows", false),
            ("{IpProtocol: tcp, FromPort: 5900, ToPort: 5900, CidrIp: 0.0.0.0/0}", "5900 open to anyone", true),
            ("{IpProtocol: tcp, FromPort: 9092, ToPort: 9092, CidrIpv6: '0::/0'}", "9092 open to anyone", true),
            ("{IpProtocol: tcp, FromPort: 6443, ToPort: 6443, CidrIp: 0.0.0.0/0}", "6443 open to anyone", true),
        ] {
            assert_eq!(read(rule), (said.to_string(), risky), "{rule}");
        }
    }
}
