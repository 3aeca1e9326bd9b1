//! The palette: one field that finds all there is, and the list of the keys. [`super::catalog`] says what is found; what a
//! choice does is decided by who puts the dialog on the page.

mod key_list;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::browser;
use super::catalog::{Catalog, CatalogGroup, CatalogItem, CatalogSection, CatalogSymbol, CatalogTarget};
use super::command::PageCommand;
use super::dialog::{is_beside, show_modal};
use super::icon::{Icon, Svg};
use super::recipe;
use super::store;
use super::symbol::{icon_of_command, icon_of_entry, icon_of_row};
use super::workspace::Workspace;
pub use key_list::KeyListDialog;

/// Storage key of the recent choices.
const RECENT: &str = "cf-init.recent";
/// Storage key of the choice on single-letter keys.
const LETTERS: &str = "cf-init.letters";
/// Recent choices that are kept: some of them belong to other designs.
const KEPT: usize = 20;
/// Time in which items are read before the palette is shown, time that reading them takes without a rest afterwards, and
/// longest rest, in milliseconds.
const FIRST_SLICE: f64 = 30.0;
const SLICE: f64 = 8.0;
const REST: u32 = 50;
/// Rows that PageUp and PageDown pass.
const PAGE: usize = 8;
const LIST: &str = "palette-list";

/// State of palette and keys, provided as context. Copied freely.
#[derive(Clone, Copy)]
pub struct Palette {
    open: RwSignal<bool>,
    keys_open: RwSignal<bool>,
    letters: RwSignal<bool>,
}

impl Palette {
    /// Gives the state to all components below.
    pub fn provide() -> Palette {
        let letters = browser::stored(LETTERS).as_deref() != Some("off");
        let palette =
            Palette { open: RwSignal::new(false), keys_open: RwSignal::new(false), letters: RwSignal::new(letters) };
        provide_context(palette);
        palette
    }

    /// The state of this page.
    pub fn expect() -> Palette {
        expect_context()
    }

    /// Opens the palette.
    pub fn show(&self) {
        self.open.set(true);
    }

    /// Shows the list of the keys.
    pub fn show_keys(&self) {
        self.keys_open.set(true);
    }

    /// True while the dialog is open.
    pub fn is_open(&self) -> RwSignal<bool> {
        self.open
    }

    /// True if single letters are keys.
    pub fn has_letters(&self) -> bool {
        self.letters.get_untracked()
    }

    /// Switches single-letter keys on or off, and keeps the choice. False if it was not kept.
    pub fn set_letters(&self, on: bool) -> bool {
        self.letters.set(on);
        browser::store(LETTERS, if on { "on" } else { "off" }).is_ok()
    }
}

/// The button in the bar.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let palette = Palette::expect();
    let keys = PageCommand::Palette.info().and_then(|info| info.keys.first());
    let text = keys.map(|keys| keys.text(browser::is_apple())).unwrap_or_default();
    let title = format!("Go to or run ({text})");
    view! {
        <button type="button" class="btn palette-open" aria-label="Go to or run" title=title
            aria-haspopup="dialog" aria-keyshortcuts=keys.map(|keys| keys.aria()) on:click=move |_| palette.show()>
            <Svg icon=Icon::Search/>
            <span class="palette-open-t">"Go to or run"</span>
            <kbd aria-hidden="true" data-keys=text></kbd>
        </button>
    }
}

/// Does what was chosen. It outlives the dialog, which is gone by then.
pub type Choose = Arc<dyn Fn(CatalogTarget) + Send + Sync>;

/// The dialog, there while it is open.
#[component]
pub fn PaletteDialog(
    /// True for a command that is possible now.
    #[prop(into)]
    possible: Callback<PageCommand, bool>,
    /// Does what was chosen, once the dialog is closed and the focus is back.
    choose: Choose,
) -> impl IntoView {
    let open = Palette::expect().open;
    view! {
        <Show when=move || open.get()>
            <Finder open=open possible=possible choose=choose.clone()/>
        </Show>
    }
}

/// The items of the document that is shown while the palette is open, and the keys of the recent choices.
#[derive(Clone, Copy)]
struct Items {
    workspace: Workspace,
    possible: Callback<PageCommand, bool>,
    all: StoredValue<(Catalog, Vec<String>)>,
    /// True once all items are there.
    whole: RwSignal<bool>,
}

impl Items {
    /// Reads as many as can be waited for.
    fn begin(workspace: Workspace, possible: Callback<PageCommand, bool>) -> Items {
        let all = StoredValue::new((Catalog::default(), recent()));
        let items = Items { workspace, possible, all, whole: RwSignal::new(false) };
        if let Some((true, _)) = items.read(FIRST_SLICE) {
            items.whole.set(true);
        }
        items
    }

    /// Reads for a time in milliseconds. Says whether all items are there, and whether all is read; `None` once the palette
    /// is closed.
    fn read(self, slice: f64) -> Option<(bool, bool)> {
        let until = browser::now() + slice;
        self.all.try_update_value(|(catalog, _)| {
            let possible = |command| self.possible.run(command);
            self.workspace.with_untracked(|document| catalog.read(document, possible, || browser::now() < until));
            (catalog.is_whole(), catalog.is_read())
        })
    }

    /// Reads the others while the browser rests. Those that come push others down: the active one stays active, unless it is
    /// the first, which is the best of those that are there.
    fn read_on(self, sections: Memo<Vec<CatalogSection>>, active: RwSignal<usize>) {
        let read = move || {
            let Some((is_whole, is_read)) = self.read(SLICE) else { return };
            if is_whole && !self.whole.get_untracked() {
                let at = active.get_untracked();
                let key = sections.with_untracked(|all| item_at(all, at).map(|item| item.key.clone()));
                self.whole.set(true);
                let of_key = |item: &CatalogItem| Some(&item.key) == key.as_ref();
                let place =
                    sections.with_untracked(|all| all.iter().flat_map(|section| &section.items).position(of_key));
                if at > 0 {
                    active.set(place.unwrap_or_default());
                }
            }
            if !is_read {
                self.read_on(sections, active);
            }
        };
        store::when_idle(read, REST);
    }

    /// What fits a typed text, of the items that are there; asks again once all are.
    fn find(&self, typed: &str) -> Vec<CatalogSection> {
        self.whole.track();
        self.all.with_value(|(catalog, recent)| catalog.find(typed, recent))
    }
}

#[component]
fn Finder(open: RwSignal<bool>, possible: Callback<PageCommand, bool>, choose: Choose) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    show_modal(dialog);
    let items = Items::begin(Workspace::expect(), possible);
    let typed = RwSignal::new(String::new());
    let sections = Memo::new(move |_| typed.with(|typed| items.find(typed)));
    let count = Memo::new(move |_| sections.with(|all| all.iter().map(|section| section.items.len()).sum::<usize>()));
    let active = RwSignal::new(0_usize);
    items.read_on(sections, active);
    let choose = StoredValue::new(choose);
    let go = move |item: CatalogItem| {
        let choose = choose.get_value();
        remember(&item.key);
        open.set(false);
        request_animation_frame(move || choose(item.target));
    };
    let move_to = move |index: usize| {
        active.set(index);
        request_animation_frame(move || show_option(index));
    };
    let keys = move |ev: KeyboardEvent| {
        let (here, count) = (active.get_untracked(), count.get_untracked());
        let last = count.saturating_sub(1);
        let next = match ev.key().as_str() {
            // The browser closes the dialog.
            "Escape" => return,
            "ArrowDown" => Some(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => Some(if here == 0 { last } else { here - 1 }),
            "PageDown" => Some((here + PAGE).min(last)),
            "PageUp" => Some(here.saturating_sub(PAGE)),
            "Enter" if !ev.is_composing() => {
                ev.prevent_default();
                let chosen = sections.with_untracked(|all| item_at(all, here).cloned());
                if let Some(item) = chosen {
                    go(item);
                }
                None
            }
            "k" | "K" if ev.ctrl_key() || ev.meta_key() => {
                ev.prevent_default();
                open.set(false);
                None
            }
            _ => None,
        };
        // The panes behind are out of reach.
        ev.stop_propagation();
        if let Some(next) = next {
            ev.prevent_default();
            move_to(next);
        }
    };
    let outside = move |ev: web_sys::MouseEvent| {
        if is_beside(dialog, &ev) {
            open.set(false);
        }
    };
    let option = move || (count.get() > 0).then(|| option_id(active.get()));
    let said = move || match count.get() {
        _ if !items.whole.get() => "Reading the template…".to_string(),
        0 => "Nothing is called that.".to_string(),
        1 => "1 result".to_string(),
        count => format!("{count} results"),
    };
    view! {
        <dialog class="palette" aria-label="Go to or run" node_ref=dialog
            on:close=move |_| { open.try_set(false); } on:mousedown=outside on:keydown=keys>
            <div class="palette-top">
                <Svg icon=Icon::Search/>
                <input type="text" role="combobox" id="palette-field" aria-label="Go to or run" aria-expanded="true"
                    aria-controls=LIST aria-autocomplete="list" aria-activedescendant=option autofocus autocomplete="off"
                    spellcheck="false" autocapitalize="off" placeholder="Name, type or action" data-draft=""
                    prop:value=typed
                    on:input:target=move |ev| { typed.set(ev.target().value()); move_to(0) }/>
                <button type="button" class="btn bare sm" on:click=move |_| open.set(false)>"Esc"<span class="sr">" closes"</span></button>
            </div>
            <div class="palette-list" role="listbox" id=LIST aria-label="Results" tabindex="-1">
                {move || groups(sections.get(), active, Callback::new(go))}
            </div>
            <Show when=move || !items.whole.get()>
                <p class="palette-none">"Reading the template…"</p>
            </Show>
            <Show when=move || count.get() == 0 && items.whole.get()>
                <p class="palette-none">"Nothing is called that. Words may come in any order; types and purposes are found too."</p>
            </Show>
            <p class="sr" role="status">{said}</p>
        </dialog>
    }
}

/// The headings with their items; items are numbered through.
fn groups(sections: Vec<CatalogSection>, active: RwSignal<usize>, go: Callback<CatalogItem>) -> impl IntoView {
    let mut index = 0;
    let sections = sections.into_iter().map(|section| {
        let first = index;
        index += section.items.len();
        view! { <Group section=section first=first active=active go=go/> }
    });
    sections.collect_view()
}

#[component]
fn Group(section: CatalogSection, first: usize, active: RwSignal<usize>, go: Callback<CatalogItem>) -> impl IntoView {
    let id = format!("palette-group-{first}");
    let own = id.clone();
    let more = (section.more > 0).then(|| view! { <span class="dim">{format!("{} more", section.more)}</span> });
    let items = section.items.into_iter().enumerate().map(|(offset, item)| {
        let index = first + offset;
        view! { <Found index=index item=item active=active go=go/> }
    });
    view! {
        <div role="group" aria-labelledby=own>
            <div class="palette-h" id=id role="presentation">{section.group.title()} {more}</div>
            {items.collect_view()}
        </div>
    }
}

#[component]
fn Found(index: usize, item: CatalogItem, active: RwSignal<usize>, go: Callback<CatalogItem>) -> impl IntoView {
    let is_active = move || active.get() == index;
    let keys = match &item.target {
        CatalogTarget::Command(command) => command.info().and_then(|info| info.keys.first()),
        _ => None,
    };
    let keys = keys.map(|keys| view! { <kbd>{keys.text(browser::is_apple())}</kbd> });
    let is_id = matches!(item.target, CatalogTarget::Entry(_)) || item.group == CatalogGroup::Additions;
    let (icon, label, detail) = (icon_of(item.symbol), item.label.clone(), item.detail.clone());
    let item = StoredValue::new(item);
    view! {
        <div class="palette-item" role="option" id=option_id(index) aria-selected=move || is_active().to_string()
            on:pointermove=move |_| if active.get_untracked() != index { active.set(index) }
            on:click=move |_| go.run(item.get_value())>
            <Svg icon=icon/>
            <span class="palette-t" class:is-id=is_id>{label}</span>
            <span class="palette-d cut">{detail}</span>
            {keys}
        </div>
    }
}

fn icon_of(symbol: CatalogSymbol) -> Icon {
    match symbol {
        CatalogSymbol::Command(command) => icon_of_command(command),
        CatalogSymbol::Row(subject) => icon_of_row(subject),
        CatalogSymbol::Entry(kind) => icon_of_entry(kind),
        CatalogSymbol::Recipe(of) => recipe::icon_of(of),
        CatalogSymbol::Add => Icon::Plus,
        CatalogSymbol::Starter => Icon::Stack,
    }
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}

fn item_at(sections: &[CatalogSection], index: usize) -> Option<&CatalogItem> {
    sections.iter().flat_map(|section| &section.items).nth(index)
}

/// Scrolls the list, and nothing else, until an option is seen.
fn show_option(index: usize) {
    let Some(option) = document().get_element_by_id(&option_id(index)) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    option.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Keys of what was chosen of late, the last first.
fn recent() -> Vec<String> {
    browser::stored(RECENT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn remember(key: &str) {
    let mut all = recent();
    all.retain(|known| known != key);
    all.insert(0, key.to_string());
    all.truncate(KEPT);
    // Without storage nothing is recent; the page says elsewhere that there is none.
    let _ = browser::store(RECENT, &serde_json::to_string(&all).unwrap_or_default());
}
