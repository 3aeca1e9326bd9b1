//! The Diagram tab: the layout of [`crate::diagram`], with navigation and export.
//!
//! It computes no layout. A click on a node opens its form and tints its lines; the node of the open form is selected.

mod caption;
mod draw;
mod drawn_nodes;
mod export;
mod pan_zoom;
mod state;
mod view;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent, SvgElement};

use crate::diagram::{EdgeKind, MoveDirection, NodeKind};
use crate::ui::events::on_resize;
use crate::ui::focus::focus_on;
use crate::ui::icon::{Icon, Svg};
use crate::ui::part::part;
use crate::ui::workspace::Workspace;
use caption::Caption;
use draw::{Descriptions, Handles, Layer, Wires, element_id};
use export::As;
use pan_zoom::{PanZoom, node_under};
pub use state::Picture;

/// Downloads the diagram as SVG.
pub fn save_svg(workspace: Workspace) {
    save(workspace, As::Svg);
}

/// Downloads the diagram as PNG.
pub fn save_png(workspace: Workspace) {
    save(workspace, As::Png);
}

fn save(workspace: Workspace, format: As) {
    leptos::task::spawn_local(async move {
        if let Err(missing) = save_as(workspace, format).await {
            workspace.notify(&missing.to_string());
        }
    });
}

part! {
    views: fn save_as(workspace: Workspace, format: As) -> () { export::save(workspace, format) }
}

/// Zoom factor of a button.
const ZOOM: f64 = 1.25;

/// The picture with the bar under it.
#[component]
pub fn DiagramPane() -> impl IntoView {
    let workspace = Workspace::expect();
    let picture = Picture::expect();
    let canvas = NodeRef::<html::Div>::new();
    watch_size(picture, canvas);
    picture.drawn.go_on();
    let problem = workspace.problem();
    view! {
        <div class="diagram">
            <Show when=move || problem.with(Option::is_some)>
                <p class="dia-note" role="note">
                    <Svg icon=Icon::Warning/>
                    "The text cannot be read. This is the diagram of the last one that could."
                </p>
            </Show>
            <Progress/>
            <div class="canvas" node_ref=canvas><Canvas/></div>
            <Descriptions/>
            <Caption/>
        </div>
    }
}

/// The progress, while not all is drawn.
#[component]
fn Progress() -> impl IntoView {
    let drawn = Picture::expect().drawn;
    let progress = Memo::new(move |_| drawn.progress());
    let text = move || {
        let (count, all) = progress.get().unwrap_or_default();
        if drawn.is_stopped.get() {
            format!("{count} of {all} parts are drawn.")
        } else {
            format!("Drawing {count} of {all} parts…")
        }
    };
    let word = move || if drawn.is_stopped.get() { "Draw the others" } else { "Stop" };
    view! {
        <Show when=move || progress.with(Option::is_some)>
            <p class="dia-progress" role="note">
                {text}
                <button type="button" class="btn sm" on:click=move |_| drawn.is_stopped.update(|stopped| *stopped = !*stopped)>{word}</button>
            </p>
        </Show>
    }
}

#[component]
fn Canvas() -> impl IntoView {
    let picture = Picture::expect();
    let pan_zoom = PanZoom::new(picture);
    let stop = picture.stop();
    let transform = move || {
        let view = picture.view.get();
        format!("translate({:.2} {:.2}) scale({:.4})", view.x, view.y, view.scale)
    };
    let click = move |ev: MouseEvent| {
        if let Some(id) = node_under(&ev).filter(|_| !pan_zoom.was_dragging()) {
            picture.select(&id);
        }
    };
    let into_form = move |ev: MouseEvent| {
        if node_under(&ev).is_some() {
            focus_on("#form-title");
        }
    };
    view! {
        <svg class="dia" role="listbox" aria-label="Diagram of the template" aria-orientation="horizontal"
            on:keydown=move |ev| keys(picture, &ev) on:click=click on:dblclick=into_form
            on:pointerdown=move |ev| pan_zoom.down(&ev) on:pointermove=move |ev| pan_zoom.moved(&ev)
            on:pointerup=move |ev| pan_zoom.up(&ev) on:pointercancel=move |ev| pan_zoom.up(&ev)
            on:wheel=move |ev| pan_zoom.wheel(&ev)>
            <g transform=transform role="presentation">
                <Layer is=|node| node.kind.is_ground() stop=stop/>
                <Wires way=EdgeKind::Reference/>
                <Wires way=EdgeKind::Traffic/>
                <Wires way=EdgeKind::Risky/>
                <Layer is=|node| !node.kind.is_ground() && node.kind != NodeKind::Service stop=stop/>
                <Wires way=EdgeKind::Order/>
                <Layer is=|node| node.kind == NodeKind::Service stop=stop/>
                <Handles/>
            </g>
        </svg>
    }
}

/// Keys on the picture.
fn keys(picture: Picture, ev: &KeyboardEvent) {
    if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
        return;
    }
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let node = target.and_then(|target| target.closest("[data-node]").ok().flatten());
    let Some(id) = node.and_then(|node| node.get_attribute("data-node")) else { return };
    let toward = match ev.key().as_str() {
        "ArrowUp" => Some(MoveDirection::Up),
        "ArrowDown" => Some(MoveDirection::Down),
        "ArrowLeft" => Some(MoveDirection::Left),
        "ArrowRight" => Some(MoveDirection::Right),
        _ => None,
    };
    let to = picture.diagram.with_untracked(|diagram| {
        let from = diagram.nodes.iter().position(|node| node.id == id)?;
        match (toward, ev.key().as_str()) {
            (Some(toward), _) => Some(diagram.beside(from, toward)),
            (None, "Home") => Some(diagram.along(from, isize::MIN)),
            (None, "End") => Some(diagram.along(from, isize::MAX)),
            (None, "PageUp") => Some(diagram.along(from, -1)),
            (None, "PageDown") => Some(diagram.along(from, 1)),
            (None, _) => None,
        }
    });
    match (to, ev.key().as_str()) {
        (Some(to), _) => {
            if let Some(to) = to {
                go(picture, to);
            }
        }
        (None, "Enter" | " ") => picture.select(&id),
        (None, "+" | "=") => picture.zoom(ZOOM),
        (None, "-") => picture.zoom(1.0 / ZOOM),
        (None, "0") => picture.fit(),
        (None, _) => return,
    }
    ev.prevent_default();
}

/// Gives the focus to the node that Tab leads to; false if there is none.
pub fn take_focus() -> bool {
    let stop = document().query_selector(".dia [tabindex='0']").ok().flatten();
    let stop = stop.and_then(|stop| stop.dyn_into::<SvgElement>().ok());
    stop.is_some_and(|stop| stop.focus().is_ok())
}

/// Gives the focus to a node and brings it into sight.
fn go(picture: Picture, to: usize) {
    let Some(id) = picture.diagram.with_untracked(|diagram| Some(diagram.nodes.get(to)?.id.clone())) else { return };
    picture.reveal(to);
    let element = document().get_element_by_id(&element_id(&id));
    picture.focus.set(Some(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<SvgElement>().ok()) {
        let _ = element.focus();
    }
}

/// Zoom, and the picture as a file.
#[component]
pub fn DiagramTools() -> impl IntoView {
    let workspace = Workspace::expect();
    let picture = Picture::expect();
    let percent = move || (picture.view.get().scale * 100.0).round();
    let whole_size = move |_| {
        let now = picture.view.get_untracked().scale;
        picture.zoom(1.0 / now);
    };
    let save = move |kind: As| {
        view! {
            <button type="button" class="btn bare sm" aria-label=format!("Download the diagram as {}", kind.name())
                title=format!("Download the diagram as {}", kind.name()) on:click=move |_| export::save(workspace, kind)>
                <Svg icon=Icon::Download/>{kind.name()}
            </button>
        }
    };
    let button = move |icon: Icon, name: &'static str, act: fn(Picture)| {
        view! {
            <button type="button" class="btn bare sm icon" aria-label=name title=name on:click=move |_| act(picture)>
                <Svg icon=icon/>
            </button>
        }
    };
    view! {
        {button(Icon::Minus, "Zoom out", |picture| picture.zoom(1.0 / ZOOM))}
        <button type="button" class="btn bare sm num percent" title="Show in its own size" on:click=whole_size
            aria-label=move || format!("Zoom {} %. Show in its own size", percent())>{move || format!("{} %", percent())}</button>
        {button(Icon::Plus, "Zoom in", |picture| picture.zoom(ZOOM))}
        {button(Icon::Unfold, "Show all of it", |picture| picture.fit())}
        {save(As::Svg)}
        {save(As::Png)}
    }
}

/// Updates the size of the canvas.
fn watch_size(picture: Picture, canvas: NodeRef<html::Div>) {
    let measure = move || {
        if let Some(canvas) = canvas.try_get_untracked().flatten() {
            let size = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
            if picture.size.try_get_untracked().is_some_and(|before| before != size) {
                picture.size.set(size);
            }
        }
    };
    on_resize(canvas, measure);
}
