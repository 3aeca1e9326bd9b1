//! How a text is written by those who wrote it: what new entries take over where no neighbour shows the way.

use super::Document;
use super::node::Kind;
use super::scalar::Quote;
use super::tree::{Content, Style};

#[derive(Clone, Debug)]
pub(super) struct Habits {
    /// The whole document is one flow collection: JSON, or near it.
    pub json: bool,
    /// Flow collections of JSON stand on several lines.
    pub json_lines: bool,
    /// Line break.
    pub eol: &'static str,
    /// Columns from a mapping to the mapping in it.
    pub step: usize,
    /// One level of indentation in JSON.
    pub json_step: String,
    /// Columns from a key to the dashes of its list.
    pub dash: usize,
    /// Quotes that are more usual.
    pub quote: Quote,
    /// What stands between key and value in JSON.
    pub colon: String,
    /// Tagged lists, such as `!Join [...]`, are mostly written in brackets.
    pub tagged_flow: bool,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            json: false,
            json_lines: true,
            eol: "\n",
            step: 2,
            json_step: "  ".into(),
            dash: 2,
            quote: Quote::Double,
            colon: ": ".into(),
            tagged_flow: true,
        }
    }
}

/// How often each number of columns was seen; index 0 is none.
#[derive(Default)]
struct Tally([usize; 10]);

impl Tally {
    fn see(&mut self, columns: usize) {
        if let Some(count) = self.0.get_mut(columns) {
            *count += 1;
        }
    }

    /// The most frequent number, the smallest of several.
    fn usual(&self) -> Option<usize> {
        let (columns, count) = self.0.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
        (*count > 0).then_some(columns)
    }
}

impl Habits {
    pub(super) fn of(document: &Document) -> Habits {
        let mut habits = Habits::default();
        let text = document.text();
        if let Some(at) = text.find(['\n', '\r']) {
            let rest = text.get(at..).unwrap_or_default();
            habits.eol = if rest.starts_with("\r\n") {
                "\r\n"
            } else if rest.starts_with('\r') {
                "\r"
            } else {
                "\n"
            };
        }
        let root = document.root();
        habits.json = root.is_some_and(|root| root.kind() != Kind::Scalar && root.style() == Style::Flow);
        if habits.json {
            habits.read_json(document);
        } else {
            habits.read_yaml(document);
        }
        habits
    }

    fn read_json(&mut self, document: &Document) {
        let Some(root) = document.root() else { return };
        let first = root.entries().next().map(|entry| (entry.key_node.span(), entry.value.span()));
        if let Some((key, value)) = first {
            let text = document.text();
            let lead = text.get(..key.start).unwrap_or_default();
            let lead = lead.rsplit(['{', '\n']).next().unwrap_or_default();
            self.json_lines = root.lines().start() != root.lines().end();
            if self.json_lines && !lead.is_empty() && lead.chars().all(|c| c == ' ' || c == '\t') {
                self.json_step = lead.to_string();
            }
            let between = text.get(key.end..value.start).unwrap_or_default();
            let blank = |c: char| c == ' ' || c == ':';
            if between.contains(':') && between.chars().all(blank) {
                self.colon = between.to_string();
            }
        }
    }

    fn read_yaml(&mut self, document: &Document) {
        let tree = &document.tree;
        let text = document.text();
        let column = |offset: usize| offset - document.lines.start_of_line(offset).min(offset);
        let (mut step, mut dash) = (Tally::default(), Tally::default());
        let (mut single, mut double, mut tagged_flow, mut tagged_block) = (0usize, 0usize, 0usize, 0usize);
        for node in &tree.nodes {
            match (&node.content, node.style) {
                (Content::Mapping(entries), Style::Block) => {
                    for &(key, value) in entries {
                        let (Some(key), Some(value)) = (tree.get(key), tree.get(value)) else { continue };
                        let offset = column(value.inner).checked_sub(column(key.start));
                        match (&value.content, value.style) {
                            (Content::Mapping(_), Style::Block) => offset.into_iter().for_each(|o| step.see(o)),
                            (Content::Sequence(_), Style::Block) => offset.into_iter().for_each(|o| dash.see(o)),
                            _ => {}
                        }
                    }
                }
                (Content::Scalar(_), Style::Single) => single += 1,
                (Content::Scalar(_), Style::Double) => double += 1,
                (Content::Sequence(_), _) => {}
                _ => {}
            }
            if let (Some((start, _)), Content::Sequence(_)) = (node.tag, &node.content) {
                if text.get(start..).is_some_and(|tag| !tag.starts_with("!!")) {
                    match node.style {
                        Style::Flow => tagged_flow += 1,
                        _ => tagged_block += 1,
                    }
                }
            }
        }
        self.step = step.usual().filter(|&columns| columns > 0).unwrap_or(2);
        self.dash = dash.usual().unwrap_or(self.step);
        self.quote = if single > double { Quote::Single } else { Quote::Double };
        self.tagged_flow = tagged_block <= tagged_flow;
    }
}
