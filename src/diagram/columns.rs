//! Columns of resources beside the VPCs: first those linked to an instance, then the others grouped by AWS service.

use super::drawing::Drawing;
use super::element::{Element, HEADING};
use super::graph::{ResourceGraph, once};
use super::scene::Scene;
use super::{Containment, EdgeKind, NodeKind, Rect};

/// Pixels between two cards.
const STEP: i32 = 12;
/// Pixels from the VPCs to the first column, where edges from instances turn.
pub(super) const CHANNEL: i32 = 28;
/// Pixels between two columns.
const BETWEEN: i32 = 24;

/// A card or a heading in a column.
struct Entry {
    part: Element,
    /// The resource; `None` for a heading.
    at: Option<usize>,
    /// Positions in the scene's boxes of the instances that it is linked to.
    with: Vec<usize>,
}

/// Position of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nth {
    /// The column beside the VPCs, which edges from instances reach.
    First,
    /// A later column.
    Later,
}

/// Places the columns to the right of the VPCs; returns their right and lower edge.
pub(super) fn draw(
    drawing: &mut Drawing,
    graph: &ResourceGraph<'_>,
    scene: &Scene,
    room: Rect,
    region: usize,
) -> (i32, i32) {
    let entries = entries(graph, scene);
    let tall = |entry: &Entry| if entry.at.is_some() { entry.part.height(0) + STEP } else { HEADING };
    let all: i32 = entries.iter().map(tall).sum();
    let area = i64::from(all) * 200;
    let most = room.h.max(i32::try_from(area.isqrt()).unwrap_or(room.h)).max(300);
    let start = start(drawing, scene, &entries, room, all.min(most));
    let (mut x, mut y, mut bottom) = (room.x, start, room.y);
    let mut column: Vec<Entry> = Vec::new();
    let mut entries = entries.into_iter().peekable();
    let mut right = room.x;
    let mut nth = Nth::First;
    while let Some(entry) = entries.next() {
        // A heading is in the column of the card under it.
        let with_next = if entry.at.is_none() { entries.peek().map_or(0, &tall) } else { 0 };
        if !column.is_empty() && y + tall(&entry) + with_next > room.y + most {
            let (wide, low) = set(
                drawing,
                graph,
                scene,
                std::mem::take(&mut column),
                (x, if nth == Nth::First { start } else { room.y }),
                region,
                nth,
            );
            (right, bottom) = (x + wide, bottom.max(low));
            (x, y, nth) = (x + wide + BETWEEN, room.y, Nth::Later);
        }
        y += tall(&entry);
        column.push(entry);
    }
    if !column.is_empty() {
        let (wide, low) =
            set(drawing, graph, scene, column, (x, if nth == Nth::First { start } else { room.y }), region, nth);
        (right, bottom) = (x + wide, bottom.max(low));
    }
    (right, bottom)
}

/// All cards in their order, with headings.
fn entries(graph: &ResourceGraph<'_>, scene: &Scene) -> Vec<Entry> {
    let with = |at: usize, part: &Element| {
        let own = part.also.iter().filter_map(|path| graph.find(path.last_key()?));
        let own: Vec<usize> = [at].into_iter().chain(own).collect();
        let joined = |inside: &[usize]| own.iter().any(|one| inside.iter().any(|other| graph.linked(*one, *other)));
        let boxes = scene.boxes.iter().enumerate().filter(|(_, (_, inside))| joined(inside));
        boxes.map(|(index, _)| index).collect::<Vec<_>>()
    };
    let cards = scene.beside.iter().map(|(at, service, part)| {
        (service.clone(), Entry { part: part.clone(), at: Some(*at), with: with(*at, part) })
    });
    let (linked, others): (Vec<_>, Vec<_>) = cards.partition(|(_, entry)| !entry.with.is_empty());
    let mut entries: Vec<Entry> = linked.into_iter().map(|(_, entry)| entry).collect();
    let services = once(others.iter().map(|(service, _)| service.as_str()));
    let services: Vec<String> = services.into_iter().map(str::to_string).collect();
    let mut others: Vec<(String, Option<Entry>)> =
        others.into_iter().map(|(name, entry)| (name, Some(entry))).collect();
    for service in services {
        let mut heading = Element::new(NodeKind::Heading, &format!("service/{service}"), &service);
        heading.description = format!("{service}:");
        entries.push(Entry { part: heading, at: None, with: Vec::new() });
        let own = others.iter_mut().filter(|(name, _)| *name == service);
        entries.extend(own.filter_map(|(_, entry)| entry.take()));
    }
    if graph.omitted > 0 {
        let said = format!("and {} more", graph.omitted);
        let mut heading = Element::new(NodeKind::Heading, "more", &said);
        heading.description = format!("{said} resources, which are not drawn");
        entries.push(Entry { part: heading, at: None, with: Vec::new() });
    }
    entries
}

/// Upper edge of the first column: that of the instance its cards are linked to, if all cards fit below.
fn start(drawing: &Drawing, scene: &Scene, entries: &[Entry], room: Rect, all: i32) -> i32 {
    let boxed = entries.first().and_then(|entry| scene.boxes.get(*entry.with.first()?));
    let machine = boxed.and_then(|(id, _)| drawing.nodes.iter().find(|node| node.id == *id));
    match machine {
        Some(machine) if machine.rect.y + all <= room.bottom() => machine.rect.y,
        _ => room.y,
    }
}

/// Places a column; returns its width and lower edge.
fn set(
    drawing: &mut Drawing,
    graph: &ResourceGraph<'_>,
    scene: &Scene,
    column: Vec<Entry>,
    (x, y): (i32, i32),
    region: usize,
    nth: Nth,
) -> (i32, i32) {
    let wide = column.iter().map(|entry| entry.part.width()).max().unwrap_or(0);
    let mut down = y;
    let mut before: Option<(usize, Rect, String)> = None;
    for entry in column {
        let h = entry.part.height(wide);
        let rect = Rect { x, y: down, w: wide, h };
        drawing.put(&entry.part, rect, Some(region), Containment::Inside);
        down = rect.bottom() + if entry.at.is_some() { STEP } else { 0 };
        let Some(at) = entry.at else {
            before = None;
            continue;
        };
        if let Some((last, above, name)) = before.take()
            && graph.linked(last, at)
        {
            let x = rect.x + 24;
            let said = format!("{name} and {} go together.", entry.part.title);
            drawing.edge(EdgeKind::Reference, &[(x, above.bottom()), (x, rect.y)], false, said);
        }
        let boxes = entry.with.iter().filter_map(|with| scene.boxes.get(*with)).map(|(id, _)| id.as_str());
        join(drawing, &boxes.collect::<Vec<_>>(), rect, &entry.part.title, nth);
        before = Some((at, rect, entry.part.title));
    }
    (wide, down - STEP)
}

/// A dotted edge to a card from a linked instance with a free path to it. Other links, and those to later columns, have
/// only a description.
fn join(drawing: &mut Drawing, ids: &[&str], card: Rect, title: &str, nth: Nth) {
    let turn = card.x - CHANNEL / 2;
    let to = card.y + card.h / 2;
    let mut drawn = nth == Nth::Later;
    for id in ids {
        let Some(machine) = drawing.nodes.iter().find(|node| node.id == *id) else { continue };
        let (rect, said) = (machine.rect, format!("{} and {title} go together.", machine.title));
        let from = to.clamp(rect.y + 12, (rect.bottom() - 12).max(rect.y + 12));
        let way = Rect { x: rect.right(), y: from, w: turn - rect.right(), h: 1 };
        let is_hidden = drawing.nodes.iter().any(|node| !node.kind.is_ground() && node.rect.overlaps(&way));
        let points = [(rect.right(), from), (turn, from), (turn, to), (card.x, to)];
        let is_free = !drawn && turn > rect.right() && !is_hidden;
        drawn |= is_free;
        drawing.edge(EdgeKind::Reference, if is_free { &points } else { &[] }, false, said);
    }
}
