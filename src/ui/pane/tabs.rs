//! The tabs of the pane on the right.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::frame::{Frame, Sheet, Tab};
use crate::ui::changes::Changes;
use crate::ui::command::{Chord, PageCommand};
use crate::ui::focus::focus_on;

/// Shows a tab. On a phone the pane is pulled up: of a list of changes or a picture nothing would be seen in the
/// peek.
pub fn show(frame: Frame, tab: Tab) {
    let inside = ".side :is(.panel, .tablist)";
    let inside = document().active_element().is_some_and(|it| it.closest(inside).ok().flatten().is_some());
    frame.tab.set(tab);
    let grip = document().query_selector(".grip").ok().flatten();
    if tab != Tab::Template && grip.is_some_and(|grip| grip.get_client_rects().length() > 0) {
        frame.sheet.set(Some(Sheet::Text));
    }
    // What had the focus is out of sight now, or the tab of another view.
    if inside {
        focus_on(&format!("#{}", tab.id()));
    }
    frame.stir();
}

/// The tabs.
#[component]
pub fn Tabs() -> impl IntoView {
    let frame = Frame::expect();
    let keys = move |ev: KeyboardEvent| {
        let here = Tab::ALL.iter().position(|tab| *tab == frame.tab.get_untracked()).unwrap_or_default();
        let to = match ev.key().as_str() {
            "ArrowRight" => (here + 1) % Tab::ALL.len(),
            "ArrowLeft" => (here + Tab::ALL.len() - 1) % Tab::ALL.len(),
            "Home" => 0,
            "End" => Tab::ALL.len() - 1,
            _ => return,
        };
        if let Some(tab) = Tab::ALL.get(to).filter(|_| !ev.ctrl_key() && !ev.alt_key() && !ev.meta_key()) {
            ev.prevent_default();
            show(frame, *tab);
            focus_on(&format!("#{}", tab.id()));
        }
    };
    let tab = move |tab: Tab| {
        let selected = move || frame.tab.get() == tab;
        view! {
            <button type="button" role="tab" id=tab.id() aria-controls=tab.panel()
                aria-selected=move || selected().to_string() aria-keyshortcuts=keys_of(tab)
                tabindex=move || if selected() { "0" } else { "-1" } on:click=move |_| show(frame, tab)>
                {tab.name()}
                {(tab == Tab::Changes).then(|| view! { <Count/> })}
            </button>
        }
    };
    view! {
        <div class="tablist" role="tablist" aria-label="Views of the template" on:keydown=keys>
            {Tab::ALL.map(tab).collect_view()}
        </div>
    }
}

/// The keys that show a tab.
fn keys_of(tab: Tab) -> Option<String> {
    PageCommand::Show(tab).info()?.keys.first().map(Chord::aria)
}

/// In how many places the text differs.
#[component]
fn Count() -> impl IntoView {
    let changes = Changes::expect();
    move || {
        let places = changes.places().get().filter(|places| *places > 0)?;
        Some(
            view! { <span class="n">{places}<span class="sr">{if places == 1 { " place" } else { " places" }}</span></span> },
        )
    }
}
