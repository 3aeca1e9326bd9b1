//! Keyboard navigation: the nearest node in a direction.

use super::{Diagram, NodeKind, Rect};

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveDirection {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
}

/// Cost of each pixel across the direction.
const ASIDE: i32 = 3;
/// Additional cost of a node that is further across than along the direction.
const BEYOND: i32 = 240;

impl Diagram {
    /// Positions of the nodes that can be focused, in reading order: parents before children.
    pub fn stops(&self) -> impl Iterator<Item = usize> + '_ {
        self.nodes.iter().enumerate().filter(|(_, node)| node.is_open_to_keys()).map(|(index, _)| index)
    }

    /// The nearest node in a direction; `None` at the edge.
    pub fn beside(&self, from: usize, toward: MoveDirection) -> Option<usize> {
        let start = self.nodes.get(from).map(|node| eye(node.rect, node.kind))?;
        let far = |to: usize| {
            let target = self.nodes.get(to)?;
            let end = eye(target.rect, target.kind);
            let (ahead, aside) = match toward {
                MoveDirection::Up => (start.1 - end.1, (start.0 - end.0).abs()),
                MoveDirection::Down => (end.1 - start.1, (start.0 - end.0).abs()),
                MoveDirection::Left => (start.0 - end.0, (start.1 - end.1).abs()),
                MoveDirection::Right => (end.0 - start.0, (start.1 - end.1).abs()),
            };
            let beyond = if aside > ahead { BEYOND } else { 0 };
            (ahead > 0).then_some(ahead + aside.saturating_mul(ASIDE) + beyond)
        };
        self.stops().filter(|to| *to != from).filter_map(|to| Some((far(to)?, to))).min().map(|(_, to)| to)
    }

    /// The node a number of steps on in reading order, at most the last or first one.
    pub fn along(&self, from: usize, steps: isize) -> Option<usize> {
        let stops: Vec<usize> = self.stops().collect();
        let here = stops.iter().position(|stop| *stop == from)?;
        let to = here.saturating_add_signed(steps).min(stops.len().saturating_sub(1));
        stops.get(to).copied()
    }
}

/// The reference point of a node: the middle of its head.
fn eye(rect: Rect, kind: NodeKind) -> (i32, i32) {
    let down = if kind.is_ground() { 12.min(rect.h / 2) } else { rect.h / 2 };
    (rect.middle(), rect.y + down.min(24))
}
