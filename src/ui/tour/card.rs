//! The steps of the tour, one at a time, in a dialog over the page with a frame around what a step is about.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::place::{Area, beside};
use crate::ui::dialog::show_modal;
use crate::ui::events::on_window;
use crate::ui::focus::focus_element;

/// A step: what it is about, as selectors of which the first that is in sight counts, and what is said of it.
struct Stop {
    targets: &'static [&'static str],
    title: &'static str,
    text: &'static str,
}

/// The steps, in the order in which people meet the parts of the page.
static STOPS: [Stop; 5] = [
    Stop {
        targets: &[".app > .rail", "[aria-controls=outline]"],
        title: "The outline",
        text: "All that the template has: the network, the instance, and each step of AWS::CloudFormation::Init. Choose an \
               entry to open its form; Add puts in something new.",
    },
    Stop {
        targets: &[".app > .main"],
        title: "The form",
        text: "Each change in a form is written into the text at once, and nothing else of the text changes. Undo takes it \
               back.",
    },
    Stop {
        targets: &[".app > .side"],
        title: "The text",
        text: "The template itself. Edit here as well, and the form follows. Download it whenever you like: it stays in this \
               browser until then.",
    },
    Stop {
        targets: &[".tablist"],
        title: "Before you deploy",
        text: "Problems lists what would fail, with fixes. The boot plan shows what the machine will do, in which order, and \
               whether it signals. Changes says what an update replaces.",
    },
    Stop {
        targets: &[".bar > .btn.pri"],
        title: "Deploy",
        text: "The exact command for the AWS CLI, to copy. If a boot fails all the same, the log doctor reads its log and \
               leads to the field.",
    },
];

/// Where the parts of a step are.
#[derive(Clone, Copy, Default, PartialEq)]
struct Layout {
    target: Area,
    card: (f64, f64),
}

/// The dialog.
#[component]
pub(super) fn Card(
    /// Set back when the tour ends.
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let next = NodeRef::<leptos::html::Button>::new();
    show_modal(dialog);
    let step = RwSignal::new(0_usize);
    let layout = RwSignal::new(Layout::default());
    let measure = move || {
        let card = dialog.try_get_untracked().flatten();
        let stop = step.try_get_untracked().and_then(|step| STOPS.get(step));
        if let (Some(card), Some(stop)) = (card, stop) {
            layout.try_set(layout_of(stop, &card));
        }
    };
    Effect::new(move || {
        step.track();
        if let Some(next) = next.get() {
            focus_element(&next);
        }
        // The text of the step has its height then.
        request_animation_frame(measure);
    });
    on_window("resize", move |_| measure());
    let go = move |on: bool| {
        let here = step.get_untracked();
        match (on, here) {
            (true, here) if here + 1 < STOPS.len() => step.set(here + 1),
            (true, _) => open.set(false),
            (false, here) => step.set(here.saturating_sub(1)),
        }
    };
    let keys = move |ev: KeyboardEvent| {
        match ev.key().as_str() {
            "ArrowRight" => go(true),
            "ArrowLeft" => go(false),
            // The browser ends the dialog, see below.
            "Escape" => return,
            // The page behind handles no keys.
            _ => return ev.stop_propagation(),
        }
        ev.prevent_default();
        ev.stop_propagation();
    };
    let px = move |read: fn(&Layout) -> f64| move || layout.with(|layout| format!("{:.0}px", read(layout)));
    let stop = move |read: fn(&Stop) -> &'static str| move || STOPS.get(step.get()).map(read);
    view! {
        <dialog class="tour" aria-labelledby="tour-title" aria-describedby="tour-text" node_ref=dialog on:keydown=keys
            style=("--x", px(|layout| layout.card.0)) style=("--y", px(|layout| layout.card.1))
            on:cancel=move |ev: web_sys::Event| { ev.prevent_default(); open.set(false) }>
            <div class="tour-ring" aria-hidden="true"
                style=("--x", px(|layout| layout.target.x)) style=("--y", px(|layout| layout.target.y))
                style=("--w", px(|layout| layout.target.width)) style=("--h", px(|layout| layout.target.height))></div>
            <div class="tour-card">
                <div aria-live="polite">
                    <p class="help num">{move || format!("{} of {}", step.get() + 1, STOPS.len())}</p>
                    <h2 id="tour-title">{stop(|stop| stop.title)}</h2>
                    <p id="tour-text">{stop(|stop| stop.text)}</p>
                </div>
                <footer>
                    <button type="button" class="btn bare" on:click=move |_| open.set(false)>"End the tour"</button>
                    <span class="grow"></span>
                    <Show when=move || step.get() != 0>
                        <button type="button" class="btn" on:click=move |_| go(false)>"Back"</button>
                    </Show>
                    <button type="button" class="btn pri" node_ref=next on:click=move |_| go(true)>
                        {move || if step.get() + 1 == STOPS.len() { "Done" } else { "Next" }}
                    </button>
                </footer>
            </div>
        </dialog>
    }
}

/// Where what a step is about lies, and where the card does then.
fn layout_of(stop: &Stop, card: &HtmlElement) -> Layout {
    let length =
        |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let window = (length(window().inner_width()), length(window().inner_height()));
    let target = stop.targets.iter().find_map(|selector| seen(selector, window)).unwrap_or_default();
    let size = (f64::from(card.offset_width()), f64::from(card.offset_height()));
    Layout { target, card: beside(target, size, window) }
}

/// The part of an element that is in the window; `None` if none of it is.
fn seen(selector: &str, window: (f64, f64)) -> Option<Area> {
    let element = document().query_selector(selector).ok().flatten()?.dyn_into::<HtmlElement>().ok()?;
    let rect = element.get_bounding_client_rect();
    let (x, y) = (rect.left().max(0.0), rect.top().max(0.0));
    let (width, height) = (rect.right().min(window.0) - x, rect.bottom().min(window.1) - y);
    (width > 1.0 && height > 1.0).then_some(Area { x, y, width, height })
}
