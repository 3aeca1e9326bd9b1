//! Rules of every shape as lines of the table.

use super::*;
use crate::document::Document;
use crate::template::evaluate::Evaluation;

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

fn line(rule: &GroupRule) -> String {
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
            "HTTP on 8080 | tcp !Ref Port | 10.0.2.0/24 | the instances of Back | always",
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
fn services_that_are_open_to_everybody_are_exposed() {
    let document = Document::parse(TEXT);
    let rules = rules(Template::of(&document), "Web", Direction::Inbound);
    let exposed = rules.iter().filter_map(|rule| rule.exposed.as_ref()).map(|exposed| {
        let (Opening::Written(range, _) | Opening::Default(range, _)) = &exposed.opening;
        let name = if let Opening::Default(_, name) = &exposed.opening { name } else { "the rule" };
        format!("{} {range} by {name}", exposed.service)
    });
    assert_eq!(
        exposed.collect::<Vec<_>>(),
        ["SSH 0.0.0.0/0 by SSHLocation", "MySQL 0.0.0.0/0 by the rule", "All traffic ::/0 by the rule"]
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
    let deep = format!("{}[]{}", "!If [C, x, ".repeat(40), "]".repeat(40));
    for list in ["x", "[]", "[x, 1, ~, [], {}]", "{a: 1}", "!If [C, [], {}]", "[!If [], !If x, {Fn::If: 1}]", &deep] {
        let text = format!(
            "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{SecurityGroupIngress: {list}}}}}\n"
        );
        let document = Document::parse(text.as_str());
        for rule in rules(Template::of(&document), "G", Direction::Inbound) {
            assert!(document.node(&rule.at).is_some(), "{text}");
        }
    }
}

fn inbound(properties: &str, beside: &str) -> Vec<String> {
    let text = format!(
        "Parameters: {{Open: {{Type: String, Default: '0.0.0.0/0'}}}}\nResources:\n  G: {{Type: \
         AWS::EC2::SecurityGroup, Properties: {properties}}}\n{beside}"
    );
    let document = Document::parse(text.as_str());
    assert_eq!(document.syntax_error(), None, "{text}");
    let rules = rules(Template::of(&document), "G", Direction::Inbound);
    let exposed = |rule: &GroupRule| if rule.exposed.is_some() { " !" } else { "" };
    rules.iter().map(|rule| format!("{}{}", line(rule), exposed(rule))).collect()
}

#[test]
fn both_sides_of_fn_if_are_rules() {
    const SSH: &str = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}";
    const WEB: &str = "{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.1/32}";
    let ssh = |when: &str| format!("SSH | tcp 22 | 0.0.0.0/0 | anyone | {when} !");
    let web = |when: &str| format!("HTTP | tcp 80 | 10.0.0.1/32 | one private address | {when}");
    for list in [
        format!("[!If [C, {SSH}, {WEB}]]"),
        format!("!If [C, [{SSH}], [{WEB}]]"),
        format!("{{Fn::If: [C, {SSH}, [{WEB}]]}}"),
    ] {
        assert_eq!(inbound(&format!("{{SecurityGroupIngress: {list}}}"), ""), [ssh("if C"), web("unless C")], "{list}");
    }
    let list = format!("!If [A, [!If [B, !Ref AWS::NoValue, {SSH}]], !Ref AWS::NoValue]");
    assert_eq!(inbound(&format!("{{SecurityGroupIngress: {list}}}"), ""), [ssh("if A, unless B")]);
    assert_eq!(inbound(&format!("{{SecurityGroupIngress: {SSH}}}"), ""), [ssh("always")]);
    let beside = "  R: {Type: AWS::EC2::SecurityGroupIngress, Condition: C, Properties: {GroupId: !Ref G, IpProtocol: \
                  tcp, FromPort: 22, ToPort: 22, CidrIp: !If [D, 0.0.0.0/0, 10.0.0.1/32]}}\n";
    assert_eq!(
        inbound("{}", beside),
        ["SSH | tcp 22 | !If C.D | anyone | if C !".replace("C.D", "D.0.0.0.0/0.10.0.0.1/32")]
    );
}

#[test]
fn protocols_ranges_and_spellings_of_everybody_are_read_alike() {
    for (rule, read) in [
        ("IpProtocol: -1, CidrIp: 0.0.0.0/0", "All traffic | all | 0.0.0.0/0 | anyone | always !"),
        ("IpProtocol: all, CidrIp: 0.0.0.0/00", "All traffic | all | 0.0.0.0/00 | anyone | always !"),
        ("IpProtocol: tcp, CidrIp: !Ref Open", "All TCP | tcp all | !Ref Open | anyone, by its default | always !"),
        ("IpProtocol: 6, FromPort: 0, ToPort: 65535, CidrIpv6: '::/0'", "All TCP | tcp all | ::/0 | anyone | always !"),
        (
            "IpProtocol: tcp, FromPort: 20, ToPort: 25, CidrIpv6: '0::0/0'",
            "Own port | tcp 20–25 | 0::0/0 | anyone | always !",
        ),
        (
            "IpProtocol: tcp, FromPort: 5900, ToPort: 5900, CidrIpv6: '0::/0'",
            "VNC | tcp 5900 | 0::/0 | anyone | always !",
        ),
        (
            "IpProtocol: tcp, FromPort: 9092, ToPort: 9092, CidrIp: 0.0.0.0/0",
            "Kafka | tcp 9092 | 0.0.0.0/0 | anyone | always !",
        ),
        (
            "IpProtocol: tcp, FromPort: 6443, ToPort: 6443, CidrIp: 0.0.0.0/0",
            "Kubernetes | tcp 6443 | 0.0.0.0/0 | anyone | always !",
        ),
    ] {
        assert_eq!(inbound(&format!("{{SecurityGroupIngress: [{{{rule}}}]}}"), ""), [read], "{rule}");
    }
}

#[test]
fn what_cannot_be_read_is_a_rule_of_its_own() {
    let unread = |written: &str| format!("By a function | {written} |  | nobody is named | always");
    assert_eq!(inbound("{SecurityGroupIngress: !Ref Rules}", ""), [unread("!Ref Rules")]);
    assert_eq!(inbound("{SecurityGroupIngress: [!FindInMap [a, b, c]]}", ""), [unread("!FindInMap a.b.c")]);
    assert_eq!(inbound("{Fn::Transform: {Name: AWS::Include}}", "").len(), 1);
}

/// Who reaches port 22 with the value of the parameter `From`.
fn access(resources: &str, from: Option<&str>) -> String {
    let text = format!(
        "Parameters: {{From: {{Type: String, Default: 0.0.0.0/0}}}}\nConditions: {{Given: !Not [!Equals [!Ref From, \
         '']]}}\nResources:\n{resources}"
    );
    let document = Document::parse(text.as_str());
    assert_eq!(document.syntax_error(), None, "{text}");
    let given = from.map(|from| ("From".to_string(), from.to_string())).into_iter().collect();
    let template = Template::of(&document);
    match ssh_access(template, &mut Evaluation::of_known(template, &given)) {
        Access::Closed => "closed".to_string(),
        Access::From(sources) => sources.join(", "),
        Access::Everybody { range, parameter, at } => format!("{range} {parameter:?} {at}"),
        Access::Unknown => "unknown".to_string(),
    }
}

#[test]
fn ssh_is_open_closed_or_unknown() {
    let group = |rules: &str| {
        format!("  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{SecurityGroupIngress: {rules}}}}}\n")
    };
    let ssh = "{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From}";
    let all = "{IpProtocol: '-1', CidrIpv6: '0::/0'}";
    let conditional = group(&format!("[!If [Given, {ssh}, !Ref AWS::NoValue]]"));
    assert_eq!(
        access(&conditional, Some("0.0.0.0/0")),
        "0.0.0.0/0 None Resources › G".replace("None", "Some(\"From\")")
    );
    assert_eq!(access(&conditional, Some("192.0.2.1/32")), "192.0.2.1/32");
    assert_eq!(access(&conditional, Some("")), "closed");
    assert_eq!(access(&conditional, None), "unknown");
    assert_eq!(access(&group(&format!("!If [Given, [{ssh}], []]")), Some("192.0.2.1/32")), "192.0.2.1/32");
    assert_eq!(access(&group(&format!("!If [Given, [], [{all}]]")), Some("x")), "closed");
    assert_eq!(access(&group(&format!("!If [Given, [], [{all}]]")), Some("")), "0::/0 None Resources › G");
    assert_eq!(access(&group("!Ref Rules"), Some("x")), "unknown");
    assert_eq!(
        access(&group("[{IpProtocol: tcp, FromPort: !Ref P, ToPort: 22, CidrIp: 10.0.0.0/8}]"), Some("x")),
        "unknown"
    );
    assert_eq!(
        access(&group("[{IpProtocol: tcp, FromPort: 22, ToPort: 22, SourceSecurityGroupId: !Ref B}]"), None),
        "members of B"
    );
    assert_eq!(access(&group("[{IpProtocol: udp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]"), None), "closed");
    let looped = |port: &str| {
        let rule = format!("GroupId: sg-1, IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: 192.0.2.7/32");
        format!(
            "  Fn::ForEach::Rules: [N, ['22'], {{'R${{N}}': {{Type: AWS::EC2::SecurityGroupIngress, Properties: {{{rule}}}}}}}]\n"
        )
    };
    assert_eq!(access(&looped("22"), None), "192.0.2.7/32");
    assert_eq!(access(&looped("443"), None), "closed");
    assert_eq!(access(&looped("!Ref N"), None), "unknown");
    assert_eq!(access("  Fn::Transform: {Name: Rules}\n", None), "unknown");
    assert_eq!(access("  Fn::ForEach::Rules: [N]\n", None), "unknown");
    let own = "  R: {Type: AWS::EC2::SecurityGroupIngress, Condition: Given, Properties: {GroupId: sg-1, IpProtocol: tcp, \
               FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0}}\n";
    assert_eq!(access(own, Some("x")), "0.0.0.0/0 None Resources › R");
    assert_eq!(access(own, Some("")), "closed");
}
