//! The position of a row among its siblings, for screen readers: only a part of the tree is drawn.

use std::collections::HashMap;

use super::OutlineRow;

/// Position of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowPosition {
    /// Its number in the whole list, from 0.
    pub index: usize,
    /// Its number among the rows of its level under the same row, from 1.
    pub position: usize,
    /// Number of rows of its level under the same row.
    pub of: usize,
}

/// Index of each of `rows` by key.
pub fn standings(rows: &[OutlineRow]) -> HashMap<String, RowPosition> {
    // A family: the rows of one level under one row. How many each holds is known at the end.
    let mut sizes: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        open.retain(|(level, _)| *level <= row.level);
        let family = match open.last() {
            Some(&(level, family)) if level == row.level => family,
            _ => {
                sizes.push(0);
                open.push((row.level, sizes.len() - 1));
                sizes.len() - 1
            }
        };
        let position = sizes.get_mut(family).map_or(1, |size| {
            *size += 1;
            *size
        });
        found.push((row.key.clone(), family, RowPosition { index, position, of: 0 }));
    }
    let whole = |(key, family, standing): (String, usize, RowPosition)| {
        let of = sizes.get(family).copied().unwrap_or(standing.position);
        (key, RowPosition { of, ..standing })
    };
    found.into_iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::super::outline;
    use super::*;
    use crate::document::Document;

    #[test]
    fn positions_are_counted_within_the_parent_row() {
        let text =
            "Resources:\n  A: {Type: AWS::EC2::Subnet}\n  B: {Type: AWS::EC2::VPC}\n  C: {Type: AWS::EC2::VPC}\n";
        let rows = outline(&Document::parse(text));
        let standings = standings(&rows);
        assert_eq!(standings.len(), rows.len());
        let mut seen: HashMap<(usize, usize), usize> = HashMap::new();
        for (index, row) in rows.iter().enumerate() {
            let standing = standings[&row.key];
            assert_eq!(standing.index, index);
            // The same counted the slow way.
            let parent = (0..index).rev().find(|&above| rows[above].level < row.level);
            let beside = |other: &usize| {
                rows[*other].level == row.level
                    && (0..*other).rev().find(|&above| rows[above].level < row.level) == parent
            };
            assert_eq!(standing.of, (0..rows.len()).filter(beside).count(), "{row:?}");
            let position = seen.entry((parent.map_or(0, |above| above + 1), row.level)).or_default();
            *position += 1;
            assert_eq!(standing.position, *position);
        }
        assert!(standings.values().any(|standing| standing.of > 2));
    }
}
