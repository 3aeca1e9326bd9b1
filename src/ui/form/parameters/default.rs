//! The default of a parameter: a choice of known values or images, checked against the parameter's constraints.

use leptos::prelude::*;

use crate::document::{Document, Path, Value};
use crate::schema::image::{IMAGES, Image, PARAMETER_TYPE};
use crate::schema::parameter as row;
use crate::template::Template;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::{FieldRow, Refusal, SelectField, TextField, TextKind, field_id};
use crate::ui::focus::focus_soon;
use crate::ui::workspace::Workspace;

/// Control for the value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Control {
    /// One of the allowed values.
    Among(Vec<String>),
    /// An image by its public parameter.
    Image,
    /// A number.
    Number,
    /// Text.
    Text,
}

/// The row of the default.
#[component]
pub fn Default(
    /// The parameter.
    at: Path,
    /// Its type.
    kind: Memo<String>,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let name = at.last_key().unwrap_or_default().to_string();
    let control = workspace.memo(move |document| control(document, &name));
    let at = at.join(row::DEFAULT.key);
    let path = StoredValue::new(at.clone());
    let field = move || {
        let at = path.get_value();
        match control.get() {
            Control::Among(words) => {
                view! { <SelectField at=at options=Signal::stored(words) unset="not set: it is asked for"/> }.into_any()
            }
            Control::Image => {
                view! { <ImageChoice at=at.clone()/><TextField at=at takes=TextKind::Literal/> }.into_any()
            }
            Control::Number => view! { <TextField at=at takes=TextKind::Number/> }.into_any(),
            Control::Text => {
                view! { <TextField at=at.clone() takes=TextKind::Literal/><MayBeEmpty at=at kind=kind/> }.into_any()
            }
        }
    };
    view! {
        <FieldRow at=at label=row::DEFAULT.label help=row::DEFAULT.help docs=row::DEFAULT.source>
            {field}
            <Diagnostics at=path.get_value() subject="parameter"/>
        </FieldRow>
    }
}

fn control(document: &Document, name: &str) -> Control {
    let Some(parameter) = Template::of(document).parameter(name) else { return Control::Text };
    let kind = parameter.kind().unwrap_or_default();
    let list = kind.starts_with("List<") || kind == "CommaDelimitedList";
    let allowed = parameter.allowed_values();
    match kind {
        _ if !allowed.is_empty() && !list => Control::Among(allowed.into_iter().map(str::to_string).collect()),
        PARAMETER_TYPE => Control::Image,
        "Number" => Control::Number,
        _ => Control::Text,
    }
}

/// The images that are known by name; their parameters are the same in every region.
#[component]
fn ImageChoice(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let chosen = workspace.memo_with(&at, move |document, at| document.scalar(at).and_then(Image::of_parameter));
    let path = StoredValue::new(at);
    let choose = move |name: String| {
        if name.is_empty() {
            return;
        }
        workspace.close_step();
        let done = workspace.put(&path.get_value(), Some(Value::from(name)));
        refused.set(done.err().map(|why| why.to_string()));
        workspace.close_step();
    };
    let options = IMAGES.iter().map(|image| {
        view! { <option value=image.parameter prop:selected=move || chosen.get() == Some(image)>{image.name()}</option> }
    });
    view! {
        <select
            class="in" aria-label="Image" on:change:target=move |ev| choose(ev.target().value())
            on:focusin=move |_| workspace.linked.set(Some(path.get_value()))
        >
            <option value="" prop:selected=move || chosen.get().is_none()>"Another, or one of these"</option>
            {options.collect_view()}
        </select>
        <Refusal why=refused/>
    }
}

/// The way to a default that is the empty text.
#[component]
fn MayBeEmpty(at: Path, kind: Memo<String>) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let none = workspace.memo_with(&at, move |document, at| document.node(at).is_none());
    let path = StoredValue::new(at);
    let put = move |_| {
        let at = path.get_value();
        refused.set(workspace.put_step(&at, Some(Value::from(""))));
        focus_soon(field_id(&at));
    };
    // What exists has a name; text and lists may be nothing.
    let fits = move || none.get() && kind.with(|kind| matches!(kind.as_str(), "String" | "CommaDelimitedList"));
    view! {
        <Show when=fits>
            <button type="button" class="btn sm may-be" on:click=put>"May be empty"</button>
        </Show>
        <Refusal why=refused/>
    }
}
