//! Cells of a VPC's grid: a column for each zone, public subnets above private ones.

use std::collections::{BTreeMap, HashMap};

use super::placement::{Placement, ordinal};
use crate::template::network::zone::rank;

/// A placement with the resources in it.
pub(super) struct GridItem {
    pub placement: Placement,
    pub zone: Option<String>,
    pub table: Option<usize>,
    pub public: bool,
    /// Resources, each with the number of further subnets it is in.
    pub items: Vec<(usize, usize)>,
    pub column: usize,
    pub row: usize,
}

/// Assigns each item a column (its zone) and a row (public subnets above private ones); returns the names of the
/// columns.
pub(super) fn arrange(grid_items: &mut [GridItem]) -> Vec<Option<String>> {
    let mut zones: Vec<Option<String>> = Vec::new();
    for grid_item in grid_items.iter().filter(|grid_item| matches!(grid_item.placement, Placement::Subnet(_))) {
        if !zones.contains(&grid_item.zone) {
            zones.push(grid_item.zone.clone());
        }
    }
    zones.sort_by_key(|zone| zone.as_deref().map_or(usize::MAX, rank));
    let mut columns: Vec<Option<String>> =
        zones.iter().map(|zone| Some(zone.clone().unwrap_or_else(|| "any".into()))).collect();
    let real = columns.len();
    let mut families: Vec<String> = Vec::new();
    let mut filled: HashMap<(usize, usize), usize> = HashMap::new();
    let mut next = real;
    for grid_item in grid_items.iter_mut() {
        let (column, class) = match &grid_item.placement {
            Placement::Subnet(_) => {
                let column = zones.iter().position(|zone| *zone == grid_item.zone).unwrap_or(0);
                (column, if grid_item.public { 0 } else { 1 })
            }
            Placement::External(name) => {
                let (family, number) = ordinal(name);
                let known = families.iter().position(|known| *known == family);
                let class = known.unwrap_or_else(|| {
                    families.push(family);
                    families.len() - 1
                });
                (real + number.unwrap_or(0), 2 + class)
            }
            Placement::NoSubnet => (usize::MAX, 0),
        };
        (grid_item.column, grid_item.row) = (column, class);
        if column != usize::MAX {
            next = next.max(column + 1);
        }
    }
    // Resources without a subnet have the last column; empty columns are removed.
    for grid_item in grid_items.iter_mut().filter(|grid_item| grid_item.column == usize::MAX) {
        grid_item.column = next;
    }
    let mut used: Vec<usize> = grid_items.iter().map(|grid_item| grid_item.column).collect();
    used.sort_unstable();
    used.dedup();
    columns.truncate(real);
    for grid_item in grid_items.iter_mut() {
        grid_item.column = used.binary_search(&grid_item.column).unwrap_or(0);
    }
    columns.resize(used.len().max(real), None);
    // Each class has as many rows as its fullest column needs.
    let mut classes: BTreeMap<usize, usize> = BTreeMap::new();
    for grid_item in grid_items.iter_mut() {
        let place = filled.entry((grid_item.column, grid_item.row)).or_default();
        let most = classes.entry(grid_item.row).or_default();
        *most = (*most).max(*place + 1);
        // Temporarily the class and the position in it; both are small.
        grid_item.row = grid_item.row * 10_000 + *place;
        *place += 1;
    }
    let mut start = 0;
    let starts: BTreeMap<usize, usize> = classes
        .into_iter()
        .map(|(class, rows)| {
            let own = start;
            start += rows;
            (class, own)
        })
        .collect();
    for grid_item in grid_items.iter_mut() {
        let (class, place) = (grid_item.row / 10_000, grid_item.row % 10_000);
        grid_item.row = starts.get(&class).copied().unwrap_or(0) + place;
    }
    columns
}
