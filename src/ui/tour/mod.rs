//! A short tour of the page. A first visit offers it once a template is open; one click declines it for ever. The palette
//! has it, too.

mod card;
mod place;

use leptos::prelude::*;

use super::browser;
use super::icon::{Icon, Svg};
use super::later::dialog_while;
use super::part::part;
use super::workspace::Workspace;
use card::Card;

/// Storage key of the answer to the offer.
const KEY: &str = "cf-init.tour";

/// State of the tour, provided as context.
#[derive(Clone, Copy)]
pub struct Tour {
    open: RwSignal<bool>,
    is_offered: RwSignal<bool>,
}

impl Tour {
    /// Makes the state of this page and gives it to all components below. A `first` visit is offered the tour, unless
    /// somebody has declined it in this browser.
    pub fn provide(first: bool) {
        let is_offered = first && browser::stored(KEY).is_none();
        provide_context(Tour { open: RwSignal::new(false), is_offered: RwSignal::new(is_offered) });
    }

    /// The state of this page.
    pub fn expect() -> Tour {
        expect_context()
    }

    /// Begins the tour; it is not offered again.
    pub fn show(&self) {
        self.decline();
        self.open.set(true);
    }

    fn decline(&self) {
        self.is_offered.set(false);
        // A browser that keeps nothing offers it again at the next first visit.
        let _ = browser::store(KEY, "answered");
    }
}

/// The offer, the tour while it is open.
#[component]
pub fn TourParts() -> impl IntoView {
    let workspace = Workspace::expect();
    let tour = Tour::expect();
    let designs_open = workspace.designs_open();
    // Who has made a change is busy with something else.
    let changed = workspace.undo_title();
    let is_seen = Memo::new(move |_| tour.is_offered.get() && !designs_open.get() && changed.with(Option::is_none));
    view! {
        <Show when=move || is_seen.get()>
            <div class="toast tour-offer" role="region" aria-label="Tour">
                <span>"New here? A tour shows the page in five steps."</span>
                <button type="button" class="btn sm" on:click=move |_| tour.show()>"Show the tour"</button>
                <button type="button" class="btn sm icon" aria-label="No tour" title="No tour" on:click=move |_| tour.decline()>
                    <Svg icon=Icon::Cross/>
                </button>
            </div>
        </Show>
        {dialog_while(tour.open, move || card(tour.open))}
    }
}

part! {
    dialogs: fn card(open: RwSignal<bool>) -> AnyView { view! { <Card open=open/> }.into_any() }
}
