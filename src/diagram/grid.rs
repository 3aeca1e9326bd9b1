//! Layout of a VPC: zones side by side with rows of subnets, spanning elements above them, route tables above these,
//! gateways on the border, other resources below.

use super::drawing::Drawing;
use super::element::{Element, GAP, PAD, SUBNET_TOP, SUBNET_TOP_WIRED, count, flow, flow_width, loose};
use super::labels::caption_width;
use super::layout::{CellLayout, LANE, VpcLayout};
use super::scene::{NatRoute, Span, SubnetCell, Vpc};
use super::{Containment, NodeKind, Rect};

/// Pixels from the border of a zone to its subnets, for its caption.
const ZONE_TOP: i32 = 34;
/// Minimum width of a column of subnets.
const COLUMN: i32 = 248;

/// Horizontal positions and widths of the columns.
struct Columns {
    x: Vec<i32>,
    wide: Vec<i32>,
    gutter: Vec<i32>,
    end: i32,
}

/// Places a VPC with its upper left corner at a point.
pub(super) fn draw(drawing: &mut Drawing, vpc: &Vpc, x: i32, y: i32, region: usize) -> VpcLayout {
    let index = drawing.put(&vpc.part, Rect { x, y, w: 0, h: 0 }, Some(region), Containment::Inside);
    let first = columns(vpc, x + PAD, 0);
    let inside = inner_width(vpc, &first, x);
    let columns = columns(vpc, x + PAD, inside - (first.end - x - PAD));
    let tables_top = y + if vpc.gateways.is_empty() { 28 } else { 48 };
    let tall = vpc.tables.iter().map(|table| table.part.height(table.part.width())).max();
    let lanes = i32::try_from(vpc.tables.len()).unwrap_or(0) + count(vpc.nat_routes().count());
    let top = tables_top + tall.map_or(0, |tall| tall + 24 + LANE * lanes);
    let (cells, spans, below) = rows(drawing, vpc, &columns, top, index);
    let tables = tables(drawing, vpc, &cells, (x + PAD, inside), tables_top, index);
    let ways = vpc.tables.iter().zip(&tables).map(|(table, node)| {
        // Straight down where the table is above its first subnet.
        let rect = drawing.rect(*node);
        let slots = table.cells.iter().filter_map(|at| cells.get(*at)).filter(|cell| cell.first).map(|cell| cell.slot);
        slots.into_iter().find(|slot| rect.x + 8 < *slot && *slot < rect.right() - 8).unwrap_or(rect.middle())
    });
    let ways: Vec<i32> = ways.collect();
    let gateways = gateways(drawing, vpc, &ways, Rect { x, y, w: inside + 2 * PAD, h: 0 }, index);
    let mut bottom = below;
    if !vpc.things.is_empty() {
        let from = if vpc.cells.is_empty() { top } else { below + GAP };
        bottom = drawing.put_rows(&vpc.things, &loose(&vpc.things, inside), x + PAD, from, index);
    }
    drawing.resize(index, inside + 2 * PAD, (bottom + PAD - y).max(96));
    // The caption needs the final size.
    relayout_caption(drawing, &vpc.part, index);
    VpcLayout { index, gateways, tables, cells, spans }
}

/// Updates the caption of a box after its size has changed.
pub(super) fn relayout_caption(drawing: &mut Drawing, part: &Element, index: usize) {
    if let Some(node) = drawing.nodes.get_mut(index) {
        let dressed = super::labels::layout_labels(part, node.rect);
        (node.texts, node.cap) = (dressed.texts, dressed.cap);
    }
}

/// Columns of preferred width, with `spare` pixels more in all.
fn columns(vpc: &Vpc, from: i32, spare: i32) -> Columns {
    let count = vpc.columns.len();
    let each = spare / i32::try_from(count.max(1)).unwrap_or(1);
    let mut wide = vec![0; count];
    for cell in &vpc.cells {
        let own = if cell.framed { cell.part.width().max(COLUMN) } else { flow_width(&cell.part.inner) };
        if let Some(wide) = wide.get_mut(cell.column) {
            *wide = own.max(*wide);
        }
    }
    let gutter: Vec<i32> = (0..count).map(|column| gutter(vpc, column)).collect();
    let framed = |column: usize| vpc.columns.get(column).is_some_and(Option::is_some);
    let around = |column: usize| if framed(column) { PAD } else { 0 };
    let place = |wide: &[i32]| {
        let (mut x, mut all) = (from, Vec::new());
        for (column, wide) in wide.iter().enumerate() {
            x += around(column);
            all.push(x);
            x += wide + gutter.get(column).copied().unwrap_or(0) + around(column) + GAP;
        }
        (all, x - GAP)
    };
    // Spanning elements may need wider columns.
    for span in &vpc.spans {
        let (x, _) = place(&wide);
        let (left, right) = (x.get(span.from), x.get(span.to).zip(wide.get(span.to)).map(|(x, wide)| x + wide));
        if let (Some(left), Some(right)) = (left, right) {
            let missing = span.part.width() + 2 * PAD - (right - left);
            let each = missing / i32::try_from(span.to - span.from + 1).unwrap_or(1) + 1;
            for wide in wide.get_mut(span.from..=span.to).into_iter().flatten().filter(|_| missing > 0) {
                *wide += each;
            }
        }
    }
    wide.iter_mut().for_each(|wide| *wide += each);
    let (x, end) = place(&wide);
    Columns { x, wide, gutter, end: end.max(from) }
}

/// Width of the gutter at the right of a column, for edges to lower subnets and to NAT gateways.
fn gutter(vpc: &Vpc, column: usize) -> i32 {
    let first = |cell: &SubnetCell| first_of(vpc, cell.column) == Some(cell.row);
    let below = |at: &usize| vpc.cells.get(*at).is_some_and(|cell| cell.column == column && !first(cell));
    let lines = vpc.tables.iter().filter(|table| table.cells.iter().any(below)).count();
    let into = |route: &&NatRoute| vpc.cells.get(route.cell).is_some_and(|cell| cell.column == column);
    let lines = lines + vpc.nat_routes().filter(into).count();
    if lines == 0 { 0 } else { LANE * i32::try_from(lines).unwrap_or(0) + 6 }
}

/// The first row of a column that has a cell.
fn first_of(vpc: &Vpc, column: usize) -> Option<usize> {
    vpc.cells.iter().filter(|cell| cell.column == column).map(|cell| cell.row).min()
}

/// Inner width of a VPC: that of its widest part. The last column gets the remainder.
fn inner_width(vpc: &Vpc, columns: &Columns, x: i32) -> i32 {
    let tables: i32 = vpc.tables.iter().map(|table| table.part.width() + GAP).sum::<i32>() - GAP;
    let gateways: i32 = vpc.gateways.iter().map(|gateway| gateway.width() + GAP).sum();
    let border = caption_width(&vpc.part) + gateways;
    let things = flow_width(&vpc.things);
    (columns.end - x - PAD).max(tables).max(border).max(things).max(160)
}

/// The node of an element that spans cells, with the positions of these cells.
type Spanning = (usize, Vec<usize>);

/// Places the rows of cells and the spanning elements; returns the lower edge.
fn rows(
    drawing: &mut Drawing,
    vpc: &Vpc,
    columns: &Columns,
    top: i32,
    parent: usize,
) -> (Vec<CellLayout>, Vec<Spanning>, i32) {
    let framed = vpc.columns.iter().any(Option::is_some);
    let mut y = top + if framed { ZONE_TOP } else { 0 };
    let count = vpc.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut plans: Vec<Plan> = Vec::new();
    for row in 0..count {
        let plan = Plan::of(vpc, columns, row, y);
        if plan.end > y {
            y = plan.end + GAP;
        }
        plans.push(plan);
    }
    let below = if count > 0 { y - GAP + if framed { PAD } else { 0 } } else { top };
    let zones: Vec<(Option<usize>, Rect)> = zones(drawing, vpc, columns, top, below, parent);
    let mut cells: Vec<CellLayout> = Vec::new();
    for cell in &vpc.cells {
        let (zone, area) = zones.get(cell.column).copied().unwrap_or((None, Rect::default()));
        let (x, w) = column(columns, cell.column);
        let (top, end) = plans.get(cell.row).map_or((y, y), |plan| (plan.top, plan.end));
        let rect = Rect { x, y: top, w, h: end - top };
        let part = Element { inner: Vec::new(), ..cell.part.clone() };
        let node = cell.framed.then(|| drawing.put(&part, rect, zone.or(Some(parent)), Containment::Inside));
        let first = first_of(vpc, cell.column) == Some(cell.row);
        cells.push(CellLayout { node, rect, column: cell.column, zone: area, first, slot: 0 });
    }
    let mut spans = Vec::new();
    for (span, at) in vpc.spans.iter().zip(plans_of(&plans, &vpc.spans)) {
        let over = |layout: &(usize, &CellLayout)| {
            let cell = vpc.cells.get(layout.0);
            cell.is_some_and(|cell| cell.row == span.row && (span.from..=span.to).contains(&cell.column))
        };
        let under: Vec<usize> = cells.iter().enumerate().filter(over).map(|(index, _)| index).collect();
        let mut nodes: Vec<usize> = under.iter().filter_map(|at| cells.get(*at)?.node).collect();
        let frames = zones.get(span.from..=span.to).into_iter().flatten();
        nodes.extend(frames.filter_map(|(zone, _)| *zone));
        spans.push((drawing.put(&span.part, at, Some(parent), Containment::Over(nodes)), under));
    }
    for (cell, layout) in vpc.cells.iter().zip(&cells) {
        let from = plans.get(cell.row).and_then(|plan| plan.inner.get(cell.column)).copied().unwrap_or(layout.rect.y);
        let pad = if cell.framed { PAD } else { 0 };
        let inside = layout.node.unwrap_or(parent);
        drawing.put_flow(&cell.part.inner, layout.rect.x + pad, from, layout.rect.w - 2 * pad, inside);
    }
    for cell in &mut cells {
        cell.slot = slot(drawing, cell, &spans);
    }
    (cells, spans, below)
}

/// X at which the edge from the route table enters a subnet: above the first port that it leads to, and beside the
/// caption of the zone.
fn slot(drawing: &Drawing, cell: &CellLayout, spans: &[Spanning]) -> i32 {
    let top = cell.rect.y + SUBNET_TOP_WIRED;
    let under = |node: &usize| drawing.nodes.get(*node).filter(|group| group.rect.y == top).is_some();
    let own = drawing.nodes.iter().position(|node| node.parent.is_some() && node.parent == cell.node);
    let groups: Vec<usize> = own.into_iter().chain(spans.iter().map(|span| span.0)).filter(under).collect();
    let ports = drawing.outside.iter().filter_map(|at| drawing.nodes.get(*at));
    let mut ports = ports.filter(|port| port.parent.is_some_and(|group| groups.contains(&group)));
    let inside = |x: &i32| (cell.rect.x + 20..cell.rect.right() - 10).contains(x);
    let over = ports.find_map(|port| Some(port.rect.middle()).filter(inside));
    let zone = drawing.nodes.iter().find(|node| node.kind == NodeKind::Zone && node.rect == cell.zone);
    let caption = zone.and_then(|zone| zone.cap).map_or(0, |cap| cap.right() + 8);
    over.unwrap_or(cell.rect.x + cell.rect.w * 3 / 4 - PAD / 2).max(caption).min(cell.rect.right() - 12)
}

fn column(columns: &Columns, at: usize) -> (i32, i32) {
    (columns.x.get(at).copied().unwrap_or(0), columns.wide.get(at).copied().unwrap_or(COLUMN))
}

/// Vertical positions in a row.
struct Plan {
    top: i32,
    end: i32,
    /// Upper edge of the children of each column's cell.
    inner: Vec<i32>,
    /// Rectangle of each spanning element in this row, by its position.
    spans: Vec<(usize, Rect)>,
}

impl Plan {
    fn of(vpc: &Vpc, columns: &Columns, row: usize, top: i32) -> Plan {
        let cells: Vec<&SubnetCell> = vpc.cells.iter().filter(|cell| cell.row == row).collect();
        let spans: Vec<(usize, &Span)> = vpc.spans.iter().enumerate().filter(|(_, span)| span.row == row).collect();
        let mut inner = vec![top; vpc.columns.len()];
        for cell in &cells {
            let over = spans.iter().find(|(_, span)| (span.from..=span.to).contains(&cell.column));
            let first = over.map(|(_, span)| span.part.kind).or(cell.part.inner.first().map(|part| part.kind));
            let grouped = first == Some(NodeKind::Group);
            let head = match (cell.framed, grouped) {
                (true, true) => SUBNET_TOP_WIRED,
                (true, false) => SUBNET_TOP,
                (false, true) => 14,
                (false, false) => 4,
            };
            if let Some(inner) = inner.get_mut(cell.column) {
                *inner += head;
            }
        }
        let mut places = Vec::new();
        for (index, span) in spans {
            let under = inner.get_mut(span.from..=span.to);
            let y = under.iter().flat_map(|under| under.iter()).copied().max().unwrap_or(top);
            let (left, _) = column(columns, span.from);
            let (right, wide) = column(columns, span.to);
            let w = right + wide - left - 2 * PAD;
            let h = span.part.height(w);
            places.push((index, Rect { x: left + PAD, y, w, h }));
            for inner in under.into_iter().flatten() {
                *inner = y + h + GAP;
            }
        }
        let mut end = if cells.is_empty() { top } else { top + 64 };
        for cell in &cells {
            let (_, wide) = column(columns, cell.column);
            let pad = if cell.framed { PAD } else { 0 };
            let from = inner.get(cell.column).copied().unwrap_or(top);
            let own = flow(&cell.part.inner, wide - 2 * pad).height;
            // No gap is needed below the last element.
            let last = if own == 0 { from - GAP } else { from + own };
            end = end.max(last + pad.max(if own == 0 { PAD } else { 0 }));
        }
        Plan { top, end, inner, spans: places }
    }
}

/// The rectangles of all spanning elements in their own order.
fn plans_of(plans: &[Plan], spans: &[Span]) -> Vec<Rect> {
    let all =
        |index: usize| plans.iter().flat_map(|plan| &plan.spans).find(|(at, _)| *at == index).map(|(_, rect)| *rect);
    (0..spans.len()).map(|index| all(index).unwrap_or_default()).collect()
}

/// Places the frames of the zones; a column without a frame has only an area.
fn zones(
    drawing: &mut Drawing,
    vpc: &Vpc,
    columns: &Columns,
    top: i32,
    below: i32,
    parent: usize,
) -> Vec<(Option<usize>, Rect)> {
    let frames = vpc.columns.iter().enumerate().map(|(index, name)| {
        let (x, wide) = column(columns, index);
        let gutter = columns.gutter.get(index).copied().unwrap_or(0);
        let Some(name) = name else { return (None, Rect { x, y: top, w: wide + gutter, h: below - top }) };
        let rect = Rect { x: x - PAD, y: top, w: wide + gutter + 2 * PAD, h: below - top };
        let mut zone = Element::new(NodeKind::Zone, &format!("{}/zone/{name}", vpc.part.id), "Availability Zone");
        zone.note = name.clone();
        zone.description = format!("Availability Zone {name}");
        (Some(drawing.put(&zone, rect, Some(parent), Containment::Inside)), rect)
    });
    frames.collect()
}

/// Places route tables above the subnets that use them, as far as there is space.
fn tables(
    drawing: &mut Drawing,
    vpc: &Vpc,
    cells: &[CellLayout],
    (left, wide): (i32, i32),
    top: i32,
    parent: usize,
) -> Vec<usize> {
    let sizes: Vec<(i32, i32)> = vpc.tables.iter().map(|table| (table.part.width(), table.part.height(0))).collect();
    let wanted = vpc.tables.iter().zip(&sizes).map(|(table, (w, _))| {
        let slots = table.cells.iter().filter_map(|at| cells.get(*at)).map(|cell| cell.slot);
        slots.min().unwrap_or(left + wide - w / 2) - w / 2
    });
    let x = apart(&wanted.collect::<Vec<_>>(), &sizes.iter().map(|size| size.0).collect::<Vec<_>>(), left, left + wide);
    let placed = vpc.tables.iter().zip(&sizes).zip(x).map(|((table, (w, h)), x)| {
        drawing.put(&table.part, Rect { x, y: top, w: *w, h: *h }, Some(parent), Containment::Inside)
    });
    placed.collect()
}

/// Places gateways on the upper border, above the table that leads to them.
fn gateways(drawing: &mut Drawing, vpc: &Vpc, ways: &[i32], area: Rect, parent: usize) -> Vec<usize> {
    let wide: Vec<i32> = vpc.gateways.iter().map(Element::width).collect();
    let left = area.x + caption_width(&vpc.part);
    let wanted = wide.iter().enumerate().map(|(index, wide)| {
        let leads = vpc.tables.iter().position(|table| table.gateways.contains(&index));
        let middle = leads.and_then(|at| ways.get(at)).copied().unwrap_or(area.middle());
        middle - wide / 2
    });
    let x = apart(&wanted.collect::<Vec<_>>(), &wide, left, area.right() - PAD);
    let placed = vpc.gateways.iter().zip(wide).zip(x).map(|((part, w), x)| {
        drawing.put(part, Rect { x, y: area.y - 20, w, h: 40 }, Some(parent), Containment::Border)
    });
    placed.collect()
}

/// X positions without overlap, each as close to the preferred one as possible, in the given order. All fit between
/// `left` and `right` if their widths do.
fn apart(wanted: &[i32], wide: &[i32], left: i32, right: i32) -> Vec<i32> {
    let mut x = Vec::new();
    let mut from = left;
    for (wanted, wide) in wanted.iter().zip(wide) {
        let own = (*wanted).max(from);
        x.push(own);
        from = own + wide + GAP;
    }
    let mut to = right;
    for (x, wide) in x.iter_mut().zip(wide).rev() {
        *x = (*x).min(to - wide);
        to = *x - GAP;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_in_a_row_stay_close_to_their_preferred_positions() {
        assert_eq!(apart(&[100, 300], &[50, 50], 0, 400), [100, 300]);
        assert_eq!(apart(&[100, 100], &[50, 50], 0, 400), [100, 166]);
        assert_eq!(apart(&[390, 390], &[50, 50], 0, 400), [284, 350]);
        assert_eq!(apart(&[-90, 0], &[50, 50], 0, 400), [0, 66]);
    }
}
