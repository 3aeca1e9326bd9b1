//! Edges of a VPC: gateway to route table, route table to subnet and NAT gateway, subnet to open ports.

mod nat;

use super::drawing::Drawing;
use super::layout::{CellLayout, LANE, VpcLayout};
use super::scene::Vpc;
use super::{EdgeKind, NodeKind, Rect};

/// Pixels below the upper border of a VPC at which edges run between gateways and route tables.
const BUS: i32 = 34;

/// Routes all edges of a VPC.
pub(super) fn draw(drawing: &mut Drawing, vpc: &Vpc, layout: &VpcLayout) {
    let area = drawing.rect(layout.index);
    for (table, node) in vpc.tables.iter().zip(&layout.tables) {
        let (rect, title) = (drawing.rect(*node), table.part.title.clone());
        for gateway in table.gateways.iter().filter_map(|at| layout.gateways.get(*at)) {
            let from = drawing.rect(*gateway);
            let name = drawing.nodes.get(*gateway).map(|node| node.title.clone()).unwrap_or_default();
            let said = format!("{title} has a route to {name}.");
            if inside(rect, from.middle()) {
                drawing.edge(
                    EdgeKind::Traffic,
                    &[(from.middle(), from.bottom()), (from.middle(), rect.y)],
                    false,
                    said,
                );
            } else {
                let y = area.y + BUS;
                let points =
                    [(from.middle(), from.bottom()), (from.middle(), y), (rect.middle(), y), (rect.middle(), rect.y)];
                drawing.edge(EdgeKind::Traffic, &points, false, said);
            }
        }
    }
    let bottom = layout.tables_bottom(|node| drawing.rect(node).bottom());
    for (index, (table, node)) in vpc.tables.iter().zip(&layout.tables).enumerate() {
        let rect = drawing.rect(*node);
        let lane = bottom + 12 + LANE * i32::try_from(index).unwrap_or(0);
        for cell in table.cells.iter().filter_map(|at| layout.cells.get(*at)) {
            let said = match cell.node.and_then(|node| drawing.nodes.get(node)) {
                Some(subnet) => format!("{} uses {}.", subnet.title, table.part.title),
                None => String::new(),
            };
            let points = to_cell(vpc, layout, index, rect, lane, cell);
            drawing.edge(EdgeKind::Traffic, &points, true, said);
        }
    }
    nat::draw(drawing, vpc, layout);
    for cell in layout.cells.iter().filter(|cell| cell.node.is_some()) {
        to_ports(drawing, cell, cell.node);
    }
    for (span, under) in &layout.spans {
        let port =
            drawing.outside.iter().filter_map(|at| drawing.nodes.get(*at)).find(|port| port.parent == Some(*span));
        let middle = port.map_or_else(|| drawing.rect(*span).middle(), |port| port.rect.middle());
        let cells = under.iter().filter_map(|at| layout.cells.get(*at)).filter(|cell| cell.node.is_some());
        if let Some(cell) = cells.min_by_key(|cell| (cell.slot - middle).abs()) {
            span_to_ports(drawing, cell, *span);
        }
    }
}

fn inside(rect: Rect, x: i32) -> bool {
    (rect.x + 8..rect.right() - 8).contains(&x)
}

/// Points from a route table to a subnet: straight down where the table is above it, else along the table's lane; to a
/// subnet below another one through the gutter of its zone.
fn to_cell(vpc: &Vpc, layout: &VpcLayout, table: usize, rect: Rect, lane: i32, cell: &CellLayout) -> Vec<(i32, i32)> {
    let from = rect.middle();
    if cell.first {
        let slot = cell.slot;
        if inside(rect, slot) {
            return vec![(slot, rect.bottom()), (slot, cell.rect.y)];
        }
        return vec![(from, rect.bottom()), (from, lane), (slot, lane), (slot, cell.rect.y)];
    }
    let x = cell.gutter_x((0..table).filter(|other| layout.uses_gutter(vpc, *other, cell.column)).count());
    let y = cell.rect.y + 12;
    if inside(rect, x) {
        return vec![(x, rect.bottom()), (x, y), (cell.rect.right(), y)];
    }
    vec![(from, rect.bottom()), (from, lane), (x, lane), (x, y), (cell.rect.right(), y)]
}

/// Routes edges from the head of a subnet to the ports of its first security group.
fn to_ports(drawing: &mut Drawing, cell: &CellLayout, parent: Option<usize>) {
    let first = drawing.nodes.iter().position(|node| node.parent == parent && node.parent.is_some());
    if let Some(group) = first {
        span_to_ports(drawing, cell, group);
    }
}

fn span_to_ports(drawing: &mut Drawing, cell: &CellLayout, group: usize) {
    let top = drawing.rect(group).y;
    let reached = cell
        .node
        .and_then(|node| drawing.nodes.get(node))
        .is_some_and(|node| node.kind == NodeKind::GhostSubnet || node.description.contains("public"));
    let is_group = drawing.nodes.get(group).is_some_and(|node| node.kind == NodeKind::Group);
    let from = cell.rect.y + 24;
    if !reached || !is_group || top - from < 30 || top - from > 60 {
        return;
    }
    let ports: Vec<(Rect, EdgeKind)> = drawing
        .outside
        .iter()
        .filter_map(|at| drawing.nodes.get(*at))
        .filter(|port| port.parent == Some(group))
        .map(|port| (port.rect, if port.kind == NodeKind::RiskyPort { EdgeKind::Risky } else { EdgeKind::Traffic }))
        .collect();
    let (slot, y) = (cell.slot, top - 20);
    for (port, way) in ports {
        let x = port.middle();
        drawing.edge(way, &[(slot, from), (slot, y), (x, y), (x, port.y)], false, String::new());
    }
}
