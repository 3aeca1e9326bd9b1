//! YAML into JSON: functions by their long names, aliases and merges written out, words as YAML 1.1 reads them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{ConvertError, Converted, lines, readable, with_breaks_of};
use crate::document::{Document, Kind, LARGEST, Node, Output, ScalarType, Style, count_comments};
use crate::template::function::long_name;
use crate::template::number::{float_of, type_of_key, written};

/// A document in YAML as JSON.
///
/// # Errors
/// [`ConvertError`] where the text cannot be read, is empty or JSON already, has a tag or key that JSON cannot hold, or
/// would be too large.
pub fn to_json(document: &Document) -> Result<Converted, ConvertError> {
    readable(document)?;
    let root = document.root().ok_or(ConvertError::Empty)?;
    if serde_json::from_str::<serde::de::IgnoredAny>(document.text().trim_start_matches('\u{feff}')).is_ok() {
        return Err(ConvertError::Same("JSON"));
    }
    let mut writer = Writer { document, seen: Seen::default(), size: 0 };
    let value = writer.value(root)?;
    let text = value.to_json().ok_or(ConvertError::TooLarge)?;
    Ok(Converted { text: with_breaks_of(document, text), notes: writer.seen.notes(count_comments(document.text())) })
}

/// What is not as it was, by lines.
#[derive(Default)]
struct Seen {
    aliases: usize,
    merged: Vec<usize>,
    doubled: Vec<usize>,
    /// Numbers whose digits are others now: line, as written, as it is.
    rewritten: Vec<(usize, String, String)>,
    /// Numbers that JSON has no signs for, now text.
    unsaid: Vec<usize>,
    /// Scalars that are text now and are not to CloudFormation: line, and the sentence behind it.
    retyped: Vec<(usize, String)>,
}

impl Seen {
    fn notes(mut self, comments: usize) -> Vec<String> {
        let mut notes = Vec::new();
        match comments {
            0 => {}
            1 => notes.push("1 comment is lost.".to_string()),
            count => notes.push(format!("{count} comments are lost.")),
        }
        match self.aliases {
            0 => {}
            1 => notes.push("1 alias is written out; its anchor is lost.".into()),
            count => notes.push(format!("{count} aliases are written out; their anchors are lost.")),
        }
        for list in [&mut self.merged, &mut self.doubled, &mut self.unsaid] {
            list.sort_unstable();
            list.dedup();
        }
        if !self.merged.is_empty() {
            notes.push(format!("{}: the keys that << takes over are written out.", lines(&self.merged)));
        }
        if !self.doubled.is_empty() {
            notes.push(format!(
                "{}: a key is defined twice; only the last one counts and is kept.",
                lines(&self.doubled)
            ));
        }
        // What stands behind an anchor is met once for each alias.
        self.rewritten.sort();
        self.rewritten.dedup();
        let more = self.rewritten.len().saturating_sub(super::MOST_LINES);
        notes.extend(self.rewritten.iter().take(super::MOST_LINES).map(|(line, was, is)| {
            format!("Line {line}: {was} without quotes is the number {is}, to CloudFormation as well.")
        }));
        if more > 0 {
            notes.push(format!("{more} more numbers without quotes are written in other digits."));
        }
        if !self.unsaid.is_empty() {
            notes.push(format!("{}: JSON has no such number; it is text now.", lines(&self.unsaid)));
        }
        self.retyped.sort();
        self.retyped.dedup();
        let more = self.retyped.len().saturating_sub(super::MOST_LINES);
        let shown = self.retyped.iter().take(super::MOST_LINES);
        notes.extend(shown.map(|(line, sentence)| format!("Line {line}: {sentence}; it is text now.")));
        if more > 0 {
            notes.push(format!("{more} more keys and values without quotes are text now."));
        }
        notes
    }
}

struct Writer<'d> {
    document: &'d Document,
    seen: Seen,
    /// Bytes of all texts, aliases written out.
    size: usize,
}

impl<'d> Writer<'d> {
    fn line(&self, node: Node<'d>) -> usize {
        self.document.position(node.span().start).line
    }

    fn value(&mut self, node: Node<'d>) -> Result<Output<'d>, ConvertError> {
        self.size += 2 + node.scalar().map_or(0, str::len);
        if self.size > LARGEST {
            return Err(ConvertError::TooLarge);
        }
        self.seen.aliases += usize::from(node.is_alias());
        let function = match node.tag() {
            Some(tag) if !tag.starts_with("!!") && tag != "!" => {
                let start = node.span().start;
                let name = long_name(tag);
                Some(name.ok_or_else(|| ConvertError::Tag(self.document.position(start), tag.to_string()))?)
            }
            _ => None,
        };
        let inner = match node.kind() {
            // Behind a function's tag a scalar is text, an empty one empty text.
            Kind::Scalar if function.is_some() => Output::Text(node.scalar().unwrap_or_default().into()),
            Kind::Scalar => self.scalar(node),
            Kind::Sequence => Output::List(node.items().map(|item| self.value(item)).collect::<Result<_, _>>()?),
            Kind::Mapping => Output::Map(self.mapping(node)?),
        };
        Ok(match function {
            Some(name) => Output::Map(vec![(name.into(), arguments(name, inner))]),
            None => inner,
        })
    }

    fn mapping(&mut self, node: Node<'d>) -> Result<Vec<(Cow<'d, str>, Output<'d>)>, ConvertError> {
        let mut entries = Vec::with_capacity(node.len());
        let mut places: HashMap<Cow<'d, str>, usize> = HashMap::with_capacity(node.len());
        // What is taken over stands first and gives way to the mapping's own keys.
        for entry in node.entries().filter(|entry| is_merge(entry.key_node)) {
            self.seen.merged.push(self.line(entry.key_node));
            let sources: Vec<Node<'d>> = match entry.value.kind() {
                Kind::Sequence => entry.value.items().collect(),
                Kind::Mapping | Kind::Scalar => vec![entry.value],
            };
            for source in sources {
                self.seen.aliases += usize::from(source.is_alias());
                for (key, value) in self.mapping(source)? {
                    if !places.contains_key(&key) {
                        places.insert(key.clone(), entries.len());
                        entries.push((key, value));
                    }
                }
            }
        }
        let merged = entries.len();
        let mut own = vec![false; merged];
        for entry in node.entries().filter(|entry| !is_merge(entry.key_node)) {
            let start = entry.key_node.span().start;
            let key = entry.key_node.scalar().ok_or_else(|| ConvertError::Key(self.document.position(start)))?;
            self.size += key.len();
            if let Some(kind) = type_of_key(entry.key_node) {
                let sentence = format!("the key {key} without quotes is {kind}, which CloudFormation refuses");
                self.seen.retyped.push((self.line(entry.key_node), sentence));
            }
            let value = self.value(entry.value)?;
            match places.get(key).copied() {
                Some(place) => {
                    let again = own.get(place).copied().unwrap_or(true);
                    if again {
                        self.seen.doubled.push(self.line(entry.key_node));
                    }
                    if let Some(own) = own.get_mut(place) {
                        *own = true;
                    }
                    if let Some(old) = entries.get_mut(place) {
                        old.1 = value;
                    }
                }
                None => {
                    places.insert(key.into(), entries.len());
                    entries.push((key.into(), value));
                }
            }
        }
        Ok(entries)
    }

    fn scalar(&mut self, node: Node<'d>) -> Output<'d> {
        let text = node.scalar().unwrap_or_default();
        match node.resolved_type() {
            ScalarType::Null => Output::Literal("null".into()),
            ScalarType::Bool(value) => Output::Literal(if value { "true".into() } else { "false".into() }),
            ScalarType::Int(_) | ScalarType::Float(_) if is_json_number(text) => Output::Literal(text.into()),
            ScalarType::Int(Some(value)) => self.rewritten(node, text, value.to_string()),
            ScalarType::Float(value) if value.is_finite() => {
                let digits = float(text).unwrap_or_else(|| value.to_string());
                self.rewritten(node, text, digits)
            }
            ScalarType::Int(None) | ScalarType::Float(_) => {
                self.seen.unsaid.push(self.line(node));
                Output::Text(text.into())
            }
            ScalarType::Timestamp | ScalarType::SpecialKey | ScalarType::Text => {
                if let Some(number) = float_of(node) {
                    let sentence = format!("{text} without quotes is the number {} to CloudFormation", written(number));
                    self.seen.retyped.push((self.line(node), sentence));
                }
                Output::Text(text.into())
            }
        }
    }

    fn rewritten(&mut self, node: Node<'d>, was: &str, is: String) -> Output<'d> {
        self.seen.rewritten.push((self.line(node), was.to_string(), is.clone()));
        Output::Literal(is.into())
    }
}

/// A plain `<<`, which YAML 1.1 reads as "the keys of that mapping too".
fn is_merge(key: Node<'_>) -> bool {
    key.style() == Style::Plain && key.tag().is_none() && key.scalar() == Some("<<")
}

/// `!GetAtt a.b` names a resource and an attribute; the first dot parts them.
fn arguments<'d>(name: &str, inner: Output<'d>) -> Output<'d> {
    match inner {
        Output::Text(text) if name == "Fn::GetAtt" => match text.split_once('.') {
            Some((resource, attribute)) => Output::List(vec![
                Output::Text(resource.to_string().into()),
                Output::Text(attribute.to_string().into()),
            ]),
            None => Output::Text(text),
        },
        inner => inner,
    }
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?` (RFC 8259).
fn is_json_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

/// A float of YAML in digits that JSON takes: no sign before it, a digit on both sides of the point, no `_`.
fn float(text: &str) -> Option<String> {
    let text = text.replace('_', "");
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, rest) = unsigned.split_once('.')?;
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let rest = if rest.starts_with(|c: char| c.is_ascii_digit()) { rest.to_string() } else { format!("0{rest}") };
    Some(format!("{sign}{whole}.{rest}")).filter(|digits| is_json_number(digits))
}
