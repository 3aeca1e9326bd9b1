//! Output of a whole text, YAML or JSON, in a fixed style: two columns per level, lists indented below their keys.
//!
//! Scalars are quoted as in edits (`scalar.rs`), so that YAML 1.1 and 1.2 load the same text. Literals keep their
//! spelling: numbers keep their digits.

use std::borrow::Cow;

use super::LARGEST;
use super::scalar::{Quote, Quoting, ScalarContext, literal, one_line};

/// Columns of one level.
const STEP: usize = 2;
/// Maximum width of a function in brackets.
const WIDEST: usize = 80;
/// Maximum length in bytes of a key without `?` in YAML 1.1.
const LONGEST_KEY: usize = 1000;
const QUOTING: Quoting = Quoting::Plain(Quote::Double);

/// A value to write.
#[derive(Clone, Debug, PartialEq)]
pub enum Output<'t> {
    /// A number, a boolean or null, in its own spelling.
    Literal(Cow<'t, str>),
    /// Text, quoted where necessary.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Output<'t>>),
    /// Keys, which are text, with values.
    Map(Vec<(Cow<'t, str>, Output<'t>)>),
    /// A value after a tag such as `!Sub`; only in YAML. No tag follows a tag.
    Tagged(String, Box<Output<'t>>),
}

impl Output<'_> {
    /// The value as YAML with LF as line break. `None` if it would exceed the maximum size.
    pub fn to_yaml(&self) -> Option<String> {
        let mut out = Out::default();
        match self {
            Output::Map(entries) if !entries.is_empty() => yaml_entries(&mut out, entries, 0),
            Output::List(items) if !items.is_empty() => yaml_items(&mut out, items, 0),
            Output::Text(text) => out.put(&one_line(text, ScalarContext::Block, QUOTING)),
            value => {
                yaml_behind(&mut out, value, 0, After::Nothing);
            }
        }
        out.done()
    }

    /// The value as JSON, indented by two spaces. `None` if it would exceed the maximum size. A tag becomes a key,
    /// which is how functions with long names are written.
    pub fn to_json(&self) -> Option<String> {
        let mut out = Out::default();
        json(&mut out, self, 0);
        out.done()
    }
}

/// Text up to the maximum size; `over` if more was written.
#[derive(Default)]
struct Out {
    text: String,
    over: bool,
}

impl Out {
    fn put(&mut self, piece: &str) {
        if self.text.len() + piece.len() >= LARGEST {
            self.over = true;
        } else {
            self.text.push_str(piece);
        }
    }

    fn line(&mut self, column: usize) {
        self.put("\n");
        self.put(&" ".repeat(column));
    }

    fn done(mut self) -> Option<String> {
        self.put("\n");
        (!self.over).then_some(self.text)
    }
}

/// What precedes a value on its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    Colon,
    Dash,
}

fn yaml_entries(out: &mut Out, entries: &[(Cow<'_, str>, Output<'_>)], column: usize) {
    for (index, (key, value)) in entries.iter().enumerate() {
        if out.over {
            return;
        }
        if index > 0 {
            out.line(column);
        }
        let key = one_line(key, ScalarContext::Block, QUOTING);
        if key.len() > LONGEST_KEY {
            out.put("? ");
            out.put(&key);
            out.line(column);
        } else {
            out.put(&key);
        }
        out.put(":");
        yaml_behind(out, value, column, After::Colon);
    }
}

fn yaml_items(out: &mut Out, items: &[Output<'_>], column: usize) {
    for (index, item) in items.iter().enumerate() {
        if out.over {
            return;
        }
        if index > 0 {
            out.line(column);
        }
        out.put("-");
        yaml_behind(out, item, column, After::Dash);
    }
}

/// Writes a value after the key or dash at `column`.
fn yaml_behind(out: &mut Out, value: &Output<'_>, column: usize, behind: After) {
    let blank = if behind == After::Nothing { "" } else { " " };
    match value {
        Output::Map(entries) if !entries.is_empty() => {
            let child = column + STEP;
            match behind {
                After::Dash => out.put(blank),
                After::Colon | After::Nothing => out.line(child),
            }
            yaml_entries(out, entries, child);
        }
        Output::List(items) if !items.is_empty() => {
            let child = column + STEP;
            match behind {
                After::Dash => out.put(blank),
                After::Colon | After::Nothing => out.line(child),
            }
            yaml_items(out, items, child);
        }
        Output::Tagged(tag, inner) => {
            out.put(blank);
            out.put(tag);
            match flow(inner).filter(|_| matches!(**inner, Output::List(_))) {
                Some(brackets) => {
                    out.put(" ");
                    out.put(&brackets);
                }
                // A collection after a tag starts on its own line.
                None => yaml_behind(out, inner, column, After::Colon),
            }
        }
        Output::Text(text) => {
            out.put(blank);
            match literal(text, STEP, true).filter(|_| text.contains('\n')) {
                Some(block) => {
                    out.put(&block.header);
                    for line in &block.lines {
                        out.line(if line.is_empty() { 0 } else { column + STEP });
                        out.put(line);
                    }
                }
                None => out.put(&one_line(text, ScalarContext::Block, QUOTING)),
            }
        }
        Output::Literal(word) => {
            out.put(blank);
            out.put(word);
        }
        Output::Map(_) => {
            out.put(blank);
            out.put("{}");
        }
        Output::List(_) => {
            out.put(blank);
            out.put("[]");
        }
    }
}

/// The value in brackets, if it is short.
fn flow(value: &Output<'_>) -> Option<String> {
    let text = match value {
        Output::Literal(word) => word.to_string(),
        Output::Text(text) if text.len() <= WIDEST && !text.contains('\n') => {
            one_line(text, ScalarContext::Flow, QUOTING)
        }
        Output::Text(_) => return None,
        Output::List(items) => format!("[{}]", parts(items.len(), items.iter().map(flow))?),
        Output::Map(entries) => {
            let all = entries.iter().map(|(key, value)| {
                let key = Some(key).filter(|key| key.len() <= WIDEST)?;
                Some(format!("{}: {}", one_line(key, ScalarContext::Flow, QUOTING), flow(value)?))
            });
            format!("{{{}}}", parts(entries.len(), all)?)
        }
        Output::Tagged(tag, inner) => format!("{tag} {}", flow(inner)?),
    };
    (text.len() <= WIDEST).then_some(text)
}

fn parts(count: usize, all: impl Iterator<Item = Option<String>>) -> Option<String> {
    if count > WIDEST {
        return None;
    }
    Some(all.collect::<Option<Vec<_>>>()?.join(", "))
}

fn json(out: &mut Out, value: &Output<'_>, column: usize) {
    let child = column + STEP;
    match value {
        Output::Literal(word) => out.put(word),
        Output::Text(text) => out.put(&one_line(text, ScalarContext::Json, QUOTING)),
        Output::List(items) if items.is_empty() => out.put("[]"),
        Output::Map(entries) if entries.is_empty() => out.put("{}"),
        Output::List(items) => {
            out.put("[");
            for (index, item) in items.iter().enumerate() {
                if out.over {
                    return;
                }
                out.put(if index > 0 { "," } else { "" });
                out.line(child);
                json(out, item, child);
            }
            out.line(column);
            out.put("]");
        }
        Output::Map(entries) => {
            out.put("{");
            for (index, (key, value)) in entries.iter().enumerate() {
                if out.over {
                    return;
                }
                out.put(if index > 0 { "," } else { "" });
                out.line(child);
                out.put(&one_line(key, ScalarContext::Json, QUOTING));
                out.put(": ");
                json(out, value, child);
            }
            out.line(column);
            out.put("}");
        }
        Output::Tagged(tag, inner) => {
            out.put("{");
            out.put(&one_line(tag, ScalarContext::Json, QUOTING));
            out.put(": ");
            json(out, inner, column);
            out.put("}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Output<'_> {
        Output::Text(text.into())
    }

    fn tagged<'t>(tag: &str, inner: Output<'t>) -> Output<'t> {
        Output::Tagged(tag.into(), Box::new(inner))
    }

    #[test]
    fn yaml_output_has_common_style() {
        let value = Output::Map(vec![
            ("a".into(), Output::Literal("1.10".into())),
            ("yes".into(), text("000644")),
            (
                "l".into(),
                Output::List(vec![
                    text("x"),
                    Output::List(vec![text("y"), Output::Map(vec![])]),
                    Output::Map(vec![("k".into(), text("p\nq\n\n")), ("m".into(), Output::List(vec![]))]),
                ]),
            ),
            ("j".into(), tagged("!Join", Output::List(vec![text(","), Output::List(vec![tagged("!Ref", text("A"))])]))),
            ("s".into(), tagged("!Sub", text("  x\ny"))),
            ("m".into(), tagged("!Transform", Output::Map(vec![("Name".into(), text("n"))]))),
            (
                "b".into(),
                Output::List(vec![tagged("!Select", Output::List(vec![Output::Text("w".repeat(90).into())]))]),
            ),
        ]);
        assert_eq!(
            value.to_yaml().unwrap(),
            format!(
                "a: 1.10\n\"yes\": \"000644\"\nl:\n  - x\n  - - \"y\"\n    - {{}}\n  - k: |+\n      p\n      q\n\n    \
                 m: []\nj: !Join [\",\", [!Ref A]]\ns: !Sub |2-\n    x\n  y\nm: !Transform\n  Name: \"n\"\nb:\n  - \
                 !Select\n    - {}\n",
                "w".repeat(90)
            )
        );
    }

    #[test]
    fn json_output_quotes_all_text() {
        let value = Output::Map(vec![
            ("a".into(), Output::List(vec![Output::Literal("3.10".into()), text("ü\n\u{1}\"")])),
            ("b".into(), Output::Map(vec![])),
        ]);
        assert_eq!(
            value.to_json().unwrap(),
            "{\n  \"a\": [\n    3.10,\n    \"ü\\n\\u0001\\\"\"\n  ],\n  \"b\": {}\n}\n"
        );
    }

    #[test]
    fn output_above_the_maximum_size_is_refused() {
        let deep = (0..300).fold(Output::List(vec![text("x"); 20_000]), |inner, _| Output::List(vec![inner]));
        assert_eq!(deep.to_yaml(), None);
        assert_eq!(deep.to_json(), None);
        assert!(text(&"x".repeat(1000)).to_yaml().is_some());
    }
}
