//! A row of a tree: name, kind, value, menu; below it what is inside.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::editor::{Block, Control, Inline, ReadAs, TruthSelect, Words};
use super::kids::Kids;
use super::kind::KindSelect;
use super::menu::{RowMenu, shift};
use super::state::{Tree, said, spot_id};
use crate::schema::function::NameKind;
use crate::template::value::convert::ValueTarget;
use crate::template::value::{self, ChildLabel, Presence, ValueChild, ValueKind, ValueRef, ValueView};
use crate::ui::field::{Refusal, RenameField};
use crate::ui::form::actions::FormActions;
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
    /// The value.
    child: ValueChild,
    /// The value that it stands in.
    above: ValueRef,
    /// How deep it stands.
    depth: usize,
    /// What the rows share.
    tree: Tree,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let spot = child.spot.clone();
    let own = spot.clone();
    let look = workspace.memo(move |document| value::view(document, &own));
    // A text that had several lines keeps its field while somebody writes in it.
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
    let name = said(&child);
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
    let names = match &child.label {
        ChildLabel::Argument(argument) => argument.names,
        ChildLabel::Key(_) | ChildLabel::Item(_) | ChildLabel::Own => NameKind::None,
    };
    let control = Control { spot: spot.clone(), name: name.clone(), names, id: spot_id(&spot), look };
    let kids = StoredValue::new(spot.clone());
    let missing = child.presence == Presence::Missing;
    view! {
        <div class="tn" class:is-linked=linked class:is-open=open on:keydown=keys>
            <div class="tn-line">
                <Twist spot=spot.clone() name=name.clone() form=form open=open tree=tree/>
                <Name child=child.clone() tree=tree/>
                {(!missing).then(|| view! { <KindSelect control=control.clone() tree=tree changing=changing actions=actions/> })}
                <Value control=control.clone() form=form wide=wide/>
                {(!missing).then(|| view! { <RowMenu child=child above=above tree=tree/> })}
            </div>
            <ReadAs control=control/>
            <Refusal why=actions.refused/>
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
fn is_open(workspace: Workspace, tree: Tree, spot: &ValueRef, look: Memo<Option<ValueView>>, depth: usize) -> bool {
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
fn Twist(spot: ValueRef, name: String, form: Memo<Form>, open: Memo<bool>, tree: Tree) -> impl IntoView {
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
fn Name(child: ValueChild, tree: Tree) -> impl IntoView {
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
