//! Putting a value at a spot, in the spelling that is there, and writing functions as the document spells them.

use super::{ValuePart, ValueRef};
use crate::document::{Document, Edit, Style, Value};
use crate::schema::function::{Allowed, Function};
use crate::template::entry;
use crate::template::function::Spelling;

/// The edits that put a value at a spot. Behind a short tag that cannot stand before the value's own, the tag becomes
/// the long name.
pub fn set(document: &Document, spot: &ValueRef, value: Value) -> Vec<Edit> {
    typed(document, spot, value, true)
}

/// [`set`] for a value that is being typed. Quotes that are not kept are written only where the new value needs them.
pub fn typed(document: &Document, spot: &ValueRef, value: Value, keeps_quotes: bool) -> Vec<Edit> {
    let at = spot.at.clone();
    let Some(node) = document.node(&at) else { return entry::insert(document, &at, value) };
    let tag = node.tag().filter(|tag| !tag.starts_with("!!"));
    let retagged = |value: Value| match (tag, value) {
        (None, value) => value,
        (Some(tag), value) if value.starts_with_tag() => match Function::of_tag(tag) {
            Some(function) => mapping(function.long, value),
            None => value,
        },
        (Some(tag), value) => Value::tagged(tag, value),
    };
    let (head, tail) = node.scalar().map(|text| text.split_once('.').unwrap_or((text, ""))).unwrap_or_default();
    // Quotes around nothing are nobody's choice: the first letter is written as the neighbours are.
    let is_quoted = matches!(node.style(), Style::Single | Style::Double);
    let is_blank = tag.is_none() && is_quoted && (node.scalar() == Some("") || !keeps_quotes);
    if spot.part == ValuePart::Node && is_blank && matches!(&value, Value::String(text) if !text.is_empty()) {
        return vec![Edit::Set { at: at.clone(), value: Value::Null }, Edit::Set { at, value }];
    }
    let value = match (spot.part, value) {
        (ValuePart::Node, value) => value,
        (ValuePart::Inside, value) => retagged(value),
        (ValuePart::Resource, Value::String(text)) => retagged(Value::from(format!("{text}.{tail}"))),
        (ValuePart::Attribute, Value::String(text)) => retagged(Value::from(format!("{head}.{text}"))),
        (ValuePart::Resource, value) => retagged(Value::Sequence(vec![value, tail.into()])),
        (ValuePart::Attribute, value) => retagged(Value::Sequence(vec![head.into(), value])),
    };
    vec![Edit::Set { at, value }]
}

/// A function with its body, spelled as the one at `spot` is, or as most of the document are.
pub fn spell(function: &Function, body: Value, document: &Document, spot: &ValueRef) -> Value {
    let here = super::call(document, spot).map(|(_, body)| match body.part {
        ValuePart::Inside => Spelling::Short,
        ValuePart::Node | ValuePart::Resource | ValuePart::Attribute => Spelling::Long,
    });
    spelled(function, body, here.unwrap_or_else(|| Spelling::of(document)))
}

/// A function with its body in a spelling; long where a short tag would stand directly before another.
pub fn spelled(function: &Function, body: Value, form: Spelling) -> Value {
    match form {
        Spelling::Short if function.allowed != Allowed::Rules && !body.starts_with_tag() => {
            let body = if function.long == "Fn::GetAtt" { dotted(body) } else { body };
            Value::tagged(function.name(), body)
        }
        Spelling::Short | Spelling::Long => mapping(function.long, body),
    }
}

/// `[Resource, Attribute]` as `Resource.Attribute`, where both are text.
fn dotted(body: Value) -> Value {
    match &body {
        Value::Sequence(parts) => match parts.as_slice() {
            [Value::String(resource), Value::String(attribute)] => Value::from(format!("{resource}.{attribute}")),
            _ => body,
        },
        _ => body,
    }
}

fn mapping(key: &str, value: Value) -> Value {
    Value::Mapping([(Value::from(key), value)].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::children;
    use super::*;
    use crate::document::Path;

    /// Puts `value` into the child at `index` of `a` and gives the text.
    fn put(text: &str, index: usize, value: Value) -> String {
        let mut document = Document::parse(text);
        let spot = Path::root().join("a").into();
        let child = children(&document, &spot, 9).into_iter().nth(index).unwrap();
        for edit in set(&document, &child.spot, value) {
            document.edit(&edit).unwrap();
        }
        document.text().to_string()
    }

    #[test]
    fn an_argument_is_written_where_it_stands() {
        let reference = |name: &str| spelled(Function::of_long("Ref").unwrap(), name.into(), Spelling::Short);
        for (text, index, value, wanted) in [
            ("a: {b: \"\", c: d}\n", 0, Value::from("new"), "a: {b: new, c: d}\n"),
            ("a:\n  - \"\"\n", 0, Value::from("new"), "a:\n  - new\n"),
            ("{\"a\": [\"\"]}", 0, Value::from("new"), "{\"a\": [\"new\"]}"),
            ("a: !Ref X # c\n", 0, Value::from("Web"), "a: !Ref Web # c\n"),
            ("a: {Ref: X}\n", 0, Value::from("Web"), "a: {Ref: Web}\n"),
            ("a: !GetAtt X.Y.Z\n", 0, Value::from("W"), "a: !GetAtt W.Y.Z\n"),
            ("a: !GetAtt X.Y.Z\n", 1, Value::from("V"), "a: !GetAtt X.V\n"),
            ("a: {Fn::GetAtt: X.Y}\n", 1, Value::from("V"), "a: {Fn::GetAtt: X.V}\n"),
            ("a: {Fn::GetAtt: [X, Y]}\n", 1, Value::from("V"), "a: {Fn::GetAtt: [X, V]}\n"),
            ("a: !If [c, x, y]\n", 2, reference("Z"), "a: !If [c, x, !Ref Z]\n"),
            ("a: !If\n  - c\n  - x # one\n  - y\n", 1, Value::from("z"), "a: !If\n  - c\n  - z # one\n  - y\n"),
            ("a: !Base64 x\n", 0, Value::from("z"), "a: !Base64 z\n"),
            ("a: !Base64 x\n", 0, reference("Db"), "a:\n  Fn::Base64: !Ref Db\n"),
            ("a: {Fn::Base64: !Ref Db}\n", 0, Value::from("x"), "a: {Fn::Base64: x}\n"),
            (
                "{\"a\": {\"Fn::If\": [\"c\", \"x\", \"y\"]}}",
                1,
                Value::from("z"),
                "{\"a\": {\"Fn::If\": [\"c\", \"z\", \"y\"]}}",
            ),
        ] {
            assert_eq!(put(text, index, value), wanted);
        }
        assert_eq!(put("a: !GetAtt X.Y\n", 1, reference("Z")), "a: !GetAtt [X, !Ref Z]\n");
    }
}
