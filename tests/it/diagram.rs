//! The diagram of a template is sound whatever the template: no node overlaps another or leaves its container, and every
//! resource is drawn.

mod nat_routes;
mod overlaps;

use cf_init::diagram::{Containment, Diagram, DiagramNode, Face, MAX_RESOURCES, MoveDirection, NodeKind, svg};
use cf_init::document::Document;
use cf_init::starter::STARTERS;
use cf_init::template::Template;

use crate::corpus::{fixtures, templates};
use overlaps::faults;

fn read(text: &str) -> Diagram {
    Diagram::of(&Document::parse(text))
}

fn node<'d>(diagram: &'d Diagram, id: &str) -> &'d DiagramNode {
    let ids = || diagram.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>().join(" ");
    diagram.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no {id} among {}", ids()))
}

/// The ids from a node outwards.
fn around(diagram: &Diagram, id: &str) -> Vec<String> {
    let mut at = node(diagram, id).parent;
    let mut all = Vec::new();
    while let Some(node) = at.and_then(|at| diagram.nodes.get(at)) {
        all.push(node.id.clone());
        at = node.parent;
    }
    all
}

/// Resources of a template that no node shows.
fn lost(text: &str, diagram: &Diagram) -> Vec<String> {
    let document = Document::parse(text);
    let mut ids: Vec<_> =
        Template::of(&document).resources().map(|resource| (resource.id(), resource.path())).collect();
    ids.dedup();
    ids.into_iter().filter(|(_, path)| diagram.holding(path).is_none()).map(|(id, _)| id.to_string()).collect()
}

fn check(name: &str, text: &str) -> Diagram {
    let document = Document::parse(text);
    let diagram = Diagram::of(&document);
    let wrong = faults(&diagram);
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    if diagram.omitted == 0 {
        assert_eq!(lost(text, &diagram), [""; 0], "{name}");
    }
    // The same template gives the same picture.
    assert_eq!(diagram, read(text), "{name}");
    diagram
}

#[test]
fn diagrams_of_starters_and_documents_are_sound() {
    for starter in STARTERS {
        check(starter.name, starter.text);
    }
    for (name, text) in fixtures("documents") {
        check(&name, &text);
    }
}

#[test]
fn diagrams_of_templates_are_sound() {
    let mut wrong = Vec::new();
    for (name, text) in templates(&["init", "general"]) {
        let diagram = read(&text);
        wrong.extend(faults(&diagram).into_iter().map(|fault| format!("{name}: {fault}")));
        wrong.extend(lost(&text, &diagram).into_iter().map(|id| format!("{name}: {id} is lost")));
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

/// What a picture says its lines mean.
fn said(diagram: &Diagram) -> Vec<&str> {
    diagram.edges.iter().map(|edge| edge.description.as_str()).filter(|said| !said.is_empty()).collect()
}

fn index(diagram: &Diagram, id: &str) -> usize {
    diagram.nodes.iter().position(|node| node.id == id).unwrap()
}

#[test]
fn flask_starter_is_drawn_completely() {
    let document = Document::parse(STARTERS[0].text);
    let diagram = Diagram::of(&document);
    let zone = "VPC/zone/any".to_string();
    let outwards = ["WebSecurityGroup", "PublicSubnet", &zone, "VPC", "region"];
    assert_eq!(around(&diagram, "WebServer"), outwards);
    assert_eq!(around(&diagram, "PublicRouteTable"), ["VPC", "region"]);
    assert_eq!(around(&diagram, "InstanceRole"), ["region"]);
    assert_eq!(node(&diagram, "InternetGateway").containment, Containment::Border);
    assert_eq!(node(&diagram, "WebServer").description, "instance, t3.micro, Ubuntu 24.04");
    assert_eq!(node(&diagram, "PublicSubnet").description, "subnet, 10.0.0.0/24, public");
    let services: Vec<_> = diagram.nodes.iter().filter(|node| node.kind == NodeKind::Service).collect();
    let names: Vec<_> = services.iter().map(|node| node.title.as_str()).collect();
    assert_eq!(names, ["postgresql", "webapp", "nginx", "cfn-hup"]);
    assert!(services.windows(2).all(|pair| pair[0].rect.bottom() < pair[1].rect.y));
    let ports: Vec<_> = diagram.nodes.iter().filter(|node| node.kind == NodeKind::Port).collect();
    let open: Vec<_> = ports.iter().map(|node| node.description.as_str()).collect();
    assert_eq!(open, ["80 open to anyone", "22 open to SshCidr"]);
    let said = said(&diagram);
    for sentence in [
        "PublicRouteTable has a route to InternetGateway.",
        "PublicSubnet uses PublicRouteTable.",
        "The internet reaches InternetGateway through ports 80, 22.",
        "postgresql is started before webapp.",
        "WebServer and InstanceRole go together.",
    ] {
        assert!(said.contains(&sentence), "{sentence}: {said:?}");
    }
    // What has no box of its own is found in the one it belongs to; the nearest counts.
    for (pointer, id) in [
        ("/Resources/DefaultRoute/Properties/GatewayId", "PublicRouteTable"),
        ("/Resources/PublicSubnetRoutes", "PublicRouteTable"),
        ("/Resources/GatewayAttachment", "InternetGateway"),
        ("/Resources/InstanceProfile", "InstanceRole"),
        ("/Resources/SshIngress/Properties", "WebSecurityGroup/port/22"),
        ("/Resources/WebSecurityGroup/Properties/SecurityGroupIngress/0/FromPort", "WebSecurityGroup/port/80"),
        ("/Resources/WebSecurityGroup/Properties/SecurityGroupEgress", "WebSecurityGroup"),
        ("/Resources/WebServer/Properties/ImageId", "WebServer"),
    ] {
        let found = diagram.holding(&document.path_from_pointer(pointer).unwrap()).unwrap();
        assert_eq!(diagram.nodes[found].id, id, "{pointer}");
    }
    let init = "/Resources/WebServer/Metadata/AWS::CloudFormation::Init/configure/services/systemd/nginx/enabled";
    let found = diagram.holding(&document.path_from_pointer(init).unwrap()).unwrap();
    assert_eq!(diagram.nodes[found].id, "WebServer/service/nginx");
    assert_eq!(diagram.holding(&document.path_from_pointer("/Outputs/SiteUrl").unwrap()), None);
}

const TWO_ZONES: &str = "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gate: {Type: AWS::EC2::InternetGateway}
  Attach: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Net, InternetGatewayId: !Ref Gate}}
  PrivateB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [1, !GetAZs ''], CidrBlock: 10.0.3.0/24}}
  PublicB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [1, !GetAZs ''], CidrBlock: 10.0.1.0/24}}
  PublicA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [0, !GetAZs ''], CidrBlock: 10.0.0.0/24}}
  PrivateA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [0, !GetAZs ''], CidrBlock: 10.0.2.0/24}}
  Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Public, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gate}}
  UseA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PublicA, RouteTableId: !Ref Public}}
  UseB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PublicB, RouteTableId: !Ref Public}}
  Private: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref PublicA, AllocationId: !GetAtt Address.AllocationId}}
  Address: {Type: AWS::EC2::EIP}
  Away: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Private, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  UseC: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PrivateA, RouteTableId: !Ref Private}}
  UseD: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref PrivateB, RouteTableId: !Ref Private}}
  FrontGroup: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]}}
  WebGroup: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Net, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref FrontGroup}, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref PublicA, !Ref PublicB], SecurityGroups: [!Ref FrontGroup]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Net, Port: 8080, Protocol: HTTP}}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {InstanceType: t3.small, SecurityGroupIds: [!Ref WebGroup]}}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, VPCZoneIdentifier: [!Ref PrivateA, !Ref PrivateB], TargetGroupARNs: [!Ref Targets], LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: '1'}}}
  Alone: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref PrivateA, SecurityGroupIds: [!GetAtt WebGroup.GroupId]}}
  Bucket: {Type: AWS::S3::Bucket}
  Odd: {Type: Custom::Odd}
";

#[test]
fn groups_and_load_balancers_span_their_zones() {
    let diagram = check("two zones", TWO_ZONES);
    let zones: Vec<_> = diagram
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Zone)
        .map(|node| (node.description.as_str(), node.rect.x))
        .collect();
    assert_eq!(
        zones.iter().map(|zone| zone.0).collect::<Vec<_>>(),
        ["Availability Zone first", "Availability Zone second"]
    );
    assert!(zones[0].1 < zones[1].1);
    let rect = |id: &str| node(&diagram, id).rect;
    // Public subnets stand over private ones, side by side, however they are ordered in the text.
    assert_eq!((rect("PublicA").y, rect("PrivateA").y), (rect("PublicB").y, rect("PrivateB").y));
    assert!(rect("PublicA").y < rect("PrivateA").y && rect("PublicA").right() < rect("PublicB").x);
    for (id, group, one, other) in
        [("Web", "WebGroup", "PrivateA", "PrivateB"), ("Balancer", "FrontGroup", "PublicA", "PublicB")]
    {
        assert_eq!(around(&diagram, id), [group, "Net", "region"]);
        let Containment::Over(over) = &node(&diagram, group).containment else { panic!("{group} spans nothing") };
        assert!(over.contains(&index(&diagram, one)) && over.contains(&index(&diagram, other)), "{id}");
        assert!(rect(id).x > rect(one).x && rect(id).right() < rect(other).right() && rect(id).right() > rect(other).x);
    }
    assert_eq!(node(&diagram, "Web").kind, NodeKind::Fleet);
    assert_eq!(node(&diagram, "Web").description, "Auto Scaling group, 2 to 4 instances, t3.small");
    assert!(node(&diagram, "Balancer").description.ends_with("listens at :80 HTTP to Targets"));
    // A group that is drawn twice is the same resource.
    assert_eq!(around(&diagram, "Alone")[0], "WebGroup@2");
    assert_eq!(node(&diagram, "WebGroup@2").at, node(&diagram, "WebGroup").at);
    assert_eq!(node(&diagram, "WebGroup/port/22").kind, NodeKind::RiskyPort);
    assert_eq!(node(&diagram, "WebGroup/port/8080").kind, NodeKind::Port);
    assert_eq!(around(&diagram, "Nat"), ["PublicA", "Net/zone/first", "Net", "region"]);
    let said = said(&diagram);
    for sentence in [
        "Balancer sends to Web.",
        "PrivateB uses Private.",
        "Anyone reaches Gate through ports 22.",
        "The internet reaches Gate through ports 80.",
    ] {
        assert!(said.contains(&sentence), "{sentence}: {said:?}");
    }
    assert!(node(&diagram, "Private").description.contains("0.0.0.0/0 to Nat"));
    assert!(
        node(&diagram, "service/Custom").rect.x > rect("Net").right()
            && node(&diagram, "Odd").rect.x > rect("Net").right()
    );
}

#[test]
fn external_resources_are_drawn_as_ghosts() {
    let diagram = check("default", "Resources: {W: {Type: AWS::EC2::Instance}}");
    assert_eq!(around(&diagram, "W"), ["ghost/Default VPC", "region"]);
    assert_eq!(node(&diagram, "ghost/Default VPC").kind, NodeKind::GhostVpc);
    let text = "Parameters: {Home: {Type: 'AWS::EC2::VPC::Id'}, One: {}, Two: {}}\nResources:\n  W: {Type: \
                AWS::EC2::Instance, Properties: {SubnetId: !Ref One}}\n  X: {Type: AWS::EC2::Instance, Properties: \
                {SubnetId: !ImportValue net-Two}}\n";
    let diagram = check("given", text);
    assert_eq!(around(&diagram, "W"), ["ghost/One", "ghost/Home", "region"]);
    assert_eq!(around(&diagram, "X"), ["ghost/net-Two", "ghost/Home", "region"]);
    assert_eq!(node(&diagram, "ghost/One").at.as_ref().map(|at| at.to_string()).as_deref(), Some("Parameters › One"));
    for text in ["", "Resources: {}", "a: b", "- x", "Resources: ~", "Resources: [a]"] {
        let diagram = check(text, text);
        assert!(diagram.is_empty(), "{text}");
        assert_eq!(diagram.nodes.iter().filter(|node| node.kind == NodeKind::GhostVpc).count(), 1, "{text}");
    }
    // A stack without a machine has no VPC to show.
    let diagram = check("bucket", "Resources: {B: {Type: AWS::S3::Bucket}}");
    assert!(diagram.nodes.iter().all(|node| node.kind != NodeKind::GhostVpc));
}

#[test]
fn hostile_and_huge_templates_are_drawn_with_a_bounded_number_of_nodes() {
    let many = |count: usize, body: &dyn Fn(usize) -> String| {
        let all: String = (0..count).map(|at| format!("  R{at}: {}\n", body(at))).collect();
        format!("Resources:\n  V: {{Type: AWS::EC2::VPC}}\n{all}")
    };
    let kinds = ["AWS::EC2::Instance", "AWS::S3::Bucket", "AWS::IAM::Role", "X::Y::Z", "AWS::EC2::SecurityGroup"];
    for (name, text) in [
        ("10,000 buckets", many(10_000, &|_| "{Type: AWS::S3::Bucket}".into())),
        (
            "500 of all",
            many(500, &|at| {
                format!("{{Type: {}, Properties: {{VpcId: !Ref V, A: !Ref R{}}}}}", kinds[at % 5], (at + 1) % 500)
            }),
        ),
        (
            "500 subnets",
            many(500, &|at| {
                format!("{{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, AvailabilityZone: z{}}}}}", at % 3)
            }),
        ),
        (
            "500 zones",
            many(500, &|at| {
                format!("{{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, AvailabilityZone: z{at}}}}}")
            }),
        ),
        ("500 tables", many(500, &|_| "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref V}}".into())),
        (
            "500 gateways",
            many(499, &|at| {
                if at % 2 == 0 {
                    "{Type: AWS::EC2::InternetGateway}".into()
                } else {
                    format!(
                        "{{Type: AWS::EC2::VPCGatewayAttachment, Properties: {{VpcId: !Ref V, InternetGatewayId: !Ref R{}}}}}",
                        at - 1
                    )
                }
            }),
        ),
        (
            "each owns the next",
            many(500, &|at| {
                format!("{{Type: AWS::EC2::Route, Properties: {{RouteTableId: !Ref R{}}}}}", (at + 1) % 500)
            }),
        ),
        (
            "500 machines in a subnet",
            many(500, &|at| {
                if at == 0 {
                    "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V}}".into()
                } else {
                    "{Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref R0}}".into()
                }
            }),
        ),
        (
            "all name all",
            many(200, &|at| {
                let names: Vec<String> = (0..200).filter(|to| *to != at).map(|to| format!("!Ref R{to}")).collect();
                format!("{{Type: AWS::EC2::Instance, Properties: {{SecurityGroupIds: [{}]}}}}", names.join(", "))
            }),
        ),
        (
            "500 groups around each other",
            many(500, &|at| {
                format!(
                    "{{Type: AWS::EC2::SecurityGroup, Properties: {{SecurityGroupIngress: [{{IpProtocol: tcp, FromPort: {at}, ToPort: {at}, SourceSecurityGroupId: !Ref R{}}}]}}}}",
                    (at + 1) % 500
                )
            }),
        ),
    ] {
        let diagram = check(name, &text);
        assert!(diagram.nodes.len() < 4 * MAX_RESOURCES, "{name}: {}", diagram.nodes.len());
    }
    let ten_thousand = check("counted", &many(10_000, &|_| "{Type: AWS::S3::Bucket}".into()));
    assert_eq!((ten_thousand.drawn, ten_thousand.omitted), (MAX_RESOURCES, 10_001 - MAX_RESOURCES));
    assert_eq!(node(&ten_thousand, "more").title, "and 9401 more");
    let long = "x".repeat(200_000);
    check(
        "long names",
        &format!("Resources: {{\"{long}\": {{Type: \"{long}\"}}, B: {{Type: \"{long}::{long}::{long}\"}}}}"),
    );
    check(
        "odd names",
        "Resources: {\"\": {Type: AWS::EC2::VPC}, \"a\\u0000\\u202e<&\\\"'\": {Type: AWS::EC2::Subnet}, A: 3, B: [x], C: ~}",
    );
    check(
        "doubled",
        "Resources: {A: {Type: AWS::EC2::VPC}, A: {Type: AWS::EC2::Subnet}, A: {Type: AWS::EC2::Instance}}",
    );
    let deep = format!(
        "Resources: {{A: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: {}!Ref A{}}}}}}}",
        "[".repeat(300),
        "]".repeat(300)
    );
    check("deep", &deep);
}

#[test]
fn every_node_is_reachable_by_keyboard() {
    let all = STARTERS.iter().map(|starter| starter.text).chain([TWO_ZONES]);
    for text in all {
        let diagram = read(text);
        let stops: Vec<usize> = diagram.stops().collect();
        let mut seen = vec![stops[0]];
        let mut next = 0;
        while let Some(from) = seen.get(next).copied() {
            for toward in [MoveDirection::Up, MoveDirection::Down, MoveDirection::Left, MoveDirection::Right] {
                if let Some(to) = diagram.beside(from, toward) {
                    assert_ne!(to, from);
                    if !seen.contains(&to) {
                        seen.push(to);
                    }
                }
            }
            next += 1;
        }
        let missed: Vec<&str> =
            stops.iter().filter(|stop| !seen.contains(stop)).map(|stop| diagram.nodes[*stop].id.as_str()).collect();
        assert_eq!(missed, [""; 0]);
        // Page Down goes through all of them in reading order.
        let walked: Vec<usize> =
            std::iter::successors(Some(stops[0]), |at| diagram.along(*at, 1).filter(|to| to != at)).collect();
        assert_eq!(walked, stops);
        assert_eq!(diagram.along(stops[0], isize::MAX), stops.last().copied());
        assert_eq!(diagram.along(stops[0], isize::MIN), stops.first().copied());
    }
}

#[test]
fn svg_has_all_texts_and_colours() {
    for (look, ground) in [(svg::ColorScheme::Light, "#faf9f7"), (svg::ColorScheme::Dark, "#121316")] {
        let diagram = read(STARTERS[0].text);
        let file = svg::write(&diagram, "cf-init", look);
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(file.contains(ground) && !file.contains("var("));
        for text in diagram.nodes.iter().flat_map(|node| &node.texts) {
            assert!(file.contains(&format!(">{}</text>", text.text)), "{}", text.text);
        }
        assert!(Face::ALL.iter().all(|face| file.contains(&format!(".{}{{font:", face.class()))));
        assert_eq!(file.matches("<g ").count(), file.matches("</g>").count());
    }
}
