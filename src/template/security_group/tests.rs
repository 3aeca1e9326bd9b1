//! Rules of every shape as lines of the table.

use super::*;
use crate::document::Document;

const TEXT: &str = "Parameters:
  SSHLocation: {Type: String, Default: 0.0.0.0/0}
  Office: {Type: String}
  Port: {Type: Number, Default: 8080}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Back: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.2.0/24}}
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Net
      SecurityGroupIngress:
        - {Description: Site, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
        - {IpProtocol: '6', FromPort: '22', ToPort: '22', CidrIp: !Ref SSHLocation}
        - {IpProtocol: tcp, FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: {Fn::GetAtt: [App, GroupId]}}
        - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: {Ref: Port}, CidrIp: 10.0.2.0/24}
        - {IpProtocol: udp, FromPort: 1000, ToPort: 1010, CidrIp: 10.0.0.0/16}
        - {IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: {Ref: Office}}
        - !If [Open, {IpProtocol: -1, CidrIpv6: '::/0'}, !Ref AWS::NoValue]
        - !Ref Elsewhere
      SecurityGroupEgress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-1}
  Own:
    Type: AWS::EC2::SecurityGroupIngress
    Condition: Open
    Properties: {GroupId: !GetAtt Web.GroupId, IpProtocol: tcp, FromPort: 0, ToPort: 65535, SourceSecurityGroupId: !Ref Web}
  Machine: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Web]}}
";

fn line(rule: &Rule) -> String {
    let when = rule.when.as_deref().unwrap_or("always");
    format!("{} | {} | {} | {} | {when}", rule.service, rule.ports, rule.from, rule.who)
}

#[test]
fn a_rule_is_a_line_whatever_its_shape() {
    let document = Document::parse(TEXT);
    let template = Template::of(&document);
    let lines: Vec<String> = rules(template, "Web", Direction::Inbound).iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "HTTP | tcp 80 | 0.0.0.0/0 | anyone, as meant for a website | always",
            "SSH | tcp 22 | !Ref SSHLocation | anyone, by its default | always",
            "MySQL | tcp 3306 | 0.0.0.0/0 | anyone | always",
            "PostgreSQL | tcp 5432 | !GetAtt App.GroupId | members of App | always",
            "HTTP on 8080 | tcp !Ref Port | 10.0.2.0/24 | Back’s machines | always",
            "Own port | udp 1000–1010 | 10.0.0.0/16 | the VPC | always",
            "Ping | icmp type 8 | !Ref Office | asked for at deploy | always",
            "All traffic | all | ::/0 | anyone | if Open",
            "By a function | !Ref Elsewhere |  | nobody is named | always",
            "All TCP | tcp all | !Ref Web | its own members | if Open",
        ]
    );
    let lines: Vec<String> = rules(template, "Web", Direction::Outbound).iter().map(line).collect();
    assert_eq!(
        lines,
        ["HTTPS | tcp 443 | 0.0.0.0/0 | anywhere | always", "HTTPS | tcp 443 | pl-1 | the list’s addresses | always"]
    );
    assert_eq!(members(template, "Web"), ["Machine"]);
}

#[test]
fn what_is_guarded_and_open_is_said_with_its_line() {
    let document = Document::parse(TEXT);
    let rules = rules(Template::of(&document), "Web", Direction::Inbound);
    let said: Vec<String> = rules
        .iter()
        .filter_map(|rule| rule.exposed.as_ref())
        .map(|exposed| format!("{} {}", exposed.what(), exposed.why()))
        .collect();
    assert_eq!(
        said,
        [
            "SSH is open to the whole internet. The default of SSHLocation is 0.0.0.0/0, line 2.",
            "MySQL is open to the whole internet. The rule says 0.0.0.0/0, line 15.",
            "Every port is open to the whole internet. The rule says ::/0, line 20.",
        ]
    );
}

#[test]
fn the_other_side_is_chosen_among_what_the_template_has() {
    let document = Document::parse(TEXT);
    let labels: Vec<String> =
        choices(Template::of(&document), "Web").iter().map(|source| source.label(Direction::Inbound)).collect();
    assert_eq!(
        labels,
        [
            "Anyone, 0.0.0.0/0",
            "Anyone over IPv6, ::/0",
            "My VPC (Net)",
            "Members of this group",
            "Parameter SSHLocation",
            "Parameter Office",
            "Asked for at deploy"
        ]
    );
}

#[test]
fn odd_groups_have_rules_that_say_little_and_break_nothing() {
    for list in ["x", "[]", "[x, 1, ~, [], {}]", "{a: 1}", "!If [C, [], {}]", "[!If [], !If x, {Fn::If: 1}]"] {
        let text = format!(
            "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{SecurityGroupIngress: {list}}}}}\n"
        );
        let document = Document::parse(text.as_str());
        for rule in rules(Template::of(&document), "G", Direction::Inbound) {
            assert!(document.node(&rule.at).is_some(), "{text}");
        }
    }
}
