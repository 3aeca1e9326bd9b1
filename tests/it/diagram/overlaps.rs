//! Whether a picture holds together: nothing overlaps, nothing leaves what holds it, texts included.

use cf_init::diagram::{Containment, Diagram, DiagramNode, Rect, TextAnchor, width};

fn grown(rect: Rect, by: i32) -> Rect {
    Rect { x: rect.x - by, y: rect.y - by, w: rect.w + 2 * by, h: rect.h + 2 * by }
}

/// What is wrong with a picture, in words.
pub fn faults(diagram: &Diagram) -> Vec<String> {
    let mut wrong = Vec::new();
    let all = Rect { x: 0, y: 0, w: diagram.width, h: diagram.height };
    for (index, node) in diagram.nodes.iter().enumerate() {
        let name = &node.id;
        if node.rect.w <= 0 || node.rect.h <= 0 || !all.holds(&node.rect) {
            wrong.push(format!("{name} is at {:?} of {all:?}", node.rect));
        }
        if let Some(parent) = node.parent {
            let outer = &diagram.nodes[parent];
            if parent >= index {
                wrong.push(format!("{name} stands before what holds it"));
            }
            let holds = match &node.containment {
                Containment::Inside => outer.rect.holds(&node.rect),
                Containment::Border => {
                    let middle = node.rect.y + node.rect.h / 2;
                    (middle - outer.rect.y).abs() <= 1
                        && outer.rect.x <= node.rect.x
                        && node.rect.right() <= outer.rect.right()
                }
                Containment::Over(_) => outer.rect.holds(&node.rect),
            };
            if !holds {
                wrong.push(format!("{name} {:?} leaves {} {:?}", node.rect, outer.id, outer.rect));
            }
        }
        // What is written stays inside, apart from captions on a border, and is on the page.
        let room = grown(node.rect, if node.cap.is_some() { 9 } else { 0 });
        for text in &node.texts {
            let wide = width(&text.text, text.face);
            let left = match text.anchor {
                TextAnchor::Start => text.x,
                TextAnchor::Middle => text.x - wide / 2,
                TextAnchor::End => text.x - wide,
            };
            let own = Rect { x: left, y: text.y - 9, w: wide, h: 11 };
            if !room.holds(&own) {
                wrong.push(format!("“{}” of {name} leaves {room:?}: {own:?}", text.text));
            }
        }
        for (one, text) in node.texts.iter().enumerate() {
            for other in &node.texts[one + 1..] {
                if text.y == other.y && text.anchor == other.anchor && text.x < other.x {
                    let end = text.x + width(&text.text, text.face);
                    if end > other.x {
                        wrong.push(format!("“{}” of {name} runs into “{}”", text.text, other.text));
                    }
                }
            }
        }
    }
    // Siblings, each pair once: sorted by their left edge, so that most pairs need no look.
    let mut order: Vec<usize> = (0..diagram.nodes.len()).collect();
    order.sort_by_key(|index| diagram.nodes[*index].rect.x);
    for (place, one) in order.iter().copied().enumerate() {
        let first = &diagram.nodes[one];
        for other in order[place + 1..].iter().copied() {
            let second = &diagram.nodes[other];
            if second.rect.x >= first.rect.right() {
                break;
            }
            let spans =
                |a: &DiagramNode, b: usize| matches!(&a.containment, Containment::Over(over) if over.contains(&b));
            if first.rect.overlaps(&second.rect)
                && !inside(diagram, one, other)
                && !inside(diagram, other, one)
                && !spans(first, other)
                && !spans(second, one)
                && !within_span(diagram, one, other)
                && !within_span(diagram, other, one)
            {
                wrong.push(format!("{} {:?} overlaps {} {:?}", first.id, first.rect, second.id, second.rect));
            }
        }
    }
    for edge in &diagram.edges {
        for pair in edge.points.windows(2) {
            if pair[0].0 != pair[1].0 && pair[0].1 != pair[1].1 {
                wrong.push(format!("a line is neither level nor plumb: {:?}", edge.points));
            }
        }
        if edge.points.iter().any(|(x, y)| *x < 0 || *y < 0 || *x > diagram.width || *y > diagram.height) {
            wrong.push(format!("a line leaves the page: {:?}", edge.points));
        }
    }
    wrong
}

/// True if one node stands in the other or in something in it. Gateways and ports stand on a border and so over it.
fn inside(diagram: &Diagram, one: usize, other: usize) -> bool {
    let mut at = Some(one);
    while let Some(index) = at {
        if index == other {
            return true;
        }
        at = diagram.nodes[index].parent;
    }
    false
}

/// True if one stands in something that spans the other, or on the border of it.
fn within_span(diagram: &Diagram, one: usize, other: usize) -> bool {
    let mut at = Some(one);
    while let Some(index) = at {
        let node = &diagram.nodes[index];
        if matches!(&node.containment, Containment::Over(over) if over.contains(&other)) {
            return true;
        }
        at = node.parent;
    }
    false
}
