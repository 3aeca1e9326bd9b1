//! The row of a command line: one string for the shell, or a list of arguments.

use leptos::prelude::*;

use crate::document::{Document, Edit, Path};
use crate::recipe::command::{self, CommandForm};
use crate::schema::Property;
use crate::template::content::{FileContent, Substitution};
use crate::ui::control::Segments;
use crate::ui::field::actions::FormActions;
use crate::ui::field::list::TextListField;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{TextArea, TextField};
use crate::ui::form::replaced::Replaced;
use crate::ui::workspace::Workspace;

/// Control of the row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Text of lines; true where `${…}` is replaced.
    Lines(bool),
    /// One line, or nothing.
    Line,
    Words,
    /// A function or something odd.
    Other,
}

impl Shown {
    /// True if `${…}` is replaced; `None` without a text of lines.
    fn is_replaced(self) -> Option<bool> {
        match self {
            Shown::Lines(on) => Some(on),
            Shown::Line | Shown::Words | Shown::Other => None,
        }
    }
}

fn shown(document: &Document, at: &Path, required: bool) -> Shown {
    let node = document.node(at);
    match (CommandForm::of(node), FileContent::of(node)) {
        (CommandForm::Words, _) => Shown::Words,
        (CommandForm::Other, _) => Shown::Other,
        (CommandForm::Line, FileContent::Text(text)) if required || text.text.contains('\n') => {
            Shown::Lines(!matches!(text.substitution, Substitution::Off))
        }
        (CommandForm::Line, FileContent::Missing) if required => Shown::Lines(false),
        (CommandForm::Line, _) => Shown::Line,
    }
}

/// The row of `command` or `test`.
#[component]
pub fn LineRow(
    owner: Path,
    /// The row of the schema.
    #[prop(into)]
    row: Property,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = owner.join(row.key);
    let how = workspace.memo_with(&at, move |document, at| shown(document, at, row.required));
    // The editor stays while ${…} is switched.
    let kind = Memo::new(move |_| match how.get() {
        Shown::Lines(_) => 0,
        Shown::Words => 1,
        Shown::Line | Shown::Other => 2,
    });
    let path = StoredValue::new(at.clone());
    let body = move || match kind.get() {
        0 => view! { <TextArea at=path.get_value()/> }.into_any(),
        1 => view! { <TextListField at=path.get_value() name=row.label/> }.into_any(),
        _ => view! { <TextField at=path.get_value()/> }.into_any(),
    };
    view! {
        <PropertyRow at=at.clone() row=row>
            <div class="ed-top">
                <As at=at.clone() shown=how actions=actions/>
                <Replaced at=at on=Signal::derive(move || how.get().is_replaced()) actions=actions/>
            </div>
            {body}
        </PropertyRow>
    }
}

/// A line, or words.
#[component]
fn As(at: Path, shown: Memo<Shown>, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let path = StoredValue::new(at.clone());
    let there = workspace.memo_with(&at, move |document, at| document.node(at).is_some());
    let key = at.last_key().unwrap_or_default().to_string();
    let title = StoredValue::new(key.clone());
    let to_words = move || {
        if shown.get_untracked() != Shown::Words {
            let at = path.get_value();
            title.with_value(|title| actions.make(title, &at, |document| command::to_words(document, &at)));
        }
    };
    let to_line = move || {
        if shown.get_untracked() != Shown::Words {
            return;
        }
        let at = path.get_value();
        match workspace.with_untracked(|document| command::to_line(document, &at)) {
            Some(edits) => {
                title.with_value(|title| actions.make(title, &at, |_: &Document| -> Vec<Edit> { edits }));
            }
            None => actions.refused.set(Some(
                "A function gives one of the words, so it cannot be quoted. Write the line yourself.".into(),
            )),
        }
    };
    let chosen = Signal::derive(move || Some(usize::from(shown.get() == Shown::Words)));
    let set = move |index: usize| if index == 0 { to_line() } else { to_words() };
    view! {
        <Show when=move || there.get() && shown.get() != Shown::Other>
            <Segments name=format!("How {key} is written") labels=&["Shell line", "List of words"] chosen=chosen set=set/>
        </Show>
    }
}
