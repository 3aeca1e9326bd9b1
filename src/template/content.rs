//! The content of a file as a form edits it: the text, whether `${…}` is replaced in it, and what a typed text becomes.
//!
//! Source: AWS pages "AWS::CloudFormation::Init" (files) and "Fn::Sub"; aws-cfn-bootstrap file_tool.py.

use super::function::{self, Spelling};
use crate::document::{Document, Edit, Node, Path, ScalarType, Slot, Step, Value};

const SUB: &str = "Fn::Sub";

/// What stands behind `content`.
#[derive(Clone, Copy, Debug)]
pub enum FileContent<'d> {
    /// Nothing, or nothing but null.
    Missing,
    /// Text.
    Text(ContentText<'d>),
    /// A mapping or list that cfn-init writes as JSON.
    Object(Node<'d>),
    /// A function other than `Fn::Sub`.
    Function(Node<'d>),
}

/// A text, plain or in `Fn::Sub`.
#[derive(Clone, Copy, Debug)]
pub struct ContentText<'d> {
    /// The text itself.
    pub text: &'d str,
    /// Whether `${…}` is replaced.
    pub substitution: Substitution<'d>,
    /// Steps from `content` to the text: one for `Fn::Sub`, one for a list.
    long: bool,
    listed: bool,
}

/// Whether CloudFormation replaces `${…}` in a text.
#[derive(Clone, Copy, Debug)]
pub enum Substitution<'d> {
    /// No: the text is written as it is.
    Off,
    /// Yes, names of the template.
    On,
    /// Yes, and these names of its own.
    WithNames(Node<'d>),
}

impl<'d> FileContent<'d> {
    /// Reads the value behind `content`.
    pub fn of(node: Option<Node<'d>>) -> FileContent<'d> {
        let Some(node) = node.filter(|node| !node.is_null()) else { return FileContent::Missing };
        match (function::call(node), node.scalar()) {
            (Some(call), _) if call.name == SUB => in_sub(call.argument, call.form == Spelling::Long)
                .map_or(FileContent::Function(node), FileContent::Text),
            (Some(_), _) => FileContent::Function(node),
            (None, Some(text)) => {
                FileContent::Text(ContentText { text, substitution: Substitution::Off, long: false, listed: false })
            }
            (None, None) => FileContent::Object(node),
        }
    }
}

fn in_sub(node: Node<'_>, long: bool) -> Option<ContentText<'_>> {
    if let Some(text) = node.scalar() {
        return Some(ContentText { text, substitution: Substitution::On, long, listed: false });
    }
    let text = node.item(0)?.scalar()?;
    let names = node.item(1).map_or(Substitution::On, Substitution::WithNames);
    Some(ContentText { text, substitution: names, long, listed: true })
}

impl ContentText<'_> {
    /// Where the text itself is, below the `content` at `at`.
    pub fn path(&self, at: &Path) -> Path {
        let at = if self.long { at.join(SUB) } else { at.clone() };
        if self.listed { at.join(0) } else { at }
    }

    /// True if the tag stands on the text, so that a new text needs it again.
    fn needs_tag(&self) -> bool {
        !self.long && !self.listed && !matches!(self.substitution, Substitution::Off)
    }
}

/// The edit that puts a text into the content at `at`, whichever way it is written there.
pub fn set_text(document: &Document, at: &Path, text: &str) -> Vec<Edit> {
    let value = Value::from(text);
    let Some(node) = document.node(at) else {
        return insertion(at, value).into_iter().collect();
    };
    match FileContent::of(Some(node)) {
        FileContent::Text(old) => {
            let value = if old.needs_tag() { function::tagged(SUB, value) } else { value };
            vec![Edit::Set { at: old.path(at), value }]
        }
        FileContent::Missing | FileContent::Object(_) | FileContent::Function(_) => {
            vec![Edit::Set { at: at.clone(), value }]
        }
    }
}

fn insertion(at: &Path, value: Value) -> Option<Edit> {
    let slot = match at.last()? {
        Step::Key(key) => Slot::Key(key.to_string()),
        Step::Index(index) => Slot::Index(*index),
    };
    Some(Edit::Insert { into: at.parent()?, slot, value })
}

/// The edit after which CloudFormation replaces `${…}` in the text at `at`; the text stays.
pub fn substitute(document: &Document, at: &Path) -> Vec<Edit> {
    match FileContent::of(document.node(at)) {
        FileContent::Text(ContentText { text, substitution: Substitution::Off, .. }) => {
            // A word such as yes would be another one behind the tag.
            let node = document.node(at).filter(|node| node.scalar_type() == ScalarType::Text);
            let text = node.map_or_else(|| Value::from(text), |node| node.source_ref());
            vec![Edit::Set { at: at.clone(), value: function::spelled(SUB, text, Spelling::of(document)) }]
        }
        FileContent::Text(_) | FileContent::Missing | FileContent::Object(_) | FileContent::Function(_) => Vec::new(),
    }
}

/// The edit after which the text at `at` is written as it is; names given to `Fn::Sub` go.
pub fn leave(document: &Document, at: &Path) -> Vec<Edit> {
    match FileContent::of(document.node(at)) {
        FileContent::Text(ContentText { substitution: Substitution::Off, .. }) => Vec::new(),
        FileContent::Text(text) => {
            let value = document.node(&text.path(at)).map(|node| node.untagged_source_ref());
            vec![Edit::Set { at: at.clone(), value: value.unwrap_or_default() }]
        }
        FileContent::Missing | FileContent::Object(_) | FileContent::Function(_) => Vec::new(),
    }
}

/// The text as an editor shows it: without the line break that ends the last line.
pub fn shown(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// What a text typed into an editor becomes, `old` being what stands there.
///
/// The last line ends in a line break, as programs expect of a file, unless `old` was one line without: a symlink's
/// target, a word. Line breaks at the end beyond those of `old` wait until something follows them.
pub fn typed(old: &str, typed: &str) -> String {
    let kept = (old.len() - old.trim_end_matches('\n').len()).max(1);
    let body = typed.trim_end_matches('\n');
    if body.is_empty() {
        return String::new();
    }
    let one_line = !old.is_empty() && !old.contains('\n') && !body.contains('\n');
    let breaks = if one_line { 0 } else { (typed.len() - body.len() + 1).min(kept) };
    format!("{body}{}", "\n".repeat(breaks))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [&str; 5] = [
        "content: a\n",
        "content: !Sub a\n",
        "content: {Fn::Sub: a}\n",
        "content: !Sub [a, {B: c}]\n",
        "content:\n  Fn::Sub: [a]\n",
    ];

    fn at() -> Path {
        Path::root().join("content")
    }

    fn after(text: &str, edits: impl Fn(&Document) -> Vec<Edit>) -> String {
        let mut document = Document::parse(text);
        for edit in edits(&document.clone()) {
            document.edit(&edit).unwrap();
        }
        document.text().to_string()
    }

    #[test]
    fn a_text_is_replaced_whichever_way_it_is_written() {
        let written: Vec<String> =
            FORMS.iter().map(|text| after(text, |document| set_text(document, &at(), "b"))).collect();
        assert_eq!(written, FORMS.map(|text| text.replacen('a', "b", 1)));
        assert_eq!(after("x: 1\n", |document| set_text(document, &at(), "b")), "x: 1\ncontent: b\n");
        assert_eq!(after("content:\n", |document| set_text(document, &at(), "b")), "content: b\n");
    }

    #[test]
    fn substitution_is_switched_and_the_text_stays() {
        assert_eq!(after("content: a\n", |document| substitute(document, &at())), "content: !Sub a\n");
        assert_eq!(
            after("content: |\n  a\n  b\n", |document| substitute(document, &at())),
            "content: !Sub |\n  a\n  b\n"
        );
        assert_eq!(
            after("{\"content\": \"a\"}", |document| substitute(document, &at())),
            "{\"content\": {\"Fn::Sub\": \"a\"}}"
        );
        assert_eq!(after("content: !Sub |\n  a\n  b\n", |document| leave(document, &at())), "content: |\n  a\n  b\n");
        for text in FORMS {
            assert_eq!(after(text, |document| leave(document, &at())), "content: a\n", "{text}");
        }
    }

    #[test]
    fn other_content_is_an_object_or_a_function() {
        for (text, object) in
            [("{a: 1}", true), ("[1]", true), ("!Join ['', [a]]", false), ("{Ref: X}", false), ("!Ref X", false)]
        {
            let document = Document::parse(text);
            match FileContent::of(document.root()) {
                FileContent::Object(_) => assert!(object, "{text}"),
                FileContent::Function(_) => assert!(!object, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert!(matches!(FileContent::of(Document::parse("~").root()), FileContent::Missing));
    }

    #[test]
    fn a_typed_text_ends_in_a_line_break() {
        for (old, now, becomes) in [
            ("", "a", "a\n"),
            ("a\n", "ab", "ab\n"),
            ("a\n", "a\n", "a\n"),
            ("a\n", "a\n\n\n", "a\n"),
            ("a\n", "a\nb", "a\nb\n"),
            ("a", "ab", "ab"),
            ("a", "a\nb", "a\nb\n"),
            ("a\n\n", "a\n", "a\n\n"),
            ("a\n\n", "a", "a\n"),
            ("a\n", "", ""),
            ("a\nb", "a\nbc", "a\nbc\n"),
        ] {
            assert_eq!(typed(old, now), becomes, "{old:?} {now:?}");
        }
    }
}
