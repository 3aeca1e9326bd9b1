//! The viewport of the diagram: scale and offset.

use crate::diagram::{Diagram, NodeKind, Rect};

/// Smallest and largest scale.
const SMALLEST: f64 = 0.1;
const LARGEST: f64 = 4.0;
/// Scale under which the whole picture is too small to begin with, and the scale of the part that is shown then.
const WHOLE: f64 = 0.6;
const READABLE: f64 = 0.7;
/// Around a node that is brought into sight, in pixels.
const AROUND: f64 = 24.0;

/// Visible part of a picture: a point is drawn at `x`, `y` plus its position times `scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Pixels from the left.
    pub x: f64,
    /// Pixels from above.
    pub y: f64,
    /// Pixels for one of the picture's.
    pub scale: f64,
}

impl View {
    /// The whole picture in the middle, no larger than it is.
    pub fn whole(diagram: &Diagram, (w, h): (f64, f64)) -> View {
        let (wide, high) = (f64::from(diagram.width).max(1.0), f64::from(diagram.height).max(1.0));
        let scale = (w / wide).min(h / high).clamp(SMALLEST, 1.0);
        View { x: ((w - wide * scale) / 2.0).max(0.0), y: 0.0, scale }
    }

    /// Initial view: the whole picture; its top left part if texts would be too small to read.
    pub fn first(diagram: &Diagram, size: (f64, f64)) -> View {
        let whole = View::whole(diagram, size);
        if whole.scale >= WHOLE {
            return whole;
        }
        let wide = f64::from(diagram.width) * READABLE;
        let internet = diagram.nodes.iter().find(|node| node.kind == NodeKind::Internet);
        let middle = internet.map_or(0.0, |node| f64::from(node.rect.middle())) * READABLE;
        let x = if wide <= size.0 { (size.0 - wide) / 2.0 } else { (size.0 / 2.0 - middle).clamp(size.0 - wide, 0.0) };
        View { x, y: 0.0, scale: READABLE }
    }

    /// Another scale; the point at `at` stays where it is.
    pub fn zoomed(self, by: f64, at: (f64, f64)) -> View {
        let scale = (self.scale * by).clamp(SMALLEST, LARGEST);
        let by = scale / self.scale;
        View { x: at.0 - (at.0 - self.x) * by, y: at.1 - (at.1 - self.y) * by, scale }
    }

    /// Moved by so many pixels.
    pub fn moved(self, x: f64, y: f64) -> View {
        View { x: self.x + x, y: self.y + y, ..self }
    }

    /// Moved as little as brings a rectangle of the picture into sight.
    pub fn showing(self, rect: Rect, (w, h): (f64, f64)) -> View {
        let (left, right) = (self.x + f64::from(rect.x) * self.scale, self.x + f64::from(rect.right()) * self.scale);
        let (top, bottom) = (self.y + f64::from(rect.y) * self.scale, self.y + f64::from(rect.bottom()) * self.scale);
        let by = |from: f64, to: f64, room: f64| {
            if from < AROUND || to - from > room - 2.0 * AROUND {
                AROUND - from
            } else if to > room - AROUND {
                room - AROUND - to
            } else {
                0.0
            }
        };
        let in_sight = left >= 0.0 && top >= 0.0 && right <= w && bottom <= h;
        if in_sight { self } else { self.moved(by(left, right, w), by(top, bottom, h)) }
    }
}
