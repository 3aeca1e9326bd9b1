//! Elements: what is drawn, before layout; their preferred width, and their height at a width.

use super::NodeKind;
use super::text::{Face, width};
use crate::document::Path;

/// Pixels between elements.
pub(super) const GAP: i32 = 16;
/// Padding of security groups and zones.
pub(super) const PAD: i32 = 20;
/// Padding at the top of a security group, for its caption and ports.
pub(super) const GROUP_TOP: i32 = 40;
/// Padding at the top of a subnet.
pub(super) const SUBNET_TOP: i32 = 42;
/// Padding at the top of a subnet that starts with a security group, for the edges to its ports.
pub(super) const SUBNET_TOP_WIRED: i32 = 64;
/// Height of the head of an instance or card.
pub(super) const HEAD: i32 = 48;
/// Height of a second line in the head.
pub(super) const LINE: i32 = 15;
/// Height of a service, and of the arrow to the next one.
pub(super) const SERVICE: i32 = 26;
pub(super) const STEP: i32 = 12;
/// Minimum width of a service.
const SERVICE_WIDE: i32 = 160;
/// Offset of the sheets behind an Auto Scaling group.
pub(super) const SHEETS: i32 = 6;
/// Height of a port.
pub(super) const PORT_HEIGHT: i32 = 18;
/// Number of ports that widen a security group; further ones are hidden if there is no space.
const WIDE_PORTS: usize = 4;
/// Height of a heading over the cards of a service.
pub(super) const HEADING: i32 = 22;

/// An open port of a security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PortLabel {
    pub text: String,
    pub description: String,
    pub risky: bool,
    pub outside: bool,
    pub at: Option<Path>,
}

impl PortLabel {
    pub fn width(&self) -> i32 {
        (width(&self.text, Face::Port) + 10).clamp(24, 84)
    }
}

/// An element with its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub kind: NodeKind,
    pub id: String,
    pub title: String,
    /// Text below or after the title.
    pub note: String,
    /// A second such text; in a subnet the word at the end of its head.
    pub more: String,
    /// Rows of two columns.
    pub lines: Vec<(String, String)>,
    pub ports: Vec<PortLabel>,
    /// Description for screen readers.
    pub description: String,
    pub at: Option<Path>,
    pub also: Vec<Path>,
    pub inner: Vec<Element>,
}

impl Element {
    pub fn new(kind: NodeKind, id: &str, title: &str) -> Element {
        Element {
            kind,
            id: id.to_string(),
            title: title.to_string(),
            note: String::new(),
            more: String::new(),
            lines: Vec::new(),
            ports: Vec::new(),
            description: String::new(),
            at: None,
            also: Vec::new(),
            inner: Vec::new(),
        }
    }

    /// Preferred width.
    // Recursion is bounded: elements are nested at most four levels deep.
    pub fn width(&self) -> i32 {
        let title = width(&self.title, Face::Title);
        let note = width(&self.note, Face::Note).max(width(&self.more, Face::Note));
        match self.kind {
            NodeKind::Machine | NodeKind::Fleet => {
                let sheets = if self.kind == NodeKind::Fleet { SHEETS } else { 0 };
                (title.max(note) + 52).clamp(212, 288) + sheets
            }
            NodeKind::Service => SERVICE_WIDE,
            NodeKind::Group => {
                let ports: i32 = self.ports.iter().take(WIDE_PORTS).map(|port| port.width() + 4).sum();
                let head = width(&self.title, Face::Caption).min(170) + 44 + ports + 32;
                head.max(flow_width(&self.inner) + 2 * PAD)
            }
            NodeKind::Subnet | NodeKind::GhostSubnet => {
                let head = title.min(190) + width(&self.note, Face::Code).min(130) + width(&self.more, Face::Note) + 58;
                head.max(248).max(flow_width(&self.inner) + 2 * PAD)
            }
            NodeKind::Table => {
                let row =
                    |line: &(String, String)| width(&line.0, Face::Strong).max(80) + width(&line.1, Face::Note) + 42;
                let rows = self.lines.iter().map(row).max().unwrap_or_default();
                (title + 28).max(rows).clamp(150, 250)
            }
            NodeKind::Gateway => (title + 60).clamp(120, 240),
            NodeKind::Card => {
                let row = |line: &(String, String)| width(&line.0, Face::Strong) + width(&line.1, Face::Note) + 34;
                let rows = self.lines.iter().map(row).max().unwrap_or_default();
                (title.max(note).clamp(120, 184) + 24).max(rows.min(260))
            }
            NodeKind::Heading
            | NodeKind::Internet
            | NodeKind::Region
            | NodeKind::Vpc
            | NodeKind::GhostVpc
            | NodeKind::Zone
            | NodeKind::Port
            | NodeKind::RiskyPort
            | NodeKind::Pill
            | NodeKind::RiskyPill => 144,
        }
    }

    /// Height at a width.
    pub fn height(&self, wide: i32) -> i32 {
        match self.kind {
            NodeKind::Machine | NodeKind::Fleet => {
                let sheets = if self.kind == NodeKind::Fleet { SHEETS } else { 0 };
                let rows = rows_of(self.inner.len(), self.columns(wide));
                let services = if rows == 0 { 0 } else { 24 + rows * SERVICE + (rows - 1) * STEP };
                let counted = if self.lines.is_empty() { 0 } else { 16 };
                self.head() + services + counted + sheets
            }
            NodeKind::Service => SERVICE,
            NodeKind::Group => GROUP_TOP + flow_height(&self.inner, wide - 2 * PAD) + PAD,
            NodeKind::Subnet | NodeKind::GhostSubnet => {
                let inner = flow_height(&self.inner, wide - 2 * PAD);
                self.subnet_top() + inner + if inner == 0 { 22 } else { PAD }
            }
            NodeKind::Table => 32 + LINE * count(self.lines.len()),
            NodeKind::Gateway => 40,
            NodeKind::Card => HEAD + if self.lines.is_empty() { 0 } else { 6 + LINE * count(self.lines.len()) },
            NodeKind::Heading => HEADING,
            NodeKind::Internet
            | NodeKind::Region
            | NodeKind::Vpc
            | NodeKind::GhostVpc
            | NodeKind::Zone
            | NodeKind::Port
            | NodeKind::RiskyPort
            | NodeKind::Pill
            | NodeKind::RiskyPill => HEAD,
        }
    }

    /// Height of the head of an instance.
    pub fn head(&self) -> i32 {
        HEAD + if self.more.is_empty() { 0 } else { LINE }
    }

    /// Offset of the children of a subnet.
    pub fn subnet_top(&self) -> i32 {
        if self.inner.first().is_some_and(|first| first.kind == NodeKind::Group) {
            SUBNET_TOP_WIRED
        } else {
            SUBNET_TOP
        }
    }

    /// Number of columns of the services of an instance at a width.
    pub fn columns(&self, wide: i32) -> usize {
        let room = (wide - 28 + GAP) / (SERVICE_WIDE + GAP);
        usize::try_from(room).unwrap_or(1).clamp(1, self.inner.len().max(1))
    }
}

fn rows_of(items: usize, columns: usize) -> i32 {
    count(items.div_ceil(columns.max(1)))
}

pub(super) fn count(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}

/// Elements in rows: rectangles relative to the upper left corner.
pub(super) struct Flow {
    pub places: Vec<(i32, i32, i32, i32)>,
    pub width: i32,
    pub height: i32,
}

/// Arranges elements in rows no wider than `most`; a single element in a row is as wide as `fill`.
fn rows(parts: &[Element], most: i32, fill: i32) -> Flow {
    let mut places: Vec<(i32, i32, i32, i32)> = Vec::new();
    let (mut x, mut y, mut tall, mut widest, mut first) = (0, 0, 0, 0, 0);
    let finish = |places: &mut Vec<(i32, i32, i32, i32)>, from: usize, to: usize| {
        // A single element takes the whole width.
        if let (1, Some(place), Some(part)) = (to - from, places.get_mut(from), parts.get(from)) {
            place.2 = place.2.max(fill);
            place.3 = part.height(place.2);
            return place.3;
        }
        places.get(from..to).into_iter().flatten().map(|place| place.3).max().unwrap_or_default()
    };
    for (index, part) in parts.iter().enumerate() {
        let wide = part.width();
        if x > 0 && x + wide > most {
            tall = finish(&mut places, first, index);
            (x, y, first) = (0, y + tall + GAP, index);
        }
        places.push((x, y, wide, part.height(wide)));
        x += wide + GAP;
        widest = widest.max(x - GAP);
    }
    if first < parts.len() {
        tall = finish(&mut places, first, parts.len());
    }
    Flow { places, width: widest, height: if parts.is_empty() { 0 } else { y + tall } }
}

/// Rows in a width, filled by single elements.
pub(super) fn flow(parts: &[Element], wide: i32) -> Flow {
    rows(parts, wide, wide)
}

/// Rows in a width, no element wider than it prefers.
pub(super) fn loose(parts: &[Element], wide: i32) -> Flow {
    rows(parts, wide, 0)
}

/// Preferred width of elements in rows, for about equal width and height.
pub(super) fn flow_width(parts: &[Element]) -> i32 {
    let widest = parts.iter().map(Element::width).max().unwrap_or_default();
    let area: i64 = parts
        .iter()
        .map(|part| (part.width(), part))
        .map(|(wide, part)| i64::from(wide + GAP) * i64::from(part.height(wide) + GAP))
        .sum();
    let side = i32::try_from(area.isqrt()).unwrap_or(i32::MAX / 4);
    rows(parts, widest.max(side), 0).width.max(widest)
}

fn flow_height(parts: &[Element], wide: i32) -> i32 {
    flow(parts, wide).height
}
