//! Each network recipe on the default starter: what it adds, that no reference is left open, that nothing else changes.

use super::create_vpc::new_vpc;
use super::endpoints::{EndpointService, endpoints, missing};
use super::external_vpc::{SubnetParameters, default_vpc, existing_vpc};
use super::gateway::{add_subnet, address, internet, nat};
use super::zones::{next_zone, private_per_zone, turn};
use crate::document::Document;
use crate::recipe::proposal::Proposal;
use crate::recipe::subnet::{Reach, reach};
use crate::template::network::summary;
use crate::template::network::zone;
use crate::template::resource::named;
use crate::template::{Template, network::route};

const STARTER: &str = include_str!("../../starter/flask-postgres.yaml");

fn starter() -> Document {
    Document::parse(STARTER)
}

/// The document after a change, which refers to nothing that is not there.
fn made(document: &Document, proposal: Result<Proposal, String>) -> Document {
    let proposal = proposal.unwrap();
    let after = proposal.outcome(document).unwrap();
    assert_eq!(after.syntax_error(), None);
    assert!(!proposal.does.is_empty());
    assert!(after.node(&proposal.at).is_some(), "{}", proposal.at);
    for sentence in proposal.does.iter().chain(&proposal.leaves) {
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    whole(&after);
    after
}

/// Every reference has something it means.
fn whole(document: &Document) {
    let template = Template::of(document);
    let mut waiting: Vec<_> = document.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        if let Some(name) = named(node).filter(|name| !name.starts_with("AWS::")) {
            assert!(template.has_name(name), "{name} of {} is gone\n{}", node.path(), document.text());
        }
        waiting.extend(node.items().chain(node.entries().map(|entry| entry.value)));
    }
    for resource in template.single_resources() {
        for id in resource.depends_on() {
            assert!(template.resource(id).is_some(), "{} depends on {id}", resource.id());
        }
    }
}

fn ids(document: &Document, kind: &str) -> Vec<String> {
    Template::of(document).single_resources_of(kind).map(|one| one.id().to_string()).collect()
}

#[test]
fn a_nat_gateway_lets_private_subnets_out() {
    let before = starter();
    let after = made(&before, nat(&before, "VPC"));
    let template = Template::of(&after);
    let tables = route::tables(template, "VPC");
    let private = tables.iter().find(|table| table.id.as_deref() == Some("PrivateRouteTable")).unwrap();
    assert_eq!(private.subnets, ["PrivateSubnet"]);
    assert_eq!(private.routes[1].does, "Lets PrivateSubnet out, and nobody in.");
    assert_eq!(template.resource("NatAddress").unwrap().depends_on(), ["GatewayAttachment"]);
    assert!(nat(&after, "VPC").unwrap_err().contains("PrivateRouteTable has a way out already"));
    assert!(after.text().contains("Value: !Sub ${AWS::StackName} NAT\n"), "{}", after.text());
}

#[test]
fn a_second_zone_is_another_zone() {
    let before = starter();
    let after = made(&before, next_zone(&before, "VPC", Reach::Private));
    assert_eq!(zone::used(Template::of(&after), "VPC"), [0]);
    let after = made(&after, next_zone(&after, "VPC", Reach::Public));
    assert_eq!(zone::used(Template::of(&after), "VPC"), [0, 1]);
    assert_eq!(reach(Template::of(&after), "PublicSubnet2"), Reach::Public);
    let all = made(&before, private_per_zone(&before, "VPC"));
    assert_eq!(ids(&all, "AWS::EC2::Subnet"), ["PublicSubnet", "PrivateSubnet", "PrivateSubnet2"]);
    assert!(private_per_zone(&all, "VPC").is_err());
}

#[test]
fn endpoints_stand_in_private_subnets_one_a_zone() {
    let before = starter();
    let private = made(&before, private_per_zone(&before, "VPC"));
    let after = made(&private, endpoints(&private, "VPC", &EndpointService::ALL));
    let template = Template::of(&after);
    assert_eq!(ids(&after, "AWS::EC2::VPCEndpoint").len(), 6);
    assert_eq!(missing(template, "VPC"), []);
    let ssm = template.resource("SsmEndpoint").unwrap();
    let subnets: Vec<_> = ssm.property("SubnetIds").unwrap().items().filter_map(named).collect();
    assert_eq!(subnets, ["PrivateSubnet", "PrivateSubnet2"]);
    let tables = route::tables(template, "VPC");
    assert!(tables.iter().any(|table| table.routes.iter().any(|line| line.does == "Reaches S3 without the internet.")));
    // In the public subnet where there is no other, and the machine waits.
    let after = made(&before, endpoints(&before, "VPC", &[EndpointService::Ssm]));
    assert_eq!(Template::of(&after).resource("WebServer").unwrap().depends_on().last(), Some(&"SsmEndpoint"));
    assert!(endpoints(&before, "VPC", &[]).is_err());
}

#[test]
fn a_fixed_address_is_told_by_the_outputs() {
    let before = starter();
    let after = made(&before, address(&before, "WebServer"));
    assert!(after.text().contains("Value: !Sub http://${WebServerAddress.PublicIp}/\n"));
    assert!(address(&after, "WebServer").is_err());
}

#[test]
fn an_existing_vpc_is_asked_for_under_the_same_names() {
    let before = starter();
    let after = made(&before, existing_vpc(&before, "VPC", SubnetParameters::Each));
    let template = Template::of(&after);
    let kinds: Vec<_> = template.parameters().filter_map(|one| Some((one.name(), one.kind()?))).collect();
    assert!(kinds.contains(&("VPC", "AWS::EC2::VPC::Id")) && kinds.contains(&("PublicSubnet", "AWS::EC2::Subnet::Id")));
    assert!(template.resource("WebServer").unwrap().depends_on().is_empty());
    for gone in ["InternetGateway", "GatewayAttachment", "PublicRouteTable", "DefaultRoute", "PublicSubnetRoutes"] {
        assert!(template.resource(gone).is_none(), "{gone}");
    }
    assert!(summary(template).starts_with("An existing network"));
}

#[test]
fn several_subnets_become_a_list() {
    let text = "Resources:
  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.1.0/24}}
  G:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier:
        - !Ref A
        - !Ref B
  W:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref B
      UserData: !Sub ${V.CidrBlock} ${V} ${V.VpcId} ${V.CidrBlock}
  S:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      VpcId: !GetAtt V.VpcId
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !GetAtt V.CidrBlock}
        - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: {Fn::GetAtt: [V, CidrBlock]}}
";
    let before = Document::parse(text);
    let after = made(&before, existing_vpc(&before, "V", SubnetParameters::List));
    let now = after.text();
    for line in [
        "      VPCZoneIdentifier: !Ref Subnets\n",
        "      SubnetId: !Select [1, !Ref Subnets]\n",
        "      UserData: !Sub ${VBlock} ${V} ${V} ${VBlock}\n",
        "      VpcId: !Ref V\n",
        "CidrIp: !Ref VBlock}\n",
        "CidrIp: {Ref: VBlock}}\n",
        "  VBlock:\n    Description: Block of the VPC, such as 10.0.0.0/16\n    Type: String\n",
    ] {
        assert!(now.contains(line), "{line} in\n{now}");
    }
    let each = made(&before, existing_vpc(&before, "V", SubnetParameters::Each));
    assert!(each.text().contains("        - !Ref A\n        - !Ref B\n"));
}

#[test]
fn the_default_vpc_is_named_by_nobody_and_a_vpc_of_its_own_is_the_way_back() {
    let before = starter();
    let after = made(&before, default_vpc(&before, "VPC"));
    let template = Template::of(&after);
    assert!(ids(&after, "AWS::EC2::VPC").is_empty() && ids(&after, "AWS::EC2::Route").is_empty());
    assert!(template.resource("WebServer").unwrap().property("SubnetId").is_none());
    assert!(template.resource("WebSecurityGroup").unwrap().property("VpcId").is_none());
    assert_eq!((super::create_vpc::RECIPE.targets)(&after).len(), 1);
    let back = made(&after, new_vpc(&after));
    let template = Template::of(&back);
    assert_eq!(template.resource("WebServer").unwrap().names("SubnetId"), Some("PublicSubnet"));
    assert_eq!(template.resource("WebSecurityGroup").unwrap().names("VpcId"), Some("VPC"));
    assert_eq!(reach(template, "PublicSubnet"), Reach::Public);
    let mut waits = template.resource("WebServer").unwrap().depends_on();
    waits.sort_unstable();
    let beside = ["WebSecurityGroupOutbound", "WebSecurityGroupOutbound2"];
    assert_eq!(waits, [["DefaultRoute", "PublicSubnetRoutes"], beside].concat());
}

#[test]
fn who_needs_a_network_by_name_keeps_it() {
    let text = "Resources:\n  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n  T: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref V}}\n";
    let why = default_vpc(&Document::parse(text), "V").unwrap_err();
    assert!(why.starts_with("T \u{203a} VpcId needs a network by name"), "{why}");
}

#[test]
fn a_subnet_changes_sides_and_back() {
    let before = starter();
    let private = made(&before, turn(&before, "PublicSubnet"));
    assert_eq!(reach(Template::of(&private), "PublicSubnet"), Reach::Private);
    assert!(!private.text().contains("MapPublicIpOnLaunch"));
    let public = made(&private, turn(&private, "PublicSubnet"));
    assert_eq!(reach(Template::of(&public), "PublicSubnet"), Reach::Public);
    let tie = Template::of(&public).resource("PublicSubnetRoutes").unwrap().names("RouteTableId").map(str::to_string);
    assert_eq!(tie.as_deref(), Some("PublicRouteTable"));
}

#[test]
fn a_vpc_alone_gets_all_of_the_way_out() {
    let text = "Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n  A:\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref V\n      CidrBlock: 10.0.0.0/24\n      MapPublicIpOnLaunch: true\n  W:\n    Type: AWS::EC2::Instance\n    DependsOn: A\n    Properties:\n      SubnetId: !Ref A\n";
    let before = Document::parse(text);
    let after = made(&before, internet(&before, "V"));
    let template = Template::of(&after);
    assert_eq!(reach(template, "A"), Reach::Public);
    assert_eq!(template.resource("DefaultRoute").unwrap().depends_on(), ["GatewayAttachment"]);
    assert_eq!(template.resource("W").unwrap().depends_on(), ["A", "ARoutes", "DefaultRoute"]);
    assert!(internet(&after, "V").unwrap_err().contains("already"));
}

#[test]
fn a_parameter_has_the_name_of_the_vpc_though_an_output_has_it_too() {
    let text = "Resources:\n  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref Vpc}}\nOutputs:\n  Vpc: {Value: !Ref Vpc}\n";
    let before = Document::parse(text);
    let after = made(&before, existing_vpc(&before, "Vpc", SubnetParameters::Each));
    assert_eq!(Template::of(&after).parameter("Vpc").and_then(|one| one.kind()), Some("AWS::EC2::VPC::Id"));
}

#[test]
fn a_group_in_the_default_vpc_is_referred_to_by_its_id() {
    let text = "Resources:\n  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n  G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref V}}\n  W:\n    Type: AWS::EC2::Instance\n    Properties:\n      SecurityGroupIds: [!Ref G]\n      UserData: !Base64\n        Fn::Sub: echo ${G} ${G.GroupId}\n";
    let before = Document::parse(text);
    let after = made(&before, default_vpc(&before, "V"));
    let text = after.text();
    assert!(text.contains("SecurityGroupIds: [!GetAtt G.GroupId]"), "{text}");
    assert!(text.contains("echo ${G.GroupId} ${G.GroupId}"), "{text}");
}

#[test]
fn outbound_rules_by_function_are_not_called_closed() {
    let text = STARTER
        .replace("SecurityGroupIds: [!GetAtt WebSecurityGroup.GroupId]", "SecurityGroupIds: [!Ref WebSecurityGroup]");
    let rule = text.find("SecurityGroupEgress:").unwrap();
    let egress = text.get(rule..).unwrap().replacen("CidrIp: 0.0.0.0/0", "CidrIp: !Ref SshCidr", 9);
    let before = Document::parse(format!("{}{egress}", text.get(..rule).unwrap()));
    let proposal = endpoints(&before, "VPC", &missing(Template::of(&before), "VPC")).unwrap();
    assert!(
        proposal.leaves.iter().any(|one| one.starts_with("Functions give outbound rules of")),
        "{:?}",
        proposal.leaves
    );
}

/// The starter with another text in place of a part that it has once.
fn with(part: &str, other: &str) -> Document {
    assert_eq!(STARTER.matches(part).count(), 1, "{part}");
    let document = Document::parse(STARTER.replace(part, other));
    assert_eq!(document.syntax_error(), None);
    document
}

#[test]
fn what_functions_give_is_not_called_missing() {
    let route = "      GatewayId: !Ref InternetGateway\n";
    let by_function = with(route, "      GatewayId: !If [C, !Ref InternetGateway, !Ref \"AWS::NoValue\"]\n");
    let by_transform = with(route, "      Fn::Transform: {Name: AWS::Include, Parameters: {Location: \"s3://b/r\"}}\n");
    for (document, function) in [(by_function, "Fn::If"), (by_transform, "Fn::Transform")] {
        for why in [
            nat(&document, "VPC").unwrap_err(),
            internet(&document, "VPC").unwrap_err(),
            next_zone(&document, "VPC", Reach::Public).unwrap_err(),
            private_per_zone(&document, "VPC").unwrap_err(),
            turn(&document, "PublicSubnet").unwrap_err(),
        ] {
            assert!(why.contains("not known") && why.contains(function) && why.contains("(line "), "{why}");
        }
    }
}

#[test]
fn an_endpoint_by_function_gets_no_second_one() {
    let endpoint = |vpc: &str, name: &str| {
        let properties = format!("{{VpcId: {vpc}, ServiceName: {name}}}");
        let own = format!("\nResources:\n  E:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: {properties}\n");
        with("\nResources:\n", &own)
    };
    let sub = "!Sub 'com.amazonaws.${AWS::Region}.ssm'";
    for (vpc, name) in [
        ("!If [C, !Ref VPC, !Ref Other]", sub),
        ("!Ref VPC", "!If [C, !Sub 'com.amazonaws.${AWS::Region}.ssm', com.amazonaws.eu-west-1.ssm]"),
        ("!Ref VPC", "!Join [., [com.amazonaws, !Ref AWS::Region, ssm]]"),
    ] {
        let document = endpoint(vpc, name);
        assert!(!missing(Template::of(&document), "VPC").contains(&EndpointService::Ssm), "{vpc} {name}");
        let proposal = endpoints(&document, "VPC", &EndpointService::ALL).unwrap();
        assert!(!proposal.outcome(&document).unwrap().text().contains("SsmEndpoint:"), "{vpc} {name}");
    }
    let why = endpoints(&endpoint("!If [C, !Ref VPC, !Ref Other]", sub), "VPC", &[EndpointService::Ssm]).unwrap_err();
    assert!(why.starts_with("E may be the endpoint of VPC for ssm: VpcId of E (line "), "{why}");
}

#[test]
fn subnets_of_a_loop_are_left_to_it() {
    let text = "Transform: AWS::LanguageExtensions
Resources:
  VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Fn::ForEach::Subnets:
    - N
    - [A, B]
    - Subnet${N}:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref VPC, MapPublicIpOnLaunch: true}
";
    let document = Document::parse(text);
    for why in [nat(&document, "VPC").unwrap_err(), endpoints(&document, "VPC", &EndpointService::ALL).unwrap_err()] {
        assert!(why.contains("Subnet${N} (line 8) is made by the loop Fn::ForEach::Subnets"), "{why}");
    }
    let after = internet(&document, "VPC").unwrap().outcome(&document).unwrap();
    assert!(!after.text().contains("Ref Subnet${N}"), "{}", after.text());
}

#[test]
fn flags_of_the_vpc_by_function_are_kept_and_named() {
    let flag = "      EnableDnsHostnames: true\n";
    for function in ["!If [C, true, false]", "!Ref P", "!FindInMap [A, b, c]"] {
        let document = with(flag, &flag.replace("true\n", &format!("{function}\n")));
        let proposal = endpoints(&document, "VPC", &[EndpointService::Ssm]).unwrap();
        assert!(proposal.outcome(&document).unwrap().text().contains(function), "{function}");
        let told = |one: &String| one.contains("EnableDnsHostnames is given by ") && one.contains("set it to true");
        assert!(proposal.leaves.iter().any(told), "{:?}", proposal.leaves);
        assert!(proposal.does.iter().all(|one| !one.contains("is turned on")), "{:?}", proposal.does);
    }
    let absent = with(flag, "      EnableDnsHostnames: !Ref AWS::NoValue\n");
    let proposal = endpoints(&absent, "VPC", &[EndpointService::Ssm]).unwrap();
    assert!(proposal.outcome(&absent).unwrap().text().contains(flag), "{:?}", proposal.does);
}

#[test]
fn what_may_go_with_a_vpc_is_named() {
    let subnet = "      VpcId: !Ref VPC\n      CidrBlock: 10.0.0.0/24\n";
    let document = with(subnet, &subnet.replace("!Ref VPC", "!If [C, !Ref VPC, !Ref Other]"));
    let told = |proposal: Proposal| {
        assert!(proposal.outcome(&document).unwrap().text().contains("  PublicSubnet:\n    Type: AWS::EC2::Subnet"));
        let words = "Whether it goes with VPC is not known, so it stays: VpcId of PublicSubnet (line ";
        assert!(proposal.leaves.iter().any(|one| one.starts_with(words)), "{:?}", proposal.leaves);
    };
    told(existing_vpc(&document, "VPC", SubnetParameters::Each).unwrap());
    let why = default_vpc(&document, "VPC").unwrap_err();
    assert!(why.starts_with("PublicSubnet › VpcId") && why.contains("a network by name"), "{why}");
    let elsewhere = with(subnet, &subnet.replace("!Ref VPC", "!Ref P"));
    let elsewhere =
        Document::parse(elsewhere.text().replace("\nParameters:\n", "\nParameters:\n  P: {Type: String}\n"));
    let why = endpoints(&elsewhere, "VPC", &EndpointService::ALL).unwrap_err();
    assert!(why.contains("VPC has no subnets") && why.ends_with("is given by the parameter P."), "{why}");
}

const CLOSED: &str = "Resources:
  V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
  W: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref A}}
";

#[test]
fn a_public_subnet_brings_the_gateway_of_a_vpc_without_one() {
    let before = Document::parse(CLOSED);
    let turned = made(&before, turn(&before, "A"));
    assert_eq!(reach(Template::of(&turned), "A"), Reach::Public);
    assert_eq!(Template::of(&turned).resource("W").unwrap().depends_on(), ["DefaultRoute", "ARoutes"]);
    for proposal in [next_zone(&before, "V", Reach::Public), add_subnet(&before, "V", Reach::Public)] {
        let after = made(&before, proposal);
        assert_eq!(reach(Template::of(&after), "PublicSubnet"), Reach::Public);
        assert_eq!(reach(Template::of(&after), "A"), Reach::Private);
        assert_eq!(ids(&after, "AWS::EC2::InternetGateway").len(), 1);
    }
    let after = made(&before, nat(&before, "V"));
    assert_eq!(reach(Template::of(&after), "PublicSubnet"), Reach::Public);
    let private = add_subnet(&before, "V", Reach::Private).unwrap().outcome(&before).unwrap();
    assert_eq!(ids(&private, "AWS::EC2::InternetGateway").len(), 0);
}
