//! Edges from route tables to NAT gateways: out of the table's right side, along a lane below the tables, through the
//! gutter of the zone and into the gateway.

use crate::diagram::drawing::Drawing;
use crate::diagram::element::{GAP, PORT_HEIGHT};
use crate::diagram::layout::{CellLayout, LANE, VpcLayout};
use crate::diagram::scene::Vpc;
use crate::diagram::{EdgeKind, NodeKind, Rect};
use crate::document::Path;

/// Pixels between parallel edges into one NAT gateway.
const APART: i32 = 8;

/// Pixels above a row at which edges run between the row above and the ports of its security groups.
const ABOVE: i32 = GAP - (GAP - PORT_HEIGHT / 2) / 2;

/// Routes an edge from each route table to each of its NAT gateways.
pub(super) fn draw(drawing: &mut Drawing, vpc: &Vpc, layout: &VpcLayout) {
    let bottom = layout.tables_bottom(|node| drawing.rect(node).bottom());
    let mut lane = bottom + 12 + LANE * i32::try_from(vpc.tables.len()).unwrap_or(0);
    // Columns and gateways of the edges so far.
    let mut before: Vec<(usize, &Path)> = Vec::new();
    for (table, node) in vpc.tables.iter().zip(&layout.tables) {
        for (index, nat_route) in table.nat_routes.iter().enumerate() {
            let Some(cell) = layout.cells.get(nat_route.cell) else { continue };
            let card = drawing
                .nodes
                .iter()
                .position(|node| node.kind == NodeKind::Card && node.at.as_ref() == Some(&nat_route.at));
            let Some(card) = card else { continue };
            let beside = before.iter().filter(|(column, _)| *column == cell.column).count();
            let same = before.iter().filter(|(_, at)| *at == &nat_route.at).count();
            let subnets = (0..vpc.tables.len()).filter(|table| layout.uses_gutter(vpc, *table, cell.column)).count();
            let x = cell.gutter_x(subnets + beside);
            let from = drawing.rect(*node);
            let side = from.right() + 4 + 4 * number(index.min(2));
            let start = (from.right(), from.bottom() - 10 - 6 * number(index.min(2)));
            let mut points = vec![start, (side, start.1), (side, lane), (x, lane)];
            points.extend(into(drawing, cell, card, (x, number(same))));
            let name = drawing.nodes.get(card).map(|node| node.title.clone()).unwrap_or_default();
            drawing.edge(EdgeKind::Traffic, &points, true, format!("{} has a route to {name}.", table.part.title));
            before.push((cell.column, &nat_route.at));
            lane += LANE;
        }
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(0)
}

/// Points from the gutter into the gateway: from the right, or from above where another node is between.
fn into(drawing: &Drawing, cell: &CellLayout, card: usize, (x, same): (i32, i32)) -> Vec<(i32, i32)> {
    let rect = drawing.rect(card);
    let y = (rect.y + 12 + APART * same).min(rect.bottom() - 6);
    let way = Rect { x: rect.right(), y: y - 2, w: (cell.rect.right() - rect.right()).max(1), h: 4 };
    let parent = drawing.nodes.get(card).and_then(|node| node.parent);
    let mut others = drawing.nodes.iter().enumerate().filter(|(index, node)| *index != card && node.parent == parent);
    if !others.any(|(_, node)| node.rect.overlaps(&way)) {
        return vec![(x, y), (rect.right(), y)];
    }
    let (above, down) = (rect.y - ABOVE, (rect.middle() + APART * same).min(rect.right() - 6));
    vec![(x, above), (down, above), (down, rect.y)]
}
