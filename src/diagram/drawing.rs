//! Placement of elements: an element and its children become nodes.

use std::collections::HashSet;

use super::element::{Element, Flow, GAP, GROUP_TOP, PAD, PORT_HEIGHT, PortLabel, SERVICE, SHEETS, STEP, flow};
use super::labels::layout_labels;
use super::text::{Face, fit, width};
use super::{Containment, DiagramNode, Edge, EdgeKind, NodeKind, Rect};

/// The nodes and edges of a diagram.
#[derive(Default)]
pub(super) struct Drawing {
    pub nodes: Vec<DiagramNode>,
    pub edges: Vec<Edge>,
    /// Nodes of ports that are open to the internet.
    pub outside: Vec<usize>,
    ids: HashSet<String>,
}

impl Drawing {
    /// Adds an element with its children in a rectangle; returns the position of its node.
    // Bounded as Element::width is.
    pub fn put(&mut self, part: &Element, rect: Rect, parent: Option<usize>, containment: Containment) -> usize {
        let mut node = layout_labels(part, rect);
        node.parent = parent;
        node.containment = containment;
        node.id = self.free_id(node.id);
        let index = self.nodes.len();
        self.nodes.push(node);
        match part.kind {
            NodeKind::Machine | NodeKind::Fleet => self.put_services(part, rect, index),
            NodeKind::Group => {
                self.put_flow(&part.inner, rect.x + PAD, rect.y + GROUP_TOP, rect.w - 2 * PAD, index);
                self.put_ports(part, rect, index);
            }
            NodeKind::Subnet | NodeKind::GhostSubnet => {
                self.put_flow(&part.inner, rect.x + PAD, rect.y + part.subnet_top(), rect.w - 2 * PAD, index);
            }
            NodeKind::Internet
            | NodeKind::Region
            | NodeKind::Vpc
            | NodeKind::GhostVpc
            | NodeKind::Gateway
            | NodeKind::Table
            | NodeKind::Zone
            | NodeKind::Port
            | NodeKind::RiskyPort
            | NodeKind::Pill
            | NodeKind::RiskyPill
            | NodeKind::Service
            | NodeKind::Card
            | NodeKind::Heading => {}
        }
        index
    }

    /// Rectangle of a node.
    pub fn rect(&self, index: usize) -> Rect {
        self.nodes.get(index).map(|node| node.rect).unwrap_or_default()
    }

    /// Sets the size of a node once its children are placed.
    pub fn resize(&mut self, index: usize, w: i32, h: i32) {
        if let Some(node) = self.nodes.get_mut(index) {
            (node.rect.w, node.rect.h) = (w, h);
        }
    }

    /// Adds an edge, unless it has neither length nor description.
    pub fn edge(&mut self, kind: EdgeKind, points: &[(i32, i32)], arrow: bool, description: String) {
        let mut corners: Vec<(i32, i32)> = Vec::new();
        for point in points {
            if corners.last() != Some(point) {
                corners.push(*point);
            }
        }
        if corners.len() > 1 || !description.is_empty() {
            if corners.len() < 2 {
                corners.clear();
            }
            self.edges.push(Edge { kind, points: corners, arrow, description });
        }
    }

    fn free_id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut number = 1;
        while !self.ids.insert(id.clone()) {
            number += 1;
            id = format!("{wanted}@{number}");
        }
        id
    }

    /// Places elements in rows; returns their lower edge.
    pub fn put_flow(&mut self, parts: &[Element], x: i32, y: i32, wide: i32, parent: usize) -> i32 {
        self.put_rows(parts, &flow(parts, wide), x, y, parent)
    }

    /// Places elements as a flow has arranged them; returns their lower edge.
    pub fn put_rows(&mut self, parts: &[Element], flow: &Flow, x: i32, y: i32, parent: usize) -> i32 {
        for (part, (left, top, w, h)) in parts.iter().zip(&flow.places) {
            let rect = Rect { x: x + left, y: y + top, w: *w, h: *h };
            self.put(part, rect, Some(parent), Containment::Inside);
        }
        y + flow.height
    }

    /// Places the services of an instance in start order, with an arrow from each to the next.
    fn put_services(&mut self, part: &Element, rect: Rect, machine: usize) {
        let wide = rect.w - if part.kind == NodeKind::Fleet { SHEETS } else { 0 };
        let columns = part.columns(wide);
        let many = i32::try_from(columns).unwrap_or(1);
        let each = (wide - 28 - (many - 1) * GAP) / many.max(1);
        let mut before: Option<(Rect, &str)> = None;
        for (index, service) in part.inner.iter().enumerate() {
            let (row, column) = (index / columns.max(1), index % columns.max(1));
            let (row, column) = (i32::try_from(row).unwrap_or(0), i32::try_from(column).unwrap_or(0));
            let own = Rect {
                x: rect.x + 14 + column * (each + GAP),
                y: rect.y + part.head() + 12 + row * (SERVICE + STEP),
                w: each,
                h: SERVICE,
            };
            self.put(service, own, Some(machine), Containment::Inside);
            if let Some((last, name)) = before {
                let said = format!("{name} is started before {}.", service.title);
                if columns == 1 {
                    let x = last.middle();
                    self.edge(EdgeKind::Order, &[(x, last.bottom()), (x, own.y)], true, said);
                } else if last.y == own.y {
                    let y = last.y + SERVICE / 2;
                    self.edge(EdgeKind::Order, &[(last.right(), y), (own.x, y)], true, said);
                } else {
                    self.edge(EdgeKind::Order, &[], true, said);
                }
            }
            before = Some((own, &service.title));
        }
    }

    /// Places the open ports on the border of a security group, each with an arrow to the element below.
    fn put_ports(&mut self, part: &Element, rect: Rect, group: usize) {
        let caption = width(&fit(&part.title, Face::Caption, 170), Face::Caption) + 48;
        let (from, to) = (rect.x + 14 + caption, rect.right() - 16);
        let (shown, hidden) = ports_that_fit(&part.ports, to - from);
        let all: i32 = shown.iter().map(|port| port.width() + 4).sum::<i32>() - 4;
        let wanted = rect.x + rect.w * 3 / 4 - all / 2;
        let mut x = wanted.min(to - all).max(from);
        let target = self
            .nodes
            .iter()
            .skip(group + 1)
            .find(|node| node.parent == Some(group))
            .map(|node| (node.kind, node.rect));
        for port in shown {
            let kind = if port.risky { NodeKind::RiskyPort } else { NodeKind::Port };
            let mut element = Element::new(kind, &format!("{}/port/{}", part.id, port.text), &port.text);
            element.description = port.description.clone();
            element.at = port.at.clone();
            let own = Rect { x, y: rect.y - PORT_HEIGHT / 2, w: port.width(), h: PORT_HEIGHT };
            let index = self.put(&element, own, Some(group), Containment::Border);
            if port.outside {
                self.outside.push(index);
            }
            x += own.w + 4;
            let way = if port.risky { EdgeKind::Risky } else { EdgeKind::Traffic };
            if let Some((NodeKind::Machine | NodeKind::Fleet | NodeKind::Card, target)) = target
                && port.at.is_some()
                && (target.x + 8..target.right() - 8).contains(&own.middle())
            {
                self.edge(way, &[(own.middle(), own.bottom()), (own.middle(), target.y)], true, String::new());
            }
        }
        if hidden > 0
            && let Some(node) = self.nodes.get_mut(group)
        {
            node.description.push_str(&format!(", and {hidden} more ports"));
        }
    }
}

/// The ports that fit, and a label with the number of hidden ones.
fn ports_that_fit(ports: &[PortLabel], room: i32) -> (Vec<PortLabel>, usize) {
    let wide = |ports: &[PortLabel]| ports.iter().map(|port| port.width() + 4).sum::<i32>() - 4;
    if wide(ports) <= room {
        return (ports.to_vec(), 0);
    }
    for kept in (0..ports.len()).rev() {
        let hidden = ports.len() - kept;
        let mut shown = ports.get(..kept).unwrap_or_default().to_vec();
        let said = format!("{hidden} more open ports");
        shown.push(PortLabel { text: format!("+{hidden}"), description: said, risky: false, outside: false, at: None });
        if wide(&shown) <= room {
            return (shown, hidden);
        }
    }
    (Vec::new(), ports.len())
}
