//! Labels and icons of a box: texts that fit its rectangle, captions, icons.

use super::element::{Element, HEAD, LINE, SHEETS};
use super::text::{Face, fit, label, width};
use super::{Containment, DiagramNode, Glyph, NodeKind, Rect, TextAnchor, TextLine};

/// Maximum length of a description in characters.
const SAID: usize = 300;

/// The node of an element; the caller sets id, parent and containment.
pub(super) fn layout_labels(part: &Element, rect: Rect) -> DiagramNode {
    let mut node = DiagramNode {
        id: label(&part.id, SAID),
        kind: part.kind,
        title: label(&part.title, 120),
        description: label(&part.description, SAID),
        at: part.at.clone(),
        also: part.also.clone(),
        parent: None,
        containment: Containment::Inside,
        rect,
        cap: None,
        tab: None,
        glyph: None,
        rule: None,
        texts: Vec::new(),
    };
    match part.kind {
        NodeKind::Internet => {
            node.glyph = Some((Glyph::People, rect.x + 14, rect.y + 14));
            start(&mut node, 40, 20, Face::Title, &part.title);
            start(&mut node, 40, 34, Face::Note, &part.note);
        }
        NodeKind::Region | NodeKind::Vpc | NodeKind::GhostVpc | NodeKind::Zone => caption(&mut node, part),
        NodeKind::Gateway => {
            let glyph = if part.more == "lock" { Glyph::Lock } else { Glyph::Globe };
            node.glyph = Some((glyph, rect.x + 16, rect.y + 12));
            start(&mut node, 40, 24, Face::Title, &part.title);
        }
        NodeKind::Table => table(&mut node, part),
        NodeKind::Subnet | NodeKind::GhostSubnet => subnet(&mut node, part),
        NodeKind::Group => group(&mut node, part),
        NodeKind::Port | NodeKind::RiskyPort | NodeKind::Pill | NodeKind::RiskyPill => {
            let text = fit(&part.title, Face::Port, rect.w - 6);
            let (x, y) = (rect.middle(), rect.y + 13);
            node.texts.push(TextLine { x, y, anchor: TextAnchor::Middle, face: Face::Port, text });
        }
        NodeKind::Machine | NodeKind::Fleet => machine(&mut node, part),
        NodeKind::Service => {
            let note = end(&mut node, 10, 17, Face::Strong, &part.note, rect.w / 2);
            let room = rect.w - 20 - note - if note > 0 { 8 } else { 0 };
            put(&mut node, 10, 17, Face::Item, &part.title, room);
        }
        NodeKind::Card => {
            start(&mut node, 12, 21, Face::Title, &part.title);
            start(&mut node, 12, 36, Face::Note, &part.note);
            rows(&mut node, part, 12, HEAD - 10);
        }
        NodeKind::Heading => {
            put(&mut node, 0, 14, Face::Caption, &part.title, rect.w);
        }
    }
    node
}

/// Adds a line of text from `left` to nearly the right edge.
fn start(node: &mut DiagramNode, left: i32, down: i32, face: Face, text: &str) {
    let right = if node.kind == NodeKind::Fleet { 10 + SHEETS } else { 10 };
    put(node, left, down, face, text, node.rect.w - left - right);
}

/// Adds a text of limited width; returns its width.
fn put(node: &mut DiagramNode, left: i32, down: i32, face: Face, text: &str, room: i32) -> i32 {
    let text = fit(text, face, room.max(0));
    let wide = width(&text, face);
    if !text.is_empty() && room > 12 {
        let (x, y) = (node.rect.x + left, node.rect.y + down);
        node.texts.push(TextLine { x, y, anchor: TextAnchor::Start, face, text });
    }
    wide
}

/// Adds a text that ends `right` pixels before the right edge; returns its width.
fn end(node: &mut DiagramNode, right: i32, down: i32, face: Face, text: &str, room: i32) -> i32 {
    let text = fit(text, face, room);
    let wide = width(&text, face);
    if !text.is_empty() {
        let (x, y) = (node.rect.right() - right, node.rect.y + down);
        node.texts.push(TextLine { x, y, anchor: TextAnchor::End, face, text });
    }
    wide
}

/// Adds a caption on the upper border: title, and CIDR block or name.
fn caption(node: &mut DiagramNode, part: &Element) {
    let room = node.rect.w - 60;
    let title = put(node, 20, 4, Face::Caption, &part.title, room);
    let space = if part.note.is_empty() { 0 } else { 6 };
    let note = put(node, 20 + title + space, 4, Face::Code, &part.note, (room - title - space).min(160));
    node.cap = Some(Rect { x: node.rect.x + 14, y: node.rect.y - 9, w: title + space + note + 12, h: 18 });
    if part.kind == NodeKind::GhostVpc && !part.more.is_empty() {
        let text = fit(&part.more, Face::Note, node.rect.w - 40);
        let (x, y) = (node.rect.middle(), node.rect.y + node.rect.h / 2);
        node.texts.push(TextLine { x, y, anchor: TextAnchor::Middle, face: Face::Note, text });
    }
}

/// Width of the caption on a box's upper border.
pub(super) fn caption_width(part: &Element) -> i32 {
    width(&part.title, Face::Caption) + width(&part.note, Face::Code).min(160) + 40
}

fn table(node: &mut DiagramNode, part: &Element) {
    start(node, 14, 20, Face::Title, &part.title);
    rows(node, part, 14, 21);
}

/// Adds rows of two columns; `down` is the baseline before the first row.
fn rows(node: &mut DiagramNode, part: &Element, left: i32, down: i32) {
    let room = node.rect.w - left - 10;
    let column = part.lines.iter().map(|line| width(&line.0, Face::Strong)).max().unwrap_or_default().min(room * 3 / 5);
    for (index, (first, second)) in part.lines.iter().enumerate() {
        let down = down + LINE * (i32::try_from(index).unwrap_or(0) + 1);
        put(node, left, down, Face::Strong, first, column);
        put(node, left + column + 10, down, Face::Note, second, room - column - 10);
    }
}

/// Adds the head of a subnet: name, CIDR block, and whether it is public.
fn subnet(node: &mut DiagramNode, part: &Element) {
    let more = end(node, 12, 16, Face::Note, &part.more, 80);
    let code = width(&part.note, Face::Code).min(130);
    let room = node.rect.w - 20 - more - 12;
    let title = put(node, 10, 16, Face::Title, &part.title, (room - code - 18).max(room / 2));
    put(node, 10 + title + 18, 16, Face::Code, &part.note, room - title - 18);
    node.tab = Some(Rect { x: node.rect.x, y: node.rect.y, w: title + 20, h: 24 });
}

fn group(node: &mut DiagramNode, part: &Element) {
    let room = (node.rect.w - 70).min(170);
    let (x, y) = (node.rect.x, node.rect.y);
    node.glyph = Some((Glyph::Shield, x + 16, y - 8));
    let title = put(node, 38, 4, Face::Caption, &part.title, room);
    node.cap = Some(Rect { x: x + 12, y: y - 9, w: title + 32, h: 18 });
}

fn machine(node: &mut DiagramNode, part: &Element) {
    let (x, y) = (node.rect.x, node.rect.y);
    node.glyph = Some((if part.kind == NodeKind::Fleet { Glyph::Pile } else { Glyph::Chip }, x + 14, y + 13));
    start(node, 38, 22, Face::Title, &part.title);
    start(node, 38, 37, Face::Note, &part.note);
    start(node, 38, 37 + LINE, Face::Note, &part.more);
    if !part.inner.is_empty() {
        node.rule = Some(y + part.head());
    }
    if let Some((counted, _)) = part.lines.first() {
        let down = node.rect.h - 10 - if part.kind == NodeKind::Fleet { SHEETS } else { 0 };
        start(node, 14, down, Face::Note, counted);
    }
}

impl DiagramNode {
    /// The rectangles to draw, the rearmost first: several sheets for an Auto Scaling group, otherwise one.
    pub fn sheets(&self) -> Vec<Rect> {
        if self.kind != NodeKind::Fleet {
            return vec![self.rect];
        }
        let (w, h) = (self.rect.w - SHEETS, self.rect.h - SHEETS);
        let sheet = |by: i32| Rect { x: self.rect.x + by, y: self.rect.y + by, w, h };
        vec![sheet(SHEETS), sheet(SHEETS / 2), sheet(0)]
    }

    /// True if the node can be focused and opens a form.
    pub fn is_open_to_keys(&self) -> bool {
        self.at.is_some()
    }
}
