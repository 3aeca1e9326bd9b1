//! Replacements of the text that are written again at another place as they stand: values with the comments that belong to
//! them, moved to the column of their new place.

use std::cell::Cell;

use super::edit::EditError;
use super::format_style::FormatStyle;
use super::indicator::BLANK;

/// What the value is written behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// `key:`
    Colon,
    /// `-`
    Dash,
}

/// How a fragment is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fidelity {
    /// Byte for byte.
    #[default]
    Verbatim,
    /// In brackets anew, only its words are as they are.
    Reformatted,
}

/// A value as it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragment {
    /// Comments above its entry, a line each.
    pub above: Vec<String>,
    /// The comment beside its key or dash, with the blanks before it, where the value begins further down.
    pub head: String,
    /// From there to the line the value begins on, with the line breaks on both sides.
    pub gap: String,
    /// The value, and behind it on its last line nothing.
    pub body: String,
    /// What belongs to it behind that: the comment beside it, and those below that stand deeper.
    pub tail: String,
    /// Column of its key or dash; `None` where it stands in brackets.
    pub from: Option<usize>,
    /// Column of its first byte.
    pub column: usize,
    /// Of a collection in lines: columns from the key or dash to its entries.
    pub rel: Option<usize>,
    /// It begins with its first entry: no tag stands before.
    pub bare: bool,
    /// It is a list.
    pub list: bool,
    /// It stands behind a dash.
    pub of_dash: bool,
    /// A tag or an alias is the first of it.
    pub tagged: bool,
    /// Its first line holds no more than a tag or the header of a block scalar.
    pub header: bool,
    /// It ends in a block scalar.
    pub ends_in_text: bool,
    /// It as it may stand in brackets.
    pub flow: Option<String>,
    /// It written anew for brackets, words as they are.
    pub loose: Option<String>,
    /// The blanks that its line begins with.
    pub indent: String,
    /// Its comments are written.
    pub told: Cell<bool>,
}

/// Why no tag can stand before another.
pub(super) const TWO_TAGS: &str =
    "A short function cannot follow a short function directly. Write one in its long form.";

impl Fragment {
    /// Columns from the new key or dash to the entries.
    fn inset(&self, rel: usize, behind: After, format: &FormatStyle) -> usize {
        match behind {
            After::Colon if self.list && self.of_dash && rel == 2 && format.dash == 0 => 0,
            After::Colon if self.list => rel,
            After::Colon => rel.max(1),
            After::Dash if rel == 0 => 2,
            After::Dash => rel,
        }
    }

    /// The fragment as it stands behind a key or dash at column `to`: begins with blanks or a line break, or is meant to
    /// follow a blank.
    pub(super) fn behind(&self, to: usize, behind: After, format: &FormatStyle) -> String {
        match (self.bare, self.rel, behind) {
            // On the dash's line.
            (true, Some(rel), After::Dash) if self.head.is_empty() && self.gap.lines().count() < 2 && rel != 1 => {
                let inset = self.inset(rel, behind, format);
                format!("{}{}", " ".repeat(inset - 1), at_column(&self.with_tail(), self.column, to + inset))
            }
            _ => self.below(to, behind, format),
        }
    }

    /// The same behind a tag, where entries never begin on its line.
    pub(super) fn behind_tag(&self, to: usize, behind: After, format: &FormatStyle) -> Result<String, EditError> {
        if self.tagged { Err(EditError::Unwritable(TWO_TAGS)) } else { Ok(self.below(to, behind, format)) }
    }

    fn below(&self, to: usize, behind: After, format: &FormatStyle) -> String {
        let whole = self.with_tail();
        if let (true, Some(rel)) = (self.bare, self.rel) {
            let column = to + self.inset(rel, behind, format);
            let gap =
                if self.gap.is_empty() { format.eol.to_string() } else { at_column(&self.gap, self.column, column) };
            return format!("{}{gap}{}{}", self.head, " ".repeat(column), at_column(&whole, self.column, column));
        }
        let Some(from) = self.from else { return whole };
        // A collection behind a tag may have to stand in further than it did.
        let (more, less) = self.rel.map_or((0, 0), |rel| {
            let inset = self.inset(rel, behind, format);
            (inset.saturating_sub(rel), rel.saturating_sub(inset))
        });
        let lines = at_column(&whole, from + less, to + more);
        if self.gap.is_empty() {
            return lines;
        }
        let column = (self.column + to).saturating_sub(from).max(to + 1);
        let gap = at_column(&self.gap, self.column, column);
        format!("{}{gap}{}{lines}", self.head, " ".repeat(column))
    }

    fn with_tail(&self) -> String {
        self.told.set(self.told.get() || !self.tail.is_empty());
        format!("{}{}", self.body, self.tail)
    }

    /// In brackets; in JSON on lines behind the blanks of `lines`.
    pub(super) fn in_brackets(&self, fidelity: Fidelity, lines: Option<&str>) -> Result<String, EditError> {
        let text = match fidelity {
            Fidelity::Verbatim => self.flow.as_ref(),
            Fidelity::Reformatted => self.loose.as_ref(),
        };
        let text = text.ok_or(EditError::Unwritable("A value in lines cannot stand in brackets."))?;
        let Some(indent) = lines.filter(|indent| **indent != self.indent) else { return Ok(text.clone()) };
        let moved = text.split_inclusive('\n').enumerate().map(|(index, line)| match line.strip_prefix(&self.indent) {
            Some(rest) if index > 0 && !rest.trim_matches(BLANK).is_empty() => format!("{indent}{rest}"),
            _ => line.to_string(),
        });
        Ok(moved.collect())
    }

    /// True if a comment stands on the line that the value begins on, or behind its end.
    pub(super) fn has_comment_beside(&self) -> bool {
        let first = self.body.lines().next().unwrap_or_default();
        if self.header { first.contains(" #") } else { self.tail.trim_start_matches([' ', '\t']).starts_with('#') }
    }

    /// Puts the comments above the entry, and the one beside its key, on lines of their own before the value.
    pub(super) fn lower_comments(&mut self, format: &FormatStyle) {
        let head = std::mem::take(&mut self.head);
        let mut lines = std::mem::take(&mut self.above);
        lines.extend((!head.is_empty()).then(|| head.trim_matches(BLANK).to_string()));
        if lines.is_empty() {
            return;
        }
        if self.gap.is_empty() && !self.bare {
            self.column = self.from.unwrap_or_default() + format.step;
        }
        let pad = " ".repeat(self.column);
        let lines: String = lines.iter().map(|line| format!("{}{pad}{line}", format.eol)).collect();
        let rest = if self.gap.is_empty() { format.eol.to_string() } else { std::mem::take(&mut self.gap) };
        self.gap = format!("{lines}{rest}");
    }
}

/// Lines from one column at another; the first one begins at its column already.
pub(super) fn at_column(lines: &str, from: usize, to: usize) -> String {
    if from == to {
        return lines.to_string();
    }
    let mut moved = String::with_capacity(lines.len());
    for (index, line) in lines.split_inclusive(['\n', '\r']).enumerate() {
        let rest = line.trim_start_matches(' ');
        // The second half of a CRLF, and lines that hold nothing.
        if index == 0 || rest.starts_with(['\n', '\r']) && rest.len() == line.len() {
            moved.push_str(line);
            continue;
        }
        moved.extend(std::iter::repeat_n(' ', (line.len() - rest.len() + to).saturating_sub(from)));
        moved.push_str(rest);
    }
    moved
}
