//! The nodes and edges of the diagram as elements. Their look is in the style sheet.

use leptos::prelude::*;

use super::state::Picture;
use crate::diagram::{Diagram, DiagramNode, EdgeKind, Rect, TextAnchor, TextLine};

/// Length of the side of a handle of what is marked.
const HANDLE: i32 = 7;

/// Id of a node's element.
pub fn element_id(id: &str) -> String {
    format!("dia/{id}")
}

/// The nodes of one layer, each with the same element for as long as it is there.
#[component]
pub fn Layer(
    /// Index.
    is: fn(&DiagramNode) -> bool,
    /// The node that Tab leads to.
    stop: Memo<Option<String>>,
) -> impl IntoView {
    let picture = Picture::expect();
    let ids = Memo::new(move |_| {
        picture.diagram.with(|diagram| {
            let drawn = diagram.nodes.iter().take(picture.drawn.count.get()).enumerate();
            drawn.filter(|(_, node)| is(node)).map(|(at, node)| (at, node.id.clone())).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || ids.get() key=|(_, id)| id.clone() let((at, id))><NodeView id=id at=at stop=stop/></For>
    }
}

#[component]
fn NodeView(id: String, at: usize, stop: Memo<Option<String>>) -> impl IntoView {
    let picture = Picture::expect();
    let node = picture.node(&id, at);
    let get = move |read: fn(&DiagramNode) -> String| move || node.with(|node| node.as_ref().map(read));
    let side = move |read: fn(&Rect) -> i32| move || node.with(|node| node.as_ref().map(|node| read(&node.rect)));
    let own_id = element_id(&id);
    let opens = Memo::new(move |_| node.with(|node| node.as_ref().is_some_and(DiagramNode::is_open_to_keys)));
    let marked = Memo::new(move |_| {
        let marked = picture.marked.get();
        marked.is_some() && node.with(|node| node.as_ref().is_some_and(|node| node.at == marked))
    });
    let is_stop = {
        let id = id.clone();
        Memo::new(move |_| stop.with(|stop| stop.as_deref() == Some(&*id)))
    };
    let label = get(|node| {
        if node.description.is_empty() { node.title.clone() } else { format!("{}, {}", node.title, node.description) }
    });
    view! {
        <g class=get(|node| format!("nd {}", node.kind.class())) class:is-marked=marked class:opens=opens
            data-node=id aria-hidden=move || (!opens.get()).then_some("true")>
            // What is focused and named is a shape beside the texts: they say less than the name, and in another order.
            <rect class="hit" id=own_id x=side(|rect| rect.x) y=side(|rect| rect.y) width=side(|rect| rect.w)
                height=side(|rect| rect.h) role=move || opens.get().then_some("option")
                aria-selected=move || opens.get().then(|| marked.get().to_string())
                aria-label=move || opens.get().then(&label).flatten()
                tabindex=move || opens.get().then(|| if is_stop.get() { "0" } else { "-1" })></rect>
            {move || node.with(|node| node.as_ref().map(shapes))}
        </g>
    }
}

/// Parts of a drawn node.
fn shapes(node: &DiagramNode) -> impl IntoView + use<> {
    let radius = node.kind.radius();
    let end = node.sheets().last().map_or(node.rect.right(), |sheet| sheet.right());
    let from = node.rect.x + 1;
    let sheets = node.sheets().into_iter().map(|rect| {
        view! {
            <rect x=format!("{}.5", rect.x) y=format!("{}.5", rect.y) width=(rect.w - 1).max(0) height=(rect.h - 1).max(0)
                rx=radius></rect>
        }
    });
    let plain = |class: &'static str| move |rect: Rect| view! { <rect class=class x=rect.x y=rect.y width=rect.w height=rect.h></rect> };
    let glyph = node.glyph.map(|(glyph, x, y)| {
        view! { <path class="glyph" transform=format!("translate({x} {y})") d=glyph.path()></path> }
    });
    let rule = node.rule.map(|y| view! { <path class="rule" d=format!("M{from} {y}.5H{end}")></path> });
    (
        sheets.collect_view(),
        node.cap.map(plain("cap")),
        node.tab.map(plain("tab")),
        glyph,
        rule,
        node.texts.iter().map(text).collect_view(),
    )
}

fn text(text: &TextLine) -> impl IntoView + use<> {
    let anchor = match text.anchor {
        TextAnchor::Start => None,
        TextAnchor::Middle => Some("middle"),
        TextAnchor::End => Some("end"),
    };
    view! { <text aria-hidden="true" class=text.face.class() x=text.x y=text.y text-anchor=anchor>{text.text.clone()}</text> }
}

/// All lines of one meaning, as one path.
#[component]
pub fn Wires(way: EdgeKind) -> impl IntoView {
    let picture = Picture::expect();
    let d = Memo::new(move |_| {
        picture.diagram.with(|diagram| {
            diagram.edges.iter().filter(|edge| edge.kind == way).map(|edge| edge.line()).collect::<String>()
        })
    });
    view! { <path class=way.class() d=d aria-hidden="true"></path> }
}

/// Four handles at the corners of what is marked.
#[component]
pub fn Handles() -> impl IntoView {
    let picture = Picture::expect();
    let corners = move || {
        let marked = picture.marked.get();
        picture.diagram.with(|diagram| {
            let nodes = diagram.nodes.iter().filter(|node| marked.is_some() && node.at == marked);
            let corners = nodes.flat_map(|node| {
                let rect = node.rect;
                [(rect.x, rect.y), (rect.right(), rect.y), (rect.x, rect.bottom()), (rect.right(), rect.bottom())]
            });
            let handle = |(x, y): (i32, i32)| {
                let (x, y) = (format!("{}.5", x - HANDLE / 2 - 1), format!("{}.5", y - HANDLE / 2 - 1));
                view! { <rect class="handle" x=x y=y width=HANDLE height=HANDLE rx="1"></rect> }
            };
            corners.map(handle).collect_view()
        })
    };
    view! { <g aria-hidden="true">{corners}</g> }
}

/// The lines in words, for who does not see them.
#[component]
pub fn Descriptions() -> impl IntoView {
    let picture = Picture::expect();
    let descriptions = Memo::new(move |_| {
        let sentences = |diagram: &Diagram| {
            let all =
                diagram.edges.iter().filter(|edge| !edge.description.is_empty()).map(|edge| edge.description.clone());
            all.collect::<Vec<_>>()
        };
        picture.diagram.with(sentences)
    });
    view! {
        <ul class="sr" aria-label="Lines of the diagram">
            {move || descriptions.with(|all| all.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view())}
        </ul>
    }
}
