//! The value of a new entry: the keys that its siblings share, or what CloudFormation needs there.

use crate::document::{Document, Kind, Node, Path, Step, Value};
use crate::template::function::Spelling;
use crate::template::init::INIT;
use crate::template::{Section, section};

use super::write::spelled;
use super::{Function, ValueRef};

/// The value of a new entry in the collection at `into`.
pub fn default_of(document: &Document, into: &Path) -> Value {
    let keys: Vec<&str> = into.steps().iter().map_while(Step::key).collect();
    let form = || Spelling::of(document);
    match keys.as_slice() {
        [section::PARAMETERS] => one("Type", "String".into()),
        [section::MAPPINGS] => one("Default", one("Value", "".into())),
        [section::CONDITIONS] => equals(form()),
        [section::RESOURCES] => one("Type", "".into()),
        [section::OUTPUTS] => one("Value", "".into()),
        [section::RULES] => {
            let assertion = [(Value::from("Assert"), equals(form())), ("AssertDescription".into(), "".into())];
            one("Assertions", Value::Sequence(vec![Value::Mapping(assertion.into_iter().collect())]))
        }
        [section::RESOURCES, _, "Metadata", INIT] => Value::Mapping(Default::default()),
        [section::RESOURCES, _, "Metadata", INIT, "configSets"] => Value::Sequence(Vec::new()),
        [section::RESOURCES, _, "Metadata", INIT, _, inside] => match Section::of_key(inside) {
            Some(Section::Groups | Section::Users | Section::Packages | Section::Services | Section::Files) => {
                Value::Mapping(Default::default())
            }
            Some(Section::Commands) => one("command", "".into()),
            Some(Section::Sources) | None => Value::from(""),
        },
        _ => document.node(into).map_or_else(|| "".into(), like_siblings),
    }
}

/// The noun for a new entry of the mapping at `into`: "a condition", "a key".
pub fn noun(into: &Path) -> &'static str {
    let keys: Vec<&str> = into.steps().iter().map_while(Step::key).collect();
    match keys.as_slice() {
        [section::PARAMETERS] => "a parameter",
        [section::MAPPINGS] => "a mapping",
        [section::CONDITIONS] => "a condition",
        [section::RESOURCES] => "a resource",
        [section::OUTPUTS] => "an output",
        [section::RULES] => "a rule",
        [section::RESOURCES, _, "Metadata", INIT] => "a config",
        [section::RESOURCES, _, "Metadata", INIT, "configSets"] => "a config set",
        [section::RESOURCES, _, "Metadata", INIT, _, inside] => match Section::of_key(inside) {
            Some(Section::Packages | Section::Services) => "a manager",
            Some(Section::Groups) => "a group",
            Some(Section::Users) => "a user",
            Some(Section::Sources) => "a source",
            Some(Section::Files) => "a file",
            Some(Section::Commands) => "a command",
            None => "a key",
        },
        _ => "a key",
    }
}

/// Where all siblings are mappings, one with the keys that they share; else text.
fn like_siblings(node: Node<'_>) -> Value {
    let siblings: Vec<Node<'_>> = node.entries().map(|entry| entry.value).chain(node.items()).take(50).collect();
    let is_plain = |node: &Node<'_>| node.is_plain(Kind::Mapping) && !is_call(*node);
    let Some((first, others)) =
        siblings.split_first().filter(|(first, rest)| is_plain(first) && rest.iter().all(is_plain))
    else {
        return Value::from("");
    };
    let shared = first.entries().filter(|entry| others.iter().all(|other| other.get(entry.key()).is_some()));
    Value::Mapping(shared.map(|entry| (Value::from(entry.key()), empty_of(entry.value))).collect())
}

fn is_call(node: Node<'_>) -> bool {
    node.len() == 1 && node.entries().any(|entry| Function::of_long(entry.key()).is_some())
}

fn empty_of(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Sequence if node.tag().is_none() => Value::Sequence(Vec::new()),
        Kind::Mapping if !is_call(node) => Value::Mapping(Default::default()),
        Kind::Sequence | Kind::Mapping | Kind::Scalar => Value::from(""),
    }
}

fn one(key: &str, value: Value) -> Value {
    Value::Mapping([(Value::from(key), value)].into_iter().collect())
}

fn equals(form: Spelling) -> Value {
    let both = Value::Sequence(vec![Value::from(""), Value::from("")]);
    Function::of_long("Fn::Equals").map_or(Value::Null, |equals| spelled(equals, both, form))
}

/// The value at `spot` after a change, where a short tag before it may have become a long name.
pub fn settled(document: &Document, spot: &ValueRef) -> ValueRef {
    let node = document.node(&spot.at).filter(|node| node.tag().is_none() && spot.part == super::ValuePart::Inside);
    match node.and_then(|node| node.entries().next().filter(|_| node.len() == 1)) {
        Some(entry) if Function::of_long(entry.key()).is_some() => spot.at.join(entry.key()).into(),
        _ => spot.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_is_like_its_siblings() {
        for (text, pointer, wanted) in [
            ("a: [x, y]\n", "/a", "\"\"\n"),
            ("a: [{Key: b, Value: c}, {Key: d, Value: e, P: f}]\n", "/a", "Key: \"\"\nValue: \"\"\n"),
            ("a: {x: {l: [1], m: {n: 1}}}\n", "/a", "l: []\nm: {}\n"),
            ("a: [!Ref X]\n", "/a", "\"\"\n"),
            ("a: [{Ref: X}]\n", "/a", "\"\"\n"),
            ("Outputs: {}\n", "/Outputs", "Value: \"\"\n"),
        ] {
            let document = Document::parse(text);
            let at = document.path_from_pointer(pointer).unwrap();
            let written = serde_yaml::to_string(&serde_yaml::Value::from(default_of(&document, &at)))
                .unwrap()
                .replace('\'', "\"");
            assert_eq!(written, wanted, "{text}");
        }
    }
}
