//! Icons of nodes: strokes on a grid of 16.

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Two people: users on the internet.
    People,
    /// A globe: an internet gateway.
    Globe,
    /// A lock: a gateway to a private network.
    Lock,
    /// A shield: a security group.
    Shield,
    /// A chip: an instance.
    Chip,
    /// A stack of sheets: an Auto Scaling group.
    Pile,
}

impl Glyph {
    /// The strokes.
    pub fn path(self) -> &'static str {
        match self {
            Glyph::People => {
                "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.8c1.5.5 2.5 1.8 2.5 3.7"
            }
            Glyph::Globe => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c2 2 2.5 4 2.5 6.2S10 12.2 8 14.2M8 1.8C6 3.8 5.5 5.8 5.5 8S6 12.2 8 14.2"
            }
            Glyph::Lock => "M3.5 7h9v7h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7",
            Glyph::Shield => "M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4zM5.8 8l1.7 1.8 3-3.3",
            Glyph::Chip => {
                "M4 4h8v8H4zM6.5 6.5h3v3h-3zM6 1.5V4M10 1.5V4M6 12v2.5M10 12v2.5M1.5 6H4M1.5 10H4M12 6h2.5M12 10h2.5"
            }
            Glyph::Pile => "m8 2 6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
        }
    }
}
