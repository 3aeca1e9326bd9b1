//! A text and what is done to it: the tree after every change is the one that reading all gives, the text is the one
//! that the same splices give on a plain string, and taking everything back gives the bytes that were opened.
//!
//! Input: the text, a byte 0xFF, then what is done; that byte is in no UTF-8, so a fixture is a seed as it is.
#![no_main]

use cf_init::document::{Document, Edit, Node, Path, Slot, Splice, Step, Value};
use libfuzzer_sys::fuzz_target;

const TEXTS: &str = include_str!("../../fixtures/texts.json");

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |&byte| byte == 0xff);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let mut words = Words { bytes: parts.next().unwrap_or_default(), texts: texts() };
    let mut document = Document::parse(text.clone());
    let mut plain = text.clone();
    let mut inverses = Vec::new();
    for _ in 0..12 {
        let Some(op) = words.byte() else { break };
        let mut set = None;
        let splice = match op % 8 {
            0 | 1 => {
                let start = words.number() % (plain.len() + 2);
                Splice { range: start..start + words.number() % 24, text: words.text() }
            }
            op => {
                let Some(edit) = edit(&document, op, &mut words) else { continue };
                let Ok(splice) = document.plan(&edit) else { continue };
                assert!(plain.get(splice.range.clone()).is_some(), "{edit:?}: {splice:?}\n{plain:?}");
                set = Some((expected(&document, &edit), edit, plain.clone()));
                splice
            }
        };
        let other = splice.clone().apply_to(&mut plain);
        let inverse = document.apply(splice.clone());
        assert_eq!(other, inverse);
        assert_eq!(document.text(), plain);
        inverses.push(inverse);
        agrees(&document, &splice);
        if let Some((expected, edit, before)) = set {
            reads_as_expected(&document, expected, &edit, &before);
        }
    }
    while let Some(inverse) = inverses.pop() {
        document.apply(inverse.clone());
        agrees(&document, &inverse);
    }
    assert_eq!(document.text(), text);
});

/// The document is what reading its whole text gives.
fn agrees(document: &Document, splice: &Splice) {
    let whole = Document::parse(document.text());
    match whole.syntax_error() {
        // A broken text keeps the tree it had.
        Some(_) => assert_eq!(document.syntax_error(), whole.syntax_error(), "{splice:?}"),
        None => assert!(document.reads_like(&whole), "{splice:?}\n{:?}", document.text()),
    }
}

/// What stands where after an edit; `None` if it is not known beforehand.
fn expected(document: &Document, edit: &Edit) -> Option<(Path, Value)> {
    match edit {
        Edit::Set { at, value } => Some((at.clone(), value.clone())),
        Edit::Wrap { at, under } => {
            let old = document.node(at)?.value();
            Some((at.clone(), Value::Mapping([(Value::from(under.as_str()), old)].into_iter().collect())))
        }
        Edit::Unwrap { at } => {
            let inner = document.node(at)?.entries().next()?.value.value();
            Some((at.clone(), inner))
        }
        _ => None,
    }
}

/// What an edit wrote can be read, and is what was asked for. Texts that only our parser takes judge nothing.
fn reads_as_expected(document: &Document, expected: Option<(Path, Value)>, edit: &Edit, before: &str) {
    if serde_yaml::from_str::<serde_yaml::Value>(before.trim_start_matches('\u{feff}')).is_err() {
        return;
    }
    let context = || format!("{edit:?}\n{before:?}\n->\n{:?}\n{:?}", document.text(), document.syntax_error());
    assert!(document.syntax_error().is_none(), "{}", context());
    if let Some((at, value)) = expected {
        let found = document.node(&at).map(|node| node.value());
        assert_eq!(found.as_ref(), Some(&value), "{}", context());
    }
}

fn texts() -> Vec<String> {
    serde_json::from_str(TEXTS).unwrap_or_default()
}

/// What is left of the input, taken in small pieces.
struct Words<'b> {
    bytes: &'b [u8],
    texts: Vec<String>,
}

impl Words<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> usize {
        usize::from(self.byte().unwrap_or(0)) << 8 | usize::from(self.byte().unwrap_or(0))
    }

    /// One of the texts that readers trip over, or up to 15 bytes as they stand here.
    fn text(&mut self) -> String {
        let choice = usize::from(self.byte().unwrap_or(0));
        if choice < 128 {
            return self.texts.get(choice % self.texts.len().max(1)).cloned().unwrap_or_default();
        }
        let (mine, rest) = self.bytes.split_at((choice % 16).min(self.bytes.len()));
        self.bytes = rest;
        String::from_utf8_lossy(mine).into_owned()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.byte().unwrap_or(0) % 10 {
            0 if depth < 3 => Value::Sequence((0..self.byte().unwrap_or(0) % 4).map(|_| self.value(depth + 1)).collect()),
            1 if depth < 3 => {
                let entries = (0..self.byte().unwrap_or(0) % 4).map(|_| (self.text().into(), self.value(depth + 1)));
                Value::Mapping(entries.collect())
            }
            2 => Value::Bool(true),
            3 => Value::Number((self.number() as i64 - 9).into()),
            4 => Value::Null,
            _ => Value::from(self.text()),
        }
    }
}

fn edit(document: &Document, op: u8, words: &mut Words<'_>) -> Option<Edit> {
    let mut all = Vec::new();
    paths(document.root()?, Path::root(), &mut all);
    let at = all.get(words.number() % all.len())?.clone();
    let place = usize::from(words.byte().unwrap_or(0));
    Some(match op {
        2 | 3 => Edit::Set { at, value: words.value(0) },
        4 => Edit::Remove { at },
        5 if matches!(at.last(), Some(Step::Key(_))) && place < 128 => Edit::Rename { at, to: words.text() },
        5 => Edit::Reorder { at, place: place % 8 },
        7 if place >= 200 => Edit::Wrap { at, under: words.text() },
        7 if place >= 180 => Edit::Unwrap { at },
        _ => {
            let slot = match place % 3 {
                0 => Slot::Index(place / 3 % 8),
                1 => Slot::Key(words.text()),
                _ => Slot::KeyAt(words.text(), place / 3 % 8),
            };
            match op {
                7 if place >= 90 => Edit::MoveTo { at, into: all.get(words.number() % all.len())?.clone(), slot },
                _ => Edit::Insert { into: at, slot, value: words.value(0) },
            }
        }
    })
}

fn paths(node: Node<'_>, at: Path, all: &mut Vec<Path>) {
    if all.len() >= 400 {
        return;
    }
    all.push(at.clone());
    for (index, item) in node.items().enumerate() {
        paths(item, at.join(index), all);
    }
    for entry in node.entries() {
        paths(entry.value, at.join(entry.key()), all);
    }
}
