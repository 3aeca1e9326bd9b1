//! JSON into YAML: functions by their short tags, texts of several lines as block scalars.

use std::borrow::Cow;

use super::{ConvertError, Converted, lines, readable, with_breaks_of};
use crate::document::{Document, Kind, Node, Output, ScalarType, Style, count_comments};
use crate::template::function::{is_long_name, long_name, short_tag};

/// A document in JSON, or in the flow style that looks like it, as YAML in block style.
///
/// # Errors
/// [`ConvertError`] where the text cannot be read, is empty or YAML in block style already, or would be too large.
pub fn to_yaml(document: &Document) -> Result<Converted, ConvertError> {
    readable(document)?;
    let root = document.root().ok_or(ConvertError::Empty)?;
    if !document.is_json() {
        return Err(ConvertError::Same("YAML"));
    }
    let strict = serde_json::from_str::<serde::de::IgnoredAny>(document.text().trim_start_matches('\u{feff}')).is_ok();
    let mut writer = Writer { document, strict, doubled: Vec::new(), aliases: 0 };
    let value = writer.value(root)?;
    let text = value.to_yaml().ok_or(ConvertError::TooLarge)?;
    let mut notes = Vec::new();
    if !writer.doubled.is_empty() {
        notes
            .push(format!("{}: a key is defined twice; only the last one counts and is kept.", lines(&writer.doubled)));
    }
    match if strict { 0 } else { count_comments(document.text()) } {
        0 => {}
        1 => notes.push("1 comment is lost.".into()),
        count => notes.push(format!("{count} comments are lost.")),
    }
    if writer.aliases > 0 {
        notes.push(format!("Aliases are written out: {}.", writer.aliases));
    }
    Ok(Converted { text: with_breaks_of(document, text), notes })
}

struct Writer<'d> {
    document: &'d Document,
    /// True if the text is JSON to every reader, not flow style that only YAML takes.
    strict: bool,
    doubled: Vec<usize>,
    aliases: usize,
}

impl<'d> Writer<'d> {
    fn value(&mut self, node: Node<'d>) -> Result<Output<'d>, ConvertError> {
        self.aliases += usize::from(node.is_alias());
        let inner = match node.kind() {
            Kind::Scalar => self.scalar(node),
            Kind::Sequence => Output::List(node.items().map(|item| self.value(item)).collect::<Result<_, _>>()?),
            Kind::Mapping => self.mapping(node)?,
        };
        // Flow style with short functions is YAML already, only in other brackets.
        Ok(match node.tag().filter(|tag| !tag.starts_with("!!") && *tag != "!") {
            Some(tag) => behind_tag(tag, inner),
            None => inner,
        })
    }

    fn scalar(&self, node: Node<'d>) -> Output<'d> {
        let text = node.scalar().unwrap_or_default();
        match node.resolved_type() {
            ScalarType::Null => Output::Literal("null".into()),
            ScalarType::Bool(value) => Output::Literal(if value { "true".into() } else { "false".into() }),
            ScalarType::Int(_) | ScalarType::Float(_) => Output::Literal(text.into()),
            _ if self.strict && node.style() == Style::Plain => Output::Literal(number(text)),
            _ => Output::Text(text.into()),
        }
    }

    fn mapping(&mut self, node: Node<'d>) -> Result<Output<'d>, ConvertError> {
        let mut entries: Vec<(Cow<'d, str>, Output<'d>)> = Vec::with_capacity(node.len());
        let mut places = std::collections::HashMap::with_capacity(node.len());
        for entry in node.entries() {
            let start = entry.key_node.span().start;
            let key = entry.key_node.scalar().ok_or_else(|| ConvertError::Key(self.document.position(start)))?;
            let value = self.value(entry.value)?;
            match places.insert(key, entries.len()) {
                Some(place) => {
                    self.doubled.push(self.document.position(start).line);
                    // The last one counts; it stands where the first one stood.
                    places.insert(key, place);
                    if let Some(old) = entries.get_mut(place) {
                        old.1 = value;
                    }
                }
                None => entries.push((key.into(), value)),
            }
        }
        let is_function = matches!(entries.as_slice(), [(name, inner)] if is_long_name(name) && takes_tag(name, inner));
        match entries.pop() {
            Some((name, inner)) if is_function => Ok(function(&name, inner)),
            last => {
                entries.extend(last);
                Ok(Output::Map(entries))
            }
        }
    }
}

/// A value behind the tag that it has. A tag cannot follow a tag, so a function in its long form inside stays that.
fn behind_tag<'d>(tag: &str, inner: Output<'d>) -> Output<'d> {
    let inner = match inner {
        Output::Tagged(short, inner) => Output::Map(vec![(long_name(&short).map_or(short.into(), Into::into), *inner)]),
        Output::Literal(word) => Output::Text(word),
        inner => inner,
    };
    Output::Tagged(tag.to_string(), Box::new(inner))
}

/// True if every reader gets the same back from the short spelling. A tag cannot follow a tag, and a number behind one
/// would be text.
fn takes_tag(name: &str, inner: &Output<'_>) -> bool {
    match inner {
        Output::Tagged(..) | Output::Literal(_) => false,
        Output::Text(_) => true,
        Output::List(_) | Output::Map(_) => name != "Ref",
    }
}

fn function<'d>(name: &str, inner: Output<'d>) -> Output<'d> {
    let inner = match inner {
        Output::List(parts) if name == "Fn::GetAtt" => match parts.as_slice() {
            [Output::Text(resource), Output::Text(attribute)] if !resource.contains('.') && !resource.is_empty() => {
                Output::Text(format!("{resource}.{attribute}").into())
            }
            _ => Output::List(parts),
        },
        inner => inner,
    };
    Output::Tagged(short_tag(name), Box::new(inner))
}

/// A number of JSON in the digits that YAML 1.1 takes for one: with an exponent it wants a point and a sign.
fn number(text: &str) -> Cow<'_, str> {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else { return text.into() };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}").into()
}
