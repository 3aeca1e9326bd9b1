//! Where in the template a caret is, by the raw lines above it: the keys and functions around it.
//!
//! Goes by indentation, in YAML and in JSON of several lines, and so needs no text that can be read.

use super::line::LineContext;
use crate::document::Document;

/// What is around a place, one step inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContextStep<'t> {
    /// The value of this key.
    Key(&'t str),
    /// The argument of this function; its name without `!` and `Fn::`.
    Function(&'t str),
    /// The item with this position, as far as it can be told.
    Item(usize),
}

/// What can be written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompletionSlot {
    /// A value.
    Value,
    /// A key.
    Key,
    /// A key or a value: a word alone on its line.
    Either,
    /// Words of a text in lines.
    Text,
}

/// Where a caret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CaretContext<'t> {
    /// From the root to the value that the caret is in, or to the mapping that gets a key.
    pub steps: Vec<ContextStep<'t>>,
    /// What can be written.
    pub slot: CompletionSlot,
    /// What is written so far.
    pub word: &'t str,
    /// Where that starts in the text.
    pub from: usize,
    /// True if it is in quotes.
    pub quoted: bool,
    /// The first item of the list that the caret is in, if it is a word.
    pub first: Option<&'t str>,
    /// Keys beside the one that is written.
    pub siblings: Vec<&'t str>,
    /// The `Type` of the resource or parameter, if its line stands above.
    pub kind: Option<&'t str>,
}

/// Lines looked at below the caret for keys that are there already.
const BELOW: usize = 400;

/// Where the byte `offset` of a text is; `None` in a comment.
pub(super) fn spot(document: &Document, offset: usize) -> Option<CaretContext<'_>> {
    let text = document.text();
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let typed = text.get(start..offset)?;
    let line = LineContext::typed(typed);
    let mut above = Above::at(&line);
    above.walk(document.lines_above(start));
    if line.comment && !above.in_text {
        return None;
    }
    if above.in_text {
        let mut steps = above.steps;
        steps.reverse();
        let first = above.first;
        return Some(CaretContext {
            steps,
            slot: CompletionSlot::Text,
            word: typed,
            from: start,
            quoted: false,
            first,
            siblings: Vec::new(),
            kind: None,
        });
    }
    let mut steps = above.steps;
    steps.reverse();
    let mut siblings = above.siblings;
    let alone = line.key.is_none() && line.brackets.is_empty() && line.functions.is_empty();
    let slot = match line.brackets.last() {
        Some(bracket) if bracket.mapping && bracket.key.is_none() => CompletionSlot::Key,
        Some(_) => CompletionSlot::Value,
        // Keys and items of JSON both stand in quotes; what is around tells.
        None if alone && line.dashes.is_empty() && !above.in_list => CompletionSlot::Key,
        None if alone => CompletionSlot::Either,
        None => CompletionSlot::Value,
    };
    if slot == CompletionSlot::Key && line.brackets.is_empty() || slot == CompletionSlot::Either {
        siblings.extend(below(text.get(offset..).unwrap_or_default(), line.column));
    } else if slot == CompletionSlot::Key {
        siblings.clear();
    }
    let first = line.brackets.last().map_or(above.first, |bracket| bracket.first);
    steps.extend(inside(&line));
    Some(CaretContext {
        steps,
        slot,
        word: line.word,
        from: start + line.start,
        quoted: line.quote.is_some(),
        first,
        siblings,
        kind: above.kind,
    })
}

/// What a line itself puts around its end.
fn inside<'t>(line: &LineContext<'t>) -> Vec<ContextStep<'t>> {
    let mut steps: Vec<ContextStep<'t>> = line.key.map(step).into_iter().collect();
    for bracket in &line.brackets {
        steps.extend(bracket.function.map(ContextStep::Function));
        match (bracket.mapping, bracket.key) {
            (true, Some(key)) => steps.push(step(key)),
            (true, None) => {}
            (false, _) => steps.push(ContextStep::Item(bracket.index)),
        }
    }
    steps.extend(line.functions.iter().map(|name| ContextStep::Function(name)));
    steps
}

fn step(key: &str) -> ContextStep<'_> {
    match key {
        "Ref" => ContextStep::Function(key),
        _ => key.strip_prefix("Fn::").map_or(ContextStep::Key(key), ContextStep::Function),
    }
}

/// The way up from a line to the root.
struct Above<'t> {
    /// Steps so far, innermost first.
    steps: Vec<ContextStep<'t>>,
    /// Column of the entry that is looked out from.
    column: usize,
    /// True if that is the dash of an item.
    dash: bool,
    /// Items of the same list seen above.
    items: usize,
    /// Keys beside the caret's.
    siblings: Vec<&'t str>,
    /// True until the first step outwards.
    own: bool,
    /// First item of the caret's list.
    first: Option<&'t str>,
    /// The last `Type` seen on the way.
    kind: Option<&'t str>,
    /// True if the caret is in a text in lines.
    in_text: bool,
    /// True if the caret's line stands in `[` of a line above.
    in_list: bool,
}

impl<'t> Above<'t> {
    fn at(line: &LineContext<'t>) -> Above<'t> {
        let mut above = Above {
            steps: Vec::new(),
            column: line.column,
            dash: false,
            items: 0,
            siblings: Vec::new(),
            own: true,
            first: None,
            kind: None,
            in_text: false,
            in_list: false,
        };
        // Behind a second dash the list began on this line.
        for (index, column) in line.dashes.iter().enumerate().rev() {
            above.column = *column;
            above.dash = true;
            if index > 0 {
                above.steps.push(ContextStep::Item(0));
            }
        }
        above
    }

    fn walk(&mut self, lines: impl Iterator<Item = &'t str>) {
        for raw in lines {
            if self.column == 0 && !self.dash && !self.own {
                return;
            }
            // Most lines of a long text lie deeper: they are passed by their first bytes.
            let head = raw.as_bytes().get(..=self.column);
            if head.is_some_and(|head| head.iter().all(|byte| matches!(byte, b' ' | b'\t'))) {
                continue;
            }
            let indent = raw.len() - raw.trim_start_matches([' ', '\t']).len();
            if indent > self.column {
                continue;
            }
            let content = raw.get(indent..).unwrap_or_default();
            // Of entries beside the way only the type tells anything.
            let passed =
                !self.own && !self.dash && indent == self.column && !content.starts_with(['-', 'T', '"', '\'']);
            if passed || content.trim_end().is_empty() || content.starts_with('#') {
                continue;
            }
            self.look(raw.trim_end());
        }
        self.close_list();
    }

    fn look(&mut self, raw: &'t str) {
        let line = LineContext::of(raw);
        let Some(outermost) = line.dashes.first().copied() else {
            if line.column < self.column || self.dash && line.column == self.column && !is_closer(raw) {
                self.parent(&line);
            } else if line.column == self.column && !self.dash && !is_closer(raw) {
                self.sibling(&line, raw);
            }
            return;
        };
        if let Some(place) = line.dashes.iter().position(|column| self.dash && *column == self.column) {
            self.item(&line);
            if place > 0 {
                // The list itself begins on this line, as the first item of another one.
                self.close_list();
                self.enter_item(&line);
            }
            return;
        }
        if line.column == self.column && !self.dash {
            // The first key of the item that the caret is in.
            self.sibling(&line, raw);
            self.enter_item(&line);
        } else if line.column < self.column || (self.dash && line.column == self.column) {
            self.parent(&line);
        } else if outermost < self.column {
            self.enter_item(&line);
        }
    }

    /// Another item of the list that is looked out from.
    fn item(&mut self, line: &LineContext<'t>) {
        self.items += 1;
        if self.own {
            self.first = line.key.is_none().then_some(line.word).filter(|word| !word.is_empty());
        }
    }

    fn sibling(&mut self, line: &LineContext<'t>, raw: &'t str) {
        if line.key == Some("Type") && self.kind.is_none() && !line.word.is_empty() {
            self.kind = Some(line.word);
        }
        if self.own {
            self.items += 1;
            match line.key {
                Some(key) => self.siblings.push(key),
                None => self.first = Some(raw.trim().trim_end_matches(',').trim_matches(['"', '\''])),
            }
        }
    }

    /// Steps out to the items that begin on this line, outside of where the way is.
    fn enter_item(&mut self, line: &LineContext<'t>) {
        self.own = false;
        self.items = 0;
        let inner = self.column;
        for (index, column) in line.dashes.iter().enumerate().rev().filter(|(_, column)| **column < inner) {
            self.column = *column;
            self.dash = true;
            if index > 0 {
                self.steps.push(ContextStep::Item(0));
            }
        }
    }

    fn close_list(&mut self) {
        if self.dash {
            self.steps.push(ContextStep::Item(self.items));
            self.dash = false;
            self.items = 0;
        }
    }

    /// Steps out to the entry of this line.
    fn parent(&mut self, line: &LineContext<'t>) {
        self.close_list();
        if line.opens_text() {
            self.steps.clear();
            self.siblings.clear();
            self.in_text = true;
            self.kind = None;
        }
        let mut around = inside(line);
        // Lines between brackets are its items.
        if let (Some(ContextStep::Item(index)), false) = (around.last_mut(), self.in_text) {
            self.in_list |= self.own;
            *index += if self.own { self.items } else { 0 };
        }
        self.steps.extend(around.into_iter().rev());
        self.own = false;
        self.items = 0;
        self.column = line.column;
        if !line.dashes.is_empty() {
            self.enter_item(line);
        }
    }
}

/// True for a line that only closes brackets.
fn is_closer(raw: &str) -> bool {
    raw.trim_start().starts_with([']', '}'])
}

/// Keys at a column in the lines below, up to the end of their mapping.
fn below(text: &str, column: usize) -> Vec<&str> {
    let mut keys = Vec::new();
    for raw in text.split('\n').skip(1).take(BELOW) {
        let content = raw.trim();
        let indent = raw.len() - raw.trim_start_matches([' ', '\t']).len();
        if content.is_empty() || content.starts_with('#') || indent > column {
            continue;
        }
        let line = LineContext::of(raw.trim_end());
        if indent < column || !line.dashes.is_empty() || is_closer(raw) {
            break;
        }
        keys.extend(line.key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of `‸` in a text, in short.
    fn shown(text: &str) -> String {
        let offset = text.find('‸').unwrap();
        let text = text.replace('‸', "");
        let document = Document::parse(&*text);
        let Some(spot) = spot(&document, offset) else { return "none".into() };
        let steps: Vec<String> = spot
            .steps
            .iter()
            .map(|step| match step {
                ContextStep::Key(key) => key.to_string(),
                ContextStep::Function(name) => format!("!{name}"),
                ContextStep::Item(index) => index.to_string(),
            })
            .collect();
        format!("{} {:?} {:?}", steps.join("/"), spot.slot, spot.word)
    }

    #[test]
    fn the_way_is_found_by_indentation() {
        for (text, wanted) in [
            ("‸", " Key \"\""),
            ("A: 1\nPar‸", " Key \"Par\""),
            ("Resources:\n  W:\n    Properties:\n      X: !Ref We‸", "Resources/W/Properties/X/!Ref Value \"We\""),
            ("Resources:\n  V:\n    Type: x\n\n  # c\n  W:\n    ‸", "Resources/W Key \"\""),
            ("Resources:\n  W:\n    DependsOn:\n    - A\n    - B‸", "Resources/W/DependsOn/1 Either \"B\""),
            ("Resources:\n  W:\n    DependsOn:\n      - A\n      - ‸", "Resources/W/DependsOn/1 Either \"\""),
            ("a:\n  - b: 1\n    c: 2\n  - d: 1\n    e‸", "a/1 Key \"e\""),
            ("a:\n  - b:\n      - c: 1\n      - d: x‸", "a/0/b/1/d Value \"x\""),
            ("a:\n  - - x\n    - y‸", "a/0/1 Either \"y\""),
            ("a: !If [C, !GetAtt W.‸", "a/!If/1/!GetAtt Value \"W.\""),
            ("a:\n  Fn::If:\n    - C\n    - ‸", "a/!If/1 Either \"\""),
            ("a: !If\n  - C\n  - !Ref ‸", "a/!If/1/!Ref Value \"\""),
            ("a:\n  - !If\n    - C\n    - D‸", "a/0/!If/1 Either \"D\""),
            ("a: !Join\n  - ''\n  - [x, !Ref ‸", "a/!Join/1/1/!Ref Value \"\""),
            (
                "U: !Base64\n  Fn::Sub: |\n    #!/bin/bash\n    a: b\n      c ${We‸",
                "U/!Base64/!Sub Text \"      c ${We\"",
            ),
            ("a:\n  b: |\n    x\n\n    ‸", "a/b Text \"    \""),
            ("a:\n  b: |\n    x\n  c: ‸", "a/c Value \"\""),
            ("a: {b: 1, c‸", "a Key \"c\""),
            ("a: b # ‸", "none"),
            ("a: [b]‸", "a Value \"\""),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn json_of_several_lines_too() {
        for (text, wanted) in [
            ("{\n  \"Resources\": {\n    \"W\": {\n      \"Type\": \"AWS‸", "Resources/W/Type Value \"AWS\""),
            (
                "{\n\t\"Resources\": {\n\t\t\"V\": {\n\t\t\t\"a\": 1\n\t\t},\n\t\t\"W\": {\n\t\t\t\"‸",
                "Resources/W Key \"\"",
            ),
            ("{\n  \"a\": {\n    \"DependsOn\": [\n      \"A\",\n      \"B‸", "a/DependsOn/1 Either \"B\""),
            ("{\n \"a\": {\"Ref\": \"W‸\"}\n}", "a/!Ref Value \"W\""),
            ("{\n \"a\": {\"Fn::GetAtt\": [\"W\", \"‸\"]}\n}", "a/!GetAtt/1 Value \"\""),
            ("{\"Resources\":{\"W\":{\"Type\":\"‸", "Resources/W/Type Value \"\""),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn neighbours_and_type_are_told() {
        let text = "Resources:\n  W:\n    Type: AWS::EC2::VPC\n    Properties:\n      A: 1\n      ‸\n      B: 2\n\n    Metadata: x\n";
        let offset = text.find('‸').unwrap();
        let text = text.replace('‸', "");
        let document = Document::parse(&*text);
        let spot = spot(&document, offset).unwrap();
        assert_eq!((spot.siblings, spot.kind), (vec!["A", "B"], Some("AWS::EC2::VPC")));
    }
}
