//! The default of a parameter: a choice of known values or images, checked against the parameter's constraints.

use leptos::prelude::*;

use crate::document::{Document, Path, Value};
use crate::schema::image::{IMAGES, Image, PARAMETER_TYPE};
use crate::schema::parameter as row;
use crate::template::Template;
use crate::ui::control::{Select, SelectOption};
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{Refusal, SelectField, TextField, TextKind, field_id};
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
        <PropertyRow at=at row=row::DEFAULT>
            {field}
            <Diagnostics at=path.get_value() subject="parameter"/>
        </PropertyRow>
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
    let set = move |name: Option<String>| {
        if let Some(name) = name {
            refused.set(workspace.put_step(&path.get_value(), Some(Value::from(name))));
        }
    };
    let images = IMAGES.iter().map(|image| SelectOption::new(image.parameter, image.name()));
    let options: Vec<_> = std::iter::once(SelectOption::none("Another, or one of these")).chain(images).collect();
    let chosen = Signal::derive(move || chosen.get().map(|image| image.parameter.to_string()));
    let entered = move |()| workspace.linked.set(Some(path.get_value()));
    view! {
        <Select name="Image" answers=options chosen=chosen set=set entered=entered/>
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
