//! Where two resolved values differ.

use serde_json::Value as Json;

/// A place where two values differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ValueDifference<'v> {
    /// Keys from the root, `*` for any item of a list.
    pub(super) keys: Vec<String>,
    /// What was there.
    pub(super) old: Option<&'v Json>,
    /// What is there.
    pub(super) new: Option<&'v Json>,
}

impl ValueDifference<'_> {
    /// The keys as texts.
    pub(super) fn words(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }
}

/// Values nested deeper are compared as wholes: more than any property of AWS has.
const DEEPEST: usize = 12;

/// The places where two values differ, as deep as they can be named; none if they are the same. A mapping that only one
/// side has differs in each of its entries; lists of different lengths differ as wholes.
pub(super) fn differences<'v>(old: Option<&'v Json>, new: Option<&'v Json>) -> Vec<ValueDifference<'v>> {
    let mut found = Vec::new();
    collect(old, new, &mut Vec::new(), &mut found);
    found
}

fn collect<'v>(
    old: Option<&'v Json>,
    new: Option<&'v Json>,
    at: &mut Vec<String>,
    found: &mut Vec<ValueDifference<'v>>,
) {
    if old == new {
        return;
    }
    let is_deepest = at.len() >= DEEPEST;
    let mut step = |key: &str, old: Option<&'v Json>, new: Option<&'v Json>, found: &mut Vec<ValueDifference<'v>>| {
        at.push(key.to_string());
        collect(old, new, at, found);
        at.pop();
    };
    let before = found.len();
    match (old, new) {
        _ if is_deepest => {}
        (Some(Json::Array(left)), Some(Json::Array(right))) if left.len() == right.len() => {
            for (left, right) in left.iter().zip(right) {
                step("*", Some(left), Some(right), found);
            }
        }
        _ => {
            let entries = |value: Option<&'v Json>| value.and_then(Json::as_object);
            let (left, right) = (entries(old), entries(new));
            if (left.is_some() || old.is_none()) && (right.is_some() || new.is_none()) {
                for (key, value) in left.into_iter().flatten() {
                    step(key, Some(value), right.and_then(|right| right.get(key)), found);
                }
                for (key, value) in right.into_iter().flatten() {
                    if !left.is_some_and(|left| left.contains_key(key)) {
                        step(key, None, Some(value), found);
                    }
                }
            }
        }
    }
    if found.len() == before {
        found.push(ValueDifference { keys: at.clone(), old, new });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_are_named_as_deep_as_they_go() {
        let keys = |old: Json, new: Json| {
            let found = differences(Some(&old), Some(&new));
            found.iter().map(|one| one.keys.join("/")).collect::<Vec<_>>()
        };
        assert_eq!(keys(json!({"a": 1, "b": {"c": 2}}), json!({"b": {"c": 2}, "a": 1})), Vec::<String>::new());
        assert_eq!(keys(json!({"a": {"b": [1, {"c": 2}]}}), json!({"a": {"b": [1, {"c": 3}]}})), ["a/b/*/c"]);
        assert_eq!(keys(json!({"a": [1]}), json!({"a": [1, 2]})), ["a"]);
        assert_eq!(keys(json!({}), json!({"a": {"b": 1, "c": {}}})), ["a/b", "a/c"]);
        assert_eq!(keys(json!({"a": {"b": 1}}), json!({"a": "x"})), ["a"]);
        assert!(differences(None, None).is_empty());
    }
}
