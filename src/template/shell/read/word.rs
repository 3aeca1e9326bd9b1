//! Words: quotes, escapes, and what expands in them.

use std::rc::Rc;

use super::super::tree::{Unread, Word, WordPart};
use super::Reader;

/// Signs that end a word.
pub(super) const SIGNS: &str = ";&|()<>";

impl Reader<'_> {
    /// The word that begins here; `None` at a sign, a line break or the end.
    pub(super) fn word(&mut self) -> Result<Option<Word>, Unread> {
        let start = self.at;
        let mut parts = Vec::new();
        while let Some(next) = self.next() {
            let process = parts.is_empty() && (self.starts("<(") || self.starts(">("));
            if !process
                && self.replaced().is_none()
                && (next.is_ascii_whitespace() && next != '\r' || SIGNS.contains(next))
            {
                break;
            }
            if process {
                let opened = self.at;
                self.at += 2;
                let list = self.deeper(Reader::list)?;
                self.require(")", opened)?;
                parts.push(WordPart::Process(list));
                continue;
            }
            self.part(next, false, &mut parts)?;
        }
        Ok((self.at > start).then_some(Word { span: start..self.at, parts }))
    }

    /// One part outside or inside of double quotes.
    fn part(&mut self, next: char, quoted: bool, parts: &mut Vec<WordPart>) -> Result<(), Unread> {
        let opened = self.at;
        if let Some(found) = self.replaced() {
            return self.substitution(found.clone(), quoted, parts);
        }
        match next {
            '\\' if self.starts("\\\n") => self.at += 2,
            '\\' => {
                self.at += 1;
                let escaped = self.next().unwrap_or('\\');
                if quoted && !"$`\"\\".contains(escaped) {
                    push(parts, "\\", true);
                }
                push(parts, escaped.encode_utf8(&mut [0; 4]), true);
                self.step();
            }
            '\'' if !quoted => {
                self.at += 1;
                self.single(opened, parts)?;
            }
            '$' if !quoted && self.starts("$'") => {
                self.at += 2;
                self.single(opened, parts)?;
            }
            '"' if !quoted => {
                self.at += 1;
                // Quotes around nothing are a word.
                push(parts, "", true);
                self.double(opened, parts)?;
            }
            '$' if !quoted && self.starts("$\"") => {
                self.at += 2;
                self.double(opened, parts)?;
            }
            '$' => self.expansion(quoted, parts)?,
            '`' => self.backquotes(parts)?,
            _ => {
                push(parts, next.encode_utf8(&mut [0; 4]), quoted);
                self.step();
            }
        }
        Ok(())
    }

    fn single(&mut self, opened: usize, parts: &mut Vec<WordPart>) -> Result<(), Unread> {
        push(parts, "", true);
        while let Some(next) = self.next() {
            if let Some(found) = self.replaced() {
                match &found.name {
                    Some(name) => parts.push(WordPart::Given(name.clone())),
                    None => push(parts, &literal(self.text.get(found.span.clone()).unwrap_or_default()), true),
                }
                self.at = found.span.end;
                continue;
            }
            self.step();
            if next == '\'' {
                return Ok(());
            }
            push(parts, next.encode_utf8(&mut [0; 4]), true);
        }
        self.fault(opened, "a quote ' is not closed")
    }

    fn double(&mut self, opened: usize, parts: &mut Vec<WordPart>) -> Result<(), Unread> {
        while let Some(next) = self.next() {
            if next == '"' {
                self.at += 1;
                return Ok(());
            }
            self.part(next, true, parts)?;
        }
        self.fault(opened, "a quote \" is not closed")
    }
}

/// Adds text to the last part.
pub(super) fn push(parts: &mut Vec<WordPart>, text: &str, quoted: bool) {
    match parts.last_mut() {
        Some(WordPart::Text(own, as_quoted)) if *as_quoted == quoted => Rc::make_mut(own).push_str(text),
        _ => parts.push(WordPart::Text(Rc::new(text.to_string()), quoted)),
    }
}

/// `${!Name}` of `Fn::Sub` as the machine gets it.
pub(super) fn literal(written: &str) -> String {
    written.replacen("${!", "${", 1)
}
