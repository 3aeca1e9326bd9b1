//! The way from a private route table to its NAT gateway is an arrow that crosses no box.

use cf_init::diagram::{Containment, Diagram, DiagramNode, Edge, NodeKind, Rect};

use super::{TWO_ZONES, check, node, read, templates};

/// The arrows from route tables to gateways in subnets.
fn outlets(diagram: &Diagram) -> Vec<&Edge> {
    diagram.edges.iter().filter(|edge| edge.arrow && edge.description.contains(" has a route to ")).collect()
}

/// Boxes that an arrow goes over or behind, apart from its ends and from what spans several subnets, which the gutters
/// between them lie under.
fn crossed<'d>(diagram: &'d Diagram, edge: &Edge) -> Vec<&'d DiagramNode> {
    let spans = |mut at: Option<usize>| {
        while let Some(index) = at {
            if matches!(diagram.nodes[index].containment, Containment::Over(_)) {
                return true;
            }
            at = diagram.nodes[index].parent;
        }
        false
    };
    let parts: Vec<Rect> = edge
        .points
        .windows(2)
        .map(|pair| {
            let (x, y) = (pair[0].0.min(pair[1].0), pair[0].1.min(pair[1].1));
            let (right, bottom) = (pair[0].0.max(pair[1].0), pair[0].1.max(pair[1].1));
            Rect { x, y, w: (right - x).max(1), h: (bottom - y).max(1) }
        })
        .collect();
    let is_end = |node: &DiagramNode| {
        let touches = |point: Option<&(i32, i32)>| {
            point.is_some_and(|(x, y)| {
                node.rect.x <= *x && *x <= node.rect.right() && node.rect.y <= *y && *y <= node.rect.bottom()
            })
        };
        touches(edge.points.first()) || touches(edge.points.last())
    };
    let all = diagram.nodes.iter().enumerate().filter(|(_, node)| !node.kind.is_ground() && !is_end(node));
    all.filter(|(index, node)| parts.iter().any(|part| node.rect.overlaps(part)) && !spans(Some(*index)))
        .map(|(_, node)| node)
        .collect()
}

#[test]
fn private_route_table_has_an_edge_to_its_nat_gateway() {
    let diagram = check("two zones", TWO_ZONES);
    let all = outlets(&diagram);
    let [only] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(only.description, "Private has a route to Nat.");
    let (table, nat) = (node(&diagram, "Private").rect, node(&diagram, "Nat").rect);
    let (first, last) = (only.points.first().unwrap(), only.points.last().unwrap());
    assert!(first.0 == table.right() && (table.y..table.bottom()).contains(&first.1));
    assert!(last.0 == nat.right() && (nat.y..nat.bottom()).contains(&last.1));
    assert_eq!(crossed(&diagram, only), Vec::<&DiagramNode>::new());
    // Below the lines from tables to subnets, so that neither lies on the other.
    let lanes: Vec<i32> = only.points.iter().map(|point| point.1).collect();
    let others = diagram.edges.iter().filter(|edge| edge.description.contains(" uses "));
    assert!(others.flat_map(|edge| &edge.points[1..edge.points.len() - 1]).all(|point| !lanes.contains(&point.1)));
}

const THREE: &str = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Front: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24, AvailabilityZone: a}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Front, AllocationId: x}}
  Other: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Front, AllocationId: y}}
  Face: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref Front}}
  One: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  ByOne: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref One, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  Two: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  ByTwo: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Two, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  Three: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Net}}
  ByThree: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Three, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Other}}
  Six: {Type: AWS::EC2::EgressOnlyInternetGateway, Properties: {VpcId: !Ref Net}}
  BySix: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Two, DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: !Ref Six}}
";

#[test]
fn route_tables_and_gateways_have_separate_edges() {
    let diagram = check("three", THREE);
    let all = outlets(&diagram);
    let said: Vec<&str> = all.iter().map(|edge| edge.description.as_str()).collect();
    assert_eq!(said, ["One has a route to Nat.", "Two has a route to Nat.", "Three has a route to Other."]);
    for edge in &all {
        assert_eq!(crossed(&diagram, edge), Vec::<&DiagramNode>::new(), "{edge:?}");
    }
    let ends: Vec<_> = all.iter().map(|edge| edge.points.last()).collect();
    assert_ne!(ends[0], ends[1]);
    assert!(diagram.edges.iter().any(|edge| edge.description == "Two has a route to Six." && !edge.points.is_empty()));
}

#[test]
fn nat_routes_of_real_templates_are_arrows() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in templates(&["init", "general"]) {
        if !text.contains("NatGatewayId") {
            continue;
        }
        let diagram = read(&text);
        for edge in outlets(&diagram) {
            count += 1;
            let nat =
                diagram.nodes.iter().any(|node| node.kind == NodeKind::Card && edge.description.contains(&node.title));
            assert!(nat, "{name}: {}", edge.description);
            let boxes: Vec<&str> = crossed(&diagram, edge).iter().map(|node| node.id.as_str()).collect();
            if !boxes.is_empty() {
                wrong.push(format!("{name}: {} crosses {boxes:?}", edge.description));
            }
        }
    }
    println!("{count} routes to NAT gateways");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
