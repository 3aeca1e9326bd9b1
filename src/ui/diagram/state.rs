//! State of the Diagram tab: the layout, the viewport, the node with the keyboard focus.

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::drawn_nodes::DrawnNodes;
use super::view::View;
use crate::diagram::{Diagram, DiagramNode, NodeKind};
use crate::document::Path;
use crate::ui::field::id::opener_id;
use crate::ui::focus::after_form;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// State of the diagram, provided as context.
#[derive(Clone, Copy)]
pub struct Picture {
    workspace: Workspace,
    /// The layout; computed after a pause of typing, and only while the tab is shown.
    pub diagram: Memo<Diagram>,
    /// How far the nodes are drawn.
    pub drawn: DrawnNodes,
    /// The view that somebody chose; `None` shows as much as fits.
    pub chosen: RwSignal<Option<View>>,
    /// Width and height of the canvas.
    pub size: RwSignal<(f64, f64)>,
    /// Id of the node that had the focus last.
    pub focus: RwSignal<Option<String>>,
    /// Visible part of the picture.
    pub view: Memo<View>,
    /// The entry whose node is marked: that of the field with the focus, or of the form.
    pub marked: Memo<Option<Path>>,
}

/// Where the state is kept while another tab is shown, with the owner of its signals.
#[derive(Clone)]
struct Place {
    picture: StoredValue<Option<Picture>>,
    owner: WeakOwner,
}

impl Picture {
    /// Gives the place of the state to all components below; it is made when the tab is first shown.
    pub fn prepare() {
        provide_context(Place {
            picture: StoredValue::new(None),
            owner: Owner::current().unwrap_or_default().downgrade(),
        });
    }

    fn new(workspace: Workspace) -> Picture {
        let diagram = workspace.memo_debounced(Diagram::of);
        let chosen = RwSignal::new(None);
        let size = RwSignal::new((0.0, 0.0));
        let view = Memo::new(move |_| {
            let size = size.get();
            chosen.get().unwrap_or_else(|| diagram.with(|diagram| View::first(diagram, size)))
        });
        let marked = Memo::new(move |_| {
            let place = workspace.selected().path();
            let linked = workspace.linked.get();
            diagram.with(|diagram| {
                let holding = |at: &Path| diagram.nodes.get(diagram.holding(at)?)?.at.clone();
                linked.as_ref().and_then(holding).or_else(|| holding(&place))
            })
        });
        let drawn = DrawnNodes::of(diagram);
        Picture { workspace, diagram, drawn, chosen, size, focus: RwSignal::new(None), view, marked }
    }

    /// The state of this page.
    pub fn expect() -> Picture {
        let Place { picture, owner } = expect_context();
        let make = || {
            let made = Picture::new(Workspace::expect());
            picture.set_value(Some(made));
            made
        };
        picture.get_value().unwrap_or_else(|| owner.upgrade().map_or_else(make, |owner| owner.with(make)))
    }

    /// The node with an id, as it is now; `at` is where it was first.
    pub fn node(&self, id: &str, at: usize) -> Memo<Option<DiagramNode>> {
        let (diagram, id) = (self.diagram, id.to_string());
        let is_it = move |node: &&DiagramNode| node.id == id;
        Memo::new(move |_| {
            diagram.with(|diagram| {
                let there = diagram.nodes.get(at).filter(&is_it);
                there.or_else(|| diagram.nodes.iter().find(&is_it)).cloned()
            })
        })
    }

    /// The node that Tab leads to: where the focus was, else the one that is marked, else the first.
    pub fn stop(&self) -> Memo<Option<String>> {
        let picture = *self;
        Memo::new(move |_| {
            let focus = picture.focus.get();
            let marked = picture.marked.get();
            picture.diagram.with(|diagram| {
                let stops: Vec<&DiagramNode> = diagram.stops().filter_map(|at| diagram.nodes.get(at)).collect();
                let had = focus.filter(|focus| stops.iter().any(|node| node.id == *focus));
                let is_marked = |node: &&&DiagramNode| marked.is_some() && node.at == marked;
                let found = stops.iter().find(is_marked).or(stops.first());
                had.or_else(|| found.map(|node| node.id.clone()))
            })
        })
    }

    /// Opens the form of a node and tints its lines.
    pub fn select(&self, id: &str) {
        let found = self.diagram.with_untracked(|diagram| {
            let node = diagram.nodes.iter().find(|node| node.id == id)?;
            Some((node.at.clone()?, node.kind))
        });
        let Some((at, kind)) = found else { return };
        let place = self.workspace.with_untracked(|document| Route::of(document, &at));
        self.focus.set(Some(id.to_string()));
        self.workspace.select(place);
        if kind == NodeKind::Service {
            self.open_service(at);
        } else {
            self.workspace.linked.set(Some(at));
        }
    }

    /// Opens a service in the list of services: by a link to its first row, where it has one.
    fn open_service(&self, at: Path) {
        let row = self.workspace.with_untracked(|document| {
            let first = document.node(&at).and_then(|node| node.entries().next().map(|entry| entry.key().to_string()));
            first.map(|key| at.join(key.as_str()))
        });
        self.workspace.linked.set(Some(row.unwrap_or_else(|| at.clone())));
        after_form(move || {
            if let Some(opener) = document().get_element_by_id(&opener_id(&at)) {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                opener.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }

    /// Brings a node into sight.
    pub fn reveal(&self, at: usize) {
        let Some(rect) = self.diagram.with_untracked(|diagram| Some(diagram.nodes.get(at)?.rect)) else { return };
        let before = self.view.get_untracked();
        let view = before.showing(rect, self.size.get_untracked());
        if view != before {
            self.chosen.set(Some(view));
        }
    }

    /// Zooms around the middle of the canvas.
    pub fn zoom(&self, by: f64) {
        let (w, h) = self.size.get_untracked();
        self.chosen.set(Some(self.view.get_untracked().zoomed(by, (w / 2.0, h / 2.0))));
    }

    /// Shows everything.
    pub fn fit(&self) {
        let size = self.size.get_untracked();
        self.chosen.set(Some(self.diagram.with_untracked(|diagram| View::whole(diagram, size))));
    }
}
