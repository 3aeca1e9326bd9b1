//! A template as a picture: region, VPCs, zones, subnets, gateways, routes, security groups with their open ports,
//! machines with their services, and every other resource in a column beside them.
//!
//! [`Diagram::of`] reads a document and gives boxes, texts and lines with whole numbers for coordinates; the page and
//! [`svg`] draw the same ones. The same template gives the same picture. What it must never know: colours, the browser,
//! what is selected.

mod attachment;
mod columns;
mod content;
mod drawing;
mod element;
mod glyph;
mod graph;
mod grid;
mod grid_item;
mod labels;
mod layout;
mod machine;
mod navigation;
mod placement;
mod region;
mod routing;
mod rule;
mod scene;
mod summary;
pub mod svg;
mod text;

use crate::document::{Document, Path};
use crate::template::Template;

pub use glyph::Glyph;
pub use graph::MAX_RESOURCES;
pub use navigation::MoveDirection;
pub use text::{Face, width};

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> i32 {
        self.x + self.w
    }

    /// Lower edge.
    pub fn bottom(&self) -> i32 {
        self.y + self.h
    }

    /// The middle from left to right.
    pub fn middle(&self) -> i32 {
        self.x + self.w / 2
    }

    /// True if both have a point in common, their edges apart.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// True if the other lies in it.
    pub fn holds(&self, other: &Rect) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Everybody outside.
    Internet,
    /// The region of the stack.
    Region,
    /// A VPC of the template.
    Vpc,
    /// A VPC that exists, or will be.
    GhostVpc,
    /// An internet or VPN gateway, on the border of its VPC.
    Gateway,
    /// A route table.
    Table,
    /// An Availability Zone.
    Zone,
    /// A subnet of the template.
    Subnet,
    /// A subnet that exists.
    GhostSubnet,
    /// A security group around what has it.
    Group,
    /// An open port on the border of its security group.
    Port,
    /// The same, open to everybody who should not be there.
    RiskyPort,
    /// The open ports beside the line from the internet.
    Pill,
    /// The same, open to everybody who should not be there.
    RiskyPill,
    /// An instance.
    Machine,
    /// A group of instances that are all alike.
    Fleet,
    /// A service on a machine.
    Service,
    /// Any other resource.
    Card,
    /// The name of an AWS service over its resources, or a word where there is nothing to draw.
    Heading,
}

impl NodeKind {
    /// True for boxes that hold others: lines go over them.
    pub fn is_ground(self) -> bool {
        match self {
            NodeKind::Region
            | NodeKind::Vpc
            | NodeKind::GhostVpc
            | NodeKind::Zone
            | NodeKind::Subnet
            | NodeKind::GhostSubnet
            | NodeKind::Group => true,
            NodeKind::Internet
            | NodeKind::Gateway
            | NodeKind::Table
            | NodeKind::Port
            | NodeKind::RiskyPort
            | NodeKind::Pill
            | NodeKind::RiskyPill
            | NodeKind::Machine
            | NodeKind::Fleet
            | NodeKind::Service
            | NodeKind::Card
            | NodeKind::Heading => false,
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            NodeKind::Internet | NodeKind::Card | NodeKind::Table => "card",
            NodeKind::Region => "region",
            NodeKind::Vpc => "vpc",
            NodeKind::GhostVpc => "vpc ghost",
            NodeKind::Gateway => "gate",
            NodeKind::Zone => "zone",
            NodeKind::Subnet => "subnet",
            NodeKind::GhostSubnet => "subnet ghost",
            NodeKind::Group => "sg",
            NodeKind::Port => "port",
            NodeKind::RiskyPort => "port risky",
            NodeKind::Pill => "pill",
            NodeKind::RiskyPill => "pill risky",
            NodeKind::Machine => "machine",
            NodeKind::Fleet => "machine fleet",
            NodeKind::Service => "svc",
            NodeKind::Heading => "heading",
        }
    }

    /// Radius of its corners.
    pub fn radius(self) -> i32 {
        match self {
            NodeKind::Region => 10,
            NodeKind::Vpc | NodeKind::GhostVpc | NodeKind::Zone => 8,
            NodeKind::Gateway => 20,
            NodeKind::Subnet | NodeKind::GhostSubnet | NodeKind::Group => 7,
            NodeKind::Internet | NodeKind::Table | NodeKind::Machine | NodeKind::Fleet | NodeKind::Card => 6,
            NodeKind::Port
            | NodeKind::RiskyPort
            | NodeKind::Pill
            | NodeKind::RiskyPill
            | NodeKind::Service
            | NodeKind::Heading => 4,
        }
    }
}

/// How a node is to its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Containment {
    /// Inside it.
    Inside,
    /// On its upper border.
    Border,
    /// Inside it and over these other nodes, which it spans: a group of machines over the subnets it uses.
    Over(Vec<usize>),
}

/// Which point of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// A line of text in a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where its anchor is.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// What point of it that is.
    pub anchor: TextAnchor,
    /// How it is written.
    pub face: Face,
    /// What it says; it fits.
    pub text: String,
}

/// A box of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramNode {
    /// Names it among the nodes; stays the same while the template is edited elsewhere.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub title: String,
    /// All it shows, in words.
    pub description: String,
    /// What it is for in the template; `None` for what only holds or explains others.
    pub at: Option<Path>,
    /// What it shows beside that: the attachment of a gateway, the routes of a table.
    pub also: Vec<Path>,
    /// Position of the node that it belongs to.
    pub parent: Option<usize>,
    /// How it is to that.
    pub containment: Containment,
    /// Where it is.
    pub rect: Rect,
    /// What is cleared after its caption, which is on its border.
    pub cap: Option<Rect>,
    /// The part of its head that is filled while it is selected.
    pub tab: Option<Rect>,
    /// Its drawing and where that is.
    pub glyph: Option<(Glyph, i32, i32)>,
    /// Height of the line under its head.
    pub rule: Option<i32>,
    /// What is written in it.
    pub texts: Vec<Text>,
}

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// Traffic goes along it.
    Traffic,
    /// The same, open to everybody who should not be there.
    Risky,
    /// One service is started after the other.
    Order,
    /// One names the other.
    Reference,
}

impl EdgeKind {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            EdgeKind::Traffic => "wire",
            EdgeKind::Risky => "wire risky",
            EdgeKind::Order => "wire order",
            EdgeKind::Reference => "wire refers",
        }
    }
}

/// A line between nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What it means.
    pub kind: EdgeKind,
    /// Its corners; all parts are level or plumb. Empty for what is only described.
    pub points: Vec<(i32, i32)>,
    /// True if it ends in an arrow.
    pub arrow: bool,
    /// In words; empty for a part of another.
    pub description: String,
}

/// The picture of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// Each after the one it is in.
    pub nodes: Vec<DiagramNode>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// Resources that are drawn or part of what is.
    pub drawn: usize,
    /// Resources beyond [`MAX_RESOURCES`].
    pub omitted: usize,
}

impl Diagram {
    /// The picture of a document. Cannot fail: of a text without resources it shows where the first VPC would are.
    pub fn of(document: &Document) -> Diagram {
        region::draw(&graph::ResourceGraph::of(Template::of(document)))
    }

    /// True if there is no resource to draw.
    pub fn is_empty(&self) -> bool {
        self.drawn == 0
    }

    /// The node that shows what is at a path: the one whose entry is nearest around it. `None` if none does.
    pub fn holding(&self, at: &Path) -> Option<usize> {
        // How near it is; what a node is for comes before what it shows beside that.
        let near = |node: &DiagramNode| {
            let depth = |entry: &Path| Some(entry.steps().len()).filter(|_| at.starts_with(entry));
            let own = node.at.as_ref().and_then(depth).map(|depth| (depth, true));
            own.max(node.also.iter().filter_map(depth).max().map(|depth| (depth, false)))
        };
        let mut best: Option<((usize, bool), usize)> = None;
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(near) = near(node)
                && best.is_none_or(|(before, _)| near > before)
            {
                best = Some((near, index));
            }
        }
        best.map(|(_, index)| index)
    }
}
