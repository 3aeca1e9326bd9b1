//! What expands in a word: parameters, output of commands, arithmetic, and what CloudFormation puts in.

use super::super::super::mapped_text::Substituted;
use super::super::tree::{Unread, WordPart};
use super::Reader;
use super::word::{literal, push};

impl Reader<'_> {
    /// What CloudFormation replaces: a name, or `${!…}`, which the shell expands.
    pub(super) fn substitution(
        &mut self,
        found: Substituted,
        quoted: bool,
        parts: &mut Vec<WordPart>,
    ) -> Result<(), Unread> {
        let written = self.text.get(found.span.clone()).unwrap_or_default();
        match found.name {
            Some(name) => parts.push(WordPart::Given(name)),
            None => {
                let own = literal(written);
                let inside = own.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
                parts.push(parameter(inside, quoted));
            }
        }
        self.at = found.span.end;
        Ok(())
    }

    /// From `$` on.
    pub(super) fn expansion(&mut self, quoted: bool, parts: &mut Vec<WordPart>) -> Result<(), Unread> {
        let opened = self.at;
        if self.starts("$((")
            && let Some(end) = self.closing(self.at + 1, '(', ')')
            && self.text.get(self.at + 3..end).is_some_and(|inside| inside.ends_with(')'))
        {
            let inside = self.text.get(self.at + 3..end - 1).unwrap_or_default();
            parts.push(WordPart::Arithmetic(inside.to_string()));
            self.at = end + 1;
            return Ok(());
        }
        if self.take("$(") {
            let list = self.deeper(Reader::list)?;
            self.require(")", opened)?;
            parts.push(WordPart::Output(list));
            return Ok(());
        }
        if self.starts("${") {
            let Some(end) = self.closing(self.at + 1, '{', '}') else {
                return self.fault(opened, "`${` is not closed");
            };
            parts.push(parameter(self.text.get(self.at + 2..end).unwrap_or_default(), quoted));
            self.at = end + 1;
            return Ok(());
        }
        self.at += 1;
        let rest = self.rest();
        let length = match rest.chars().next() {
            Some('?' | '!' | '#' | '@' | '*' | '$' | '-' | '0'..='9') => 1,
            _ => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len()),
        };
        match rest.get(..length).filter(|name| !name.is_empty()) {
            Some(name) => parts.push(WordPart::Parameter(name.to_string(), quoted)),
            None => push(parts, "$", quoted),
        }
        self.at += length;
        Ok(())
    }

    /// `` `…` ``
    pub(super) fn backquotes(&mut self, parts: &mut Vec<WordPart>) -> Result<(), Unread> {
        let start = self.at + 1;
        let inside = self.text.get(start..self.end).unwrap_or_default();
        let mut escaped = false;
        let length = inside.find(|c: char| {
            let ends = c == '`' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(length) = length else { return self.fault(self.at, "a quote ` is not closed") };
        if inside.get(..length).is_some_and(|own| own.contains("\\`")) {
            return self.fault(self.at, "quotes ` stand inside of each other");
        }
        let list = self.deeper(|reader| {
            let mut inner = Reader::new(reader.text, start..start + length, reader.substituted, reader.depth);
            let list = inner.list()?;
            if inner.at < inner.end { inner.fault(inner.at, "unexpected sign") } else { Ok(list) }
        })?;
        parts.push(WordPart::Output(list));
        self.at = start + length + 1;
        Ok(())
    }

    /// The byte of the bracket that closes the one at `open`; brackets in quotes do not count.
    pub(super) fn closing(&self, open: usize, opening: char, closing: char) -> Option<usize> {
        let mut depth = 0usize;
        let mut quote: Option<char> = None;
        let mut escaped = false;
        for (index, sign) in self.text.get(open..self.end)?.char_indices() {
            match quote {
                _ if escaped => escaped = false,
                _ if sign == '\\' && quote != Some('\'') => escaped = true,
                Some(own) if sign == own => quote = None,
                Some(_) => {}
                None if sign == '"' || sign == '\'' => quote = Some(sign),
                None if sign == opening => depth += 1,
                None if sign == closing => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(open + index);
                    }
                }
                None => {}
            }
        }
        None
    }
}

/// What stands between `${` and `}`.
fn parameter(inside: &str, quoted: bool) -> WordPart {
    let special = inside.len() == 1 && "?!#@*$-".contains(inside);
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
    let (name, rest) = inside.split_at_checked(length).unwrap_or_default();
    let default = [":-", ":=", "-", "="].iter().find_map(|sign| rest.strip_prefix(sign));
    match default {
        _ if special || (!name.is_empty() && rest.is_empty()) => WordPart::Parameter(inside.to_string(), quoted),
        Some(text) if !name.is_empty() && !text.contains(['$', '`', '"', '\'', '\\']) => {
            WordPart::Default(name.to_string(), text.to_string(), rest.trim_start_matches(':').starts_with('='))
        }
        _ => WordPart::Other(format!("${{{inside}}}")),
    }
}
