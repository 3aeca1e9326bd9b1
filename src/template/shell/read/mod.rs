//! Reads a shell script into its syntax tree.
//!
//! Source: POSIX.1-2024, Shell Command Language, 2.2 to 2.10; the Bash manual for what bash adds. Runs nothing.

mod command;
mod expansion;
mod word;

use std::ops::Range;

use super::super::mapped_text::Substituted;
use super::tree::{CommandList, Unread};

/// Commands inside of each other: more are refused.
const MAX_DEPTH: usize = 40;

/// A script with the first part that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptTree {
    /// What is understood, up to that part.
    pub list: CommandList,
    /// What is not.
    pub unread: Option<Unread>,
}

/// The tree of a script; `substituted` in the order of the text.
pub fn read(text: &str, substituted: &[Substituted]) -> ScriptTree {
    let mut reader = Reader::new(text, 0..text.len(), substituted, 0);
    let mut list = CommandList::default();
    let unread = reader.top(&mut list).err();
    ScriptTree { list, unread }
}

/// A position in a text.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    substituted: &'t [Substituted],
    /// Where the here-documents of this line end: what follows its line break.
    resume: Option<usize>,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, part: Range<usize>, substituted: &'t [Substituted], depth: usize) -> Reader<'t> {
        Reader { text, at: part.start, end: part.end, substituted, resume: None, depth }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn starts(&self, sign: &str) -> bool {
        self.rest().starts_with(sign)
    }

    fn step(&mut self) {
        self.at += self.next().map_or(0, char::len_utf8);
    }

    /// Goes over a sign that is there.
    fn take(&mut self, sign: &str) -> bool {
        let found = self.starts(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn fault<T>(&self, at: usize, why: impl Into<String>) -> Result<T, Unread> {
        Err(Unread { at, why: why.into() })
    }

    /// What CloudFormation replaces at this byte.
    fn replaced(&self) -> Option<&'t Substituted> {
        let index = self.substituted.binary_search_by_key(&self.at, |one| one.span.start).ok()?;
        self.substituted.get(index).filter(|one| one.span.end <= self.end)
    }

    /// Runs a reader one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Unread>) -> Result<T, Unread> {
        if self.depth >= MAX_DEPTH {
            return self.fault(self.at, "commands are nested too deeply");
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// Goes over blanks and continued lines.
    fn blanks(&mut self) {
        loop {
            match self.next() {
                Some(' ' | '\t') => self.step(),
                Some('\\') if self.starts("\\\n") => self.at += 2,
                _ => return,
            }
        }
    }

    /// Goes over blanks, comments and line breaks with the here-documents behind them.
    fn lines(&mut self) {
        loop {
            self.blanks();
            match self.next() {
                Some('#') => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                Some('\n') => self.line_break(),
                _ => return,
            }
        }
    }

    fn line_break(&mut self) {
        self.at += 1;
        if let Some(resume) = self.resume.take() {
            self.at = resume.clamp(self.at, self.end);
        }
    }

    /// The characters from here to a blank or a sign: a keyword, if nothing of it is quoted.
    fn bare(&self) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c: char| c.is_whitespace() || ";&|()<>\"'`$\\".contains(c)).unwrap_or(rest.len());
        rest.get(..length).unwrap_or_default()
    }

    /// Goes over a keyword.
    fn keyword(&mut self, word: &str) -> bool {
        let quoted = || self.rest().get(word.len()..).is_some_and(|rest| rest.starts_with(['"', '\'', '`', '$', '\\']));
        let found = self.bare() == word && !quoted();
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn require(&mut self, word: &str, opened: usize) -> Result<(), Unread> {
        self.lines();
        let found = if word == ")" { self.take(word) } else { self.keyword(word) };
        if found { Ok(()) } else { self.fault(opened, format!("the command has no `{word}`")) }
    }
}
