//! What can be done to the entry of a row: the menu, and the actions behind it and behind the keys of the tree.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent, Node, NodeList, Window};

use super::{Tree, activate, focus_row, removal};
use crate::document::{Document, Path};
use crate::recipe::addition::Addition;
use crate::recipe::any_entry;
use crate::template::label::path_label;
use crate::ui::field::rename_id;
use crate::ui::focus::{after_form, focus_on};
use crate::ui::icon::{Icon, Svg};
use crate::ui::later::dialog_later;
use crate::ui::outline::{OutlineRow, RowSubject};
use crate::ui::pane::addition::add_and_open;
use crate::ui::pane::frame::{Frame, Sheet};
use crate::ui::pane::text::show_entry;
use crate::ui::part::part;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// Room that a menu takes at most, in pixels: it opens where it fits.
const SIZE: (f64, f64) = (232.0, 196.0);

/// The menu that is open: its row, and where on the screen.
#[derive(Clone, PartialEq)]
pub(super) struct OpenMenu {
    row: OutlineRow,
    left: f64,
    top: f64,
}

/// Something that can be done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowAction {
    Open,
    Rename,
    Duplicate,
    Remove,
    AddInto,
}

impl RowAction {
    const ALL: [RowAction; 5] =
        [RowAction::Open, RowAction::Rename, RowAction::Duplicate, RowAction::AddInto, RowAction::Remove];

    fn icon(self) -> Icon {
        match self {
            RowAction::Open => Icon::ChevronRight,
            RowAction::Rename => Icon::Pen,
            RowAction::Duplicate => Icon::Copy,
            RowAction::Remove => Icon::Trash,
            RowAction::AddInto => Icon::Plus,
        }
    }

    fn label(self, row: &OutlineRow) -> String {
        match self {
            RowAction::Open if row.is_group() => "Open or close".into(),
            RowAction::Open => "Open".into(),
            RowAction::Rename => "Rename".into(),
            RowAction::Duplicate => "Duplicate".into(),
            RowAction::Remove => "Remove".into(),
            RowAction::AddInto => format!("Add into {}…", row.label),
        }
    }

    /// The key of the tree that does the same.
    fn key(self) -> &'static str {
        match self {
            RowAction::Open => "Enter",
            RowAction::Rename => "F2",
            RowAction::Remove => "Delete",
            RowAction::Duplicate | RowAction::AddInto => "",
        }
    }
}

/// True if an action makes sense for a row.
fn is_possible(document: &Document, row: &OutlineRow, action: RowAction) -> bool {
    let of = row.target.as_ref();
    match action {
        RowAction::Open => true,
        RowAction::Rename => of.is_some_and(|at| any_entry::has_name(document, at)),
        RowAction::Duplicate => of.is_some_and(|at| any_entry::double(document, at).is_some()),
        RowAction::Remove => of.is_some_and(|at| document.node(at).is_some()),
        RowAction::AddInto => addition_of(row).is_some(),
    }
}

/// How something is added to what a row stands for.
enum AddWay {
    /// As an entry of its section, at once.
    Entry(Addition),
    /// By the field of its form.
    Form,
    /// By the list of what can be added, filtered by these words.
    List(String),
}

fn addition_of(row: &OutlineRow) -> Option<AddWay> {
    let list = |words: &str| Some(AddWay::List(words.to_string()));
    match row.subject {
        RowSubject::Parameters => Some(AddWay::Entry(Addition::Parameter)),
        RowSubject::Outputs => Some(AddWay::Entry(Addition::Output)),
        RowSubject::Mappings => Some(AddWay::Entry(Addition::Mapping)),
        RowSubject::Conditions => Some(AddWay::Entry(Addition::Condition)),
        RowSubject::Rules => Some(AddWay::Entry(Addition::Rule)),
        RowSubject::Metadata => Some(AddWay::Entry(Addition::Metadata)),
        RowSubject::Section(_) | RowSubject::Authentication | RowSubject::ConfigSets => Some(AddWay::Form),
        RowSubject::Config => list(&format!("of {}", row.target.as_ref()?.last_key()?)),
        RowSubject::Network | RowSubject::Subnets => list("subnet"),
        RowSubject::Routing => list("route"),
        RowSubject::SecurityGroups => list("security group"),
        RowSubject::Compute => list("instance"),
        RowSubject::Others => list("AWS"),
        _ => None,
    }
}

/// Does an action for a row, once the part of the page that can is loaded.
pub(super) fn run_later(workspace: Workspace, frame: Frame, tree: Tree, row: OutlineRow, action: RowAction) {
    leptos::task::spawn_local(async move {
        if let Err(missing) = act(workspace, frame, tree, row, action).await {
            workspace.notify(&missing.to_string());
        }
    });
}

part! {
    dialogs: fn act(workspace: Workspace, frame: Frame, tree: Tree, row: OutlineRow, action: RowAction) -> () {
        run(workspace, frame, tree, &row, action);
    }

    dialogs: fn menu(open: OpenMenu, tree: Tree) -> AnyView { view! { <Menu open=open tree=tree/> }.into_any() }
}

/// Does an action for a row.
fn run(workspace: Workspace, frame: Frame, tree: Tree, row: &OutlineRow, action: RowAction) {
    if !workspace.with_untracked(|document| is_possible(document, row, action)) {
        workspace.announce(&format!("{}: not possible for {}.", action.label(row), row.label));
        return focus_row(workspace, tree, &row.key);
    }
    match (action, row.target.clone()) {
        (RowAction::Open, _) => {
            activate(workspace, tree, row);
            focus_row(workspace, tree, &row.key);
        }
        (RowAction::Rename, Some(at)) => rename(workspace, frame, row, at),
        (RowAction::Duplicate, Some(at)) => duplicate(workspace, frame, row, &at),
        (RowAction::Remove, Some(at)) => removal::ask(workspace, tree, at, &row.label, &row.key),
        (RowAction::AddInto, _) => add_into(workspace, frame, row),
        (RowAction::Rename | RowAction::Duplicate | RowAction::Remove, None) => {}
    }
}

/// The form that has the field for the name of an entry.
fn form_of(document: &Document, row: &OutlineRow, at: &Path) -> Route {
    match (row.subject, at.steps().get(1).and_then(|step| step.key())) {
        // Configs are named beside the sets that run them.
        (RowSubject::Config, Some(id)) => Route::ConfigSets(id.to_string()),
        _ => row.place.clone().unwrap_or_else(|| Route::of(document, at)),
    }
}

fn rename(workspace: Workspace, frame: Frame, row: &OutlineRow, at: Path) {
    frame.close(Sheet::Outline);
    workspace.select(workspace.with_untracked(|document| form_of(document, row, &at)));
    show_entry(workspace, at.clone());
    after_form(move || {
        let field = document().get_element_by_id(&rename_id(&at));
        match field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            Some(field) => {
                let _ = field.focus();
                field.select();
            }
            None => drop(focus_on("#form-title")),
        }
    });
}

fn duplicate(workspace: Workspace, frame: Frame, row: &OutlineRow, at: &Path) {
    let Some((copy, edits)) = workspace.with_untracked(|document| any_entry::double(document, at)) else { return };
    workspace.close_step();
    let done = workspace.edit(&format!("copy of {}", path_label(at)), &copy, edits);
    workspace.close_step();
    if let Err(why) = done {
        return workspace.notify(&why.to_string());
    }
    let row = OutlineRow { place: row.entry.is_some().then(|| row.place.clone()).flatten(), ..row.clone() };
    rename(workspace, frame, &row, copy);
}

fn add_into(workspace: Workspace, frame: Frame, row: &OutlineRow) {
    match addition_of(row) {
        Some(AddWay::Entry(addition)) => {
            if let Err(why) = add_and_open(workspace, frame, &addition) {
                workspace.notify(&why);
            }
        }
        Some(AddWay::Form) => {
            frame.close(Sheet::Outline);
            if let Some(place) = row.place.clone() {
                workspace.select(place);
            }
            after_form(|| {
                let _ = focus_on(".main .adder input") || focus_on("#form-title");
            });
        }
        Some(AddWay::List(words)) => {
            frame.add_filter.set(words);
            frame.adding.set(true);
        }
        None => {}
    }
}

impl OpenMenu {
    /// The menu of a row at a place of the screen.
    pub(super) fn at(row: OutlineRow, left: f64, top: f64) -> OpenMenu {
        let size = |read: fn(&Window) -> Result<JsValue, JsValue>| {
            read(&window()).ok().and_then(|size| size.as_f64()).unwrap_or_default()
        };
        let (width, height) = (size(Window::inner_width), size(Window::inner_height));
        let fit = |at: f64, room: f64, size: f64| at.min(room - size - 8.0).max(8.0);
        OpenMenu { row, left: fit(left, width, SIZE.0), top: fit(top, height, SIZE.1) }
    }

    /// The menu beside a row.
    pub(super) fn beside(row: OutlineRow, element: &HtmlElement) -> OpenMenu {
        let rect = element.get_bounding_client_rect();
        OpenMenu::at(row, rect.left() + 24.0, rect.bottom())
    }
}

/// The open menu; nothing while there is none.
#[component]
pub(super) fn RowMenu(tree: Tree) -> impl IntoView {
    move || {
        tree.menu.get().map(|open| {
            let open = StoredValue::new(open);
            dialog_later(move || menu(open.get_value(), tree), move || tree.menu.set(None))
        })
    }
}

#[component]
fn Menu(open: OpenMenu, tree: Tree) -> impl IntoView {
    let workspace = Workspace::expect();
    let frame = Frame::expect();
    let row = open.row.clone();
    let actions: Vec<RowAction> = workspace.with_untracked(|document| {
        RowAction::ALL.into_iter().filter(|action| is_possible(document, &row, *action)).collect()
    });
    let list = NodeRef::<leptos::html::Div>::new();
    let items = move || -> Vec<HtmlElement> {
        let all = list.try_get_untracked().flatten().and_then(|list| list.query_selector_all("button").ok());
        let item = |all: &NodeList, index| all.item(index).and_then(|item| item.dyn_into::<HtmlElement>().ok());
        all.map(|all| (0..all.length()).filter_map(|index| item(&all, index)).collect()).unwrap_or_default()
    };
    request_animation_frame(move || {
        if let Some(first) = items().first() {
            let _ = first.focus();
        }
    });
    let key = StoredValue::new(row.key.clone());
    let back = move || {
        let key = key.get_value();
        tree.menu.set(None);
        focus_row(workspace, tree, &key);
    };
    let keys = move |ev: KeyboardEvent| {
        let all = items();
        let active = document().active_element();
        let here = all.iter().position(|item| active.as_ref().is_some_and(|active| active.is_same_node(Some(item))));
        let (here, last) = (here.unwrap_or_default(), all.len().saturating_sub(1));
        let next = match ev.key().as_str() {
            "ArrowDown" => Some(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => Some(if here == 0 { last } else { here - 1 }),
            "Home" => Some(0),
            "End" => Some(last),
            "Escape" | "Tab" => {
                ev.prevent_default();
                back();
                None
            }
            _ => None,
        };
        // The tree and the page have other uses for the keys.
        ev.stop_propagation();
        if let Some(item) = next.and_then(|next| all.get(next)) {
            ev.prevent_default();
            let _ = item.focus();
        }
    };
    let left = move |ev: web_sys::FocusEvent| {
        let own = ev.current_target().and_then(|own| own.dyn_into::<Node>().ok());
        let to = ev.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !own.is_some_and(|own| to.is_some() && own.contains(to.as_ref())) {
            tree.menu.try_set(None);
        }
    };
    let label = format!("Menu of {}", row.label);
    let row = StoredValue::new(row);
    let act = move |action: RowAction| {
        let row = row.get_value();
        tree.menu.set(None);
        run(workspace, frame, tree, &row, action);
    };
    let items = actions.into_iter().map(|action| {
        let label = row.with_value(|row| action.label(row));
        view! {
            <button type="button" role="menuitem" tabindex="-1" on:click=move |_| act(action)>
                <Svg icon=action.icon()/><span class="grow cut">{label}</span>
                {(!action.key().is_empty()).then(|| view! { <kbd aria-hidden="true">{action.key()}</kbd> })}
            </button>
        }
    });
    let position = (format!("{}px", open.left.round()), format!("{}px", open.top.round()));
    view! {
        <div class="row-menu" role="menu" aria-label=label node_ref=list style=("--x", position.0) style=("--y", position.1)
            on:keydown=keys on:focusout=left>
            {items.collect_view()}
        </div>
    }
}
