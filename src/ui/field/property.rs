//! Rows of a schema as rows of a form.

use leptos::prelude::*;

use super::choice::{ResourceField, SelectField, TriState};
use super::input::TextKind;
use super::list::{Collection, MappingList, MultiSelect, Tags, TextListField};
use super::rename::RenameField;
use super::row::{At, FieldRow};
use super::text::{TextArea, TextField};
use super::value_menu::ValueMenu;
use crate::document::{Kind, Path};
use crate::recipe::extract_parameter;
use crate::schema::{Property, PropertyType};
use crate::template::Template;
use crate::ui::impact::UpdateNote;
use crate::ui::workspace::Workspace;

/// One key of the mapping at `owner`.
#[component]
pub fn SchemaRow(
    /// The mapping that has the key.
    owner: Path,
    #[prop(into)] row: Property,
) -> impl IntoView {
    let at = owner.join(row.key);
    let field = match row.kind {
        PropertyType::Text | PropertyType::Cidr | PropertyType::Octal => {
            view! { <TextField at=at.clone() required=row.required/> }.into_any()
        }
        PropertyType::Number => view! { <TextField at=at.clone() takes=TextKind::Number/> }.into_any(),
        PropertyType::Boolean => view! { <TriState at=at.clone() yes="true" no="false" unset="not set"/> }.into_any(),
        PropertyType::Choice(words) => {
            let words = words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
            view! { <SelectField at=at.clone() options=Signal::stored(words) unset="not set"/> }.into_any()
        }
        PropertyType::Suggested(words) => {
            let words = words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
            view! { <TextField at=at.clone() required=row.required suggest=Signal::stored(words)/> }.into_any()
        }
        PropertyType::List => view! { <TextListField at=at.clone() name=row.label/> }.into_any(),
        PropertyType::Tags => view! { <Tags at=at.clone()/> }.into_any(),
        PropertyType::Resource(types) => view! { <ResourceField at=at.clone() types=types/> }.into_any(),
        PropertyType::Resources(types) => view! { <MultiSelect at=at.clone() types=types name=row.label/> }.into_any(),
        PropertyType::Object(rows) => view! { <Group at=at.clone() rows=rows/> }.into_any(),
        PropertyType::Objects(rows) => {
            let rows = rows.properties();
            let item = Callback::new(move |at: Path| view! { <SchemaRows owner=at rows=rows/> }.into_any());
            view! { <MappingList at=at.clone() rows=rows name=row.label item=item/> }.into_any()
        }
        PropertyType::Condition => view! { <ConditionChoice at=at.clone()/> }.into_any(),
        PropertyType::Multiline | PropertyType::Map => view! { <TextArea at=at.clone()/> }.into_any(),
    };
    // A text field has its own choice of how it is given.
    let menu = matches!(
        row.kind,
        PropertyType::Boolean
            | PropertyType::Choice(_)
            | PropertyType::List
            | PropertyType::Resource(_)
            | PropertyType::Resources(_)
    );
    let field = match menu && extract_parameter::may_be_asked(&at) {
        true => {
            view! { <div class="with-value-menu">{field}<ValueMenu at=at.clone() name=row.label/></div> }.into_any()
        }
        false => field,
    };
    view! { <PropertyRow at=at row=row>{field}</PropertyRow> }
}

/// The row of a key with controls of its own.
#[component]
pub fn PropertyRow(at: Path, #[prop(into)] row: Property, children: Children) -> impl IntoView {
    let own = at.clone();
    view! {
        <FieldRow at=at label=row.label help=row.help docs=row.source required=row.required>
            {children()}<UpdateNote at=own/>
        </FieldRow>
    }
}

/// One of the template's conditions, or none.
#[component]
fn ConditionChoice(at: Path) -> impl IntoView {
    let names = Workspace::expect().memo_of_shape(|document| {
        let names = Template::of(document).conditions().filter(|name| !name.starts_with("Fn::"));
        names.map(str::to_string).collect::<Vec<_>>()
    });
    view! { <SelectField at=at options=names unset="not set (always created)"/> }
}

/// The rows of a mapping inside a row; a function in its place is shown as a text field shows it.
#[component]
fn Group(at: Path, #[prop(into)] rows: &'static [Property]) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    view! {
        <Collection at=at kind=Kind::Mapping name="Value">
            <div class="rows is-group"><SchemaRows owner=path.get_value() rows=rows/></div>
        </Collection>
    }
}

/// Several keys of the mapping at `owner`.
#[component]
pub fn SchemaRows(
    /// The mapping that has the keys.
    owner: Path,
    #[prop(into)] rows: &'static [Property],
) -> impl IntoView {
    rows.iter().map(|row| view! { <SchemaRow owner=owner.clone() row=*row/> }).collect_view()
}

/// The row with an entry's own name.
#[component]
pub fn NameRow(
    at: Path,
    /// Label of the name.
    label: &'static str,
    /// A sentence about it.
    help: &'static str,
    /// Called with the path of the renamed entry.
    #[prop(into)]
    moved: Callback<Path>,
) -> impl IntoView {
    view! {
        <FieldRow at=At::name(at.clone()) label=label help=help>
            <RenameField at=at name=label moved=moved/>
        </FieldRow>
    }
}
