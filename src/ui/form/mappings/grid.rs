//! A mapping as a table: rows and columns are added, removed and renamed; a cell is a field.

use leptos::prelude::*;

use super::key::{KeyField, NewKey};
use crate::document::{Kind, Path};
use crate::recipe::entry;
use crate::recipe::mapping::{Axis, MappingTable, add_column, add_row, remove_column, remove_row};
use crate::template::value::{ValueKind, ValueRef, view};
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::TextListField;
use crate::ui::field::menu::{ItemMenu, MenuItem, Moves};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::tree::ReadAs;
use crate::ui::field::{Refusal, TextField, TextKind, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// Rows that are drawn; the rest is in the form with all keys.
const MOST: usize = 200;

/// The table of the mapping at a path.
#[component]
pub fn Grid(at: Path, table: MappingTable) -> impl IntoView {
    let actions = FormActions::new();
    let path = StoredValue::new(at.clone());
    let columns = StoredValue::new(table.columns.clone());
    let name = at.last_key().unwrap_or_default().to_string();
    let more = table.rows.len().checked_sub(MOST).filter(|more| *more > 0);
    // Where a column has its menu: in the first row that has a cell of it.
    let first = StoredValue::new(table.rows.first().cloned().unwrap_or_default());
    let heads = table.columns.iter().map(|key| {
        view! { <th scope="col"><Head at=path.get_value() axis=Axis::Column key=key.clone() first=first.get_value() actions=actions/></th> }
    });
    let rows = table.rows.iter().take(MOST).map(|row| {
        let cells = columns.get_value().into_iter().map(|column| {
            view! { <td><Cell at=path.get_value().join(row.as_str()).join(column)/></td> }
        });
        view! {
            <tr>
                <th scope="row"><Head at=path.get_value() axis=Axis::Row key=row.clone() first=String::new() actions=actions/></th>
                {cells.collect_view()}
            </tr>
        }
    });
    let add = move |axis: Axis, key: &str| {
        let at = path.get_value();
        let made = match axis {
            Axis::Row => actions.make(&format!("row {key}"), &at, |document| add_row(document, &at, key)),
            Axis::Column => actions.make(&format!("column {key}"), &at, |document| add_column(document, &at, key)),
        };
        if made {
            let cell = match axis {
                Axis::Row => {
                    at.join(key).join(columns.get_value().into_iter().next().unwrap_or_else(|| "Value".into()))
                }
                Axis::Column => at.join(first.get_value()).join(key),
            };
            focus_soon(field_id(&cell));
        }
        made
    };
    let no_rows = table.rows.is_empty();
    view! {
        <div class="grid-scroll is-literal" tabindex="0" role="region" aria-label=format!("Values of {name}")>
            <table class="tbl grid">
                <thead><tr><td class="corner"></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {more.map(|more| view! { <p class="fact">{format!("{more} more rows are in the form with all keys.")}</p> })}
        <div class="fact grid-add">
            <NewKey axis=Axis::Row map=at.clone() add=move |key: String| add(Axis::Row, &key)/>
            {(!no_rows).then(|| view! { <NewKey axis=Axis::Column map=at add=move |key: String| add(Axis::Column, &key)/> })}
        </div>
        <Refusal why=actions.refused/>
    }
}

/// A cell; a list in it has its own rows.
#[component]
fn Cell(at: Path) -> impl IntoView {
    let (row, column) = match at.steps() {
        [.., row, column] => (row.to_string(), column.to_string()),
        _ => (String::new(), String::new()),
    };
    let workspace = Workspace::expect();
    let own = at.clone();
    let list =
        workspace.memo_of_shape(move |document| document.node(&own).is_some_and(|node| node.is_plain(Kind::Sequence)));
    let name = format!("{column} of {row}");
    let spot = ValueRef::from(at.clone());
    let look = workspace.memo_with(&spot, view);
    // A number stays one while it is typed as one; what is quoted stays text.
    let number = look.with_untracked(|look| look.as_ref().is_some_and(|look| look.kind == ValueKind::Number));
    let takes = if number { TextKind::Number } else { TextKind::Literal };
    let (name, path) = (StoredValue::new(name), StoredValue::new(at));
    view! {
        {move || match list.get() {
            true => view! { <div class="cell-list"><TextListField at=path.get_value() name=name.get_value()/></div> }.into_any(),
            false => view! { <TextField at=path.get_value() name=name.get_value() takes=takes required=true/> }.into_any(),
        }}
        <ReadAs spot=spot look=look/>
    }
}

/// The head of a row or a column: its key and its menu.
#[component]
fn Head(
    at: Path,
    axis: Axis,
    key: String,
    /// The first row, where a column is taken hold of.
    first: String,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let handle = match axis {
        Axis::Row => at.join(key.as_str()),
        Axis::Column => at.join(first.as_str()).join(key.as_str()),
    };
    let recipe = match axis {
        Axis::Row => remove_row,
        Axis::Column => remove_column,
    };
    let removing = Removing::of(actions, &key, &handle, recipe);
    let ends = workspace.memo_with(&handle, move |document, at| {
        let ends = [entry::up(document, at).is_empty(), entry::down(document, at).is_empty()];
        (ends.first() == Some(&true), ends.last() == Some(&true))
    });
    let id = format!("{}~", field_id(&handle));
    let (focus, title) = (StoredValue::new(id.clone()), StoredValue::new(format!("place of {key}")));
    let handle = StoredValue::new(handle);
    let shift = move |up: bool| {
        let at = handle.get_value();
        let recipe = if up { entry::up } else { entry::down };
        title.with_value(|title| actions.make(title, &at, |document| recipe(document, &at)));
        focus_soon(focus.get_value());
    };
    let moves = move || (axis == Axis::Row).then(|| view! { <Moves ends=ends shift=shift/> });
    let name = format!("{} {key}", axis.word());
    view! {
        <div class="grid-head">
            <KeyField map=at axis=axis key=key/>
            <ItemMenu name=name id=id>{moves()}<MenuItem icon=Icon::Trash text="Remove" act=removing.ask/></ItemMenu>
        </div>
        <RemoveDoubt of=removing/>
    }
}
