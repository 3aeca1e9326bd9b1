//! Any text in the other format: what comes out is read by readers that are not ours, with the same texts in the same
//! places, and turning it round again changes nothing.
#![no_main]

use cf_init::document::Document;
use cf_init::template::convert::{to_json, to_yaml};
use cf_init::template::function::long_name;
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;
use serde_yaml::Value;

fuzz_target!(|bytes: &[u8]| {
    let document = Document::parse(String::from_utf8_lossy(bytes));
    if let Ok(yaml) = to_yaml(&document) {
        there_and_back(&Document::parse(yaml.text));
    }
    there_and_back(&document);
});

fn there_and_back(document: &Document) {
    let Ok(first) = to_json(document) else { return };
    let json: Json = serde_json::from_str(&first.text).unwrap_or_else(|error| panic!("{error}\n{}", first.text));
    // A scalar alone is JSON and YAML alike.
    let Ok(yaml) = to_yaml(&Document::parse(first.text.as_str())) else { return };
    let read = Document::parse(yaml.text.as_str());
    assert!(read.syntax_error().is_none(), "{:?}\n{}", read.syntax_error(), yaml.text);
    if let Ok(theirs) = serde_yaml::from_str::<Value>(&yaml.text) {
        assert!(same(&json, &theirs), "{}\n{}", first.text, yaml.text);
    }
    let Ok(second) = to_json(&read) else { return };
    let again: Json = serde_json::from_str(&second.text).unwrap_or_else(|error| panic!("{error}\n{}", second.text));
    assert_eq!(parted(json), parted(again), "{}\n{}", first.text, yaml.text);
}

/// `"Fn::GetAtt": "a.b"` and `["a", "b"]` are the same.
fn parted(json: Json) -> Json {
    match json {
        Json::Array(items) => items.into_iter().map(parted).collect(),
        Json::Object(entries) => {
            let alone = entries.len() == 1;
            let entries = entries.into_iter().map(|(key, value)| match value {
                Json::String(text) if alone && key == "Fn::GetAtt" && text.contains('.') => {
                    (key, text.splitn(2, '.').map(Json::from).collect())
                }
                value => (key, parted(value)),
            });
            Json::Object(entries.collect())
        }
        other => other,
    }
}

/// True if both hold the same keys, items and texts; numbers may be read in their own way.
fn same(json: &Json, yaml: &Value) -> bool {
    match (json, yaml) {
        (Json::Object(entries), Value::Tagged(tagged)) => {
            let tag = tagged.tag.to_string();
            let Some((key, inner)) = entries.iter().next().filter(|_| entries.len() == 1) else { return false };
            let parts = match &tagged.value {
                Value::String(text) if tag == "!GetAtt" && inner.is_array() => {
                    Value::Sequence(text.splitn(2, '.').map(Value::from).collect())
                }
                value => value.clone(),
            };
            long_name(&tag).as_deref() == Some(key) && same(inner, &parts)
        }
        (Json::Object(entries), Value::Mapping(theirs)) => {
            entries.len() == theirs.len()
                && entries
                    .iter()
                    .zip(theirs)
                    .all(|((key, value), (other, their))| other.as_str() == Some(key) && same(value, their))
        }
        (Json::Array(items), Value::Sequence(theirs)) => {
            items.len() == theirs.len() && items.iter().zip(theirs).all(|(item, their)| same(item, their))
        }
        (Json::String(text), Value::String(their)) => text == their,
        (Json::Bool(value), Value::Bool(their)) => value == their,
        (Json::Null, Value::Null) => true,
        (Json::Number(_), Value::Number(_)) => true,
        // Too long for the other reader's numbers.
        (Json::Number(number), Value::String(their)) => number.to_string().len() > 15 && !their.is_empty(),
        _ => false,
    }
}
