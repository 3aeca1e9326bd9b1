//! The look of a value: its kind, the text of one line, what is inside in few words.

use super::{Seen, ValueRef};
use crate::document::{Document, Kind, ScalarType, Style};
use crate::schema::function::{Function, FunctionArguments};
use crate::template::function::Spelling;

/// What a value is, to the one who edits it.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// Nothing, or null.
    Nothing,
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Truth(bool),
    /// A list.
    List,
    /// Keys with values.
    Mapping,
    /// An intrinsic function.
    Function(&'static Function),
    /// A tag that is no function's.
    Tag(String),
}

/// What a reader makes of a text that looks otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueHint {
    /// A number that is read as another text: 000644, 3.10, 22:22.
    Number(String),
    /// A word that is read as a truth: yes, on.
    Truth(bool),
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueView {
    /// What it is.
    pub kind: ValueKind,
    /// The text to edit: a scalar's, or that of a function's only line. `None` if there is more to it.
    pub text: Option<String>,
    /// How many items or entries.
    pub count: usize,
    /// What stands inside, in few words.
    pub summary: String,
    /// Said where it is read otherwise than it looks.
    pub hint: Option<ValueHint>,
    /// Which spelling a function has; long for what is none.
    pub spelling: Spelling,
}

impl ValueView {
    /// True if a line holds all of it: no rows below.
    pub fn is_line(&self) -> bool {
        self.text.is_some()
    }

    /// What it is, as it is written there: `!Sub`, `Fn::Sub`, List.
    pub fn in_words(&self) -> String {
        match (&self.kind, self.spelling) {
            (ValueKind::Nothing, _) => "Nothing".into(),
            (ValueKind::Text, _) if self.is_block() => "Lines".into(),
            (ValueKind::Text, _) => "Text".into(),
            (ValueKind::Number, _) => "Number".into(),
            (ValueKind::Truth(_), _) => "Yes or no".into(),
            (ValueKind::List, _) => "List".into(),
            (ValueKind::Mapping, _) => "Mapping".into(),
            (ValueKind::Tag(tag), _) => tag.clone(),
            (ValueKind::Function(function), Spelling::Short) => function.tag(),
            (ValueKind::Function(function), Spelling::Long) => function.long.into(),
        }
    }

    /// True for a text of several lines, literal or behind a function.
    pub fn is_block(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.contains('\n'))
    }
}

/// The look of what stands at a spot; `None` if nothing does.
pub fn view(document: &Document, spot: &ValueRef) -> Option<ValueView> {
    let seen = Seen::of(document, spot)?;
    let kind = kind(&seen, spot);
    let text = match &kind {
        ValueKind::Nothing => Some(String::new()),
        ValueKind::Text | ValueKind::Number | ValueKind::Truth(_) => seen.text().map(str::to_string),
        ValueKind::Function(function) => line_of(document, &seen, spot, function),
        ValueKind::Tag(_) => seen.node.scalar().map(str::to_string),
        ValueKind::List | ValueKind::Mapping => None,
    };
    let summary = if text.is_some() { String::new() } else { summary(&seen, &kind) };
    let hint = hint(&seen, &kind);
    let spelling = if seen.tag.is_some() { Spelling::Short } else { Spelling::Long };
    Some(ValueView { kind, text, count: seen.node.len(), summary, hint, spelling })
}

fn kind(seen: &Seen<'_>, spot: &ValueRef) -> ValueKind {
    if let Some((function, _)) = seen.call(spot) {
        return ValueKind::Function(function);
    }
    if let Some(tag) = seen.tag {
        return ValueKind::Tag(tag.to_string());
    }
    match seen.node.kind() {
        Kind::Sequence => ValueKind::List,
        Kind::Mapping => ValueKind::Mapping,
        Kind::Scalar => match seen.node.scalar_type() {
            ScalarType::Null => ValueKind::Nothing,
            ScalarType::Bool(value) => ValueKind::Truth(value),
            ScalarType::Int(_) | ScalarType::Float(_) => ValueKind::Number,
            ScalarType::Timestamp | ScalarType::SpecialKey | ScalarType::Text => ValueKind::Text,
        },
    }
}

/// The only line of a function: its one argument, if that is text.
fn line_of(document: &Document, seen: &Seen<'_>, spot: &ValueRef, function: &Function) -> Option<String> {
    match function.takes {
        FunctionArguments::One(_) | FunctionArguments::Lone(_) | FunctionArguments::Dotted(_) => {}
        FunctionArguments::Items(_) | FunctionArguments::Many(_) | FunctionArguments::Keys(_) => return None,
    }
    let (_, body) = seen.call(spot)?;
    let body = Seen::of(document, &body).filter(|body| body.tag.is_none())?;
    body.node.scalar().map(str::to_string)
}

fn hint(seen: &Seen<'_>, kind: &ValueKind) -> Option<ValueHint> {
    let text = seen.node.scalar().filter(|_| seen.node.style() == Style::Plain)?;
    match (kind, seen.node.scalar_type()) {
        (ValueKind::Number, ScalarType::Int(Some(value))) if value.to_string() != text => {
            Some(ValueHint::Number(value.to_string()))
        }
        (ValueKind::Number, ScalarType::Float(value)) if value.to_string() != text && format!("{value:.1}") != text => {
            Some(ValueHint::Number(value.to_string()))
        }
        (ValueKind::Truth(value), _) if !matches!(text, "true" | "false") => Some(ValueHint::Truth(*value)),
        _ => None,
    }
}

fn summary(seen: &Seen<'_>, kind: &ValueKind) -> String {
    const LONGEST: usize = 80;
    let counted = |one: &str, many: &str| match seen.node.len() {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let names = |parts: Vec<&str>| parts.join(", ");
    match kind {
        ValueKind::Mapping => {
            let keys: Vec<&str> = seen.node.entries().take(6).map(|entry| entry.key()).collect();
            let more = if seen.node.len() > keys.len() { ", …" } else { "" };
            if keys.is_empty() { counted("key", "keys") } else { shortened(&(names(keys) + more), LONGEST) }
        }
        ValueKind::List => counted("item", "items"),
        ValueKind::Function(_)
        | ValueKind::Tag(_)
        | ValueKind::Nothing
        | ValueKind::Text
        | ValueKind::Number
        | ValueKind::Truth(_) => {
            let source = match kind {
                ValueKind::Function(function) if seen.tag.is_none() => {
                    seen.node.get(function.long).map(|body| body.source())
                }
                _ => None,
            };
            let source = source.unwrap_or_else(|| seen.node.source());
            let behind = source.strip_prefix(seen.tag.unwrap_or_default()).unwrap_or(source);
            let mut line = String::new();
            for word in behind.split_whitespace().take(40) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            shortened(&line, LONGEST)
        }
    }
}

fn shortened(text: &str, longest: usize) -> String {
    let short: String = text.chars().take(longest).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;

    fn seen(text: &str) -> String {
        let document = Document::parse(format!("a: {text}\n"));
        assert_eq!(document.syntax_error(), None, "{text}");
        let look = view(&document, &Path::root().join("a").into()).unwrap();
        let kind = match look.kind {
            ValueKind::Function(function) => function.long.to_string(),
            other => format!("{other:?}"),
        };
        let hint = look.hint.map_or(String::new(), |hint| format!(" {hint:?}"));
        match look.text {
            Some(text) => format!("{kind} {text:?}{hint}"),
            None => format!("{kind} <{}>", look.summary),
        }
    }

    #[test]
    fn a_value_looks_as_it_is_read() {
        for (text, wanted) in [
            ("", "Nothing \"\""),
            ("~", "Nothing \"\""),
            ("x y", "Text \"x y\""),
            ("\"5\"", "Text \"5\""),
            ("5", "Number \"5\""),
            ("1.5", "Number \"1.5\""),
            ("2.0", "Number \"2.0\""),
            ("000644", "Number \"000644\" Number(\"420\")"),
            ("3.10", "Number \"3.10\" Number(\"3.1\")"),
            ("22:22", "Number \"22:22\" Number(\"1342\")"),
            ("true", "Truth(true) \"true\""),
            ("no", "Truth(false) \"no\" Truth(false)"),
            ("2010-09-09", "Text \"2010-09-09\""),
            ("[1, 2]", "List <2 items>"),
            ("[]", "List <no items>"),
            ("{b: 1, c: 2}", "Mapping <b, c>"),
            ("{}", "Mapping <no keys>"),
            ("!Ref X", "Ref \"X\""),
            ("{Ref: X}", "Ref \"X\""),
            ("!GetAtt X.Y", "Fn::GetAtt \"X.Y\""),
            ("!GetAtt [X, Y]", "Fn::GetAtt <[X, Y]>"),
            ("!Sub t", "Fn::Sub \"t\""),
            ("{Fn::Sub: t}", "Fn::Sub \"t\""),
            ("!GetAZs", "Fn::GetAZs \"\""),
            ("!Sub [t, {}]", "Fn::Sub <[t, {}]>"),
            ("{Fn::Base64: !Sub t}", "Fn::Base64 <!Sub t>"),
            ("!If [c, a, b]", "Fn::If <[c, a, b]>"),
            ("!Custom x", "Tag(\"!Custom\") \"x\""),
            ("{Condition: X}", "Mapping <Condition>"),
            ("{Fn::Sub: t, other: 1}", "Mapping <Fn::Sub, other>"),
        ] {
            assert_eq!(seen(text), wanted, "{text}");
        }
    }

    #[test]
    fn condition_is_a_function_where_conditions_are() {
        let document = Document::parse("Conditions: {A: {Condition: B}}\n");
        let look = view(&document, &Path::root().keys(["Conditions", "A"]).into()).unwrap();
        assert!(matches!(look.kind, ValueKind::Function(function) if function.long == "Condition"));
    }
}
