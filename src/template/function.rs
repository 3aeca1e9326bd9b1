//! Intrinsic functions in their two spellings: `!Sub x` and `{"Fn::Sub": "x"}`.
//!
//! Source: AWS pages "Intrinsic function reference" and "Rule-specific intrinsic functions".

use serde_json::{Map, Value as Json};

use crate::document::{Document, Kind, Node, Path, Value};
use crate::schema::function::Function;

/// A call of an intrinsic function in either spelling.
#[derive(Clone, Copy, Debug)]
pub struct Call<'d> {
    /// The function.
    pub function: &'static Function,
    /// The long name of the function.
    pub name: &'static str,
    /// The argument. In the short form it is the value itself, which carries the tag.
    pub argument: Node<'d>,
    /// The spelling.
    pub form: Spelling,
}

impl<'d> Call<'d> {
    /// The long function behind the tag of this one: `!Base64 {Fn::Sub: x}`.
    pub fn behind_tag(&self) -> Option<Call<'d>> {
        long_call(self.argument).filter(|_| self.form == Spelling::Short)
    }

    /// The path of the argument, where the value is at `at`.
    pub fn argument_path(&self, at: &Path) -> Path {
        match self.form {
            Spelling::Short => at.clone(),
            Spelling::Long => at.join(self.name),
        }
    }
}

/// The function that a value calls. `None` for a value without a function and for the key `Condition`, which is also a
/// key of resources.
pub fn call(node: Node<'_>) -> Option<Call<'_>> {
    match node.tag().and_then(Function::of_tag) {
        Some(function) => Some(Call { function, name: function.long, argument: node, form: Spelling::Short }),
        None => long_call(node),
    }
}

/// The function whose long name is the only key of a value.
fn long_call(node: Node<'_>) -> Option<Call<'_>> {
    let entry = node.entries().next().filter(|_| node.len() == 1)?;
    let function = Function::of_long(entry.key()).filter(|function| function.long != "Condition")?;
    Some(Call { function, name: function.long, argument: entry.value, form: Spelling::Long })
}

/// The argument of a value that calls the function with this long name.
pub fn argument_of<'d>(node: Node<'d>, name: &str) -> Option<Node<'d>> {
    call(node).filter(|call| call.name == name).map(|call| call.argument)
}

/// True for `AWS::NoValue`, which leaves its key out.
pub fn is_absent(node: Node<'_>) -> bool {
    argument_of(node, "Ref").and_then(|name| name.scalar()) == Some("AWS::NoValue")
}

/// The text of a value: its scalar, or that of its `Fn::Sub`. `None` for other functions.
pub fn text_or_sub(node: Node<'_>) -> Option<&str> {
    match call(node) {
        None => node.scalar(),
        Some(_) => {
            let text = argument_of(node, "Fn::Sub")?;
            text.scalar().or_else(|| text.item(0)?.scalar())
        }
    }
}

/// How a document spells functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `!Ref X`
    Short,
    /// `Ref: X`, the only one in JSON.
    Long,
}

impl Spelling {
    /// The form that the document uses; of both the more frequent one, short where there is none yet.
    pub fn of(document: &Document) -> Spelling {
        if document.is_json() {
            return Spelling::Long;
        }
        let (mut short, mut long) = (0usize, 0usize);
        let mut waiting: Vec<Node<'_>> = document.root().into_iter().collect();
        while let Some(node) = waiting.pop() {
            short += usize::from(node.tag().and_then(long_name).is_some());
            if node.kind() == Kind::Mapping && node.len() == 1 {
                long += node.entries().filter(|entry| is_long_name(entry.key())).count();
            }
            // What an alias stands for is counted where its anchor is.
            let children = node.items().chain(node.entries().map(|entry| entry.value));
            waiting.extend(children.filter(|child| !child.is_alias()));
        }
        if long > short { Spelling::Long } else { Spelling::Short }
    }
}

/// The long key of a short tag: `Fn::Sub` of `!Sub`. `None` if it is no function's.
pub fn long_name(tag: &str) -> Option<&'static str> {
    Function::of_tag(tag).map(|function| function.long)
}

/// The short tag of a long name: `!Sub` of `Fn::Sub`.
pub fn short_tag(name: &str) -> String {
    format!("!{}", name.strip_prefix("Fn::").unwrap_or(name))
}

/// True for `Ref` and the `Fn::` names.
pub fn is_long_name(key: &str) -> bool {
    key != "Condition" && Function::of_long(key).is_some()
}

/// A value as JSON, functions with their long names.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Source(_) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => number.into(),
            (_, Some(number), _) => number.into(),
            (_, _, Some(number)) => {
                serde_json::Number::from_f64(number).map_or_else(|| Json::String(number.to_string()), Json::Number)
            }
            _ => Json::Null,
        },
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key_text(key), to_json(value))).collect())
        }
        Value::Tagged(tag, value) => {
            let tag = tag.to_string();
            let inner = match (tag.as_str(), &**value) {
                ("!GetAtt", Value::String(text)) => match text.split_once('.') {
                    Some((resource, attribute)) => Json::Array(vec![resource.into(), attribute.into()]),
                    None => Json::String(text.clone()),
                },
                // An empty value behind a tag is empty text: `!GetAZs` alone.
                (_, Value::Null) => Json::String(String::new()),
                (_, value) => to_json(value),
            };
            let name = long_name(&tag).map_or(tag, str::to_string);
            Json::Object(Map::from_iter([(name, inner)]))
        }
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        other => to_json(other).to_string(),
    }
}

/// A JSON value as it goes into a document: functions as tags in the short form, as they are in the long.
///
/// Where a short function would stand directly behind another, which YAML does not allow, the outer one is written in
/// its long form.
pub fn from_json(json: &Json, form: Spelling) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => Value::Number(number.into()),
            (_, Some(number), _) => Value::Number(number.into()),
            (_, _, number) => Value::Number(number.unwrap_or(0.0).into()),
        },
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Sequence(items.iter().map(|item| from_json(item, form)).collect()),
        Json::Object(entries) => match (form, only_entry(entries)) {
            (Spelling::Short, Some((name, inner))) if is_long_name(name) => function(name, inner),
            _ => Value::Mapping(
                entries.iter().map(|(key, value)| (Value::from(key.as_str()), from_json(value, form))).collect(),
            ),
        },
    }
}

fn only_entry(entries: &Map<String, Json>) -> Option<(&String, &Json)> {
    let mut all = entries.iter();
    all.next().filter(|_| all.next().is_none())
}

fn function(name: &str, inner: &Json) -> Value {
    let inner = match (name, inner) {
        ("Fn::GetAtt", Json::Array(parts)) => match parts.as_slice() {
            [Json::String(resource), Json::String(attribute)] if !resource.contains('.') => {
                Value::String(format!("{resource}.{attribute}"))
            }
            _ => from_json(&Json::Array(parts.clone()), Spelling::Short),
        },
        (_, inner) => from_json(inner, Spelling::Short),
    };
    match inner {
        Value::Tagged(..) => Value::Mapping([(Value::from(name), inner)].into_iter().collect()),
        inner => tagged(name, inner),
    }
}

/// `name` with `value` as its argument, in the short form where no other short function comes first.
pub fn spelled(name: &str, value: Value, form: Spelling) -> Value {
    match form {
        Spelling::Short if !value.starts_with_tag() => tagged(name, value),
        Spelling::Short | Spelling::Long => Value::Mapping([(Value::from(name), value)].into_iter().collect()),
    }
}

/// `name` as a short tag on `value`; `name` is `Ref` or a long name.
pub fn tagged(name: &str, value: Value) -> Value {
    Value::tagged(name.strip_prefix("Fn::").unwrap_or(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_and_long_are_the_same_json() {
        let document =
            Document::parse("a: !GetAtt Web.PublicIp\nb: {Fn::GetAtt: [Web, PublicIp]}\nc: !GetAZs\nd: !Ref X\n");
        let json = document.root().map(|root| to_json(&root.value()));
        let att = json!({"Fn::GetAtt": ["Web", "PublicIp"]});
        assert_eq!(json, Some(json!({"a": att, "b": att, "c": {"Fn::GetAZs": ""}, "d": {"Ref": "X"}})));
    }

    #[test]
    fn json_comes_back_from_both_forms() {
        let json = json!({"Fn::Base64": {"Fn::Sub": ["x", {"Y": {"Ref": "Z"}}]}, "Tags": [{"Key": "a", "Value": 3}]});
        for form in [Spelling::Short, Spelling::Long] {
            assert_eq!(to_json(&from_json(&json, form)), json, "{form:?}");
            let inner = json!({"Fn::Base64": {"Fn::Sub": "x"}});
            assert_eq!(to_json(&from_json(&inner, form)), inner, "{form:?}");
        }
    }

    #[test]
    fn a_document_shows_its_form() {
        for (text, form) in [
            ("a: !Ref B\n", Spelling::Short),
            ("a: {Ref: B}\n", Spelling::Long),
            ("a: 1\n", Spelling::Short),
            ("{\"a\": 1}\n", Spelling::Long),
        ] {
            assert_eq!(Spelling::of(&Document::parse(text)), form, "{text}");
        }
    }
}
