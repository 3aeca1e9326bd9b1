//! Layout of a VPC: the nodes and rectangles that edges are routed between.

use super::Rect;
use super::scene::Vpc;

/// Pixels between parallel edges.
pub(super) const LANE: i32 = 8;
/// Pixels from the right edge of a zone to the first edge in its gutter.
const EDGE: i32 = 9;

/// Nodes of a VPC that has been placed.
pub(super) struct VpcLayout {
    pub index: usize,
    pub gateways: Vec<usize>,
    /// Nodes of the route tables, in the order of the VPC's.
    pub tables: Vec<usize>,
    pub cells: Vec<CellLayout>,
    /// Each node that spans several cells, with the positions of these.
    pub spans: Vec<(usize, Vec<usize>)>,
}

/// A placed cell of the subnet grid.
pub(super) struct CellLayout {
    /// Node of the subnet; `None` for the cell of resources without a subnet.
    pub node: Option<usize>,
    pub rect: Rect,
    pub column: usize,
    /// Rectangle of the Availability Zone.
    pub zone: Rect,
    /// True for the top cell of its column.
    pub first: bool,
    /// X at which the edge from the route table enters from above.
    pub slot: i32,
}

impl VpcLayout {
    /// True if the route table has an edge through the gutter of a column: to a cell that is not the top one.
    pub fn uses_gutter(&self, vpc: &Vpc, table: usize, column: usize) -> bool {
        let cells = vpc.tables.get(table).map(|table| table.cells.as_slice()).unwrap_or_default();
        cells.iter().filter_map(|at| self.cells.get(*at)).any(|cell| cell.column == column && !cell.first)
    }

    /// Lower edge of the lowest route table.
    pub fn tables_bottom(&self, bottom: impl Fn(usize) -> i32) -> i32 {
        self.tables.iter().map(|node| bottom(*node)).max().unwrap_or_default()
    }
}

impl CellLayout {
    /// X of an edge in the gutter of the cell's zone; `lane` counts from the right.
    pub fn gutter_x(&self, lane: usize) -> i32 {
        self.zone.right() - EDGE - LANE * i32::try_from(lane).unwrap_or(0)
    }
}
