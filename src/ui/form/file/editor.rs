//! The editor of a file's text: numbered lines, `${…}` marked, the meaning of each name below.
//!
//! The field keeps the text as typed; the written text ends in a line break.

use leptos::prelude::*;

use crate::document::{Document, Path};
use crate::recipe::file;
use crate::schema::file as row;
use crate::template::Template;
use crate::template::content::{self, ContentText, FileContent, Substitution};
use crate::template::label::path_label;
use crate::template::substitution::{self, VariableTarget};
use crate::ui::field::LinesInput;
use crate::ui::workspace::Workspace;

/// Names shown below the text before the rest is only counted.
const NAMES_SHOWN: usize = 6;

/// Text of the editor.
#[derive(Clone, PartialEq, Eq, Default)]
struct Held {
    text: String,
    marks: bool,
    names: Vec<(String, VariableTarget)>,
}

fn held(document: &Document, at: &Path) -> Held {
    let FileContent::Text(ContentText { text, substitution, .. }) = FileContent::of(document.node(at)) else {
        return Held::default();
    };
    let own = match substitution {
        Substitution::Off => return Held { text: text.into(), ..Held::default() },
        Substitution::On => None,
        Substitution::WithNames(names) => Some(names),
    };
    let template = Template::of(document);
    let meaning = |name: &str| (name.to_string(), substitution::meaning(template, own, name));
    Held { text: text.into(), marks: true, names: substitution::names(text).into_iter().map(meaning).collect() }
}

/// The editor of the content of the file at a path.
#[component]
pub fn Editor(at: Path) -> impl IntoView {
    let workspace = Workspace::expect();
    let content = at.join(row::CONTENT.key);
    let held = workspace.memo_with(&content, held);
    // The last typed text, and the text written for it. While the document has the latter, the former is shown.
    let draft = RwSignal::new((String::new(), None::<String>));
    let shown = Memo::new(move |_| {
        let text = held.with(|held| held.text.clone());
        draft.with(|(typed, became)| match became {
            Some(became) if *became == text => typed.clone(),
            _ => content::shown(&text).to_string(),
        })
    });
    let refused = RwSignal::new(None::<String>);
    let (file_at, path) = (StoredValue::new(at), StoredValue::new(content.clone()));
    let write = move |typed: String| {
        let (file_at, at) = (file_at.get_value(), path.get_value());
        let became = held.with_untracked(|held| content::typed(&held.text, &typed));
        let edits = workspace.with_untracked(|document| file::set_content(document, &file_at, &typed));
        draft.set((typed, Some(became)));
        refused.set(workspace.edit(&path_label(&at), &at, edits).err().map(|why| why.to_string()));
    };
    let marks = Memo::new(move |_| held.with(|held| held.marks));
    // The text is shown without its last line break.
    let is_same = move |shown: String| held.with_untracked(|held| held.marks && held.text.starts_with(shown.as_str()));
    view! {
        <LinesInput
            at=content text=shown marks=marks is_same=is_same write=write refused=refused name="Content"
            foot=view! { <Foot held=held/> }.into_any()
        />
    }
}

/// Meaning of each `${…}` of the text.
#[component]
fn Foot(held: Memo<Held>) -> impl IntoView {
    let names = Memo::new(move |_| held.with(|held| held.names.clone()));
    let pair = |(name, meaning): (String, VariableTarget)| {
        let unknown = meaning == VariableTarget::Unknown;
        view! {
            <span class="pair">
                <code class="sub is-chip" class:is-err=unknown>{format!("${{{name}}}")}</code>{meaning_text(meaning)}
            </span>
        }
    };
    let more = move || {
        let left = names.with(Vec::len).saturating_sub(NAMES_SHOWN);
        (left > 0).then(|| view! { <span class="dim">{format!("{left} more")}</span> })
    };
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <div class="ed-status">
                {move || names.get().into_iter().take(NAMES_SHOWN).map(pair).collect_view()}
                {more}
            </div>
        </Show>
    }
}

fn meaning_text(meaning: VariableTarget) -> String {
    match meaning {
        VariableTarget::Parameter(Some(default)) if default.is_empty() => "empty, if not answered".into(),
        VariableTarget::Parameter(Some(default)) => default,
        VariableTarget::Parameter(None) => "asked for at each deploy".into(),
        VariableTarget::Resource(kind) => format!("id of the {}", kind.rsplit("::").next().unwrap_or(&kind)),
        VariableTarget::Attribute => "attribute".into(),
        VariableTarget::Pseudo(words) => words.into(),
        VariableTarget::Own => "given beside the text".into(),
        VariableTarget::Unknown => "unknown: not in the template".into(),
    }
}
