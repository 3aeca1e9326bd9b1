//! A file's content: inline or from a URL, with or without `Fn::Sub`.

use leptos::prelude::*;

use super::editor::Editor;
use super::preview::DecodedContent;
use crate::document::{Document, Path};
use crate::recipe::file;
use crate::schema::file as row;
use crate::template::content::{FileContent, Substitution};
use crate::ui::control::Segments;
use crate::ui::diagnostic::Diagnostics;
use crate::ui::field::actions::FormActions;
use crate::ui::field::tree::Nested;
use crate::ui::field::{DocsLink, FieldRow, TextField};
use crate::ui::form::replaced::Replaced;
use crate::ui::workspace::Workspace;

const SUB_PAGE: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html";

type Recipe = fn(&Document, &Path) -> Vec<crate::document::Edit>;

/// Kind of a file's content in the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Text(bool),
    Address,
    Object,
    Function,
}

impl Shown {
    /// True if `${…}` is replaced; `None` without a text of lines.
    fn is_replaced(self) -> Option<bool> {
        match self {
            Shown::Text(on) => Some(on),
            Shown::Address | Shown::Object | Shown::Function => None,
        }
    }
}

fn shown(document: &Document, at: &Path) -> Shown {
    let node = document.node(at);
    let content = node.and_then(|node| node.get(row::CONTENT.key));
    match FileContent::of(content) {
        FileContent::Text(text) => Shown::Text(!matches!(text.substitution, Substitution::Off)),
        FileContent::Object(_) => Shown::Object,
        FileContent::Function(_) => Shown::Function,
        FileContent::Missing if node.is_some_and(|node| node.get(row::SOURCE.key).is_some()) => Shown::Address,
        FileContent::Missing => Shown::Text(false),
    }
}

/// The row of the content of the file at a path.
#[component]
pub fn ContentRow(at: Path, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let shown = workspace.memo_with(&at, shown);
    let kind = Memo::new(move |_| match shown.get() {
        Shown::Text(_) => 0,
        Shown::Address => 1,
        Shown::Object => 2,
        Shown::Function => 3,
    });
    let path = StoredValue::new(at.clone());
    let (text, address) = (at.join(row::CONTENT.key), at.join(row::SOURCE.key));
    let idle = at.clone();
    let body = move || match kind.get() {
        0 => view! { <Editor at=path.get_value()/> <DecodedContent at=path.get_value()/> <SubHelp/> }.into_any(),
        1 => view! {
            <TextField at=path.get_value().join(row::SOURCE.key) name="Source URL" required=true/>
            <p class="help">{row::SOURCE.help}</p>
        }
        .into_any(),
        2 => view! {
            <Nested at=path.get_value().join(row::CONTENT.key)/>
            <p class="help">"Written as JSON on one line, without a line break at its end."</p>
        }
        .into_any(),
        _ => view! {
            <Nested at=path.get_value().join(row::CONTENT.key)/>
            <p class="help">"Written as what the function gives."</p>
        }
        .into_any(),
    };
    view! {
        <FieldRow at=[text, address] label="Content">
            <div class="ed-top">
                <Whence at=at.clone() shown=shown actions=actions/>
                <Replaced at=at.join(row::CONTENT.key) on=Signal::derive(move || shown.get().is_replaced()) actions=actions/>
            </div>
            {body}
            <IdleSource at=idle/>
        </FieldRow>
    }
}

/// The field of an address beside the content, which is never looked at.
#[component]
fn IdleSource(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let idle = workspace.memo_with(&at, file::has_idle_source);
    let source = StoredValue::new(at.join(row::SOURCE.key));
    view! {
        <Show when=move || idle.get()>
            <TextField at=source.get_value() name="Source URL"/>
            <Diagnostics at=source.get_value() subject="file"/>
        </Show>
    }
}

/// Text, an object, or from an address.
#[component]
fn Whence(at: Path, shown: Memo<Shown>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let path = StoredValue::new(at);
    let switch = move |recipe: Recipe, message: &str| {
        let at = path.get_value();
        if actions.make("content", &at, |document| recipe(document, &at)) {
            workspace.toast(message);
        }
    };
    let to_text = move || match shown.get_untracked() {
        Shown::Text(_) | Shown::Function => {}
        Shown::Address => switch(file::write, "Source URL removed."),
        Shown::Object => {
            let at = path.get_value();
            match workspace.with_untracked(|document| file::as_text(document, &at)) {
                Some(edits) => {
                    actions.make("content", &at, |_| edits);
                }
                None => actions.refused.set(Some(
                    "The object contains a function, whose value is known at deployment only. Remove it first.".into(),
                )),
            }
        }
    };
    let to_object = move || match shown.get_untracked() {
        Shown::Object => {}
        Shown::Text(_) | Shown::Function => switch(file::as_object, "The content is an object now."),
        Shown::Address => switch(file::as_object, "Source URL removed."),
    };
    let to_address = move || {
        if shown.get_untracked() != Shown::Address {
            switch(file::fetch, "Content removed.");
        }
    };
    let chosen = Signal::derive(move || match shown.get() {
        Shown::Text(_) | Shown::Function => Some(0),
        Shown::Object => Some(1),
        Shown::Address => Some(2),
    });
    let set = move |index: usize| match index {
        0 => to_text(),
        1 => to_object(),
        _ => to_address(),
    };
    view! { <Segments name="Source of the content" labels=&["Inline", "JSON", "Source URL"] chosen=chosen set=set/> }
}

#[component]
fn SubHelp() -> impl IntoView {
    view! {
        <p class="help">
            {row::CONTENT.help}" Where "<code>"${…}"</code>" is replaced, a shell's variable is written "<code>"${!NAME}"</code>". "
            <DocsLink to=SUB_PAGE.to_string() about="Fn::Sub".to_string()/>
        </p>
    }
}
