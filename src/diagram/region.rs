//! The whole diagram: the internet at the top, the region with its VPCs side by side, other resources beside them.

use super::columns::{self, CHANNEL};
use super::drawing::Drawing;
use super::element::{Element, PAD, PORT_HEIGHT, PortLabel};
use super::graph::ResourceGraph;
use super::grid::{self, relayout_caption};
use super::labels::caption_width;
use super::scene::Scene;
use super::text::{Face, width};
use super::{Containment, Diagram, EdgeKind, NodeKind, Rect, content, routing};

/// Margin of the diagram.
const EDGE: i32 = 20;
/// Padding of the region.
const INSIDE: i32 = 24;
/// Size of the internet's box.
const INTERNET: (i32, i32) = (172, 44);
/// Upper edge of the region below the internet, and without it.
const UNDER: i32 = 112;
const ALONE: i32 = 28;
/// Maximum number of ports listed beside the edge from the internet.
const PORTS: usize = 4;

/// The diagram of a template.
pub(super) fn draw(graph: &ResourceGraph<'_>) -> Diagram {
    let scene = Scene::of(graph);
    let mut drawing = Drawing::default();
    let gated = scene.vpcs.iter().any(|vpc| vpc.gateways.iter().any(|gateway| gateway.more == "globe"));
    let reached = !scene.ports.is_empty()
        && scene
            .vpcs
            .iter()
            .any(|vpc| vpc.part.kind == NodeKind::GhostVpc && vpc.cells.iter().any(|cell| !cell.part.inner.is_empty()));
    let internet = gated || reached;
    let top = if internet { UNDER } else { ALONE };
    let mut part = Element::new(NodeKind::Region, "region", "Region");
    part.description = "region of the stack".into();
    let region = drawing.put(&part, Rect { x: EDGE, y: top, w: 0, h: 0 }, None, Containment::Inside);
    let border = if scene.vpcs.iter().any(|vpc| !vpc.gateways.is_empty()) { 52 } else { 36 };
    let (mut x, y) = (EDGE + INSIDE, top + border);
    let mut low = y;
    let mut targets = Vec::new();
    let mut any = false;
    for vpc in &scene.vpcs {
        let layout = grid::draw(&mut drawing, vpc, x, y, region);
        routing::draw(&mut drawing, vpc, &layout);
        let area = drawing.rect(layout.index);
        let globes = vpc.gateways.iter().zip(&layout.gateways).filter(|(gateway, _)| gateway.more == "globe");
        let before = targets.len();
        targets.extend(globes.map(|(_, node)| (drawing.rect(*node).middle(), drawing.rect(*node).y, *node)));
        if targets.len() == before && vpc.part.kind == NodeKind::GhostVpc && reached && !gated {
            // To the right of the caption on the border.
            let x = (area.x + area.w * 3 / 4).max(area.x + caption_width(&vpc.part) + 30).min(area.right() - 30);
            targets.push((x, area.y, layout.index));
        }
        (x, low, any) = (area.right() + CHANNEL, low.max(area.bottom()), true);
    }
    if graph.all.is_empty() && graph.omitted == 0 {
        low = empty(&mut drawing, x, y, region);
        (x, any) = (x + EMPTY.0 + CHANNEL, true);
    }
    let room = Rect { x, y, w: 0, h: low - y };
    let (right, bottom) = columns::draw(&mut drawing, graph, &scene, room, region);
    let right = if right > x {
        right
    } else if any {
        x - CHANNEL
    } else {
        x + 200
    };
    let low = low.max(bottom) + INSIDE;
    drawing.resize(region, right + INSIDE - EDGE, low - top);
    relayout_caption(&mut drawing, &part, region);
    if internet {
        outside(&mut drawing, &scene.ports, &targets, top);
    }
    balance(&mut drawing, graph, &scene);
    let reach = drawing.nodes.iter().map(|node| node.rect.right()).max().unwrap_or(0);
    let drawn = graph.all.len();
    Diagram {
        width: reach + EDGE,
        height: low + EDGE,
        nodes: drawing.nodes,
        edges: drawing.edges,
        drawn,
        omitted: graph.omitted,
    }
}

/// Size of the placeholder for the first VPC.
const EMPTY: (i32, i32) = (360, 200);

/// Places the placeholder for the first VPC; returns its lower edge.
fn empty(drawing: &mut Drawing, x: i32, y: i32, region: usize) -> i32 {
    let mut part = content::ghost(NodeKind::GhostVpc, "VPC", None);
    part.more = "The first VPC is added here".into();
    part.description = "the first VPC is added here".into();
    drawing.put(&part, Rect { x, y, w: EMPTY.0, h: EMPTY.1 }, Some(region), Containment::Inside);
    y + EMPTY.1
}

/// Places the internet, and edges to the gateways with the open ports.
fn outside(drawing: &mut Drawing, ports: &[PortLabel], targets: &[(i32, i32, usize)], region_top: i32) {
    let middle = targets.first().map_or(EDGE + INTERNET.0, |target| target.0);
    let mut part = Element::new(NodeKind::Internet, "internet", "Internet");
    part.note = "users and you".into();
    part.description = "everybody outside".into();
    let x = (middle - INTERNET.0 / 2).max(EDGE);
    let rect = Rect { x, y: EDGE, w: INTERNET.0, h: INTERNET.1 };
    drawing.put(&part, rect, None, Containment::Inside);
    let (risky, plain): (Vec<&PortLabel>, Vec<&PortLabel>) = ports.iter().partition(|port| port.risky);
    for (index, (x, y, node)) in targets.iter().copied().enumerate() {
        let name = drawing.nodes.get(node).map(|node| node.title.clone()).unwrap_or_default();
        if index > 0 {
            let turn = rect.bottom() + 6;
            let points = [(rect.middle(), rect.bottom()), (rect.middle(), turn), (x, turn), (x, y)];
            drawing.edge(EdgeKind::Traffic, &points, true, format!("The internet reaches {name}."));
            continue;
        }
        let both = !risky.is_empty() && !plain.is_empty();
        let apart = if both { 14 } else { 0 };
        let pill_y = rect.bottom() + (region_top - rect.bottom()) / 2 - PORT_HEIGHT / 2 - 3;
        if !plain.is_empty() || risky.is_empty() {
            let said = format!("The internet reaches {name}{}.", through(&plain, " through ports "));
            drawing.edge(EdgeKind::Traffic, &[(x - apart, rect.bottom()), (x - apart, y)], true, said);
            let text = through(&plain, "");
            let wide = width(&text, Face::Port) + 14;
            if !text.is_empty() {
                let left = (x - apart - 8 - wide).max(4);
                pill(
                    drawing,
                    NodeKind::Pill,
                    text,
                    Rect { x: left, y: pill_y, w: wide.min(x - apart - 8 - left), h: PORT_HEIGHT },
                );
            }
        }
        if !risky.is_empty() {
            let said = format!("Anyone reaches {name} through ports {}.", through(&risky, ""));
            drawing.edge(EdgeKind::Risky, &[(x + apart, rect.bottom()), (x + apart, y)], true, said);
            let text = format!("{} anyone", through(&risky, ""));
            let wide = width(&text, Face::Port) + 14;
            pill(drawing, NodeKind::RiskyPill, text, Rect { x: x + apart + 8, y: pill_y, w: wide, h: PORT_HEIGHT });
        }
    }
}

fn pill(drawing: &mut Drawing, kind: NodeKind, text: String, rect: Rect) {
    let mut part = Element::new(kind, "ports", &text);
    part.description = "open ports".into();
    drawing.put(&part, rect, None, Containment::Inside);
}

/// List of ports: "80, 443 +2".
fn through(ports: &[&PortLabel], before: &str) -> String {
    let names: Vec<&str> = ports.iter().take(PORTS).map(|port| port.text.as_str()).collect();
    let more = ports.len().saturating_sub(PORTS);
    match (names.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!("{before}{}", names.join(", ")),
        (false, more) => format!("{before}{} +{more}", names.join(", ")),
    }
}

/// Edges from load balancers to their targets; drawn where the target is below, otherwise only described.
fn balance(drawing: &mut Drawing, graph: &ResourceGraph<'_>, scene: &Scene) {
    let is_machine = |id: &str| {
        let kind = drawing.nodes.iter().find(|node| node.id == id).map(|node| node.kind);
        matches!(kind, Some(NodeKind::Machine | NodeKind::Fleet))
    };
    let (machines, balancers): (Vec<_>, Vec<_>) = scene.boxes.iter().partition(|(id, _)| is_machine(id));
    let mut lines = Vec::new();
    for (balancer, targets) in &balancers {
        for (machine, inside) in &machines {
            if targets.iter().any(|one| inside.iter().any(|other| graph.linked(*one, *other))) {
                lines.push((balancer.as_str(), machine.as_str()));
            }
        }
    }
    for (from, to) in lines {
        let find = |id: &str| drawing.nodes.iter().find(|node| node.id == id);
        let (Some(balancer), Some(machine)) = (find(from), find(to)) else { continue };
        let said = format!("{} sends to {}.", balancer.title, machine.title);
        let (above, below) = (balancer.rect, machine.rect);
        let x = above.middle().clamp(below.x + PAD, (below.right() - PAD).max(below.x + PAD));
        let line = Rect { x: x - 1, y: above.bottom(), w: 2, h: below.y - above.bottom() };
        let in_sight = above.x < x && x < above.right() && line.h > 0;
        let hidden = drawing.nodes.iter().any(|node| !node.kind.is_ground() && node.rect.overlaps(&line));
        let points = [(x, above.bottom()), (x, below.y)];
        drawing.edge(EdgeKind::Traffic, if in_sight && !hidden { &points } else { &[] }, true, said);
    }
}
