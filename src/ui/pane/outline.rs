//! The outline: a tree over the template, one row focusable at a time, with a filter.

mod drawn;
mod folding;
mod menu;
mod removal;

use std::collections::HashMap;

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use drawn::{Drawn, Gaps};
use folding::Folding;
use menu::{OpenMenu, RowAction, RowMenu};
use removal::{AskedRemoval, RemovalDialog};

use super::addition::AddToTemplate;
use super::commands::Commands;
use super::frame::{Frame, Sheet};
use super::keys;
use super::text::show_entry;
use crate::check::{Counts, Severity};
use crate::document::Document;
use crate::ui::browser;
use crate::ui::command::{KeyArea, OutlineCommand, PageCommand};
use crate::ui::diagnostic;
use crate::ui::focus::focus_after_paint;
use crate::ui::icon::{Icon, Svg};
use crate::ui::outline::{OutlineRow, RowPosition, RowSubject, found, outline, standings};
use crate::ui::part::part;
use crate::ui::route::Route;
use crate::ui::symbol::icon_of_row;
use crate::ui::workspace::Workspace;

/// Pause after which type-ahead restarts, in milliseconds.
const TYPE_AHEAD: f64 = 700.0;
/// Margin above and below the row of the open form, in pixels.
const MARGIN: i32 = 40;

/// Gives the rows that a filter finds; `None` if it has no words.
type Search = fn(&Document, &[OutlineRow], &str) -> Option<Vec<OutlineRow>>;

part! {
    frame: fn search() -> Search { found }
}

/// The search, loaded when something is first typed into the filter.
fn search_when_used(workspace: Workspace, filter: RwSignal<String>) -> RwSignal<Option<Search>> {
    let loaded = RwSignal::new(None);
    Effect::new(move |_| {
        if filter.with(String::is_empty) || loaded.with_untracked(Option::is_some) {
            return;
        }
        leptos::task::spawn_local(async move {
            match search().await {
                Ok(search) => _ = loaded.try_set(Some(search)),
                Err(missing) => workspace.notify(&missing.to_string()),
            }
        });
    });
    loaded
}

/// The state of the tree.
#[derive(Clone, Copy)]
struct Tree {
    rows: Memo<Vec<OutlineRow>>,
    /// row index by key.
    standings: Memo<HashMap<String, RowPosition>>,
    folding: Folding,
    /// Key of the row that the focus was on last, and the place that was open then.
    current: RwSignal<(String, Route)>,
    /// Key of the row that Tab leads to: where the focus was, unless another form was opened since; else the first.
    tab_stop: Memo<String>,
    /// Numbers of diagnostics of the rows that have any, updated after a pause of typing.
    badges: Memo<HashMap<String, Counts>>,
    drawn: Drawn,
    /// The rows that are drawn.
    shown: Memo<Vec<OutlineRow>>,
    /// Rows that are not drawn.
    gaps: Memo<Gaps>,
    typed: StoredValue<(String, f64)>,
    /// The menu that is open.
    menu: RwSignal<Option<OpenMenu>>,
    removal: AskedRemoval,
}

impl Tree {
    fn of(workspace: Workspace, filter: RwSignal<String>) -> Tree {
        let search = search_when_used(workspace, filter);
        let all = workspace.memo_of_shape(outline);
        let folding = Folding::of(workspace, all);
        let rows = Memo::new(move |_| {
            let filter = filter.get();
            let search = search.get().filter(|_| !filter.is_empty());
            let found =
                search.and_then(|search| workspace.with(|document| all.with(|rows| search(document, rows, &filter))));
            found.unwrap_or_else(|| all.with(|rows| folding.seen(rows)))
        });
        let standings = Memo::new(move |_| rows.with(|rows| standings(rows)));
        let current = RwSignal::new((workspace.selected_now().to_hash(), workspace.selected_now()));
        let tab_stop = Memo::new(move |_| {
            let selected = workspace.selected();
            let key = current.with(|(key, at)| if *at == selected { key.clone() } else { selected.to_hash() });
            rows.with(|rows| {
                let found = rows.iter().find(|row| row.key == key).or(rows.first());
                found.map(|row| row.key.clone()).unwrap_or_default()
            })
        });
        let badges = Memo::new(move |_| {
            let found = workspace.shown.get();
            let badges = |rows: &Vec<OutlineRow>| {
                let checks = workspace.checks;
                workspace
                    .with_untracked(|document| checks.with_untracked(|checks| checks.badges(document, rows, &found)))
            };
            all.with_untracked(badges)
        });
        let drawn = Drawn::new();
        let shown = Memo::new(move |_| {
            rows.with(|rows| {
                let stop = tab_stop.get();
                let kept = |&(index, row): &(usize, &OutlineRow)| drawn.holds(index, rows.len()) || row.key == stop;
                rows.iter().enumerate().filter(kept).map(|(_, row)| row.clone()).collect::<Vec<_>>()
            })
        });
        let gaps = Memo::new(move |_| {
            let index = |standings: &HashMap<String, RowPosition>, row: &OutlineRow| {
                standings.get(&row.key).map_or(0, |standing| standing.index)
            };
            standings.with(|all| shown.with(|rows| Gaps::between(rows.iter().map(|row| (&*row.key, index(all, row))))))
        });
        let (typed, menu) = (StoredValue::new((String::new(), 0.0)), RwSignal::new(None));
        let removal = AskedRemoval::new();
        Tree { rows, standings, folding, current, tab_stop, badges, drawn, shown, gaps, typed, menu, removal }
    }

    /// Notes the row that has got the focus, by whatever means: it stays drawn.
    fn focused(&self, workspace: Workspace) {
        if let Some(key) = focused_key().filter(|key| self.tab_stop.with_untracked(|stop| stop != key)) {
            self.stand_on(workspace, &key);
        }
    }

    /// Draws what the tree is scrolled to; a row that has the focus keeps it.
    fn scrolled(&self) {
        let tree = document().query_selector(".tree").ok().flatten();
        let focused = focused_key();
        let rows = self.rows.try_with_untracked(Vec::len).unwrap_or_default();
        if tree.is_some_and(|tree| self.drawn.scrolled(&tree, rows))
            && let Some(key) = focused
        {
            keep_focus(key);
        }
    }

    fn stand_on(&self, workspace: Workspace, key: &str) {
        self.current.set((key.to_string(), workspace.selected_now()));
    }
}

/// The outline.
#[component]
pub fn Outline() -> impl IntoView {
    let workspace = Workspace::expect();
    let commands = Commands::of(workspace, Frame::expect());
    let filter = RwSignal::new(String::new());
    let tree = Tree::of(workspace, filter);
    Effect::new(move |_| {
        workspace.selected();
        leptos::task::spawn_local(show_selected());
    });
    // Fewer rows or more move the scroll position; the event of the browser may come before they are laid out.
    Effect::new(move |_| {
        tree.rows.track();
        request_animation_frame(move || tree.scrolled());
    });
    let frame = Frame::expect();
    let left = move |ev: web_sys::FocusEvent| {
        let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
        if to.is_some_and(|to| to.closest(".rail, [aria-controls='outline']").ok().flatten().is_none()) {
            frame.close(Sheet::Outline);
        }
    };
    view! {
        <nav class="rail" id="outline" aria-label="Outline" on:focusout=left>
            <div class="rail-top"><Filter filter=filter tree=tree/></div>
            <div class="tree" role="tree" aria-label="Parts of the template" on:keydown=move |ev| keys(commands, tree, &ev)
                on:scroll=move |_| tree.scrolled() on:focusin=move |_| tree.focused(workspace)>
                <For each=move || tree.shown.get() key=|row| row.clone() let:row>
                    <TreeRow row=row tree=tree/>
                </For>
                <div class="extent" style=("--rows", move || tree.rows.with(Vec::len).to_string())></div>
            </div>
            <Show when=move || tree.rows.with(Vec::is_empty)>
                <p class="tree-none">"No match in this template."</p>
            </Show>
            <AddToTemplate/>
            <RowMenu tree=tree/>
            <RemovalDialog tree=tree/>
        </nav>
    }
}

#[component]
fn Filter(filter: RwSignal<String>, tree: Tree) -> impl IntoView {
    let workspace = Workspace::expect();
    let keys = move |ev: KeyboardEvent| match ev.key().as_str() {
        "Escape" if filter.with_untracked(|filter| !filter.is_empty()) => {
            ev.prevent_default();
            filter.set(String::new());
        }
        "ArrowDown" | "Enter" => {
            ev.prevent_default();
            if let Some(first) = tree.rows.with_untracked(|rows| rows.first().map(|row| row.key.clone())) {
                focus_row(workspace, tree, &first);
            }
        }
        _ => {}
    };
    view! {
        <div class="find">
            <Svg icon=Icon::Search/>
            <input id="outline-filter" type="text" placeholder="Filter outline" aria-label="Filter outline"
                aria-keyshortcuts="/" autocomplete="off" spellcheck="false" data-draft=""
                prop:value=filter on:input:target=move |ev| filter.set(ev.target().value()) on:keydown=keys/>
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}

#[component]
fn TreeRow(row: OutlineRow, tree: Tree) -> impl IntoView {
    let workspace = Workspace::expect();
    let key = row.key.clone();
    let is_tab_stop = move || if tree.tab_stop.with(|stop| *stop == key) { "0" } else { "-1" };
    let (place, is_entry) = (row.place.clone(), row.entry.is_some());
    let selected = move || {
        let place = place.as_ref()?;
        Some((!is_entry && *place == workspace.selected()).to_string())
    };
    let key = row.key.clone();
    let expanded = row.is_group().then(|| Memo::new(move |_| tree.folding.is_open(&key)));
    let frame = Frame::expect();
    let clicked = row.clone();
    let open = move |_| {
        tree.stand_on(workspace, &clicked.key);
        activate(workspace, tree, &clicked);
        if clicked.place.is_some() && frame.sheet.get_untracked().is_some() {
            frame.sheet.set(None);
            focus_after_paint("#form-title");
        }
    };
    let own = StoredValue::new(row.clone());
    let by_mouse = move |ev: web_sys::MouseEvent| {
        ev.prevent_default();
        let row = own.get_value();
        tree.stand_on(workspace, &row.key);
        tree.menu.set(Some(OpenMenu::at(row, ev.client_x().into(), ev.client_y().into())));
    };
    // The button of a finger, which has no right side.
    let more = browser::has_coarse_pointer().then(|| {
        let open = move |ev: web_sys::MouseEvent| {
            ev.stop_propagation();
            by_mouse(ev);
        };
        let label = format!("Menu of {}", row.label);
        view! { <button type="button" class="row-more" tabindex="-1" aria-label=label on:click=open><Svg icon=Icon::More/></button> }
    });
    let gap_key = row.key.clone();
    let key = row.key.clone();
    let standing = Memo::new(move |_| tree.standings.with(|all| all.get(&key).copied()).unwrap_or_default());
    let is_id = row.subject == RowSubject::Resource || is_entry;
    let count = row.count.map(|count| view! { <span class="n" class:is-none=count == 0>{count}</span> });
    view! {
        <div role="treeitem" data-key=row.key.clone() tabindex=is_tab_stop
            aria-selected=selected aria-expanded=move || expanded.map(|open| open.get().to_string())
            style=("--gap", move || tree.gaps.with(|gaps| gaps.above(&gap_key)).to_string())
            {..custom_attribute("aria-level", row.level)}
            {..custom_attribute("aria-posinset", move || standing.get().position)}
            {..custom_attribute("aria-setsize", move || standing.get().of)}
            aria-haspopup="menu" on:click=open on:contextmenu=by_mouse>
            <Svg icon=icon_of_row(row.subject)/>
            <span class="t" class:is-id=is_id title=is_entry.then(|| row.label.clone())>{row.label.clone()}</span>
            <Badge key=row.key.clone() tree=tree open=expanded/>
            {count}
            {row.is_group().then(|| view! { <svg class="i tw" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4"></path></svg> })}
            {more}
        </div>
    }
}

/// The diagnostics of a row: their number, or a dot on a group whose rows show them.
#[component]
fn Badge(key: String, tree: Tree, open: Option<Memo<bool>>) -> impl IntoView {
    let counts = Memo::new(move |_| tree.badges.with(|all| all.get(&key).copied().unwrap_or_default()));
    let is_quiet = move || open.is_some_and(|open| open.get());
    move || {
        let counts = counts.get();
        let severity = counts.severest()?;
        let number = (!is_quiet()).then(|| view! { <span aria-hidden="true">{counts.total()}</span> });
        let words = if is_quiet() { format!(", {} inside", counts.words()) } else { format!(", {}", counts.words()) };
        Some(view! {
            <span class="pb" class:err=severity == Severity::Error class:is-note=severity == Severity::Note
                class:is-quiet=is_quiet title=counts.words()>
                {(!is_quiet()).then(|| view! { <Svg icon=diagnostic::icon_of(severity)/> })}{number}<span class="sr">{words}</span>
            </span>
        })
    }
}

/// Opens the row's form, at its entry if it has one, or its group.
fn activate(workspace: Workspace, tree: Tree, row: &OutlineRow) {
    match &row.place {
        Some(place) => {
            workspace.select(place.clone());
            if let Some(entry) = row.entry.clone() {
                show_entry(workspace, entry);
            }
        }
        None => tree.folding.press(&row.key),
    }
}

fn keys(commands: Commands, tree: Tree, ev: &KeyboardEvent) {
    let (workspace, frame) = (commands.workspace, commands.frame);
    let rows = tree.rows.get_untracked();
    let current = focused_key();
    let Some((here, row)) = rows.iter().enumerate().find(|(_, row)| Some(&row.key) == current.as_ref()) else { return };
    let is_open = untrack(|| tree.folding.is_open(&row.key));
    let command = keys::command_of(commands, ev, KeyArea::Outline);
    let mut next = None;
    match command {
        Some(PageCommand::Outline(command)) => match command {
            OutlineCommand::Down => next = rows.get(here + 1),
            OutlineCommand::Up => next = here.checked_sub(1).and_then(|above| rows.get(above)),
            OutlineCommand::First => next = rows.first(),
            OutlineCommand::Last => next = rows.last(),
            OutlineCommand::Open => activate(workspace, tree, row),
            OutlineCommand::Into if row.is_group() && !is_open => activate(workspace, tree, row),
            OutlineCommand::Into => next = rows.get(here + 1).filter(|next| next.level > row.level),
            OutlineCommand::OutOf if row.is_group() && is_open => activate(workspace, tree, row),
            OutlineCommand::OutOf => next = rows.iter().take(here).rev().find(|above| above.level < row.level),
            OutlineCommand::Rename => menu::run_later(workspace, frame, tree, row.clone(), RowAction::Rename),
            OutlineCommand::Remove => menu::run_later(workspace, frame, tree, row.clone(), RowAction::Remove),
            OutlineCommand::Menu => {
                if let Some(element) = drawn_row(|one| one.get_attribute("data-key").as_ref() == Some(&row.key)) {
                    tree.menu.set(Some(OpenMenu::beside(row.clone(), &element)));
                }
            }
        },
        Some(command) => commands.run_later(command),
        // What the page does with the key comes after this.
        None if keys::command_of(commands, ev, KeyArea::Page).is_some() => return,
        None if ev.ctrl_key() || ev.meta_key() || ev.alt_key() || ev.key().chars().count() != 1 => return,
        None => next = type_ahead(tree, &rows, here, &ev.key()),
    }
    ev.prevent_default();
    ev.stop_propagation();
    if let Some(next) = next {
        focus_row(workspace, tree, &next.key);
    }
}

/// The next row whose label begins with what was typed of late.
fn type_ahead<'r>(tree: Tree, rows: &'r [OutlineRow], here: usize, key: &str) -> Option<&'r OutlineRow> {
    let (mut typed, when) = tree.typed.get_value();
    let now = browser::now();
    if now - when > TYPE_AHEAD {
        typed.clear();
    }
    typed.push_str(key);
    tree.typed.set_value((typed.clone(), now));
    // A first letter leads on from here, a longer beginning may still be met by the row itself.
    let skip = here + usize::from(typed.chars().count() == 1);
    let begins = |label: &str| label.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(&typed));
    rows.iter().cycle().skip(skip).take(rows.len()).find(|row| begins(&row.label))
}

fn focused_key() -> Option<String> {
    document().active_element()?.get_attribute("data-key")
}

/// Gives the focus to a row, which may have to be drawn first.
fn focus_row(workspace: Workspace, tree: Tree, key: &str) {
    tree.stand_on(workspace, key);
    let key = key.to_string();
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        if let Some(row) = drawn_row(|row| row.get_attribute("data-key").as_ref() == Some(&key)) {
            let _ = row.focus();
        }
    });
}

/// Gives the focus back to a row that was put elsewhere among the others that are drawn.
fn keep_focus(key: String) {
    // Once all of them are in their place.
    request_animation_frame(move || {
        if focused_key().is_none()
            && let Some(row) = drawn_row(|row| row.get_attribute("data-key").as_ref() == Some(&key))
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = row.focus_with_options(&options);
        }
    });
}

/// Brings the row of the form that is open into view, once it is drawn.
async fn show_selected() {
    leptos::task::tick().await;
    let row = drawn_row(|row| row.get_attribute("aria-selected").as_deref() == Some("true"));
    let Some((row, tree)) = row.and_then(|row| Some((row.clone(), row.parent_element()?))) else { return };
    // Not by scrollIntoView: it would scroll what lies around the outline too.
    let (top, end) = (row.offset_top() - MARGIN, row.offset_top() + row.offset_height() + MARGIN);
    if top < tree.scroll_top() {
        tree.set_scroll_top(top);
    } else if end > tree.scroll_top() + tree.client_height() {
        tree.set_scroll_top(end - tree.client_height());
    }
}

fn drawn_row(is_it: impl Fn(&HtmlElement) -> bool) -> Option<HtmlElement> {
    let rows = document().query_selector_all(".tree > [role='treeitem']").ok()?;
    let row = |index| rows.item(index).and_then(|row| row.dyn_into::<HtmlElement>().ok());
    (0..rows.length()).filter_map(row).find(is_it)
}
