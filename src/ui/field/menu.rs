//! The menu of an entry: move up, move down, duplicate, remove.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::actions::FormActions;
use super::id::menu_id;
use crate::document::Path;
use crate::recipe::entry;
use crate::ui::focus::focus_soon;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// The menu of the entry at a path.
#[component]
pub fn EntryMenu(
    at: Path,
    #[prop(into)] name: String,
    actions: FormActions,
    /// Takes the entry out.
    #[prop(into)]
    remove: Callback<()>,
    /// Adds a copy after it; without it the menu has no Duplicate.
    #[prop(optional, into)]
    double: Option<Callback<()>>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let ends = workspace.memo_with(&at, move |document, at| {
        let place = entry::position(document, at).unwrap_or_default();
        let count = at.parent().and_then(|parent| document.node(&parent)).map_or(0, |node| node.len());
        (place == 0, place + 1 >= count)
    });
    let id = menu_id(&at);
    let (path, focus) = (StoredValue::new(at), StoredValue::new(id.clone()));
    let title = StoredValue::new(format!("place of {name}"));
    let shift = move |up: bool| {
        let at = path.get_value();
        let recipe = if up { entry::up } else { entry::down };
        title.with_value(|title| actions.make(title, &at, |document| recipe(document, &at)));
        focus_soon(focus.get_value());
    };
    view! {
        <ItemMenu name=name id=id>
            <Moves ends=ends shift=shift/>
            {double.map(|double| view! { <MenuItem icon=Icon::Copy text="Duplicate" act=double/> })}
            <MenuItem icon=Icon::Trash text="Remove" act=remove/>
        </ItemMenu>
    }
}

/// A small menu with a button of three dots, drawn when it is opened.
#[component]
pub fn ItemMenu(
    #[prop(into)] name: String,
    /// Accessible name of its button; "More for" the subject if absent.
    #[prop(optional, into)]
    label: Option<String>,
    /// Id of its button, where something gives it the focus.
    #[prop(optional, into)]
    id: Option<String>,
    /// The class of its list.
    #[prop(default = "more-list")]
    list: &'static str,
    /// True if Tab passes it, because its field has a key for it.
    #[prop(optional)]
    is_aside: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let label = label.unwrap_or_else(|| format!("More for {name}"));
    view! {
        <details
            class="more" on:keydown=close_on_escape on:focusout=close_when_left
            on:toggle:target=move |ev| open.set(ev.target().has_attribute("open"))
        >
            // The event toggle comes late: Tab right after the click has to find the items.
            <summary class="btn bare sm icon" id=id aria-label=label tabindex=is_aside.then_some("-1") on:click=move |_| open.set(true)>
                <Svg icon=Icon::More/>
            </summary>
            <Show when=move || open.get()><div class=list on:click=close>{children()}</div></Show>
        </details>
    }
}

/// Move up, move down.
#[component]
pub fn Moves(
    /// True for the first entry, and true for the last entry.
    #[prop(into)]
    ends: Signal<(bool, bool)>,
    /// Moves it, up if true.
    #[prop(into)]
    shift: Callback<bool>,
) -> impl IntoView {
    view! {
        <MenuItem icon=Icon::ChevronUp text="Move up" off=Signal::derive(move || ends.get().0) act=move |()| shift.run(true)/>
        <MenuItem icon=Icon::ChevronDown text="Move down" off=Signal::derive(move || ends.get().1) act=move |()| shift.run(false)/>
    }
}

/// A button of a menu.
#[component]
pub fn MenuItem(
    icon: Icon,
    text: &'static str,
    /// True while it has nothing to do.
    #[prop(optional, into)]
    off: Signal<bool>,
    /// Does it.
    #[prop(into)]
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn bare" disabled=move || off.get() on:click=move |_| act.run(())>
            <Svg icon=icon/>{text}
        </button>
    }
}

fn menu_of(target: Option<web_sys::EventTarget>) -> Option<HtmlElement> {
    let element = target?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("details.more").ok()??.dyn_into().ok()
}

fn close(ev: web_sys::MouseEvent) {
    if let Some(menu) = menu_of(ev.target()) {
        let _ = menu.remove_attribute("open");
    }
}

fn close_on_escape(ev: KeyboardEvent) {
    if ev.key() != "Escape" {
        return;
    }
    if let Some(menu) = menu_of(ev.target()).filter(|menu| menu.has_attribute("open")) {
        ev.stop_propagation();
        let _ = menu.remove_attribute("open");
        let summary = menu.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
            let _ = summary.focus();
        }
    }
}

fn close_when_left(ev: web_sys::FocusEvent) {
    let Some(menu) = menu_of(ev.target()) else { return };
    let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
    // A click on nothing focusable leaves no trace of where it went; then the menu stays for its own buttons.
    if to.is_some() && !menu.contains(to.as_ref()) {
        let _ = menu.remove_attribute("open");
    }
}
