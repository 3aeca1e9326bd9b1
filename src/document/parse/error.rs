//! Errors of a text that cannot be parsed, with messages that say how to fix it in place of the YAML parser's own.

use crate::document::lines::Position;

/// The error because of which a text has no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong and how to fix it.
    pub message: String,
    /// Byte at which parsing stopped.
    pub offset: usize,
    /// Line and column of that byte.
    pub position: Position,
}

/// Byte and reason at which parsing stopped.
#[derive(Debug)]
pub(in crate::document) struct ParseError {
    pub offset: usize,
    pub message: String,
}

/// Parts of the YAML parser's messages with messages that refer to the visible line.
const MEANINGS: &[(&str, &str)] = &[
    ("ecursion limit", "Values are nested deeper than any reader follows. Take levels out."),
    (
        "simple key expected",
        "A key has no colon after it. Write `key: value`, or quote a text that spans several lines.",
    ),
    (
        "mapping values are not allowed",
        "A second colon, or a key deeper than its neighbours. Put quotes around a text with `: ` in it, or move the key \
         under the one it belongs beside.",
    ),
    (
        "llegal placement of ':'",
        "A `,` or a closing bracket is missing before this, or a text with `:` in it has no quotes.",
    ),
    (
        "mapping keys are not allowed",
        "A key cannot begin here. Give it a line of its own, in the column of its neighbours.",
    ),
    (
        "block mapping, did not find expected key",
        "Wrong indentation. Align this line with the keys above, or indent it further to put it under the key above.",
    ),
    (
        "did not find expected '-' indicator",
        "A list goes on here without a dash. Begin the item with `- ` in the column of the dashes above, or move the line \
         out of the list.",
    ),
    ("flow mapping, did not find expected", "A `,` or the closing `}` is missing before this."),
    ("flow sequence, expected", "A `,` or the closing `]` is missing before this."),
    ("unclosed bracket", "This bracket is never closed."),
    ("unclosed quote", "This quote is never closed."),
    ("EOF while parsing", "The text ends before the brackets are closed."),
    (
        "trailing content after",
        "There is text after the closing quote. Put a `,` between two values, or write a quote inside the text as `\\\"`, or `''` in single quotes.",
    ),
    ("tab cannot be used", "A tab indents this line. YAML needs spaces."),
    ("tabs disallowed", "A tab is used where YAML needs spaces."),
    ("found a tab", "A tab is used where YAML needs spaces."),
    (
        "wrongly indented line in block scalar",
        "This line of a block of text is indented less than its first line. Indent it further.",
    ),
    ("indentation indicator equal to 0", "A block of text cannot be indented by 0. Take the 0 out."),
    (
        "scanning a block scalar, did not find",
        "After `|` or `>` only a comment may stand. Begin the text in the next line.",
    ),
    (
        "unknown escape character",
        "After a `\\` in double quotes is an unknown escape character. Write `\\\\` for a backslash.",
    ),
    ("low surrogate", "`\\u` in double quotes names half a character. Write both halves, or the character itself."),
    ("high surrogate", "`\\u` in double quotes names half a character. Write both halves, or the character itself."),
    ("Unicode character escape", "`\\u` or `\\x` in double quotes names no character. Write the character itself."),
    ("expected hexadecimal", "`\\u` or `\\x` in double quotes needs four or two digits from 0 to f."),
    (
        "unexpected document indicator",
        "`---` or `...` at the start of a line ends the template inside quotes. Indent the line.",
    ),
    (
        "anchor or alias, did not find",
        "After `&` or `*` a name has to stand. Put quotes around a text that begins with one of them.",
    ),
    ("start with '-' followed by", "A text cannot begin with `-` and a bracket. Put quotes around it."),
    (
        "scanning a tag",
        "A function's name after `!` ends at the next space. Put a space after it, or quotes around a text that begins with `!`.",
    ),
    (
        "parsing a tag",
        "A function's name behind `!` holds a character that no name has. Put quotes around a text that begins with `!`.",
    ),
    (
        "directive",
        "A line that begins with `%` is an instruction to the reader. Put quotes around a text that begins so.",
    ),
    ("unexpected character", "A text cannot begin with this character. Put quotes around it."),
    (
        "expected node content",
        "A value is missing here, or a character is not allowed here. Put quotes around a text that begins with one of `@ ` % | > & * ! ,`.",
    ),
];

/// The message for a message of the YAML parser; that message as a sentence if it is unknown.
pub(super) fn describe(message: &str) -> String {
    if let Some((_, meaning)) = MEANINGS.iter().find(|(part, _)| message.contains(part)) {
        return (*meaning).to_string();
    }
    let mut text = message.to_string();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn common_syntax_errors_have_clear_messages() {
        for (text, said) in [
            ("a: 1\nfoo\nb: 2\n", "A key has no colon"),
            ("a: 1\nfoo\n", "A key has no colon"),
            ("a: b: c\n", "A second colon"),
            ("a:\n  b: 1\n c: 2\n", "Wrong indentation"),
            ("a:\n  - 1\n  b: 2\n", "without a dash"),
            ("{\"a\": 1 \"b\": 2}\n", "`,` or the closing `}`"),
            ("a: [1 2\nb: 3\n", "a closing bracket is missing"),
            ("a: [{b: 1} {c: 2}]\n", "`,` or the closing `]`"),
            ("a: [1, 2\n", "never closed"),
            ("a: \"b\n", "never closed"),
            ("a: \"b\" c\n", "after the closing quote"),
            ("a:\n\tb: 1\n", "tab"),
            ("a: \"\\q\"\n", "unknown escape"),
            ("a: @b\n", "cannot begin with"),
            ("a: *\n", "After `&` or `*`"),
            ("a: | b\n", "next line"),
        ] {
            let document = Document::parse(text);
            let message = document.syntax_error().map(|problem| problem.message.clone()).unwrap_or_default();
            assert!(message.contains(said), "{text:?}: {message}");
        }
    }

    #[test]
    fn unknown_parser_messages_become_sentences() {
        assert_eq!(describe("something else"), "Something else.");
        assert_eq!(describe(""), ".");
    }
}
