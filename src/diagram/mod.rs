//! Diagrams of templates: region, VPCs, zones, subnets, gateways, routes, security groups with open ports, instances
//! with their services, and all other resources in columns beside them.
//!
//! [`Diagram::of`] reads a document and returns boxes, texts and edges with integer coordinates, which the page and
//! [`svg`] draw. Equal templates give equal diagrams. Must not know colours, the browser, the selection.

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

    /// Horizontal centre.
    pub fn middle(&self) -> i32 {
        self.x + self.w / 2
    }

    /// True if the interiors intersect.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// True if the other rectangle is inside.
    pub fn holds(&self, other: &Rect) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The internet.
    Internet,
    /// The region of the stack.
    Region,
    /// A VPC of the template.
    Vpc,
    /// A VPC outside the template.
    GhostVpc,
    /// An internet or VPN gateway, on the border of its VPC.
    Gateway,
    /// A route table.
    Table,
    /// An Availability Zone.
    Zone,
    /// A subnet of the template.
    Subnet,
    /// A subnet outside the template.
    GhostSubnet,
    /// A security group, drawn around its members.
    Group,
    /// An open port on the border of its security group.
    Port,
    /// An open port of a sensitive service that everybody can reach.
    RiskyPort,
    /// The open ports beside the edge from the internet.
    Pill,
    /// Open ports of sensitive services that everybody can reach.
    RiskyPill,
    /// An instance.
    Machine,
    /// An Auto Scaling group.
    Fleet,
    /// A service on an instance.
    Service,
    /// Any other resource.
    Card,
    /// The name of an AWS service above its resources, or another heading.
    Heading,
}

impl NodeKind {
    /// True for boxes that contain others; edges may cross them.
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

    /// Class in the style sheet.
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

    /// Radius of the corners.
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

/// Position of a node relative to its parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Containment {
    /// Inside the parent.
    Inside,
    /// On the upper border of the parent.
    Border,
    /// Inside the parent and above these nodes, which it spans: an Auto Scaling group over its subnets.
    Over(Vec<usize>),
}

/// The point of a text that its coordinates refer to.
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
pub struct TextLine {
    /// X of the anchor.
    pub x: i32,
    /// Y of the baseline.
    pub y: i32,
    /// The anchor.
    pub anchor: TextAnchor,
    /// The style.
    pub face: Face,
    /// The text, which fits.
    pub text: String,
}

/// A box of the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramNode {
    /// Unique id; stable while other parts of the template change.
    pub id: String,
    /// The kind.
    pub kind: NodeKind,
    /// The name.
    pub title: String,
    /// Description for screen readers.
    pub description: String,
    /// The path that it represents; `None` for boxes that only contain or explain others.
    pub at: Option<Path>,
    /// Further paths that it represents: the attachment of a gateway, the routes of a table.
    pub also: Vec<Path>,
    /// Position of the parent node.
    pub parent: Option<usize>,
    /// Position relative to the parent.
    pub containment: Containment,
    /// The rectangle.
    pub rect: Rect,
    /// Background of the caption on the border.
    pub cap: Option<Rect>,
    /// Part of the head that is filled on selection.
    pub tab: Option<Rect>,
    /// The icon and its position.
    pub glyph: Option<(Glyph, i32, i32)>,
    /// Y of the line under the head.
    pub rule: Option<i32>,
    /// The texts.
    pub texts: Vec<TextLine>,
}

/// The kind of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// Network traffic.
    Traffic,
    /// Network traffic to a sensitive port that is open to everybody.
    Risky,
    /// The start order of services.
    Order,
    /// A reference between resources.
    Reference,
}

impl EdgeKind {
    /// Class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            EdgeKind::Traffic => "wire",
            EdgeKind::Risky => "wire risky",
            EdgeKind::Order => "wire order",
            EdgeKind::Reference => "wire refers",
        }
    }
}

/// A connection between nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The kind.
    pub kind: EdgeKind,
    /// Corners of horizontal and vertical segments. Empty for an edge with only a description.
    pub points: Vec<(i32, i32)>,
    /// True for an arrow.
    pub arrow: bool,
    /// Description for screen readers; empty for a part of another edge.
    pub description: String,
}

/// The diagram of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// The nodes, parents before children.
    pub nodes: Vec<DiagramNode>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// Number of resources in the diagram.
    pub drawn: usize,
    /// Number of omitted resources, beyond [`MAX_RESOURCES`].
    pub omitted: usize,
}

impl Diagram {
    /// The diagram of a document. Never fails: without resources it shows a placeholder for the first VPC.
    pub fn of(document: &Document) -> Diagram {
        region::draw(&graph::ResourceGraph::of(Template::of(document)))
    }

    /// True if there is no resource to draw.
    pub fn is_empty(&self) -> bool {
        self.drawn == 0
    }

    /// The node that represents the nearest entry around a path. `None` if there is none.
    pub fn holding(&self, at: &Path) -> Option<usize> {
        // Nearness; the main path of a node precedes its further paths.
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
