//! Fields for text: one line or many, literal or the argument of a function. A value that no line can hold is shown as a tree.

use leptos::prelude::*;

use super::id::{field_id, help_id};
use super::input::{LineInput, Quotes, TextKind, TextLines, write_text};
use super::kind::{GivenAs, ReferenceNames};
use super::row::Refusal;
use super::tree::Nested;
use crate::document::Path;
use crate::template::value::line::LineValue;
use crate::ui::workspace::Workspace;

/// A field for one line. An optional one that is left empty is removed from the template.
#[component]
pub fn TextField(
    at: Path,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    /// What may be written.
    #[prop(optional)]
    takes: TextKind,
    /// Values to offer.
    #[prop(optional, into)]
    suggest: Signal<Vec<String>>,
    /// True if the entry stays when the field is empty.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let held = Workspace::expect().memo_with(&at, LineValue::of);
    let nested = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nested(_))));
    move || match nested.get() {
        true => view! { <Nested at=at.clone()/> }.into_any(),
        false => {
            let (at, name) = (at.clone(), name.clone());
            view! { <Line at=at held=held takes=takes suggest=suggest name=name required=required/> }.into_any()
        }
    }
}

/// A control for the values that fit it, and a text field for all others.
#[component]
pub fn OrText(
    at: Path,
    /// True while the value fits.
    #[prop(into)]
    fits: Signal<bool>,
    /// Accessible name of the text field, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
    children: ChildrenFn,
) -> impl IntoView {
    move || match fits.get() {
        true => children().into_any(),
        false => view! { <TextField at=at.clone() nostrip:name=name.clone()/> }.into_any(),
    }
}

/// The input, with the function's tag before it and the choice of functions after it.
#[component]
fn Line(
    at: Path,
    held: Memo<LineValue>,
    takes: TextKind,
    suggest: Signal<Vec<String>>,
    name: Option<String>,
    required: bool,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let refused = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| held.with(|held| held.text().to_string()));
    let function = Memo::new(move |_| held.with(LineValue::function));
    let tag = move || function.get().map(|function| view! { <span class="tag">{function.tag()}</span> });
    let path = StoredValue::new(at.clone());
    let focused = RwSignal::new(false);
    // An empty text that was not edited stays in the template.
    let touched = StoredValue::new(false);
    let quotes = Quotes::new();
    let write = move |text: String| {
        touched.set_value(true);
        let function = held.with_untracked(LineValue::function);
        let at = path.get_value();
        let keeps_quotes = quotes.are_kept(workspace, &at);
        refused.set(write_text(workspace, &at, function, &text, takes, keeps_quotes).err().map(|why| why.to_string()));
    };
    let left = move |_| {
        let empty = held.with_untracked(|held| *held == LineValue::Literal(String::new()));
        if empty && touched.get_value() && !required {
            refused.set(workspace.put(&path.get_value(), None).err().map(|why| why.to_string()));
        }
        touched.set_value(false);
        quotes.end();
    };
    let list = format!("{}-list", field_id(&at));
    let as_name = name.clone();
    view! {
        <div class="value" class:is-fn=move || function.get().is_some()>
            {tag}
            <LineInput
                at=at.clone() id=field_id(&at) text=text write=write left=left focused=focused nostrip:name=name
                help=help_id(&at) list=list.clone() is_numeric=takes == TextKind::Number is_required=required
            />
            <ReferenceNames id=list at=at.clone() function=function suggest=suggest focused=focused/>
            {(takes != TextKind::Literal).then(|| view! { <GivenAs at=at held=held name=as_name refused=refused/> })}
        </div>
        <Refusal why=refused/>
    }
}

/// A field for text of many lines, such as a script. A function around it stays.
#[component]
pub fn TextArea(
    at: Path,
    /// Accessible name, where no label of a row names it.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let held = Workspace::expect().memo_with(&at, LineValue::of);
    let nested = Memo::new(move |_| held.with(|held| matches!(held, LineValue::Nested(_))));
    move || match nested.get() {
        true => view! { <Nested at=at.clone()/> }.into_any(),
        false => view! { <TextLines at=at.clone() held=held nostrip:name=name.clone()/> }.into_any(),
    }
}
