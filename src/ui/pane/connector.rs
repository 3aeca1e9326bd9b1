//! The connector: a band from the focused field to its lines. Hidden from screen readers, which have the line
//! link.

use leptos::prelude::*;
use web_sys::Element;

use super::frame::{Frame, Tab};
use crate::ui::events::on_document_capture;
use crate::ui::workspace::Workspace;

/// Widest gap between a field and the right edge of the form that the band crosses. A wider one may hold controls.
const CARD_PADDING: f64 = 20.0;

/// The element of the form whose lines are tinted.
pub fn control() -> Option<Element> {
    // The form alone is searched: the outline may have thousands of rows.
    let form = document().query_selector("main").ok().flatten()?;
    let find = |selector: &str| form.query_selector(selector).ok().flatten();
    let own = ".ed.is-linked, .in.is-linked";
    let found = find(own).or_else(|| find(".fld.is-linked > .ct")).or_else(|| find(".is-linked"))?;
    // Of an entry of a tree its first line, without the entries in it.
    Some(found.query_selector(":scope > .tn-line").ok().flatten().unwrap_or(found))
}

/// Outline and edges of the band.
#[derive(Clone, Debug, Default, PartialEq)]
struct Band {
    fill: String,
    top: String,
    bottom: String,
}

/// The connector.
#[component]
pub fn Connector() -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let band = RwSignal::new(Band::default());
    let waiting = StoredValue::new(false);
    let draw = move || {
        waiting.try_set_value(false);
        let new = measured(frame).unwrap_or_default();
        if band.try_with_untracked(|band| *band != new).unwrap_or(false) {
            band.set(new);
        }
    };
    let soon = move || {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(draw);
        }
    };
    // Geometry is read after the paint that a change brings; the band is all that is written.
    Effect::new(move |_| {
        frame.moved.track();
        frame.sheet.track();
        frame.tab.track();
        workspace.linked.track();
        soon();
    });
    // What changes the height of a row mostly changes lines as well, of which the editor tells at once. The rest may
    // wait until nobody types.
    Effect::new(move |_| {
        workspace.track_debounced();
        soon();
    });
    on_document_capture("scroll", move |_| soon());
    view! {
        <svg class="connector" aria-hidden="true">
            <path class="fill" d=move || band.with(|band| band.fill.clone())></path>
            <path class="line" d=move || band.with(|band| band.top.clone())></path>
            <path class="line" d=move || band.with(|band| band.bottom.clone())></path>
        </svg>
    }
}

fn measured(frame: Frame) -> Option<Band> {
    let rect = |selector: &str| Some(document().query_selector(selector).ok()??.get_bounding_client_rect());
    if frame.tab.try_get_untracked()? != Tab::Template {
        return None;
    }
    let seen = frame.editor.try_get_untracked()??.lines_on_screen()?;
    let bottom = seen.bottom?;
    let (app, main, field) = (rect(".app")?, rect(".main")?, control()?.get_bounding_client_rect());
    let scroll = rect(".main .scroll").unwrap_or(main);
    let splitter = rect(".splitter").filter(|splitter| splitter.width() > 0.0)?;
    let (from_top, from_bottom) = (field.top().max(scroll.top()), field.bottom().min(scroll.bottom()));
    if from_bottom <= from_top {
        return None;
    }
    // Right of a field may be other controls: the band covers none, it begins behind all of them.
    let edge = rect(".main .fields").map_or(field.right(), |fields| fields.right().max(field.right()));
    let begin = if edge - field.right() <= CARD_PADDING { field.right() - 0.5 } else { edge };
    let (x1, edge, x2) = (begin - app.left(), edge - app.left(), seen.left - app.left());
    let middle = (splitter.left() - app.left()).max(edge);
    let bend = ((edge + x2) / 2.0).max(middle - 8.0).min(x2);
    let curve =
        |y1: f64, y2: f64| format!("M{x1:.1} {y1:.1}H{edge:.1}C{bend:.1} {y1:.1} {bend:.1} {y2:.1} {x2:.1} {y2:.1}");
    let (a, b) = (from_top - app.top(), from_bottom - app.top());
    let (c, d) = (seen.top - app.top(), bottom - app.top());
    let fill = format!("{}V{d:.1}C{bend:.1} {d:.1} {bend:.1} {b:.1} {edge:.1} {b:.1}H{x1:.1}Z", curve(a, c));
    Some(Band { fill, top: curve(a, c), bottom: curve(b, d) })
}
