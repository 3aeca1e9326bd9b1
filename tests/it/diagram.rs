//! The picture of a template holds together: nothing overlaps, nothing leaves what holds it, nothing is lost, whatever
//! the template. Templates that others wrote are looked at where there are some beside this project or in
//! CF_INIT_CORPUS.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use cf_init::diagram::{Diagram, Face, Kind, MOST, Node, Rect, Standing, Toward, svg};
use cf_init::document::Document;
use cf_init::starter::STARTERS;
use cf_init::template::Template;

fn read(text: &str) -> Diagram {
    Diagram::of(&Document::parse(text))
}

fn node<'d>(diagram: &'d Diagram, id: &str) -> &'d Node {
    let ids = || diagram.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>().join(" ");
    diagram.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no {id} among {}", ids()))
}

/// The ids from a node outwards.
fn around(diagram: &Diagram, id: &str) -> Vec<String> {
    let mut at = node(diagram, id).parent;
    let mut all = Vec::new();
    while let Some(node) = at.and_then(|at| diagram.nodes.get(at)) {
        all.push(node.id.clone());
        at = node.parent;
    }
    all
}

fn grown(rect: Rect, by: i32) -> Rect {
    Rect { x: rect.x - by, y: rect.y - by, w: rect.w + 2 * by, h: rect.h + 2 * by }
}

/// What is wrong with a picture, in words.
fn faults(diagram: &Diagram) -> Vec<String> {
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
            let holds = match &node.standing {
                Standing::Inside => outer.rect.holds(&node.rect),
                Standing::Border => {
                    let middle = node.rect.y + node.rect.h / 2;
                    (middle - outer.rect.y).abs() <= 1
                        && outer.rect.x <= node.rect.x
                        && node.rect.right() <= outer.rect.right()
                }
                Standing::Over(_) => outer.rect.holds(&node.rect),
            };
            if !holds {
                wrong.push(format!("{name} {:?} leaves {} {:?}", node.rect, outer.id, outer.rect));
            }
        }
        // What is written stays inside, apart from captions on a border, and is on the page.
        let room = grown(node.rect, if node.cap.is_some() { 9 } else { 0 });
        for text in &node.texts {
            let wide = cf_init::diagram::width(&text.text, text.face);
            let left = match text.anchor {
                cf_init::diagram::Anchor::Start => text.x,
                cf_init::diagram::Anchor::Middle => text.x - wide / 2,
                cf_init::diagram::Anchor::End => text.x - wide,
            };
            let own = Rect { x: left, y: text.y - 9, w: wide, h: 11 };
            if !room.holds(&own) {
                wrong.push(format!("“{}” of {name} leaves {room:?}: {own:?}", text.text));
            }
        }
        for (one, text) in node.texts.iter().enumerate() {
            for other in &node.texts[one + 1..] {
                if text.y == other.y && text.anchor == other.anchor && text.x < other.x {
                    let end = text.x + cf_init::diagram::width(&text.text, text.face);
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
            let spans = |a: &Node, b: usize| matches!(&a.standing, Standing::Over(over) if over.contains(&b));
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
        if matches!(&node.standing, Standing::Over(over) if over.contains(&other)) {
            return true;
        }
        at = node.parent;
    }
    false
}

/// Resources of a template that no node shows.
fn lost(text: &str, diagram: &Diagram) -> Vec<String> {
    let document = Document::parse(text);
    let mut ids: Vec<_> =
        Template::of(&document).resources().map(|resource| (resource.id(), resource.path())).collect();
    ids.dedup();
    ids.into_iter().filter(|(_, path)| diagram.holding(path).is_none()).map(|(id, _)| id.to_string()).collect()
}

fn check(name: &str, text: &str) -> Diagram {
    let begun = Instant::now();
    let diagram = read(text);
    assert!(begun.elapsed() < Duration::from_secs(2), "{name} took {:?}", begun.elapsed());
    let wrong = faults(&diagram);
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    if diagram.more == 0 {
        assert_eq!(lost(text, &diagram), [""; 0], "{name}");
    }
    // The same template gives the same picture.
    assert_eq!(diagram, read(text), "{name}");
    diagram
}

fn files(folder: PathBuf) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect();
    all.sort();
    all
}

#[test]
fn starters_and_fixtures_hold_together() {
    for starter in STARTERS {
        check(starter.name, starter.text);
    }
    for (name, text) in files(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents")) {
        check(&name, &text);
    }
}

#[test]
fn templates_of_others_hold_together() {
    let corpus = std::env::var_os("CF_INIT_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let mut wrong = Vec::new();
    for folder in ["init", "general"] {
        let folder = corpus.join(folder);
        if !folder.is_dir() {
            println!("skipped: there is no folder {}; name one in CF_INIT_CORPUS", folder.display());
            continue;
        }
        for (name, text) in files(folder) {
            let diagram = read(&text);
            wrong.extend(faults(&diagram).into_iter().map(|fault| format!("{name}: {fault}")));
            wrong.extend(lost(&text, &diagram).into_iter().map(|id| format!("{name}: {id} is lost")));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}
