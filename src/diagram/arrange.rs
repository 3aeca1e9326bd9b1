//! The cells of a VPC: a column for each zone, public subnets over private ones.

use std::collections::{BTreeMap, HashMap};

use super::seat::{Seat, ordinal};
use super::zone::rank;

/// A seat with what stands there.
pub(super) struct Plot {
    pub seat: Seat,
    pub zone: Option<String>,
    pub table: Option<usize>,
    pub public: bool,
    /// Resources, and how many more subnets each is in.
    pub items: Vec<(usize, usize)>,
    pub column: usize,
    pub row: usize,
}

/// Gives each plot a column, its zone, and a row: public subnets over private ones. Gives the names of the columns.
pub(super) fn arrange(plots: &mut [Plot]) -> Vec<Option<String>> {
    let mut zones: Vec<Option<String>> = Vec::new();
    for plot in plots.iter().filter(|plot| matches!(plot.seat, Seat::Subnet(_))) {
        if !zones.contains(&plot.zone) {
            zones.push(plot.zone.clone());
        }
    }
    zones.sort_by_key(|zone| zone.as_deref().map_or(usize::MAX, rank));
    let mut columns: Vec<Option<String>> =
        zones.iter().map(|zone| Some(zone.clone().unwrap_or_else(|| "any".into()))).collect();
    let real = columns.len();
    let mut families: Vec<String> = Vec::new();
    let mut filled: HashMap<(usize, usize), usize> = HashMap::new();
    let mut next = real;
    for plot in plots.iter_mut() {
        let (column, class) = match &plot.seat {
            Seat::Subnet(_) => {
                let column = zones.iter().position(|zone| *zone == plot.zone).unwrap_or(0);
                (column, if plot.public { 0 } else { 1 })
            }
            Seat::Given(name) => {
                let (family, number) = ordinal(name);
                let known = families.iter().position(|known| *known == family);
                let class = known.unwrap_or_else(|| {
                    families.push(family);
                    families.len() - 1
                });
                (real + number.unwrap_or(0), 2 + class)
            }
            Seat::Open => (usize::MAX, 0),
        };
        (plot.column, plot.row) = (column, class);
        if column != usize::MAX {
            next = next.max(column + 1);
        }
    }
    // What stands in no subnet has a column of its own at the end; columns without anything go.
    for plot in plots.iter_mut().filter(|plot| plot.column == usize::MAX) {
        plot.column = next;
    }
    let mut used: Vec<usize> = plots.iter().map(|plot| plot.column).collect();
    used.sort_unstable();
    used.dedup();
    columns.truncate(real);
    for plot in plots.iter_mut() {
        plot.column = used.binary_search(&plot.column).unwrap_or(0);
    }
    columns.resize(used.len().max(real), None);
    // Rows: as many for each class as its fullest column needs.
    let mut classes: BTreeMap<usize, usize> = BTreeMap::new();
    for plot in plots.iter_mut() {
        let place = filled.entry((plot.column, plot.row)).or_default();
        let most = classes.entry(plot.row).or_default();
        *most = (*most).max(*place + 1);
        // For now the class and the place in it; both are few.
        plot.row = plot.row * 10_000 + *place;
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
    for plot in plots.iter_mut() {
        let (class, place) = (plot.row / 10_000, plot.row % 10_000);
        plot.row = starts.get(&class).copied().unwrap_or(0) + place;
    }
    columns
}
