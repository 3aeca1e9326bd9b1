//! The form of the outputs and exports.

use leptos::prelude::*;
use serde_json::json;

use super::adder::{Adder, AdderLabels};
use super::entry_list::{EntryCard, EntryContext};
use super::list_form::{ListForm, ListLabels};
use crate::document::{Edit, Kind, Path, Value};
use crate::recipe::new_entry;
use crate::recipe::{addition, entry, removal};
use crate::schema::Property;
use crate::schema::template_keys::{EXPORT, OUTPUT};
use crate::template::function::{Spelling, from_json};
use crate::template::label::path_label;
use crate::template::{Template, section, summary};
use crate::ui::field::accordion::opened;
use crate::ui::field::actions::FormActions;
use crate::ui::field::actions::OpenPath;
use crate::ui::field::list::is_odd;
use crate::ui::field::property::{NameRow, SchemaRow};
use crate::ui::field::{FieldRow, TextField, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::form::head::AllKeys;
use crate::ui::icon::{Icon, Svg};
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

static LABELS: ListLabels = ListLabels {
    new: AdderLabels { add: "Add an output", field: "new-output", name: "Name of the new output" },
    empty: "No outputs yet. The stack returns no values.",
};

/// The form of the outputs.
#[component]
pub fn Outputs() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let opened = opened();
    let all = workspace.memo_of_shape(|document| {
        let entries = Template::of(document).section(section::OUTPUTS).into_iter().flat_map(|node| node.entries());
        entries.map(|entry| entry.key().to_string()).filter(|key| !key.starts_with("Fn::")).collect::<Vec<_>>()
    });
    let add = move |wanted: String| {
        if !actions.takes_id(&wanted) {
            return false;
        }
        let (at, edits) = workspace.with_untracked(|document| addition::output(document, &wanted));
        let made = actions.make(&path_label(&at), &at, |_| edits);
        if made {
            opened.set(Some(at.clone()));
            focus_soon(field_id(&at.join("Value")));
        }
        made
    };
    view! {
        <ListForm place=Route::Outputs labels=&LABELS none=Signal::derive(move || all.with(Vec::is_empty)) actions=actions>
            <For each=move || all.get() key=|name| name.clone() let:name>
                <OutputEntry entry=EntryContext { at: Route::Outputs.path().join(name), actions, opened }/>
            </For>
            <Adder asked=&LABELS.new add=add/>
            <AllKeys name="the outputs" place=Route::At(Route::Outputs.path())/>
        </ListForm>
    }
}

#[component]
fn OutputEntry(entry: EntryContext) -> impl IntoView {
    let workspace = Workspace::expect();
    let EntryContext { at, actions, opened } = entry.clone();
    let meta = workspace.memo_with(&at.join("Value"), move |document, at| {
        document.node(at).and_then(summary::value).unwrap_or_else(|| "no value".into())
    });
    let exported = workspace.memo_with(&at.join(EXPORT_KEY), move |document, at| document.node(at).is_some());
    let own = at.clone();
    let double = move |()| {
        let Some((copy, edits)) = workspace.with_untracked(|document| new_entry::double(document, &own)) else {
            return;
        };
        // An export name is unique in the account and Region: the copy has no export.
        let export = own.join(EXPORT_KEY);
        let taken = workspace.with_untracked(|document| document.node(&export).is_some());
        let without = taken.then(|| Edit::Remove { at: copy.join(EXPORT_KEY) });
        let edits = edits.into_iter().chain(without).collect();
        actions.copy(&own, (copy, edits), opened);
    };
    let head = view! {
        <Svg icon=Icon::Output/><span class="nm cut">{entry.name()}</span>
        <Show when=move || exported.get()><span class="chip">"exported"</span></Show>
        <span class="meta cut">{meta}</span>
    };
    let path = StoredValue::new(at);
    view! {
        <EntryCard entry=entry gone=removal::one double=double head=head.into_any()>
            <OutputRows at=path.get_value() actions=actions opened=opened/>
        </EntryCard>
    }
}

/// Key of what other stacks import.
const EXPORT_KEY: &str = "Export";

fn row(rows: &'static [Property], key: &str) -> Option<Property> {
    rows.iter().find(|row| row.key == key).copied()
}

#[component]
fn OutputRows(at: Path, actions: FormActions, opened: OpenPath) -> impl IntoView {
    let (name, whole) = (at.last_key().unwrap_or_default().to_string(), Route::At(at.clone()));
    let own = |key: &str| row(&OUTPUT, key);
    let value = own("Value").map(|row| {
        let at = at.join(row.key);
        view! {
            <FieldRow at=at.clone() label=row.label help=row.help docs=row.source><TextField at=at required=true/></FieldRow>
        }
    });
    let description = own("Description").map(|row| {
        view! { <div class="rows is-literal"><SchemaRow owner=at.clone() row=row/></div> }
    });
    let condition = own("Condition").map(|row| view! { <SchemaRow owner=at.clone() row=row/> });
    view! {
        <NameRow
            at=at.clone() label="Name" help="Nothing in the template refers to an output by name."
            moved=move |at| opened.set(Some(at))
        />
        <div class="rows">{value}</div>
        {description}
        <div class="rows">{condition}<Exported at=at.clone() actions=actions/></div>
        <AllKeys name=name place=whole/>
    }
}

/// The export: off, or a name.
#[component]
fn Exported(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let export = at.join(EXPORT_KEY);
    let on = workspace.memo_with(&export, move |document, at| document.node(at).is_some());
    let odd = is_odd(&export, Kind::Mapping);
    let (owner, path) = (StoredValue::new(at), StoredValue::new(export.clone()));
    let toggle = move |on: bool| {
        let (owner, export) = (owner.get_value(), path.get_value());
        let made = actions.make(&path_label(&export), &export, |document| match on {
            true => {
                let text = format!("${{AWS::StackName}}-{}", owner.last_key().unwrap_or_default());
                let sub = from_json(&json!({ "Fn::Sub": text }), Spelling::of(document));
                let value = Value::Mapping([(Value::from("Name"), sub)].into_iter().collect());
                entry::put(document, &owner, &OUTPUT, EXPORT_KEY, value)
            }
            false => entry::take(document, &export),
        });
        if made && on {
            focus_soon(field_id(&export.join("Name")));
        }
    };
    let docs = row(&EXPORT, "Name").map(|row| row.source).unwrap_or_default();
    let id = field_id(&export);
    view! {
        <FieldRow at=export label="Export" help="Name under which other stacks import the value, unique in the account and Region." docs=docs>
            <label class="tick">
                <input
                    type="checkbox" role="switch" id=id prop:checked=on
                    on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
                    on:change:target=move |ev| toggle(ev.target().checked())
                />
                <span>"Other stacks can import it"</span>
            </label>
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
