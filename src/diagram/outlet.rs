//! The way from a route table to the NAT gateway that it leads to: out of the table's side, along a lane of its own below
//! the tables, through the gutter of the zone and into the gateway.

use super::grid::{LANE, Laid, LaidCell};
use super::part::{CHIP, GAP};
use super::place::Drawing;
use super::scene::Vpc;
use super::wire::{EDGE, lines_below};
use super::{Kind, Rect, Way};
use crate::document::Path;

/// From one line to the next where several come to the same gateway.
const APART: i32 = 8;

/// Above a row, between what stands over it and the ports on the borders of its security groups.
const ABOVE: i32 = GAP - (GAP - CHIP / 2) / 2;

/// A NAT gateway that a route table leads to.
pub(super) struct Outlet {
    /// Position of its cell.
    pub cell: usize,
    /// The gateway.
    pub at: Path,
}

/// How many of them there are.
pub(super) fn count(vpc: &Vpc) -> i32 {
    i32::try_from(vpc.tables.iter().map(|table| table.outlets.len()).sum::<usize>()).unwrap_or(0)
}

/// How many of them lead into a column.
pub(super) fn in_column(vpc: &Vpc, column: usize) -> usize {
    let all = vpc.tables.iter().flat_map(|table| &table.outlets);
    all.filter(|outlet| vpc.cells.get(outlet.cell).is_some_and(|cell| cell.column == column)).count()
}

/// Draws all of them.
pub(super) fn draw(drawing: &mut Drawing, vpc: &Vpc, laid: &Laid) {
    let bottom = laid.tables.iter().map(|node| drawing.rect(*node).bottom()).max().unwrap_or_default();
    let mut lane = bottom + 12 + LANE * i32::try_from(vpc.tables.len()).unwrap_or(0);
    // The cells and gateways that have a line already.
    let mut before: Vec<(usize, &Path)> = Vec::new();
    for (table, node) in vpc.tables.iter().zip(&laid.tables) {
        for (index, outlet) in table.outlets.iter().enumerate() {
            let Some(cell) = laid.cells.get(outlet.cell) else { continue };
            let card =
                drawing.nodes.iter().position(|node| node.kind == Kind::Card && node.at.as_ref() == Some(&outlet.at));
            let Some(card) = card else { continue };
            let beside = before.iter().filter(|(column, _)| *column == cell.column).count();
            let same = before.iter().filter(|(_, at)| *at == &outlet.at).count();
            let x = cell.zone.right() - EDGE - LANE * number(lines_below(vpc, laid, cell.column) + beside);
            let from = drawing.rect(*node);
            let side = from.right() + 4 + 4 * number(index.min(2));
            let start = (from.right(), from.bottom() - 10 - 6 * number(index.min(2)));
            let mut points = vec![start, (side, start.1), (side, lane), (x, lane)];
            points.extend(into(drawing, cell, card, (x, number(same))));
            let name = drawing.nodes.get(card).map(|node| node.title.clone()).unwrap_or_default();
            drawing.wire(Way::Traffic, &points, true, format!("{} has a route to {name}.", table.part.title));
            before.push((cell.column, &outlet.at));
            lane += LANE;
        }
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(0)
}

/// From the gutter into the gateway: straight from the side, or from above where something stands between.
fn into(drawing: &Drawing, cell: &LaidCell, card: usize, (x, same): (i32, i32)) -> Vec<(i32, i32)> {
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
