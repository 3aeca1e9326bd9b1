//! Security group rules: adding one by service and source, changing both, asking for the source at deployment.

use serde_json::{Map, Value as Json, json};

use super::{entry, name, parameter};
use crate::document::{Document, Edit, Path, Slot, Value};
use crate::schema::ec2::port::PortService;
use crate::schema::ec2::security_group as row;
use crate::schema::ec2::{port, vpc};
use crate::schema::{parameter as field, place_of};
use crate::template::function::{Spelling, from_json};
use crate::template::resource::{attribute, named};
use crate::template::security_group::{Direction, GroupRule, Opening, Source, entries_of};
use crate::template::{Template, parameter_path, resource_path, section};

/// Protocol with first and last port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ports {
    /// tcp, udp, icmp, -1.
    pub protocol: String,
    /// First and last; `None` for every protocol.
    pub range: Option<(i32, i32)>,
}

impl From<&PortService> for Ports {
    fn from(service: &PortService) -> Ports {
        Ports { protocol: service.protocol.to_string(), range: service.ports }
    }
}

impl Ports {
    /// Reads "8000", "8000-8100" or "udp 53"; tcp if no protocol is said. `None` if it is none of them.
    pub fn parse(text: &str) -> Option<Ports> {
        let text = text.trim().to_ascii_lowercase();
        let (protocol, ports) = match text.split_once([' ', '/', ':']) {
            Some((protocol @ ("tcp" | "udp"), ports)) => (protocol, ports.trim()),
            Some(_) => return None,
            None => ("tcp", text.as_str()),
        };
        let (first, last) = ports.split_once(['-', '\u{2013}']).unwrap_or((ports, ports));
        let number = |text: &str| text.trim().parse::<i32>().ok().filter(|number| (0..=65535).contains(number));
        let range = (number(first)?, number(last)?);
        (range.0 <= range.1).then(|| Ports { protocol: protocol.to_string(), range: Some(range) })
    }
}

/// Why a typed range is none; `None` if it is a range of IPv4 or IPv6, a prefix list or a group.
pub fn fault_of_range(text: &str) -> Option<String> {
    let text = text.trim();
    if text.starts_with("pl-") || text.starts_with("sg-") || text.contains("::/") {
        return None;
    }
    let v6 = text.contains(':') && text.split_once('/').is_some_and(|(_, prefix)| prefix.parse::<u8>().is_ok());
    if v6 || crate::template::cidr::Block::parse(text).is_some() {
        return None;
    }
    Some(format!("\u{201c}{text}\u{201d} is no range of addresses. One address is written 203.0.113.7/32."))
}

/// A new rule of a group, last in its list. One that would make groups refer to each other in a circle becomes a resource
/// of its own, as does one of a group whose list is a function. Gives where its keys are.
pub fn add(
    document: &Document,
    group: &str,
    direction: Direction,
    ports: &Ports,
    source: &Source,
) -> (Path, Vec<Edit>) {
    let template = Template::of(document);
    let (mut edits, rows) = rule_rows(document, group, direction, ports, source);
    let list = resource_path(group).keys([attribute::PROPERTIES, direction.list().key]);
    let node = document.node(&list).filter(|node| !node.is_null());
    let is_odd = node.is_some_and(|node| !node.is_plain(crate::document::Kind::Sequence));
    let is_circle = match source {
        Source::Itself => true,
        Source::Group(other) => depends(template, other, group),
        _ => false,
    };
    if is_odd || is_circle {
        let id = name::free_id(template, &format!("{group}{}", direction.word()));
        let mut all = Map::new();
        all.insert(row::GROUP_ID.key.into(), json!({ "Fn::GetAtt": [group, "GroupId"] }));
        all.extend(rows);
        let whole = json!({ attribute::TYPE: direction.kind(), attribute::PROPERTIES: all });
        let value = from_json(&whole, Spelling::of(document));
        let place = entry::position(document, &resource_path(group)).unwrap_or_default() + 1;
        edits.extend(entry::insert_at(document, &Path::root().join(section::RESOURCES), &id, place, value));
        return (resource_path(&id).join(attribute::PROPERTIES), edits);
    }
    let value = from_json(&Json::Object(rows), Spelling::of(document));
    let count = node.map_or(0, |node| node.len());
    match node {
        Some(_) => edits.push(Edit::Insert { into: list.clone(), slot: Slot::Index(count), value }),
        None => {
            let owner = resource_path(group).join(attribute::PROPERTIES);
            edits.extend(entry::put(document, &owner, &row::ROWS, direction.list().key, Value::Sequence(vec![value])));
        }
    }
    (list.join(count), edits)
}

/// True if a group refers to another one in its own rules, directly or through others.
fn depends(template: Template<'_>, from: &str, to: &str) -> bool {
    let mut seen: Vec<String> = vec![from.to_string()];
    let mut index = 0;
    while let Some(id) = seen.get(index).cloned() {
        if id == to {
            return true;
        }
        index += 1;
        let Some(group) = template.resource(&id) else { continue };
        for direction in Direction::ALL {
            let entries = entries_of(group, direction).into_iter();
            let others = entries.filter_map(|entry| named(entry.property(direction.group().key)?).map(str::to_string));
            for other in others {
                if !seen.contains(&other) {
                    seen.push(other);
                }
            }
        }
    }
    false
}

/// The keys of a rule in the order of its rows, and the edits that have to come before: a new parameter.
fn rule_rows(
    document: &Document,
    group: &str,
    direction: Direction,
    ports: &Ports,
    source: &Source,
) -> (Vec<Edit>, Map<String, Json>) {
    let (edits, key, value) = side(document, group, direction, ports, source);
    let mut rows = Map::new();
    rows.insert(row::PROTOCOL.key.into(), ports.protocol.as_str().into());
    if let Some((first, last)) = ports.range {
        rows.insert(row::FROM_PORT.key.into(), first.into());
        rows.insert(row::TO_PORT.key.into(), last.into());
    }
    rows.insert(key.into(), value);
    (edits, rows)
}

/// The key and value of the other side, and the edits that have to come before.
fn side(
    document: &Document,
    group: &str,
    direction: Direction,
    ports: &Ports,
    source: &Source,
) -> (Vec<Edit>, &'static str, Json) {
    let range = row::CIDR_IP.key;
    let by_id = |id: &str| json!({ "Fn::GetAtt": [id, "GroupId"] });
    let (key, value) = match source {
        Source::Anyone => (range, json!("0.0.0.0/0")),
        Source::AnyoneIpv6 => (row::CIDR_IPV6.key, json!("::/0")),
        Source::Vpc(id) => (range, json!({ "Fn::GetAtt": [id, vpc::CIDR_BLOCK.key] })),
        Source::Itself => (direction.group().key, by_id(group)),
        Source::Group(id) => (direction.group().key, by_id(id)),
        Source::Parameter(name) => {
            let kind = Template::of(document).parameter(name).and_then(|parameter| parameter.kind());
            let key = if kind == Some("AWS::EC2::SecurityGroup::Id") { direction.group().key } else { range };
            (key, json!({ "Ref": name }))
        }
        Source::Ask => {
            let (name, edits) = asked(document, ports, range);
            return (edits, range, json!({ "Ref": name }));
        }
        Source::Written(text) => {
            let key = match text.trim() {
                text if text.starts_with("pl-") => direction.prefix_list().key,
                text if text.starts_with("sg-") => direction.group().key,
                text if text.contains(':') => row::CIDR_IPV6.key,
                _ => range,
            };
            (key, json!(text.trim()))
        }
    };
    (Vec::new(), key, value)
}

/// A new parameter without a default for the range of a service, and its name: `SSHLocation`.
fn asked(document: &Document, ports: &Ports, key: &str) -> (String, Vec<Edit>) {
    let known = port::service_of(&ports.protocol, ports.range);
    let called = known.map(|service| service.name);
    let stem: String = called.unwrap_or("Allowed").chars().filter(char::is_ascii_alphanumeric).collect();
    let v6 = key == row::CIDR_IPV6.key;
    let (name, mut edits) = parameter::add(document, &format!("{stem}Location{}", if v6 { "V6" } else { "" }));
    let what = called.map_or_else(|| "this port".to_string(), str::to_string);
    let (kind, example, pattern) = match v6 {
        true => ("IPv6", "2001:db8::7/128", "[0-9a-fA-F:]+/\\d{1,3}"),
        false => ("IPv4", "203.0.113.7/32", "(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}"),
    };
    let whole = json!({
        field::DESCRIPTION.key: format!("{kind} range that may use {what}, such as {example}"),
        field::TYPE.key: "String",
        field::ALLOWED_PATTERN.key: pattern,
        field::CONSTRAINT_DESCRIPTION.key: format!("must be a range such as {example}"),
    });
    edits.push(Edit::Set { at: parameter_path(&name), value: from_json(&whole, Spelling::of(document)) });
    (name, edits)
}

/// Gives a rule another protocol and other ports.
pub fn set_ports(document: &Document, rule: &GroupRule, ports: &Ports) -> Vec<Edit> {
    let rows = rule.direction.rows();
    let mut edits = entry::put(document, &rule.at, rows, row::PROTOCOL.key, Value::from(ports.protocol.as_str()));
    let sides =
        [(row::FROM_PORT.key, ports.range.map(|range| range.0)), (row::TO_PORT.key, ports.range.map(|range| range.1))];
    for (key, port) in sides {
        edits.extend(match port {
            // A port that is new comes behind one that the edit before it may have brought: `put` looks at the text
            // as it is, where the place of both is behind the protocol.
            Some(port) => put_behind(document, rule, key, port),
            None => entry::take(document, &rule.at.join(key)),
        });
    }
    edits
}

fn put_behind(document: &Document, rule: &GroupRule, key: &str, port: i32) -> Vec<Edit> {
    let at = rule.at.join(key);
    if document.node(&at).is_some() {
        return vec![Edit::Set { at, value: Value::from(port) }];
    }
    let mut present: Vec<&str> =
        document.node(&rule.at).into_iter().flat_map(|node| node.entries()).map(|entry| entry.key()).collect();
    for other in [row::PROTOCOL.key, row::FROM_PORT.key] {
        if other != key && !present.contains(&other) {
            present.insert(place_of(rule.direction.rows(), other, &present), other);
        }
    }
    let place = place_of(rule.direction.rows(), key, &present);
    vec![Edit::Insert { into: rule.at.clone(), slot: Slot::KeyAt(key.to_string(), place), value: Value::from(port) }]
}

/// Gives a rule another other side, in the place of the one it has.
pub fn set_source(document: &Document, group: &str, rule: &GroupRule, source: &Source) -> Vec<Edit> {
    let word = |key: &str| document.scalar(&rule.at.join(key)).map(str::to_string);
    let number = |key: &str| word(key).and_then(|text| text.trim().parse().ok());
    let range = number(row::FROM_PORT.key).zip(number(row::TO_PORT.key));
    let ports = Ports { protocol: word(row::PROTOCOL.key).unwrap_or_default(), range };
    let (edits, key, value) = side(document, group, rule.direction, &ports, source);
    with_side(document, rule, edits, key, value)
}

fn with_side(document: &Document, rule: &GroupRule, mut edits: Vec<Edit>, key: &str, value: Json) -> Vec<Edit> {
    let value = from_json(&value, Spelling::of(document));
    let entries = document.node(&rule.at).into_iter().flat_map(|node| node.entries());
    let sides = rule.direction.sources();
    let present: Vec<&str> =
        entries.map(|entry| entry.key()).filter(|key| sides.iter().any(|row| row.key == *key)).collect();
    match present.split_first() {
        Some((first, rest)) => {
            if *first != key {
                // Another of them may have the name already.
                edits.extend(rest.iter().map(|other| Edit::Remove { at: rule.at.join(*other) }));
                edits.push(Edit::Rename { at: rule.at.join(*first), to: key.to_string() });
            }
            edits.push(Edit::Set { at: rule.at.join(key), value });
        }
        None => edits.extend(entry::put(document, &rule.at, rule.direction.rows(), key, value)),
    }
    edits
}

/// The other side is asked for at each deploy: a default that lets everybody in goes, a range becomes a parameter
/// without one. Nothing if the rule lets nobody in that it should not.
pub fn ask_at_deploy(document: &Document, rule: &GroupRule) -> Vec<Edit> {
    match rule.exposed.as_ref().map(|exposed| &exposed.opening) {
        None => Vec::new(),
        Some(Opening::Default(_, parameter)) => {
            entry::take(document, &parameter_path(parameter).join(field::DEFAULT.key))
        }
        Some(Opening::Written(_, at)) => {
            let key = at.last_key().unwrap_or(row::CIDR_IP.key).to_string();
            let word = |key: &str| document.scalar(&rule.at.join(key)).map(str::to_string);
            let number = |key: &str| word(key).and_then(|text| text.trim().parse().ok());
            let ports = match rule.known {
                Some(service) => Ports::from(service),
                None => Ports {
                    protocol: word(row::PROTOCOL.key).unwrap_or_default(),
                    range: number(row::FROM_PORT.key).zip(number(row::TO_PORT.key)),
                },
            };
            let (name, mut edits) = asked(document, &ports, &key);
            edits.push(Edit::Set { at: at.clone(), value: from_json(&json!({ "Ref": name }), Spelling::of(document)) });
            edits
        }
    }
}

/// Takes a rule out, with its list if it was the last.
pub fn remove(document: &Document, group: &str, rule: &GroupRule) -> Vec<Edit> {
    match &rule.resource {
        Some(id) => super::resource::remove(document, &[id]).edits,
        None => {
            let owner = resource_path(group).join(attribute::PROPERTIES);
            let is_item = rule.entry.parent().and_then(|list| list.parent()).is_some_and(|above| above == owner);
            match is_item {
                true => entry::take_with_empty(document, &rule.entry, &owner),
                // The list of a side of `Fn::If` stays, empty.
                false => entry::take(document, &rule.entry),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ec2::port::SERVICES;
    use crate::template::security_group::rules;

    const TEXT: &str = "Parameters:
  Where:
    Type: String
    Default: 0.0.0.0/0
Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 22
          ToPort: 22
          CidrIp: 0.0.0.0/0
        - { Description: x, IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIp: !Ref Where }
  App:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
";

    fn made(edits: &[Edit]) -> Document {
        Document::parse(TEXT).with_edits(edits).unwrap().0
    }

    fn rules_of(document: &Document) -> Vec<GroupRule> {
        rules(Template::of(document), "Web", Direction::Inbound)
    }

    fn service(name: &str) -> Ports {
        SERVICES.iter().find(|service| service.name == name).unwrap().into()
    }

    fn lines(document: &Document, group: &str) -> Vec<String> {
        let rules = rules(Template::of(document), group, Direction::Inbound);
        rules.iter().map(|rule| format!("{} {} {}", rule.service, rule.ports, rule.from)).collect()
    }

    #[test]
    fn a_rule_is_added_by_service_and_source() {
        let document = Document::parse(TEXT);
        for (name, source, line) in [
            ("PostgreSQL", Source::Group("Web".into()), "PostgreSQL tcp 5432 !GetAtt Web.GroupId"),
            ("All traffic", Source::AnyoneIpv6, "All traffic all ::/0"),
            ("HTTP", Source::Parameter("Where".into()), "HTTP tcp 80 !Ref Where"),
            ("DNS", Source::Written("pl-12".into()), "DNS udp 53 pl-12"),
            ("SSH", Source::Ask, "SSH tcp 22 !Ref SSHLocation"),
        ] {
            let (at, edits) = add(&document, "App", Direction::Inbound, &service(name), &source);
            let after = made(&edits);
            assert!(after.node(&at).is_some());
            assert_eq!(lines(&after, "App"), [line]);
        }
        let (at, edits) = add(&document, "App", Direction::Inbound, &service("HTTP"), &Source::Anyone);
        let text = made(&edits).text().to_string();
        let tail = "      SecurityGroupIngress:\n        - IpProtocol: tcp\n          FromPort: 80\n          ToPort: 80\n          CidrIp: 0.0.0.0/0\n";
        assert_eq!(text, format!("{TEXT}{tail}"), "{at}");
    }

    #[test]
    fn groups_that_would_refer_to_each_other_in_a_circle_get_a_rule_beside_them() {
        let document = Document::parse(TEXT);
        let (_, edits) = add(&document, "App", Direction::Inbound, &service("HTTP"), &Source::Group("Web".into()));
        let after = made(&edits);
        let (at, edits) = add(&after, "Web", Direction::Inbound, &service("HTTP"), &Source::Group("App".into()));
        assert_eq!(at.to_string(), "Resources › WebInbound › Properties");
        let after = after.with_edits(&edits).unwrap().0;
        assert_eq!(lines(&after, "Web").last().map(String::as_str), Some("HTTP tcp 80 !GetAtt App.GroupId"));
        let (at, _) = add(&document, "Web", Direction::Inbound, &service("HTTP"), &Source::Itself);
        assert_eq!(at.to_string(), "Resources › WebInbound › Properties");
    }

    #[test]
    fn a_rule_changes_in_its_place_and_goes() {
        let document = Document::parse(TEXT);
        let rules = rules(Template::of(&document), "Web", Direction::Inbound);
        let all = made(&set_ports(&document, &rules[0], &service("All traffic")));
        assert_eq!(lines(&all, "Web")[0], "All traffic all 0.0.0.0/0");
        assert!(all.text().contains("- IpProtocol: \"-1\"\n          CidrIp: 0.0.0.0/0\n"), "{}", all.text());
        let again = rules_of(&all);
        let back = all.with_edits(&set_ports(&all, &again[0], &service("SSH"))).unwrap().0;
        assert_eq!(back.text().replace("\"tcp\"", "tcp"), TEXT);
        let own = made(&set_source(&document, "Web", &rules[1], &Source::Group("App".into())));
        assert!(own.text().contains("ToPort: 3389, SourceSecurityGroupId: !GetAtt App.GroupId }"), "{}", own.text());
        let gone = made(&remove(&document, "Web", &rules[1]));
        assert_eq!(lines(&gone, "Web"), ["SSH tcp 22 0.0.0.0/0"]);
    }

    #[test]
    fn what_is_open_is_asked_for_at_deploy() {
        let document = Document::parse(TEXT);
        let rules = rules(Template::of(&document), "Web", Direction::Inbound);
        let after = made(&ask_at_deploy(&document, &rules[0]));
        assert_eq!(lines(&after, "Web")[0], "SSH tcp 22 !Ref SSHLocation");
        assert!(rules_of(&after)[0].exposed.is_none());
        assert_eq!(Template::of(&after).parameter("SSHLocation").unwrap().default(), None);
        let after = made(&ask_at_deploy(&document, &rules[1]));
        assert_eq!(after.text(), TEXT.replace("    Default: 0.0.0.0/0\n", ""));
    }

    #[test]
    fn ports_are_read_as_people_type_them() {
        let read = |text: &str| Ports::parse(text).map(|ports| (ports.protocol, ports.range));
        assert_eq!(read("8000"), Some(("tcp".into(), Some((8000, 8000)))));
        assert_eq!(read(" UDP 60000-61000 "), Some(("udp".into(), Some((60000, 61000)))));
        for bad in ["", "x", "70000", "9-8", "icmp 8", "-1"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!(fault_of_range("10.0.0.0/8").is_none() && fault_of_range("2001:db8::/32").is_none());
        assert!(fault_of_range("10.0.0.1").is_some() && fault_of_range("everybody").is_some());
    }

    #[test]
    fn a_rule_on_a_side_of_fn_if_leaves_its_list() {
        let text = "Resources:\n  Web:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      SecurityGroupIngress: !If\n        - C\n        - - IpProtocol: -1\n        - []\n";
        let document = Document::parse(text);
        let rule = rules_of(&document).remove(0);
        let after = document.with_edits(&remove(&document, "Web", &rule)).unwrap().0;
        let list = after.node(&Path::root().keys(["Resources", "Web", "Properties", "SecurityGroupIngress"])).unwrap();
        assert_eq!((list.len(), rules_of(&after).len()), (3, 0), "{}", after.text());
    }
}
