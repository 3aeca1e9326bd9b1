//! Rows of a schema as rows of a form.

use leptos::prelude::*;

use super::accordion::{Accordion, OpenPath, open, opened};
use super::actions::FormActions;
use super::adder::Empty;
use super::collection::{AddItemButton, Collection, count_of, remove_item};
use super::menu::EntryMenu;
use super::multi_select::MultiSelect;
use super::tags::Tags;
use super::text_list::TextListField;
use super::tri_state::TriState;
use super::value_menu::ValueMenu;
use crate::document::{Edit, Kind as Form, Path, Slot, Value};
use crate::recipe::extract_parameter;
use crate::schema::{Property, PropertyType};
use crate::template::{Template, summary};
use crate::ui::field::{At, FieldRow, Refusal, RenameField, ResourceField, SelectField, TextArea, TextField, TextKind};
use crate::ui::workspace::Workspace;

/// One key of the mapping at `owner`.
#[component]
pub fn SchemaRow(
    /// The mapping that has the key.
    owner: Path,
    /// The property.
    #[prop(into)]
    row: Property,
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
            view! { <MappingList at=at.clone() rows=rows.properties() name=row.label/> }.into_any()
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
    view! { <FieldRow at=at label=row.label help=row.help docs=row.source>{field}</FieldRow> }
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
fn Group(
    /// The mapping.
    at: Path,
    /// Its properties.
    #[prop(into)]
    rows: &'static [Property],
) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    view! {
        <Collection at=at kind=Form::Mapping name="Value">
            <div class="rows is-group"><SchemaRows owner=path.get_value() rows=rows/></div>
        </Collection>
    }
}

/// Several keys of the mapping at `owner`.
#[component]
pub fn SchemaRows(
    /// The mapping that has the keys.
    owner: Path,
    /// The properties.
    #[prop(into)]
    rows: &'static [Property],
) -> impl IntoView {
    rows.iter().map(|row| view! { <SchemaRow owner=owner.clone() row=*row/> }).collect_view()
}

/// The row with an entry's own name.
#[component]
pub fn NameRow(
    /// The entry.
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

/// The items of the list at a path. A value that is not a list is shown in a text field.
#[component]
pub fn MappingList(
    /// The list.
    at: Path,
    /// The rows of an item.
    rows: &'static [Property],
    /// Accessible name of the list.
    name: &'static str,
) -> impl IntoView {
    let path = StoredValue::new(at.clone());
    view! {
        <Collection at=at kind=Form::Sequence name=name>
            <All at=path.get_value() rows=rows name=name/>
        </Collection>
    }
}

#[component]
fn All(at: Path, rows: &'static [Property], name: &'static str) -> impl IntoView {
    let actions = FormActions::new();
    let opened = opened();
    let count = count_of(&at);
    let path = StoredValue::new(at.clone());
    let add = move |()| {
        let at = path.get_value();
        let index = count.get_untracked();
        let value = Value::Mapping(Default::default());
        let item = Edit::Insert { into: at.clone(), slot: Slot::Index(index), value };
        if actions.make(&format!("item of {name}"), &at, |_| vec![item]) {
            open(&at.join(index), opened);
        }
    };
    view! {
        <div class="items">
            <Refusal why=actions.refused/>
            <Show when=move || count.get() == 0><Empty text="None."/></Show>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <Item at=path.get_value().join(index) rows=rows name=format!("{name}, {}", index + 1) actions=actions opened=opened/>
            </For>
            <AddItemButton at=at text="Add" label=format!("Add to {name}") add=add/>
        </div>
    }
}

#[component]
fn Item(at: Path, rows: &'static [Property], name: String, actions: FormActions, opened: OpenPath) -> impl IntoView {
    let workspace = Workspace::expect();
    let words = workspace.memo_with(&at, move |document, at| summary::of_rows(document, at, rows));
    let odd = {
        let own = at.clone();
        workspace.memo(move |document| document.node(&own).is_some_and(|node| node.kind() != Form::Mapping))
    };
    let path = StoredValue::new(at.clone());
    let remove = remove_item(&at, &name, actions);
    let label = name.clone();
    let head = view! { <span class="nm cut"><span class="sr">{label}": "</span>{words}</span> };
    let menu = view! { <EntryMenu at=at.clone() name=name actions=actions remove=remove/> };
    view! {
        <Accordion at=at opened=opened head=head.into_any() menu=menu.into_any()>
            {move || match odd.get() {
                true => view! { <TextField at=path.get_value() name="Item"/> }.into_any(),
                false => view! { <SchemaRows owner=path.get_value() rows=rows/> }.into_any(),
            }}
        </Accordion>
    }
}
