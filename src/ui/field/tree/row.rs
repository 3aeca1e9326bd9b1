//! A row of a tree: name, kind, value, menu; and the rows below it, a page at a time, with the way to add to them.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::add::{AddArguments, AddItem, AddKey};
use super::child_at;
use super::editor::{Block, Control, Inline, ReadAs, TruthSelect, Words};
use super::menu::{RowMenu, shift};
use super::state::{TreeState, child_name, focus_first};
use crate::document::{Document, Path};
use crate::schema::function::{FunctionArguments, NameKind};
use crate::template::value::convert::ValueTarget;
use crate::template::value::{self, ChildLabel, Presence, ValueChild, ValueKind, ValueRef, ValueView};
use crate::ui::control::Empty;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::id::{kind_id, spot_id};
use crate::ui::field::kind::KindSelect;
use crate::ui::field::rename::RenameField;
use crate::ui::field::row::Refusal;
use crate::ui::icon::{Icon, Svg};
use crate::ui::workspace::Workspace;

/// Which editor a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Words,
    Truth,
    Inline,
    Block,
    Fold,
    Missing,
}

fn form_of(look: Option<&ValueView>, wide: bool) -> Form {
    let Some(look) = look else { return Form::Missing };
    match &look.kind {
        _ if look.is_block() || (wide && look.is_line()) => Form::Block,
        ValueKind::Function(_) if look.is_line() => Form::Inline,
        ValueKind::Truth(_) => Form::Truth,
        ValueKind::Nothing | ValueKind::Text | ValueKind::Number => Form::Words,
        ValueKind::Tag(_) if look.is_line() => Form::Words,
        ValueKind::Function(_) | ValueKind::Tag(_) | ValueKind::List | ValueKind::Mapping => Form::Fold,
    }
}

/// A row: a value with its name, and the rows below it while it is open.
#[component]
pub fn Row(
    child: ValueChild,
    /// The value that has it.
    above: ValueRef,
    depth: usize,
    tree: TreeState,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let spot = child.spot.clone();
    let look = workspace.memo_with(&spot, value::view);
    // A text that had several lines keeps its field while it is edited.
    let wide = RwSignal::new(false);
    let form = Memo::new(move |_| look.with(|look| form_of(look.as_ref(), wide.get())));
    let own = spot.clone();
    let open = Memo::new(move |_| form.get() == Form::Fold && is_open(workspace, tree, &own, look, depth));
    let own = spot.clone();
    let linked = Memo::new(move |_| {
        let leaf = !open.get();
        workspace
            .linked
            .with(|path| path.as_ref().is_some_and(|path| *path == own.at || leaf && path.starts_with(&own.at)))
    });
    let name = child_name(&child);
    let moving = (child.clone(), above.clone());
    let keys = move |ev: KeyboardEvent| {
        let up = match ev.key().as_str() {
            "ArrowUp" if ev.alt_key() => true,
            "ArrowDown" if ev.alt_key() => false,
            _ => return,
        };
        if moving.0.is_loose() {
            ev.prevent_default();
            ev.stop_propagation();
            shift(workspace, tree, actions, &moving.0, up);
        }
    };
    let changing = move |target: ValueTarget| wide.set(target == ValueTarget::Lines);
    let own = spot.clone();
    let changed = move |()| {
        let now = workspace.with_untracked(|document| value::default::settled(document, &own));
        tree.set_open(&now, true);
        focus_first(vec![kind_id(&now), spot_id(&now)]);
    };
    let names = match &child.label {
        ChildLabel::Argument(argument) => argument.names,
        ChildLabel::Key(_) | ChildLabel::Item(_) | ChildLabel::Own => NameKind::None,
    };
    let control = Control { spot: spot.clone(), name: name.clone(), names, id: spot_id(&spot), look };
    let kids = StoredValue::new(spot.clone());
    let kind = (child.presence != Presence::Missing).then(|| {
        let (spot, name) = (spot.clone(), name.clone());
        view! { <KindSelect spot=spot name=name look=look changing=changing changed=changed actions=actions/> }
    });
    let menu = (child.presence != Presence::Missing).then(|| {
        let child = child.clone();
        view! { <RowMenu child=child above=above tree=tree/> }
    });
    view! {
        <div class="tn" class:is-linked=linked class:is-open=open on:keydown=keys>
            <div class="tn-line">
                <Twist spot=spot.clone() name=name.clone() form=form open=open tree=tree/>
                <Name child=child tree=tree/>
                {kind}
                <Value control=control form=form wide=wide/>
                {menu}
            </div>
            <ReadAs spot=spot look=look/>
            <Refusal why=actions.refused/>
            <Diagnostics at=kids.get_value().at/>
            <Show when=move || open.get()>
                <div class="tn-kids" role="group" aria-label=name.clone()>
                    <Kids spot=kids.get_value() depth=depth + 1 tree=tree/>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// Open by hand; else near the top and while a row inside is linked to the text.
fn is_open(
    workspace: Workspace,
    tree: TreeState,
    spot: &ValueRef,
    look: Memo<Option<ValueView>>,
    depth: usize,
) -> bool {
    const FEW: usize = 20;
    let inside = workspace
        .linked
        .with(|linked| linked.as_ref().is_some_and(|linked| *linked != spot.at && linked.starts_with(&spot.at)));
    inside
        || tree.fold(spot).unwrap_or_else(|| {
            look.with(|look| match look {
                Some(ValueView { kind: ValueKind::Function(_), .. }) => depth < 3,
                Some(look) => depth < 2 && look.count <= FEW,
                None => false,
            })
        })
}

/// The button that opens a row; nothing where there is nothing to open.
#[component]
fn Twist(spot: ValueRef, name: String, form: Memo<Form>, open: Memo<bool>, tree: TreeState) -> impl IntoView {
    let workspace = Workspace::expect();
    let id = spot_id(&spot);
    let spot = StoredValue::new(spot);
    let toggle = move |_| {
        let now = !open.get_untracked();
        workspace.linked.set(Some(spot.get_value().at));
        tree.set_open(&spot.get_value(), now);
    };
    let is_fold = Memo::new(move |_| form.get() == Form::Fold);
    move || match is_fold.get() {
        true => view! {
            <button
                type="button" class="tn-twist" id=id.clone() aria-expanded=move || open.get().to_string()
                aria-label=name.clone() on:click=toggle
                on:focusin=move |_| {
                    // A row inside was linked: what was open by that stays so.
                    if open.get_untracked() { tree.set_open(&spot.get_value(), true) }
                    workspace.linked.set(Some(spot.get_value().at));
                }
            ><Svg icon=Icon::ChevronRight/></button>
        }
        .into_any(),
        false => view! { <span class="tn-twist"></span> }.into_any(),
    }
}

/// The name of a row: a field where it can be changed.
#[component]
fn Name(child: ValueChild, tree: TreeState) -> impl IntoView {
    if tree.is_bare(&child.spot) {
        return ().into_any();
    }
    let at = child.spot.at.clone();
    match child.label {
        ChildLabel::Key(key) => {
            let old = at.clone();
            let moved = move |new| tree.swap(&old, &new);
            view! { <div class="tn-name"><RenameField at=at name=format!("Name of {key}") moved=moved/></div> }
                .into_any()
        }
        ChildLabel::Item(index) => view! { <span class="tn-name is-item">{index + 1}</span> }.into_any(),
        ChildLabel::Argument(argument) => view! { <span class="tn-name">{argument.label}</span> }.into_any(),
        ChildLabel::Own => ().into_any(),
    }
}

#[component]
fn Value(control: Control, form: Memo<Form>, wide: RwSignal<bool>) -> impl IntoView {
    let look = control.look;
    let actions = FormActions::new();
    let spot = control.spot.clone();
    let summary =
        Memo::new(move |_| look.with(|look| look.as_ref().map(|look| look.summary.clone()).unwrap_or_default()));
    let add = move |_| {
        actions.make("an argument", &spot.at, |document| value::set(document, &spot, crate::document::Value::from("")));
    };
    let add = StoredValue::new(add);
    move || {
        let control = control.clone();
        let editor = match form.get() {
            Form::Words => view! { <Words control=control/> }.into_any(),
            Form::Truth => view! { <TruthSelect control=control/> }.into_any(),
            Form::Inline => view! { <Inline control=control/> }.into_any(),
            Form::Block => {
                view! { <div class="tn-block" on:focusin=move |_| wide.set(true)><Block control=control/></div> }
                    .into_any()
            }
            Form::Fold => view! { <span class="tn-sum cut">{summary}</span> }.into_any(),
            Form::Missing => {
                let press = move |ev| add.with_value(|add| add(ev));
                view! {
                    <span class="tn-sum">"missing"</span>
                    <button type="button" class="btn sm" aria-label=format!("Add {}", control.name) on:click=press>"Add"</button>
                }
                .into_any()
            }
        };
        view! { <div class="tn-value" class:is-block=move || form.get() == Form::Block>{editor}</div> }
    }
}

/// Rows shown at first.
const PAGE: usize = 100;
/// Above this number of rows none opens by itself.
const FEW: usize = 20;

/// What can be added below a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Adds {
    Key,
    Item,
    Arguments,
}

/// The rows below the value at a spot.
#[component]
pub fn Kids(spot: ValueRef, depth: usize, tree: TreeState) -> impl IntoView {
    let workspace = Workspace::expect();
    let page = RwSignal::new(PAGE);
    let count = workspace.memo_with(&spot, held);
    let own = spot.clone();
    let rows = Memo::new(move |_| {
        let linked = workspace.linked.get().filter(|linked| *linked != own.at && linked.starts_with(&own.at));
        workspace.with(|document| {
            let mut rows = value::children(document, &own, page.get());
            rows.extend(linked.and_then(|linked| further(document, &own, &rows, &linked)));
            rows
        })
    });
    let adds = workspace.memo_with(&spot, adds);
    let above = StoredValue::new(spot);
    let row = move |child: ValueChild| {
        // Among many rows none opens by itself.
        let depth = if rows.with_untracked(Vec::len) > FEW { depth.max(3) } else { depth };
        view! { <Row child=child above=above.get_value() depth=depth tree=tree/> }
    };
    let left = move || count.get().saturating_sub(page.get());
    view! {
        <Show when=move || depth == 0 && rows.with(Vec::is_empty)>
            <Empty text="Nothing here yet."/>
        </Show>
        <For each=move || rows.get() key=|child| child.clone() children=row/>
        <Show when=move || left() != 0>
            <div class="tn-add">
                <button type="button" class="btn sm" on:click=move |_| page.update(|page| *page += PAGE)>
                    {move || format!("Show {} more of {}", left().min(PAGE), left())}
                </button>
            </div>
        </Show>
        {move || match adds.get() {
            Adds::Key => view! { <AddKey into=above.get_value().at tree=tree/> }.into_any(),
            Adds::Item => view! { <AddItem into=above.get_value() tree=tree/> }.into_any(),
            Adds::Arguments => view! { <AddArguments spot=above.get_value()/> }.into_any(),
        }}
    }
}

/// How many rows there are in all; of a function only a long list has more than a page.
fn held(document: &Document, spot: &ValueRef) -> usize {
    let body = value::call(document, spot).map_or_else(|| spot.clone(), |(_, body)| body);
    document.node(&body.at).map_or(0, |node| node.len())
}

/// The row beyond the page that holds the entry that is linked to the text.
fn further(document: &Document, spot: &ValueRef, rows: &[ValueChild], linked: &Path) -> Option<ValueChild> {
    if rows.len() < PAGE {
        return None;
    }
    let at = linked.steps().iter().take(spot.at.steps().len() + 1).cloned().collect::<Path>();
    let known = rows.iter().any(|row| row.spot.at == at) || document.node(&at).is_none();
    if known { None } else { child_at(&at) }
}

fn adds(document: &Document, spot: &ValueRef) -> Adds {
    let list_of = |takes: FunctionArguments| matches!(takes, FunctionArguments::Many(_));
    match value::view(document, spot).map(|look| look.kind) {
        Some(ValueKind::List) => Adds::Item,
        Some(ValueKind::Function(function)) if list_of(function.takes) => Adds::Item,
        Some(ValueKind::Function(_)) => Adds::Arguments,
        Some(ValueKind::Tag(_)) if document.node(&spot.at).is_some_and(|node| node.items().next().is_some()) => {
            Adds::Item
        }
        // The macros are a list.
        None if spot.at.last_key() == Some("Transform") && spot.at.steps().len() == 1 => Adds::Item,
        Some(
            ValueKind::Mapping
            | ValueKind::Tag(_)
            | ValueKind::Nothing
            | ValueKind::Text
            | ValueKind::Number
            | ValueKind::Truth(_),
        )
        | None => Adds::Key,
    }
}
