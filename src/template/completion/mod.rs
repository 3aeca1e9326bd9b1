//! What can stand where the caret is, for the code pane: functions, names of the template, keys and types.
//!
//! Works while the text is broken: where the caret is comes from the raw lines above it, names from the last
//! tree that could be read. Knows no editor.

mod keys;
mod line;
mod offer;
mod place;
mod rows;

use crate::document::{Document, Path, Step};
use crate::schema::Property;
use place::{CompletionSlot, ContextStep, spot};

/// The properties of the mapping at a path, in the order in which they are written; none where none are known.
pub fn properties_at(document: &Document, at: &Path) -> Vec<Property> {
    let steps = at.steps().iter().map(|step| match step {
        Step::Key(key) => ContextStep::Key(key),
        Step::Index(index) => ContextStep::Item(*index),
    });
    rows::rows(document, &steps.collect::<Vec<_>>(), None).into_iter().copied().collect()
}

/// What can stand at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// First byte of the text that an item takes the place of.
    pub from: usize,
    /// Byte behind the last one of it.
    pub to: usize,
    /// What can stand there, the likeliest first; the editor sorts out what does not begin as typed.
    pub items: Vec<Completion>,
}

/// One thing that can stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, and compared with what is typed.
    pub label: String,
    /// A few words beside it: a type, what a key is for.
    pub detail: String,
    /// What is written. `${}` in it, as in a CodeMirror snippet, says where the caret goes; a brace or a backslash of
    /// the text itself has a backslash before it.
    pub insert: String,
    /// What it is, for the drawing beside it.
    pub kind: CompletionKind,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// An intrinsic function.
    Function,
    /// A parameter.
    Parameter,
    /// A pseudo parameter.
    Pseudo,
    /// A resource.
    Resource,
    /// An attribute of a resource.
    Attribute,
    /// A condition.
    Condition,
    /// A mapping, or a key of one.
    Mapping,
    /// A config, a config set, or something that a config declares.
    Config,
    /// A name given in the second argument of `Fn::Sub`.
    Variable,
    /// A key of a mapping.
    Key,
    /// A resource type or a parameter type.
    Type,
    /// A word that a key takes.
    Word,
}

/// What can stand at byte `offset` of the text; no items where nothing is known.
pub fn completions(document: &Document, offset: usize) -> Completions {
    let text = document.text();
    let none = Completions { from: offset, to: offset, items: Vec::new() };
    let Some(spot) = spot(document, offset) else { return none };
    if offer::is_sub(&spot.steps)
        && let Some((open, mut items)) = offer::in_braces(document, offset, spot.word)
    {
        if !text.get(offset..).is_some_and(|rest| rest.starts_with('}')) {
            items.iter_mut().for_each(|item| item.insert.push_str("\\}"));
        }
        return Completions { from: spot.from + open, to: offset, items };
    }
    let rest = text.get(offset..).unwrap_or_default();
    let rest = rest.split('\n').next().unwrap_or_default();
    let json = is_json(document);
    let items = match spot.slot {
        CompletionSlot::Text => Vec::new(),
        CompletionSlot::Value if !spot.quoted && spot.word.starts_with('!') => offer::functions(&spot, false, json),
        CompletionSlot::Value => offer::values(document, &spot),
        CompletionSlot::Key | CompletionSlot::Either => {
            let mut items = Vec::new();
            if spot.word.starts_with('!') && !spot.quoted {
                items = offer::functions(&spot, false, json);
            } else if spot.slot == CompletionSlot::Either {
                items = offer::values(document, &spot);
            }
            items.extend(keys::keys(document, &spot, rest, json));
            if spot.siblings.is_empty() && !spot.word.starts_with('!') && keys::may_be_function(&spot.steps) {
                items.extend(offer::functions(&spot, true, json));
            }
            items
        }
    };
    Completions { from: spot.from, to: offset, items }
}

/// True if the text is JSON, also while it cannot be read.
fn is_json(document: &Document) -> bool {
    document.text().trim_start().starts_with('{') || document.is_json() && document.syntax_error().is_none()
}

#[cfg(test)]
mod tests;
