//! The lines: from the internet through gateways and route tables into subnets and through open ports.

use super::grid::{LANE, Laid, LaidCell};
use super::place::Drawing;
use super::scene::Vpc;
use super::{Kind, Rect, Way, outlet};

/// Where a border with a gateway and the tables behind it leave room for a line from side to side.
const BUS: i32 = 34;
/// From the edge of a zone to the first line in its gutter.
pub(super) const EDGE: i32 = 9;

/// From gateways to route tables, from these to subnets, from the heads of subnets to open ports.
pub(super) fn draw(drawing: &mut Drawing, vpc: &Vpc, laid: &Laid) {
    let area = drawing.rect(laid.index);
    for (table, node) in vpc.tables.iter().zip(&laid.tables) {
        let (rect, title) = (drawing.rect(*node), table.part.title.clone());
        for gateway in table.gateways.iter().filter_map(|at| laid.gateways.get(*at)) {
            let from = drawing.rect(*gateway);
            let name = drawing.nodes.get(*gateway).map(|node| node.title.clone()).unwrap_or_default();
            let said = format!("{title} has a route to {name}.");
            if inside(rect, from.middle()) {
                drawing.wire(Way::Traffic, &[(from.middle(), from.bottom()), (from.middle(), rect.y)], false, said);
            } else {
                let y = area.y + BUS;
                let points =
                    [(from.middle(), from.bottom()), (from.middle(), y), (rect.middle(), y), (rect.middle(), rect.y)];
                drawing.wire(Way::Traffic, &points, false, said);
            }
        }
    }
    let bottom = laid.tables.iter().map(|node| drawing.rect(*node).bottom()).max().unwrap_or_default();
    for (index, (table, node)) in vpc.tables.iter().zip(&laid.tables).enumerate() {
        let rect = drawing.rect(*node);
        let lane = bottom + 12 + LANE * i32::try_from(index).unwrap_or(0);
        for cell in table.cells.iter().filter_map(|at| laid.cells.get(*at)) {
            let said = match cell.node.and_then(|node| drawing.nodes.get(node)) {
                Some(subnet) => format!("{} uses {}.", subnet.title, table.part.title),
                None => String::new(),
            };
            let points = to_cell(vpc, laid, index, rect, lane, cell);
            drawing.wire(Way::Traffic, &points, true, said);
        }
    }
    outlet::draw(drawing, vpc, laid);
    for cell in laid.cells.iter().filter(|cell| cell.node.is_some()) {
        to_ports(drawing, cell, cell.node);
    }
    for (span, under) in &laid.spans {
        let port =
            drawing.outside.iter().filter_map(|at| drawing.nodes.get(*at)).find(|port| port.parent == Some(*span));
        let middle = port.map_or_else(|| drawing.rect(*span).middle(), |port| port.rect.middle());
        let cells = under.iter().filter_map(|at| laid.cells.get(*at)).filter(|cell| cell.node.is_some());
        if let Some(cell) = cells.min_by_key(|cell| (cell.slot - middle).abs()) {
            span_to_ports(drawing, cell, *span);
        }
    }
}

fn inside(rect: Rect, x: i32) -> bool {
    (rect.x + 8..rect.right() - 8).contains(&x)
}

/// The way from a route table to a subnet: straight down where it stands over it, else along the table's own lane, and
/// to a subnet below another through the gutter of its zone.
fn to_cell(vpc: &Vpc, laid: &Laid, table: usize, rect: Rect, lane: i32, cell: &LaidCell) -> Vec<(i32, i32)> {
    let from = rect.middle();
    if cell.first {
        let slot = cell.slot;
        if inside(rect, slot) {
            return vec![(slot, rect.bottom()), (slot, cell.rect.y)];
        }
        return vec![(from, rect.bottom()), (from, lane), (slot, lane), (slot, cell.rect.y)];
    }
    // Which of the gutter's lines is this table's.
    let before = (0..table).filter(|other| serves_below(vpc, laid, *other, cell.column)).count();
    let x = cell.zone.right() - EDGE - LANE * i32::try_from(before).unwrap_or(0);
    let y = cell.rect.y + 12;
    if inside(rect, x) {
        return vec![(x, rect.bottom()), (x, y), (cell.rect.right(), y)];
    }
    vec![(from, rect.bottom()), (from, lane), (x, lane), (x, y), (cell.rect.right(), y)]
}

/// True if the table has a line through the gutter of a column.
fn serves_below(vpc: &Vpc, laid: &Laid, table: usize, column: usize) -> bool {
    let cells = vpc.tables.get(table).map(|table| table.cells.as_slice()).unwrap_or_default();
    cells.iter().filter_map(|at| laid.cells.get(*at)).any(|cell| cell.column == column && !cell.first)
}

/// How many lines to subnets go through the gutter of a column.
pub(super) fn lines_below(vpc: &Vpc, laid: &Laid, column: usize) -> usize {
    (0..vpc.tables.len()).filter(|table| serves_below(vpc, laid, *table, column)).count()
}

/// From the head of a subnet to the ports of the security group that comes first in it.
fn to_ports(drawing: &mut Drawing, cell: &LaidCell, parent: Option<usize>) {
    let first = drawing.nodes.iter().position(|node| node.parent == parent && node.parent.is_some());
    if let Some(group) = first {
        span_to_ports(drawing, cell, group);
    }
}

fn span_to_ports(drawing: &mut Drawing, cell: &LaidCell, group: usize) {
    let top = drawing.rect(group).y;
    let reached = cell
        .node
        .and_then(|node| drawing.nodes.get(node))
        .is_some_and(|node| node.kind == Kind::GhostSubnet || node.said.contains("public"));
    let is_group = drawing.nodes.get(group).is_some_and(|node| node.kind == Kind::Group);
    let from = cell.rect.y + 24;
    if !reached || !is_group || top - from < 30 || top - from > 60 {
        return;
    }
    let ports: Vec<(Rect, Way)> = drawing
        .outside
        .iter()
        .filter_map(|at| drawing.nodes.get(*at))
        .filter(|port| port.parent == Some(group))
        .map(|port| (port.rect, if port.kind == Kind::RiskyPort { Way::Risky } else { Way::Traffic }))
        .collect();
    let (slot, y) = (cell.slot, top - 20);
    for (port, way) in ports {
        let x = port.middle();
        drawing.wire(way, &[(slot, from), (slot, y), (x, y), (x, port.y)], false, String::new());
    }
}
