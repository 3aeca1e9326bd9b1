//! What a line says up to a place in it: its key, open brackets, the function and the word at its end.
//!
//! Reads one line of YAML or JSON by its signs alone, so that it works in a text that is not yet whole.

use crate::document::closes_quote;

/// An open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracket<'t> {
    /// True for `{`.
    pub mapping: bool,
    /// The tag before it, without `!`.
    pub function: Option<&'t str>,
    /// In a mapping: the key whose value is being read.
    pub key: Option<&'t str>,
    /// Commas so far.
    pub index: usize,
    /// In a list: its first item, if that is a word.
    pub first: Option<&'t str>,
}

/// A line up to a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineContext<'t> {
    /// Columns of its dashes, outermost first.
    pub dashes: Vec<usize>,
    /// Column of what is behind them.
    pub column: usize,
    /// Its key, if a colon is behind it.
    pub key: Option<&'t str>,
    /// Brackets that are still open.
    pub brackets: Vec<Bracket<'t>>,
    /// Tags in a row before the last word, without `!`.
    pub functions: Vec<&'t str>,
    /// The last word so far; a text without its quotes.
    pub word: &'t str,
    /// Where the word starts in the line.
    pub start: usize,
    /// The quote that the word is in, if it is open.
    pub quote: Option<char>,
    /// True if the place is in a comment.
    pub comment: bool,
}

impl<'t> LineContext<'t> {
    /// Reads a whole line.
    pub(super) fn of(text: &'t str) -> LineContext<'t> {
        LineContext::read(text, End::Line)
    }

    /// Reads what is typed of a line: a colon at its end may go on as `Fn::`.
    pub(super) fn typed(text: &'t str) -> LineContext<'t> {
        LineContext::read(text, End::Caret)
    }

    fn read(text: &'t str, end: End) -> LineContext<'t> {
        let mut line = LineContext::default();
        let mut rest = text.trim_start_matches([' ', '\t']);
        let column = |rest: &str| text.len() - rest.len();
        while let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.is_empty() || behind.starts_with(' ')) {
            line.dashes.push(column(rest));
            rest = behind.trim_start_matches(' ');
        }
        line.column = column(rest);
        line.start = text.len();
        if rest.starts_with(['?', '%']) || rest.starts_with("---") {
            return line;
        }
        Reader { text, end, line, begun: None, done: None }.read()
    }

    /// True if the value of the line is a block scalar, whose text follows below.
    pub(super) fn opens_text(&self) -> bool {
        let mut signs = self.word.chars();
        self.quote.is_none()
            && matches!(signs.next(), Some('|' | '>'))
            && signs.all(|c| matches!(c, '+' | '-' | '0'..='9'))
    }
}

/// What ends the text of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Line,
    Caret,
}

struct Reader<'t> {
    text: &'t str,
    end: End,
    line: LineContext<'t>,
    /// Where the word that is being read began.
    begun: Option<usize>,
    /// The last text in quotes, closed.
    done: Option<&'t str>,
}

impl<'t> Reader<'t> {
    fn read(mut self) -> LineContext<'t> {
        let (text, column) = (self.text, self.line.column);
        let mut signs = text.char_indices().skip_while(|(at, _)| *at < column).peekable();
        while let Some((at, c)) = signs.next() {
            if let Some(quote) = self.line.quote {
                if closes_quote(quote, c, &mut signs) {
                    self.done = self.text.get(self.line.start..at);
                    self.line.quote = None;
                }
                continue;
            }
            let next_blank = signs.peek().map_or(self.end == End::Line, |next| next.1.is_whitespace());
            match c {
                '"' | '\'' if self.begun.is_none() && self.done.is_none() => {
                    self.line.quote = Some(c);
                    self.line.start = at + c.len_utf8();
                }
                '#' if self.begun.is_none() || self.text.get(..at).is_some_and(|before| before.ends_with(' ')) => {
                    self.line.comment = true;
                    return self.line;
                }
                '[' | '{' if self.begun.is_none() => self.open(c == '{'),
                ']' | '}' if !self.line.brackets.is_empty() => self.close(at),
                ',' if !self.line.brackets.is_empty() => self.comma(at),
                ':' if next_blank || self.done.is_some() => self.colon(at),
                _ if c.is_whitespace() => self.blank(at),
                _ => {
                    self.begun.get_or_insert(at);
                }
            }
        }
        self.end()
    }

    /// The word so far, which ends here.
    fn take(&mut self, at: usize) -> Option<&'t str> {
        let plain = self.begun.take().and_then(|start| self.text.get(start..at)).map(str::trim_end);
        self.done.take().or(plain)
    }

    fn open(&mut self, mapping: bool) {
        let function = self.line.functions.pop();
        // Tags before the last one, such as in `!Base64 !Sub [`, are no YAML; they are let go.
        self.line.functions.clear();
        self.line.brackets.push(Bracket { mapping, function, key: None, index: 0, first: None });
        self.done = None;
    }

    fn close(&mut self, at: usize) {
        self.take(at);
        self.line.brackets.pop();
        self.line.functions.clear();
        // What is closed is a value that nothing can be added to.
        self.done = Some("");
        self.line.start = self.text.len();
    }

    fn comma(&mut self, at: usize) {
        let word = self.take(at);
        self.line.functions.clear();
        if let Some(bracket) = self.line.brackets.last_mut() {
            if bracket.index == 0 && bracket.first.is_none() {
                bracket.first = word.filter(|word| !word.is_empty());
            }
            bracket.index += 1;
            bracket.key = None;
        }
    }

    fn colon(&mut self, at: usize) {
        let in_block = self.line.brackets.is_empty();
        if in_block && self.line.key.is_some() {
            self.begun.get_or_insert(at);
            return;
        }
        let Some(key) = self.take(at) else { return };
        match self.line.brackets.last_mut() {
            Some(bracket) if bracket.mapping => bracket.key = Some(key),
            Some(_) => {}
            None => self.line.key = Some(key),
        }
    }

    fn blank(&mut self, at: usize) {
        // A tag ends at a blank, a text goes on.
        let Some(start) =
            self.begun.filter(|start| self.text.get(*start..).is_some_and(|word| word.starts_with(['!', '&'])))
        else {
            return;
        };
        let word = self.text.get(start..at).unwrap_or_default();
        self.begun = None;
        if let Some(tag) = word.strip_prefix('!') {
            self.line.functions.push(tag);
        }
    }

    fn end(mut self) -> LineContext<'t> {
        if self.end == End::Line {
            // Nothing goes on behind a tag at the end of a whole line.
            self.blank(self.text.len());
        }
        if self.line.quote.is_some() {
            self.line.word = self.text.get(self.line.start..).unwrap_or_default();
        } else if let Some(done) = self.done {
            self.line.word = done;
            self.line.start = self.text.len();
        } else if let Some(start) = self.begun {
            self.line.word = self.text.get(start..).unwrap_or_default();
            self.line.start = start;
        } else {
            self.line.start = self.text.len();
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_key_functions_brackets_and_word() {
        let line = LineContext::typed("  - Key: !If [C, !Ref We");
        assert_eq!((line.dashes.as_slice(), line.column, line.key), (&[2][..], 4, Some("Key")));
        let bracket = Bracket { mapping: false, function: Some("If"), key: None, index: 1, first: Some("C") };
        assert_eq!((line.brackets, line.functions, line.word, line.start), (vec![bracket], vec!["Ref"], "We", 22));
        let json = LineContext::typed("\t\"a b\": {\"Fn::Sub\": [\"x${We");
        assert_eq!((json.key, json.quote, json.word), (Some("a b"), Some('"'), "x${We"));
        assert_eq!(json.brackets.first().map(|bracket| bracket.key), Some(Some("Fn::Sub")));
        assert_eq!(json.brackets.len(), 2);
        let line = LineContext::of("- - a");
        assert_eq!((line.dashes.as_slice(), line.column, line.word), (&[0, 2][..], 4, "a"));
    }

    #[test]
    fn texts_comments_and_colons_in_words_are_known() {
        assert!(LineContext::of("a: |").opens_text() && LineContext::of("a: !Sub >-2").opens_text());
        assert!(!LineContext::of("a: |x").opens_text() && !LineContext::of("a: \"|").opens_text());
        assert!(LineContext::of("a: b # c").comment && !LineContext::of("a: b#c").comment);
        assert_eq!(LineContext::typed("Type: AWS::EC2::").word, "AWS::EC2::");
        assert_eq!(LineContext::typed("Fn::").word, "Fn::");
        assert_eq!(LineContext::of("a: it's x: y").word, "it's x: y");
        assert_eq!(LineContext::of("a: 'it''s").word, "it''s");
        assert_eq!(LineContext::of("a: [b, {c: d}] ").word, "");
        assert_eq!(LineContext::of("{\"a\":\"b").word, "b");
    }
}
