//! One parameter: header, menu, and the rows of its type.

use leptos::prelude::*;

use super::super::used::UsedBy;
use super::default::Default;
use super::group::InConsole;
use crate::document::Path;
use crate::recipe::{interface, removal};
use crate::schema::{Property, parameter as row};
use crate::template::{Template, parameter_path};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::accordion::Accordion;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::menu::{ItemMenu, MenuItem, Moves};
use crate::ui::field::property::{NameRow, PropertyRow, SchemaRow};
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::value_menu::ValueMenuItem;
use crate::ui::field::{TextField, ValueAction, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// A parameter.
#[component]
pub fn ParameterEntry(name: String, actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = parameter_path(&name);
    let meta = workspace.memo_with(&name, move |document, id| {
        let parameter = Template::of(document).parameter(id);
        match parameter.map(|one| (one.no_echo(), one.default().map(str::to_string))) {
            Some((true, _)) => "not shown".to_string(),
            Some((false, Some(default))) if default.is_empty() => "may be empty".to_string(),
            Some((false, Some(default))) => default,
            Some((false, None)) | None => "asked for".to_string(),
        }
    });
    let removing = Removing::of(actions, &name, &at, removal::one);
    let head = view! {
        <Svg icon=Icon::Sliders/><span class="nm cut">{name.clone()}</span><span class="meta cut">{meta}</span>
    };
    let menu = view! { <Menu name=name actions=actions opened=opened removing=removing/> };
    let path = StoredValue::new(at.clone());
    view! {
        <RemoveDoubt of=removing/>
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            <ParameterRows at=path.get_value() actions=actions opened=opened/>
        </Accordion>
    }
}

/// Move, duplicate, inline, remove.
#[component]
fn Menu(name: String, actions: FormActions, opened: OpenPath, removing: Removing) -> impl IntoView {
    let workspace = Workspace::expect();
    let own = name.clone();
    let ends = workspace.memo_of_shape(move |document| {
        let ends = [true, false].map(|up| interface::shift(document, &own, up).is_empty());
        (ends.first() == Some(&true), ends.last() == Some(&true))
    });
    let at = parameter_path(&name);
    let id = format!("{}~", field_id(&at));
    let (own, focus) = (StoredValue::new(name.clone()), StoredValue::new(id.clone()));
    let shift = move |up: bool| {
        let name = own.get_value();
        let at = parameter_path(&name);
        actions.make(&format!("place of {name}"), &at, |document| interface::shift(document, &name, up));
        focus_soon(focus.get_value());
    };
    let double = actions.doubling(&at, opened);
    view! {
        <ItemMenu name=name.clone() id=id list="more-list value-menu-list">
            <Moves ends=ends shift=shift/>
            <MenuItem icon=Icon::Copy text="Duplicate" act=double/>
            <ValueMenuItem action=ValueAction::Inline(own.get_value())/>
            <MenuItem icon=Icon::Trash text="Remove" act=removing.ask/>
        </ItemMenu>
    }
}

#[component]
fn ParameterRows(at: Path, actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Route::At(at.clone()));
    let kind = workspace.memo_with(&name, move |document, id| {
        Template::of(document).parameter(id).and_then(|one| one.kind()).unwrap_or_default().to_string()
    });
    let others =
        row::ROWS.iter().filter(|one| ![row::DESCRIPTION.key, row::TYPE.key, row::DEFAULT.key].contains(&one.key));
    let others = others.map(|one| view! { <Constraint owner=at.clone() row=*one kind=kind/> }).collect_view();
    view! {
        <NameRow
            at=at.clone() label="Name"
            help="References and the console's form are renamed too." moved=move |at| opened.set(Some(at))
        />
        <div class="rows is-literal">
            <SchemaRow owner=at.clone() row=row::DESCRIPTION/>
            <TypeRow at=at.clone() kind=kind/>
            <Default at=at.clone() kind=kind/>
            {others}
            <InConsole name=name.clone() actions=actions/>
        </div>
        <UsedBy at=at/>
        <AllKeys name=name place=whole/>
    }
}

/// The type, and what it asks for.
#[component]
fn TypeRow(at: Path, kind: Memo<String>) -> impl IntoView {
    let at = at.join(row::TYPE.key);
    let types = Signal::stored(row::types().iter().map(|kind| kind.to_string()).collect::<Vec<_>>());
    view! {
        <PropertyRow at=at.clone() row=row::TYPE>
            <TextField at=at required=true suggest=types/>
            <p class="hint">{move || kind.with(|kind| row::meaning(kind))}</p>
        </PropertyRow>
    }
}

/// A row that only some types have.
#[component]
fn Constraint(owner: Path, row: Property, kind: Memo<String>) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = owner.join(row.key);
    let there = workspace.memo_with(&at, move |document, at| document.node(at).is_some());
    let shown = Memo::new(move |_| there.get() || kind.with(|kind| row::applies(row.key, kind)));
    move || {
        shown.get().then(|| {
            view! { <SchemaRow owner=owner.clone() row=row/><Diagnostics at=at.clone() subject="parameter"/> }
        })
    }
}
