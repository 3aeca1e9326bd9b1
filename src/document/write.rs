//! Source of values after a key or a dash: in block style, in brackets, in JSON.

use super::edit::EditError;
use super::format_style::FormatStyle;
use super::fragment::{After, Fidelity, Fragment, TWO_TAGS};
use super::scalar::{Quoting, ScalarContext, literal, one_line};
use super::value::Value;

/// Maximum width of a value that is written in brackets by choice.
const WIDEST_FLOW: usize = 80;
/// Maximum length of a key without `?` in YAML 1.1.
const LONGEST_KEY: usize = 1000;

/// How a value is written, as decided by the replaced value, its siblings and the document.
#[derive(Clone, Debug)]
pub(super) struct Writer<'h> {
    pub format: &'h FormatStyle,
    pub quoting: Quoting,
    pub key_quoting: Quoting,
    /// Write collections in brackets if they fit.
    pub flow: bool,
    /// Write text of one line as a block scalar, too.
    pub literal: bool,
    /// Indentation of a block scalar at the top of the value.
    pub literal_indent: Option<usize>,
    /// Text of several lines may be a block scalar: nothing after the value would become part of it.
    pub may_literal: bool,
    /// Block scalars may end with several line breaks.
    pub may_keep: bool,
    /// Fragments for the placeholders of the value.
    pub fragments: &'h [Fragment],
    /// How fragments are written.
    pub fidelity: Fidelity,
}

impl<'h> Writer<'h> {
    pub(super) fn new(format: &'h FormatStyle) -> Self {
        let quoting = Quoting::Plain(format.quote);
        Writer {
            format,
            quoting,
            key_quoting: quoting,
            flow: false,
            literal: false,
            literal_indent: None,
            may_literal: true,
            may_keep: true,
            fragments: &[],
            fidelity: Fidelity::Verbatim,
        }
    }

    fn fragment(&self, value: &Value) -> Option<&'h Fragment> {
        match value {
            Value::Source(source) => self.fragments.get(source.fragment?),
            _ => None,
        }
    }

    /// An entry at `column` with its key and colon or its dash, below the comments of a fragment.
    fn entry(&self, sign: &str, value: &Value, column: usize, behind: After) -> Result<String, EditError> {
        let above = self.fragment(value).map_or(&[] as &[String], |fragment| &fragment.leading_comments);
        let pad = " ".repeat(column);
        let above: String = above.iter().map(|line| format!("{line}{}{pad}", self.format.eol)).collect();
        Ok(format!("{above}{sign}{}", spaced(&self.block(value, column, behind)?)))
    }

    /// An item of a list at `column`, without a line break at its end.
    pub(super) fn item(&self, value: &Value, column: usize) -> Result<String, EditError> {
        self.entry("-", value, column, After::Dash)
    }

    /// The value after the key or dash at `column`: starts with a line break, or is to be preceded by a space; has no
    /// line break at its end.
    pub(super) fn block(&self, value: &Value, column: usize, behind: After) -> Result<String, EditError> {
        let inner = Writer { flow: false, literal: false, literal_indent: None, ..self.clone() };
        if let Some(fragment) = self.fragment(value) {
            return Ok(fragment.behind(column, behind, self.format));
        }
        match value {
            Value::String(text) if text.contains('\n') || self.literal => {
                let indent = self.literal_indent.unwrap_or(self.format.step).max(1);
                let block = if self.may_literal { literal(text, indent, self.may_keep) } else { None };
                let Some(block) = block else { return Ok(one_line(text, ScalarContext::Block, self.quoting)) };
                let mut written = block.header;
                for line in &block.lines {
                    written.push_str(self.format.eol);
                    if !line.is_empty() {
                        written.extend(std::iter::repeat_n(' ', column + indent));
                        written.push_str(line);
                    }
                }
                Ok(written)
            }
            Value::Mapping(entries) if !entries.is_empty() && !self.in_brackets(value) => {
                let child = match behind {
                    After::Colon => column + self.format.step,
                    After::Dash => column + 2,
                };
                let lines = self.joined(
                    entries.iter().map(|(key, value)| {
                        let key = self.key(key, ScalarContext::Block)?;
                        inner.entry(&format!("{key}:"), value, child, After::Colon)
                    }),
                    child,
                )?;
                Ok(self.placed(lines, child, behind))
            }
            Value::Sequence(items) if !items.is_empty() && !self.in_brackets(value) => {
                let child = match behind {
                    After::Colon => column + self.format.dash,
                    After::Dash => column + 2,
                };
                let lines = self.joined(items.iter().map(|item| inner.item(item, child)), child)?;
                Ok(self.placed(lines, child, behind))
            }
            Value::Tagged(tag, inner) => {
                if let Some(fragment) = self.fragment(inner) {
                    return Ok(format!("{}{}", tag, spaced(&fragment.behind_tag(column, behind, self.format)?)));
                }
                check_tagged(inner)?;
                let list = matches!(**inner, Value::Sequence(_));
                let in_brackets = self.flow || (list && self.format.tagged_flow);
                let content = Writer { flow: in_brackets, ..self.clone() };
                // A collection after a tag starts on its own line, as after a key.
                let column = match (&**inner, behind) {
                    (Value::Mapping(_) | Value::Sequence(_), After::Dash) => {
                        (column + 2).saturating_sub(if list { self.format.dash } else { self.format.step })
                    }
                    _ => column,
                };
                Ok(format!("{}{}", tag, spaced(&content.block(inner, column, After::Colon)?)))
            }
            _ => self.brackets(value, ScalarContext::Block, None),
        }
    }

    fn in_brackets(&self, value: &Value) -> bool {
        self.flow && self.width(value).is_some_and(|width| width <= WIDEST_FLOW)
    }

    fn joined(
        &self,
        lines: impl Iterator<Item = Result<String, EditError>>,
        column: usize,
    ) -> Result<String, EditError> {
        let between = format!("{}{}", self.format.eol, " ".repeat(column));
        Ok(lines.collect::<Result<Vec<_>, _>>()?.join(&between))
    }

    /// A block collection after a key starts on the next line, after a dash on the same unless a comment comes first.
    fn placed(&self, lines: String, column: usize, behind: After) -> String {
        match behind {
            After::Dash if !lines.starts_with('#') => lines,
            After::Colon | After::Dash => format!("{}{}{lines}", self.format.eol, " ".repeat(column)),
        }
    }

    /// An entry of a mapping at `column`, without a line break at its end.
    pub(super) fn block_entry(&self, key: &str, value: &Value, column: usize) -> Result<String, EditError> {
        let key = self.key(&Value::from(key), ScalarContext::Block)?;
        self.entry(&format!("{key}:"), value, column, After::Colon)
    }

    pub(super) fn key(&self, key: &Value, place: ScalarContext) -> Result<String, EditError> {
        let text = match key {
            Value::String(text) => one_line(text, place, self.key_quoting),
            Value::Bool(_) | Value::Number(_) | Value::Null if place != ScalarContext::Json => scalar(key),
            Value::Bool(_) | Value::Number(_) | Value::Null => one_line(&scalar(key), place, self.key_quoting),
            _ => return Err(EditError::Unwritable("A key must be text.")),
        };
        if text.len() > LONGEST_KEY {
            return Err(EditError::Unwritable("A key of more than 1,000 bytes cannot be written. Shorten it."));
        }
        Ok(text)
    }

    /// The value in brackets on one line; in JSON on several lines where `lines` is the indentation of the first line.
    pub(super) fn brackets(
        &self,
        value: &Value,
        place: ScalarContext,
        lines: Option<&str>,
    ) -> Result<String, EditError> {
        // Whatever is inside brackets is in brackets.
        let inside = if place == ScalarContext::Json { ScalarContext::Json } else { ScalarContext::Flow };
        let deeper = lines.map(|indent| format!("{indent}{}", self.format.json_step));
        let wrap = |open: char, parts: Vec<String>, close: char| match (&deeper, lines) {
            (Some(deeper), Some(indent)) if !parts.is_empty() => {
                let eol = self.format.eol;
                let parts = parts.join(&format!(",{eol}{deeper}"));
                format!("{open}{eol}{deeper}{parts}{eol}{indent}{close}")
            }
            _ => {
                let pad = match open {
                    _ if parts.is_empty() || place == ScalarContext::Json => "",
                    '{' => self.format.in_braces,
                    _ => self.format.in_brackets,
                };
                format!("{open}{pad}{}{pad}{close}", parts.join(if self.tight(place) { "," } else { ", " }))
            }
        };
        if let Some(fragment) = self.fragment(value) {
            return fragment.in_brackets(self.fidelity, lines);
        }
        match value {
            Value::String(text) => Ok(one_line(text, place, self.quoting)),
            Value::Sequence(items) => {
                let parts: Result<Vec<_>, _> =
                    items.iter().map(|item| self.brackets(item, inside, deeper.as_deref())).collect();
                Ok(wrap('[', parts?, ']'))
            }
            Value::Mapping(entries) => {
                let colon = if place == ScalarContext::Json { self.format.colon.as_str() } else { ": " };
                let parts: Result<Vec<_>, EditError> = entries
                    .iter()
                    .map(|(key, value)| {
                        let key = self.key(key, inside)?;
                        Ok(format!("{key}{colon}{}", self.brackets(value, inside, deeper.as_deref())?))
                    })
                    .collect();
                Ok(wrap('{', parts?, '}'))
            }
            Value::Tagged(..) if place == ScalarContext::Json => {
                Err(EditError::Unwritable("JSON has no tags. Write the function with its long name."))
            }
            Value::Tagged(tag, inner) => {
                if self.fragment(inner).is_none_or(|fragment| fragment.starts_with_tag) {
                    check_tagged(inner)?;
                }
                Ok(format!("{} {}", tag, self.brackets(inner, place, lines)?))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Source(_) => Ok(scalar(value)),
        }
    }

    /// Width of the value in brackets; `None` if it spans several lines.
    fn width(&self, value: &Value) -> Option<usize> {
        if let Some(fragment) = self.fragment(value) {
            let flow = fragment.flow.as_ref().filter(|flow| !flow.contains(['\n', '\r']));
            return flow.map(|flow| flow.chars().count());
        }
        Some(match value {
            Value::String(text) if text.contains('\n') => return None,
            Value::String(text) => text.chars().count() + 2,
            Value::Sequence(items) => {
                items.iter().map(|item| self.width(item).map(|width| width + 2)).sum::<Option<usize>>()? + 2
            }
            Value::Mapping(entries) => {
                let widths = entries.iter().map(|(key, value)| Some(self.width(key)? + self.width(value)? + 4));
                widths.sum::<Option<usize>>()?
            }
            Value::Tagged(tag, inner) => tag.to_string().len() + 1 + self.width(inner)?,
            _ => 6,
        })
    }

    /// True if the value ends with a text of several lines, which as a block scalar needs a line break after it.
    pub(super) fn ends_in_lines(&self, value: &Value) -> bool {
        if let Some(fragment) = self.fragment(value) {
            return fragment.ends_in_block_scalar;
        }
        match value {
            Value::String(text) => text.contains('\n'),
            Value::Sequence(items) => items.last().is_some_and(|item| self.ends_in_lines(item)),
            Value::Mapping(entries) => entries.iter().last().is_some_and(|(_, value)| self.ends_in_lines(value)),
            Value::Tagged(_, inner) => self.ends_in_lines(inner),
            _ => false,
        }
    }

    fn tight(&self, place: ScalarContext) -> bool {
        place == ScalarContext::Json && self.format.colon == ":"
    }
}

/// Refuses a tag directly after a tag, such as `!Base64 !Sub x`.
fn check_tagged(value: &Value) -> Result<(), EditError> {
    match value {
        Value::Tagged(..) => Err(EditError::Unwritable(TWO_TAGS)),
        _ => Ok(()),
    }
}

/// ` text`; the text alone if it is empty or starts with white space.
pub(super) fn spaced(written: &str) -> String {
    if written.is_empty() || written.starts_with(['\n', '\r', ' ', '\t']) {
        written.to_string()
    } else {
        format!(" {written}")
    }
}

/// Source of null, booleans and numbers.
fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => {
            let text = number.to_string();
            // YAML 1.1 needs a point and a sign: 1e20 is text to it.
            match text.split_once('e') {
                Some((digits, exponent)) => {
                    let point = if digits.contains('.') { "" } else { ".0" };
                    let sign = if exponent.starts_with('-') { "" } else { "+" };
                    format!("{digits}{point}e{sign}{exponent}")
                }
                None => text,
            }
        }
        _ => "null".into(),
    }
}
