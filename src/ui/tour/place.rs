//! Where the card of a step lies: beside what it is about, and whole within the window. Lengths in CSS pixels.

/// Distance between the card and what it is about, and between the card and the edge of the window.
const GAP: f64 = 12.0;

/// A rectangle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Upper left corner of a card of a size beside `target`: to its right or left, below or above it, else in its middle.
pub(super) fn beside(target: Area, card: (f64, f64), window: (f64, f64)) -> (f64, f64) {
    let (width, height) = card;
    let right = target.x + target.width + GAP;
    let left = target.x - GAP - width;
    let below = target.y + target.height + GAP;
    let above = target.y - GAP - height;
    let middle = (target.x + (target.width - width) / 2.0, target.y + (target.height - height) / 2.0);
    let (x, y) = if right + width + GAP <= window.0 {
        (right, target.y)
    } else if left >= GAP {
        (left, target.y)
    } else if below + height + GAP <= window.1 {
        (middle.0, below)
    } else if above >= GAP {
        (middle.0, above)
    } else {
        middle
    };
    let within = |at: f64, size: f64, all: f64| at.min(all - size - GAP).max(GAP);
    (within(x, width, window.0), within(y, height, window.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: (f64, f64) = (1000.0, 800.0);
    const CARD: (f64, f64) = (300.0, 200.0);

    fn at(x: f64, y: f64, width: f64, height: f64) -> (f64, f64) {
        beside(Area { x, y, width, height }, CARD, WINDOW)
    }

    #[test]
    fn the_card_is_beside_what_it_is_about() {
        assert_eq!(at(0.0, 50.0, 200.0, 700.0), (212.0, 50.0));
        assert_eq!(at(600.0, 50.0, 400.0, 700.0), (288.0, 50.0));
        assert_eq!(at(0.0, 0.0, 1000.0, 100.0), (350.0, 112.0));
        assert_eq!(at(0.0, 700.0, 1000.0, 100.0), (350.0, 488.0));
    }

    #[test]
    fn the_card_stays_in_the_window() {
        assert_eq!(at(900.0, 790.0, 90.0, 10.0), (588.0, 588.0));
        assert_eq!(at(0.0, 0.0, 1000.0, 800.0), (350.0, 300.0));
        assert_eq!(beside(Area::default(), CARD, (200.0, 100.0)), (GAP, GAP));
    }
}
