//! The form of the outputs and exports.

use leptos::prelude::*;

use super::adder::AdderLabels;
use super::entry_list::{EntryAdder, EntryContext, EntryListSpec, IN_TEMPLATE, with_id};
use super::list_form::ListLabels;
use crate::document::Kind;
use crate::recipe::{addition, output};
use crate::schema::Property;
use crate::schema::template_keys::{EXPORT, OUTPUT};
use crate::template::label::path_label;
use crate::template::summary;
use crate::ui::control::Tick;
use crate::ui::field::list::is_odd;
use crate::ui::field::property::{PropertyRow, SchemaRow};
use crate::ui::field::{FieldRow, TextField, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::icon::Icon;
use crate::ui::workspace::Workspace;

/// The form of the outputs.
pub static SPEC: EntryListSpec = EntryListSpec {
    icon: Icon::Output,
    noun: "output",
    labels: ListLabels {
        new: AdderLabels { add: "Add an output", field: "new-output", name: "Name of the new output" },
        empty: "No outputs yet. The stack returns no values.",
    },
    all_keys: "the outputs",
    adder: EntryAdder::Named(|document, _, name| with_id(document, name, addition::output)),
    first: "Value",
    double: output::double,
    meta: |document, at| document.node(&at.join("Value")).and_then(summary::value).unwrap_or_else(|| "no value".into()),
    chip: |document, at| if document.node(&at.join(output::EXPORT)).is_some() { "exported" } else { "" },
    name: ("Name", "Nothing in the template refers to an output by name."),
    rows: |entry| view! { <OutputRows entry=entry/> }.into_any(),
    ..IN_TEMPLATE
};

fn row(rows: &'static [Property], key: &str) -> Option<Property> {
    rows.iter().find(|row| row.key == key).copied()
}

#[component]
fn OutputRows(entry: EntryContext) -> impl IntoView {
    let at = entry.at.clone();
    let value = row(&OUTPUT, "Value").map(|row| {
        let at = at.join(row.key);
        view! { <PropertyRow at=at.clone() row=row><TextField at=at required=true/></PropertyRow> }
    });
    let description = row(&OUTPUT, "Description").map(|row| view! { <SchemaRow owner=at.clone() row=row/> });
    let condition = row(&OUTPUT, "Condition").map(|row| view! { <SchemaRow owner=at.clone() row=row/> });
    view! {
        <div class="rows">{value}</div>
        <div class="rows is-literal">{description}</div>
        <div class="rows">{condition}<Exported entry=entry/></div>
    }
}

/// The export: off, or a name.
#[component]
fn Exported(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, actions, .. } = entry;
    let export = at.join(output::EXPORT);
    let on = workspace.memo_with(&export, move |document, at| document.node(at).is_some());
    let odd = is_odd(&export, Kind::Mapping);
    let (owner, path) = (StoredValue::new(at), StoredValue::new(export.clone()));
    let set = move |on: bool| {
        let export = path.get_value();
        let recipe = if on { output::export } else { output::end_export };
        if actions.make(&path_label(&export), &export, |document| recipe(document, &owner.get_value())) && on {
            focus_soon(field_id(&export.join("Name")));
        }
    };
    let docs = row(&EXPORT, "Name").map(|row| row.source).unwrap_or_default();
    let entered = move |()| workspace.linked.set(Some(path.get_value()));
    view! {
        <FieldRow
            at=export.clone() label="Export" docs=docs
            help="Name under which other stacks import the value, unique in the account and Region."
        >
            <Tick on=on set=set role="switch" id=field_id(&export) entered=entered>
                <span>"Other stacks can import it"</span>
            </Tick>
            {move || match (on.get(), odd.get()) {
                (false, _) => ().into_any(),
                (true, true) => view! { <TextField at=path.get_value() name="Export"/> }.into_any(),
                (true, false) => view! {
                    <TextField at=path.get_value().join("Name") name="Export name" required=true/>
                    <p class="hint">"Importing stacks are not known here. While a stack imports it, CloudFormation rejects changing or removing it."</p>
                }
                .into_any(),
            }}
        </FieldRow>
    }
}
