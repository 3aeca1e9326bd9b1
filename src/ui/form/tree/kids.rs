//! What stands below a value: its rows, a page at a time, and the way to add to them.

use leptos::prelude::*;

use super::add::{AddArguments, AddItem, AddKey};
use super::row::Row;
use super::state::Tree;
use crate::document::{Document, Path, Step};
use crate::schema::function::Arguments;
use crate::template::value::{self, ChildLabel, Presence, ValueChild, ValueKind, ValueRef};
use crate::ui::form::adder::Empty;
use crate::ui::workspace::Workspace;

/// Rows shown before somebody asks for more.
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
pub fn Kids(
    /// The value.
    spot: ValueRef,
    /// How deep the rows stand.
    depth: usize,
    /// What they share.
    tree: Tree,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let page = RwSignal::new(PAGE);
    let own = spot.clone();
    let count = workspace.memo(move |document| held(document, &own));
    let own = spot.clone();
    let rows = Memo::new(move |_| {
        let linked = workspace.linked.get().filter(|linked| *linked != own.at && linked.starts_with(&own.at));
        workspace.with(|document| {
            let mut rows = value::children(document, &own, page.get());
            rows.extend(linked.and_then(|linked| further(document, &own, &rows, &linked)));
            rows
        })
    });
    let own = spot.clone();
    let adds = workspace.memo(move |document| adds(document, &own));
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
    let label = match at.last()? {
        Step::Key(key) => ChildLabel::Key(key.to_string()),
        Step::Index(index) => ChildLabel::Item(*index),
    };
    let known = rows.iter().any(|row| row.spot.at == at) || document.node(&at).is_none();
    (!known).then(|| ValueChild { spot: at.into(), label, presence: Presence::There })
}

fn adds(document: &Document, spot: &ValueRef) -> Adds {
    let list_of = |takes: Arguments| matches!(takes, Arguments::Many(_));
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
