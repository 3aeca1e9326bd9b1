//! Fragments: values of the document that are copied to another place with their comments, indented for the new column.

use std::cell::Cell;

use super::edit::EditError;
use super::format_style::FormatStyle;
use super::indicator::BLANK;

/// The indicator that a value is written after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// `key:`
    Colon,
    /// `-`
    Dash,
}

/// How close the copy of a fragment is to its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fidelity {
    /// The source, byte for byte.
    #[default]
    Verbatim,
    /// Written again in brackets; scalars keep their source.
    Reformatted,
}

/// The source of a value, with the comments that belong to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragment {
    /// Comments above the entry, one per line.
    pub leading_comments: Vec<String>,
    /// Comment after the key or dash, with the spaces before it, where the value starts on a later line.
    pub key_comment: String,
    /// Text from that comment to the value's first line, line breaks included.
    pub separator: String,
    /// Source of the value.
    pub source: String,
    /// Text after the value that belongs to it: the comment beside it and deeper comments below.
    pub trailing_trivia: String,
    /// Column of the key or dash; `None` in brackets.
    pub entry_column: Option<usize>,
    /// Column of the first byte of the value.
    pub column: usize,
    /// Columns from the key or dash to the entries of a block collection.
    pub inset: Option<usize>,
    /// True if the value starts with its first entry, without a tag.
    pub starts_with_entry: bool,
    /// True for a list.
    pub is_sequence: bool,
    /// True for an item of a list.
    pub in_sequence: bool,
    /// True if the value starts with a tag or is an alias.
    pub starts_with_tag: bool,
    /// True if the first line holds only a tag or the header of a block scalar.
    pub has_header_line: bool,
    /// True if the value ends in a block scalar.
    pub ends_in_block_scalar: bool,
    /// Source that is valid in brackets.
    pub flow: Option<String>,
    /// The value written again for brackets; scalars keep their source.
    pub reformatted: Option<String>,
    /// Indentation of the line that the entry starts on.
    pub indent: String,
    /// Set when comments of the fragment are written.
    pub comments_written: Cell<bool>,
}

/// Message for a tag directly after a tag.
pub(super) const TWO_TAGS: &str =
    "A short function cannot follow a short function directly. Write one in its long form.";

impl Fragment {
    /// Columns from the new key or dash to the entries.
    fn inset_after(&self, rel: usize, behind: After, format: &FormatStyle) -> usize {
        match behind {
            After::Colon if self.is_sequence && self.in_sequence && rel == 2 && format.dash == 0 => 0,
            After::Colon if self.is_sequence => rel,
            After::Colon => rel.max(1),
            After::Dash if rel == 0 => 2,
            After::Dash => rel,
        }
    }

    /// The fragment after a key or dash at column `to`: starts with spaces or a line break, or is to be preceded by a
    /// space.
    pub(super) fn behind(&self, to: usize, behind: After, format: &FormatStyle) -> String {
        match (self.starts_with_entry, self.inset, behind) {
            // On the line of the dash.
            (true, Some(rel), After::Dash)
                if self.key_comment.is_empty() && self.separator.lines().count() < 2 && rel != 1 =>
            {
                let inset = self.inset_after(rel, behind, format);
                format!("{}{}", " ".repeat(inset - 1), at_column(&self.with_tail(), self.column, to + inset))
            }
            _ => self.below(to, behind, format),
        }
    }

    /// The fragment after a tag, where a collection always starts on its own line.
    pub(super) fn behind_tag(&self, to: usize, behind: After, format: &FormatStyle) -> Result<String, EditError> {
        if self.starts_with_tag { Err(EditError::Unwritable(TWO_TAGS)) } else { Ok(self.below(to, behind, format)) }
    }

    fn below(&self, to: usize, behind: After, format: &FormatStyle) -> String {
        let whole = self.with_tail();
        if let (true, Some(rel)) = (self.starts_with_entry, self.inset) {
            let column = to + self.inset_after(rel, behind, format);
            let gap = if self.separator.is_empty() {
                format.eol.to_string()
            } else {
                at_column(&self.separator, self.column, column)
            };
            return format!(
                "{}{gap}{}{}",
                self.key_comment,
                " ".repeat(column),
                at_column(&whole, self.column, column)
            );
        }
        let Some(from) = self.entry_column else { return whole };
        // A collection after a tag may need a deeper column than before.
        let (more, less) = self.inset.map_or((0, 0), |rel| {
            let inset = self.inset_after(rel, behind, format);
            (inset.saturating_sub(rel), rel.saturating_sub(inset))
        });
        let lines = at_column(&whole, from + less, to + more);
        if self.separator.is_empty() {
            return lines;
        }
        let column = (self.column + to).saturating_sub(from).max(to + 1);
        let gap = at_column(&self.separator, self.column, column);
        format!("{}{gap}{}{lines}", self.key_comment, " ".repeat(column))
    }

    fn with_tail(&self) -> String {
        self.comments_written.set(self.comments_written.get() || !self.trailing_trivia.is_empty());
        format!("{}{}", self.source, self.trailing_trivia)
    }

    /// The fragment in brackets. In JSON the lines after the first are indented by `lines`.
    pub(super) fn in_brackets(&self, fidelity: Fidelity, lines: Option<&str>) -> Result<String, EditError> {
        let text = match fidelity {
            Fidelity::Verbatim => self.flow.as_ref(),
            Fidelity::Reformatted => self.reformatted.as_ref(),
        };
        let text = text.ok_or(EditError::Unwritable("A value in lines cannot stand in brackets."))?;
        let Some(indent) = lines.filter(|indent| **indent != self.indent) else { return Ok(text.clone()) };
        let moved = text.split_inclusive('\n').enumerate().map(|(index, line)| match line.strip_prefix(&self.indent) {
            Some(rest) if index > 0 && !rest.trim_matches(BLANK).is_empty() => format!("{indent}{rest}"),
            _ => line.to_string(),
        });
        Ok(moved.collect())
    }

    /// True if a comment is on the first line of the value, or after its end.
    pub(super) fn has_comment_beside(&self) -> bool {
        let first = self.source.lines().next().unwrap_or_default();
        if self.has_header_line {
            first.contains(" #")
        } else {
            self.trailing_trivia.trim_start_matches([' ', '\t']).starts_with('#')
        }
    }

    /// Moves the comments above the entry and beside its key to lines of their own before the value.
    pub(super) fn lower_comments(&mut self, format: &FormatStyle) {
        let head = std::mem::take(&mut self.key_comment);
        let mut lines = std::mem::take(&mut self.leading_comments);
        lines.extend((!head.is_empty()).then(|| head.trim_matches(BLANK).to_string()));
        if lines.is_empty() {
            return;
        }
        if self.separator.is_empty() && !self.starts_with_entry {
            self.column = self.entry_column.unwrap_or_default() + format.step;
        }
        let pad = " ".repeat(self.column);
        let lines: String = lines.iter().map(|line| format!("{}{pad}{line}", format.eol)).collect();
        let rest = if self.separator.is_empty() { format.eol.to_string() } else { std::mem::take(&mut self.separator) };
        self.separator = format!("{lines}{rest}");
    }
}

/// Lines with their indentation moved from one column to another; the first line is at its column already.
pub(super) fn at_column(lines: &str, from: usize, to: usize) -> String {
    if from == to {
        return lines.to_string();
    }
    let mut moved = String::with_capacity(lines.len());
    for (index, line) in lines.split_inclusive(['\n', '\r']).enumerate() {
        let rest = line.trim_start_matches(' ');
        // The LF of a CRLF, and empty lines.
        if index == 0 || rest.starts_with(['\n', '\r']) && rest.len() == line.len() {
            moved.push_str(line);
            continue;
        }
        moved.extend(std::iter::repeat_n(' ', (line.len() - rest.len() + to).saturating_sub(from)));
        moved.push_str(rest);
    }
    moved
}
