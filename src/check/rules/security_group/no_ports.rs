//! A rule of a security group names a protocol with ports, and no ports.
//!
//! ```yaml bad
//! Resources:
//!   Group:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties:
//!       GroupDescription: Web
//!       SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, CidrIp: 10.0.0.0/8}]
//! ```
//!
//! ```yaml good
//! Resources:
//!   Group:
//!     Type: AWS::EC2::SecurityGroup
//!     Properties:
//!       GroupDescription: Web
//!       VpcId: vpc-0123456789abcdef0
//!       SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]
//!       SecurityGroupEgress: [{IpProtocol: '-1', CidrIp: 0.0.0.0/0}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Slot};
use crate::template::Resource;
use crate::template::security_group::{Direction, entries_of};
use crate::template::typed::MACROS;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "security-group/no-ports",
    name: "Rule without ports",
    severity: Severity::Error,
    why: "For TCP, UDP and ICMP EC2 takes a rule only with both ends of its ports, for ICMP with type and code; CloudFormation does not guess the other end.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html",
    check: Check::Resource(check),
    also: &[Also::Section(MACROS[0]), Also::Section(MACROS[1])],
};

const PROTOCOLS: [&str; 6] = ["tcp", "udp", "icmp", "6", "17", "1"];
const KEYS: [&str; 2] = ["FromPort", "ToPort"];

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    // A macro may bring or take away what is missing or too much.
    if context.template().may_grow("") {
        return;
    }
    for direction in Direction::ALL {
        for entry in entries_of(resource, direction) {
            let Some(protocol) = entry.property("IpProtocol") else { continue };
            let Some(name) = protocol.scalar().filter(|_| protocol.tag().is_none()) else { continue };
            let Some(at) = protocol.path().parent() else { continue };
            let Some(node) = context.document().node(&at).filter(|node| node.is_plain(Kind::Mapping)) else { continue };
            let is_open = node.entries().any(|entry| entry.key().starts_with("Fn::") || entry.key() == "<<");
            if is_open || !PROTOCOLS.contains(&name.to_ascii_lowercase().as_str()) {
                continue;
            }
            let missing: Vec<&str> = KEYS.into_iter().filter(|key| node.get(key).is_none()).collect();
            let [key, ..] = missing.as_slice() else { continue };
            let message = format!("A rule for the protocol {name} needs {}: EC2 refuses it.", missing.join(" and "));
            context.report(&at, message);
            let given = KEYS.into_iter().find(|key| node.get(key).is_some());
            match given.filter(|_| !name.eq_ignore_ascii_case("icmp") && name != "1") {
                Some(given) => {
                    let key = (*key).to_string();
                    context.fix(format!("Take {given} for {key}, too"), move |document| {
                        let value = document.node(&at.join(given)).map(|node| node.value());
                        let slot = Slot::Key(key.clone());
                        value.map(|value| Edit::Insert { into: at.clone(), slot, value }).into_iter().collect()
                    });
                }
                None => {
                    context.help(
                        "Write FromPort and ToPort; -1 for all types and codes of ICMP, 0 and 65535 for all ports.",
                    );
                }
            }
        }
    }
}
