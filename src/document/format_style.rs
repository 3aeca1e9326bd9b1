//! Style of a text: line breaks, indentation, quotes. New entries without siblings are written in it.

use super::lines::Lines;
use super::scalar::Quote;
use super::tree::{NodeContent, NodeData, Style, Tree};

#[derive(Clone, Debug)]
pub(super) struct FormatStyle {
    /// True if the whole document is one flow collection of what JSON has.
    pub json: bool,
    /// True if flow collections of JSON span several lines.
    pub json_lines: bool,
    /// Line break.
    pub eol: &'static str,
    /// Columns from a mapping to the mapping in it.
    pub step: usize,
    /// One level of indentation in JSON.
    pub json_step: String,
    /// Columns from a key to the dashes of its list.
    pub dash: usize,
    /// The more frequent kind of quotes.
    pub quote: Quote,
    /// Text between key and value in JSON.
    pub colon: String,
    /// True if most tagged lists, such as `!Join [...]`, are in brackets.
    pub tagged_flow: bool,
    /// Space between braces and what they hold: `{ Key: a }`.
    pub in_braces: &'static str,
    /// The same of brackets: `[ a, b ]`.
    pub in_brackets: &'static str,
}

impl Default for FormatStyle {
    fn default() -> FormatStyle {
        FormatStyle {
            json: false,
            json_lines: true,
            eol: "\n",
            step: 2,
            json_step: "  ".into(),
            dash: 2,
            quote: Quote::Double,
            colon: ": ".into(),
            tagged_flow: true,
            in_braces: "",
            in_brackets: "",
        }
    }
}

/// How often each number of columns occurs; the index is the number.
#[derive(Default)]
struct Tally([usize; 10]);

impl Tally {
    fn see(&mut self, columns: usize) {
        if let Some(count) = self.0.get_mut(columns) {
            *count += 1;
        }
    }

    /// The most frequent number; the smallest one of several.
    fn usual(&self) -> Option<usize> {
        let (columns, count) = self.0.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
        (*count > 0).then_some(columns)
    }
}

/// How many collections in braces or brackets have a space behind the first sign, and how many have none.
#[derive(Default)]
struct Padding {
    spaced: usize,
    tight: usize,
}

impl Padding {
    /// Sees a collection on one line that begins at an offset.
    fn see(&mut self, text: &str, start: usize) {
        let inside = text.get(start + 1..).and_then(|rest| rest.chars().next());
        match inside {
            Some(' ') => self.spaced += 1,
            Some('\n' | '\r') => {}
            _ => self.tight += 1,
        }
    }

    fn usual(&self) -> &'static str {
        if self.spaced > self.tight { " " } else { "" }
    }
}

/// True if each value is written as JSON writes it, without tags and text in double quotes. A missing value may stand.
fn is_json(tree: &Tree) -> bool {
    tree.nodes.iter().all(|node| {
        let written = match (&node.content, node.style) {
            (NodeContent::Scalar(text), Style::Plain) => {
                matches!(&**text, "true" | "false" | "null") || is_json_number(text)
            }
            (NodeContent::Scalar(_), style) => style == Style::Double,
            _ => true,
        };
        (written || node.absent) && node.tag.is_none()
    })
}

/// True if a text is a number as JSON writes it. RFC 8259, section 6.
fn is_json_number(text: &str) -> bool {
    fn after_digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }
    let whole = text.strip_prefix('-').unwrap_or(text);
    let after_whole = whole.strip_prefix('0').or_else(|| after_digits(whole));
    let after_fraction = after_whole.and_then(|rest| match rest.strip_prefix('.') {
        Some(fraction) => after_digits(fraction),
        None => Some(rest),
    });
    after_fraction.is_some_and(|rest| match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => after_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) == Some(""),
        None => rest.is_empty(),
    })
}

impl FormatStyle {
    /// Detects the style of a tree whose offsets are absolute.
    pub(super) fn of(tree: &Tree, text: &str, lines: &Lines) -> FormatStyle {
        let mut format = FormatStyle::default();
        if let Some(at) = text.find(['\n', '\r']) {
            let rest = text.get(at..).unwrap_or_default();
            format.eol = if rest.starts_with("\r\n") {
                "\r\n"
            } else if rest.starts_with('\r') {
                "\r"
            } else {
                "\n"
            };
        }
        match tree.root.and_then(|root| tree.node(root)) {
            Some(root) if root.style == Style::Flow && is_json(tree) => format.read_json(root, tree, text, lines),
            _ => format.read_yaml(tree, text, lines),
        }
        format
    }

    fn read_json(&mut self, root: &NodeData, tree: &Tree, text: &str, lines: &Lines) {
        self.json = true;
        let NodeContent::Mapping(entries) = &root.content else { return };
        let Some(&(key, value)) = entries.first() else { return };
        let (Some(key), Some(value)) = (tree.node(key), tree.node(value)) else { return };
        let lead = text.get(..key.start).unwrap_or_default();
        let lead = lead.rsplit(['{', '\n']).next().unwrap_or_default();
        self.json_lines = lines.line_of(root.start) != lines.line_of(root.end);
        if self.json_lines && !lead.is_empty() && lead.chars().all(|c| c == ' ' || c == '\t') {
            self.json_step = lead.to_string();
        }
        let between = text.get(key.end..value.start).unwrap_or_default();
        if between.contains(':') && between.chars().all(|c| c == ' ' || c == ':') {
            self.colon = between.to_string();
        }
    }

    fn read_yaml(&mut self, tree: &Tree, text: &str, lines: &Lines) {
        let column = |offset: usize| offset.saturating_sub(lines.start_of_line(offset));
        let (mut step, mut dash) = (Tally::default(), Tally::default());
        let (mut single, mut double, mut tagged_flow, mut tagged_block) = (0usize, 0usize, 0usize, 0usize);
        let (mut braces, mut brackets) = (Padding::default(), Padding::default());
        for node in &tree.nodes {
            match (&node.content, node.style) {
                (NodeContent::Mapping(entries), Style::Flow) if !entries.is_empty() => braces.see(text, node.inner),
                (NodeContent::Sequence(items), Style::Flow) if !items.is_empty() => brackets.see(text, node.inner),
                (NodeContent::Mapping(entries), Style::Block) => {
                    for &(key, value) in entries {
                        let (Some(key), Some(value)) = (tree.node(key), tree.node(value)) else { continue };
                        let tally = match (&value.content, value.style) {
                            (NodeContent::Mapping(_), Style::Block) => &mut step,
                            (NodeContent::Sequence(_), Style::Block) => &mut dash,
                            _ => continue,
                        };
                        column(value.inner).checked_sub(column(key.start)).into_iter().for_each(|o| tally.see(o));
                    }
                }
                (NodeContent::Scalar(_), Style::Single) => single += 1,
                (NodeContent::Scalar(_), Style::Double) => double += 1,
                _ => {}
            }
            let function =
                node.tag.is_some_and(|(start, _)| text.get(start..).is_some_and(|tag| !tag.starts_with("!!")));
            if function && matches!(node.content, NodeContent::Sequence(_)) {
                match node.style {
                    Style::Flow => tagged_flow += 1,
                    _ => tagged_block += 1,
                }
            }
        }
        self.step = step.usual().filter(|&columns| columns > 0).unwrap_or(2);
        self.dash = dash.usual().unwrap_or(self.step);
        self.quote = if single > double { Quote::Single } else { Quote::Double };
        self.tagged_flow = tagged_block <= tagged_flow;
        (self.in_braces, self.in_brackets) = (braces.usual(), brackets.usual());
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Edit, Path, Slot, Value};

    fn with_item(text: &str, item: &str) -> String {
        let mut document = Document::parse(text);
        let value = Document::parse(item).root().map_or(Value::Null, |root| root.value());
        document.edit(&Edit::Insert { into: Path::root().join("a"), slot: Slot::Index(1), value }).unwrap();
        document.text().to_string()
    }

    #[test]
    fn numbers_of_json_are_those_that_serde_json_reads() {
        let parts = ["", "-", "+", "0", "00", "7", "10", ".", ".5", "e", "E2", "e+3", "e-", "x", "0x1"];
        let pairs = parts.iter().flat_map(|first| parts.map(|second| format!("{first}{second}")));
        for text in pairs.flat_map(|pair| parts.map(|third| format!("{pair}{third}"))) {
            let is_read = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            assert_eq!(super::is_json_number(&text), is_read, "{text:?}");
        }
    }

    #[test]
    fn braces_and_brackets_are_padded_as_most_of_the_text() {
        let spaced = "a:\n  - { k: 1 }\nb: { k: [2] }\nc: {k: 3}\n";
        assert_eq!(with_item(spaced, "k: [4]"), spaced.replacen("\nb:", "\n  - { k: [4] }\nb:", 1));
        let tight = "a:\n  - {k: [ 1, 2 ]}\nb: {k: 2}\nc: { k: 3 }\n";
        assert_eq!(with_item(tight, "k: [3]"), tight.replacen("\nb:", "\n  - {k: [ 3 ]}\nb:", 1));
        let json = "{\"a\": [ {\"k\": 1} ]}";
        assert_eq!(with_item(json, "k: [2]"), "{\"a\": [ {\"k\": 1}, {\"k\": [2]} ]}");
    }
}
