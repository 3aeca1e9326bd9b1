//! The head of the difference: the compared texts, counts, previous and next change, revert all.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use super::age;
use super::change_list::go_to;
use super::state::{Against, Changes};
use crate::ui::focus::{focus_on, hide_popover};
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

const MENU: &str = "compare-with";

/// The head.
#[component]
pub fn Head() -> impl IntoView {
    let changes = Changes::expect();
    let with = move || match (changes.with.get(), changes.baseline().get()) {
        (Against::Opened, Some(known)) => {
            format!("Compared with {} as opened {}", known.file_name, age::label(known.when))
        }
        (Against::Download, Some(known)) => {
            format!("Compared with {} as downloaded {}", known.file_name, age::label(known.when))
        }
        (Against::Other, Some(known)) => format!("Compared with {}", known.file_name),
        (Against::Download, None) => "Compared with the last download".to_string(),
        (Against::Opened | Against::Other, None) => String::new(),
    };
    let differs =
        Memo::new(move |_| changes.difference().with(|found| found.as_ref().is_some_and(|found| !found.is_empty())));
    view! {
        <div class="changes-with">
            <span class="cut">{with}</span>
            <CompareWith/>
        </div>
        <Show when=move || differs.get() && !changes.asking.get()>
            <div class="changes-head">
                <Numbers/>
                <Steps/>
            </div>
            <LineEnds/>
        </Show>
    }
}

/// Number of differences.
#[component]
fn Numbers() -> impl IntoView {
    let changes = Changes::expect();
    let number = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    move || {
        let found = changes.difference().get()?;
        let lines = number(found.lines(), "line", "lines");
        let places = number(found.places(), "place", "places");
        Some(view! {
            <span class="mid cut">{format!("{lines} changed in {places}")}</span>
            <span class="ok num"><span class="sr">"Lines added: "</span>{format!("+{}", found.added())}</span>
            <span class="err num"><span class="sr">"Lines removed: "</span>{format!("−{}", found.removed())}</span>
        })
    }
}

/// From change to change, and all of them back.
#[component]
fn Steps() -> impl IntoView {
    let workspace = Workspace::expect();
    let changes = Changes::expect();
    let step = move |back: bool| {
        let last = changes.places().get_untracked().unwrap_or_default().saturating_sub(1);
        let to = match (changes.here.get_untracked(), back) {
            (None, false) => 0,
            (None, true) => last,
            (Some(here), false) => (here + 1).min(last),
            (Some(here), true) => here.saturating_sub(1),
        };
        go_to(workspace, changes, to);
    };
    let revert_all = move |_| {
        if let Some(places) = changes.revert_all() {
            let places = if places == 1 { "1 place".to_string() } else { format!("{places} places") };
            workspace.toast(&format!("{places} reverted."));
            focus_on("#tab-changes");
        }
    };
    view! {
        <span class="grow"></span>
        <button type="button" class="btn bare sm icon" aria-label="Previous change" title="Previous change"
            on:click=move |_| step(true)><Svg icon=Icon::ChevronUp/></button>
        <button type="button" class="btn bare sm icon" aria-label="Next change" title="Next change"
            on:click=move |_| step(false)><Svg icon=Icon::ChevronDown/></button>
        <button type="button" class="btn bare sm" on:click=revert_all><Svg icon=Icon::Undo/>"Revert all"</button>
    }
}

/// Note on different line endings, which make every line differ without a visible cause.
#[component]
fn LineEnds() -> impl IntoView {
    let changes = Changes::expect();
    let ends = move || changes.difference().with(|found| found.as_ref().and_then(|found| found.line_ends()));
    move || {
        ends().map(|(old, new)| {
            let message = format!("Lines end with {} here and with {} in the other text.", new.name(), old.name());
            view! { <p class="changes-ends"><Svg icon=Icon::Alert/>{message}</p> }
        })
    }
}

/// The menu of what there is to compare with.
#[component]
fn CompareWith() -> impl IntoView {
    let changes = Changes::expect();
    let menu = NodeRef::<leptos::html::Div>::new();
    let place = move |ev: MouseEvent| {
        let button = ev.current_target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let (Some(button), Some(menu)) = (button, menu.get_untracked()) {
            let rect = button.get_bounding_client_rect();
            let right = window().inner_width().ok().and_then(|it| it.as_f64()).unwrap_or_default() - rect.right();
            let style = HtmlElement::style(&menu);
            // Set through the object model: the page's content policy forbids style attributes in markup.
            let _ = style.set_property("inset-block-start", &format!("{:.0}px", rect.bottom() + 4.0));
            let _ = style.set_property("inset-inline-end", &format!("{:.0}px", right.max(8.0)));
        }
    };
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            hide_popover(&menu);
        }
    };
    let item = move |with: Against, name: &'static str| {
        let known = changes.known(with);
        let about = move || match (known.get(), with) {
            (Some(known), Against::Other) => known.file_name,
            (Some(known), Against::Opened | Against::Download) => {
                format!("{}, {}", known.file_name, age::label(known.when))
            }
            (None, Against::Download) => "Download once to compare later.".to_string(),
            (None, Against::Opened | Against::Other) => String::new(),
        };
        let current = move || (changes.with.get() == with).then_some("true");
        view! {
            <button type="button" aria-current=current on:click=move |_| { close(); changes.compare_with(with) }>
                <span class="tick-at"><Show when=move || current().is_some()><Svg icon=Icon::Check/></Show></span>
                <span>{name}<small>{about}</small></span>
            </button>
        }
    };
    view! {
        <button type="button" class="btn bare sm" popovertarget=MENU on:click=place>"Compare with…"</button>
        <div id=MENU class="menu compare" popover="auto" node_ref=menu>
            {item(Against::Opened, "As opened")}
            {item(Against::Download, "The last download")}
            <Show when=move || changes.other.with(Option::is_some)>{item(Against::Other, "The other file")}</Show>
            <button type="button" on:click=move |_| { close(); changes.asking.set(true) }>
                <span class="tick-at"></span>
                <span>"Another file…"<small>"Chosen, dropped or pasted; it stays in memory."</small></span>
            </button>
        </div>
    }
}
