//! `Fn::ForEach` loops: entries of a mapping that CloudFormation repeats for each value of a collection.
//!
//! `Fn::ForEach::Name: [Identifier, Collection, {Key${Identifier}: Body}]`. Loops may be among resources, conditions,
//! outputs and properties, and in bodies of loops. Source: AWS page "Fn::ForEach".

use std::borrow::Cow;

use crate::document::{Entry, Kind, Node, Path, Step};

/// Start of the key of a loop.
pub const PREFIX: &str = "Fn::ForEach::";
/// Position of the body in the list of a loop.
const BODY: usize = 2;

/// A loop.
#[derive(Clone, Copy, Debug)]
pub struct ForEach<'d> {
    /// The key, `Fn::ForEach::Name`.
    pub key: &'d str,
    /// What the values are called in the body.
    pub identifier: &'d str,
    /// The values, or a function that gives them.
    pub collection: Node<'d>,
    /// The mapping whose entries are repeated.
    pub body: Node<'d>,
}

impl<'d> ForEach<'d> {
    /// The loop that an entry is. `None` for other entries, and for a loop that is not complete.
    pub fn of(entry: Entry<'d>) -> Option<ForEach<'d>> {
        if !is_for_each(entry.key()) {
            return None;
        }
        let list = entry.value;
        let body = list.item(BODY).filter(|body| body.is_plain(Kind::Mapping))?;
        let identifier = list.item(0)?.scalar()?;
        Some(ForEach { key: entry.key(), identifier, collection: list.item(1)?, body })
    }
}

/// True for the key of a loop.
pub fn is_for_each(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// An entry of a mapping or of the body of a loop in it.
#[derive(Clone, Copy, Debug)]
pub struct FlatEntry<'d> {
    /// The entry.
    pub entry: Entry<'d>,
    /// True if a loop repeats it.
    pub in_loop: bool,
}

/// The entries of a mapping, those of the bodies of loops among them, in the order of the text. Functions are left out.
pub fn entries<'d>(node: Node<'d>) -> impl DoubleEndedIterator<Item = FlatEntry<'d>> {
    // Most mappings have neither loops nor functions.
    let is_flat = !node.has_key_prefix("Fn::");
    let flat = is_flat.then(|| node.entries()).into_iter().flatten();
    let mut found = Vec::new();
    let mut waiting: Vec<(Entry<'d>, bool)> = Vec::new();
    if !is_flat {
        waiting.extend(node.entries().rev().map(|entry| (entry, false)));
    }
    while let Some((entry, in_loop)) = waiting.pop() {
        match ForEach::of(entry) {
            Some(each) if !each.body.is_alias() => {
                waiting.extend(each.body.entries().rev().map(|entry| (entry, true)));
            }
            _ if entry.key().starts_with("Fn::") => {}
            _ => found.push(FlatEntry { entry, in_loop }),
        }
    }
    flat.map(|entry| FlatEntry { entry, in_loop: false }).chain(found)
}

/// The entries of the mapping at a path with their own paths, those of the bodies of loops among them, in the order of
/// the text. Functions are left out.
pub fn located<'d>(at: &Path, node: Node<'d>) -> Vec<(Path, Entry<'d>)> {
    // Most mappings have neither loops nor functions.
    if !node.has_key_prefix("Fn::") {
        return node.entries().map(|entry| (at.join(entry.key()), entry)).collect();
    }
    let mut found = Vec::with_capacity(node.len());
    let mut waiting: Vec<(Path, Entry<'d>)> = node.entries().rev().map(|entry| (at.join(entry.key()), entry)).collect();
    while let Some((at, entry)) = waiting.pop() {
        match ForEach::of(entry) {
            Some(each) if !each.body.is_alias() => {
                let body = at.join(BODY);
                waiting.extend(each.body.entries().rev().map(|entry| (body.join(entry.key()), entry)));
            }
            _ if entry.key().starts_with("Fn::") => {}
            _ => found.push((at, entry)),
        }
    }
    found
}

/// The keys of the loops of a mapping, those in bodies too.
pub fn keys<'d>(node: Node<'d>) -> Vec<&'d str> {
    let mut found = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        for each in node.entries().filter_map(ForEach::of) {
            found.push(each.key);
            waiting.push(each.body);
        }
    }
    found
}

/// A path without the steps into bodies of loops: where the entry would be without them.
pub fn outside(at: &Path) -> Path {
    let steps = at.steps();
    let is_loop = |index: usize| steps.get(index).and_then(Step::key).is_some_and(is_for_each);
    let is_body = |index: usize| matches!(steps.get(index), Some(Step::Index(BODY)));
    let kept = steps.iter().enumerate().filter(|(index, _)| {
        let enters = is_loop(*index) && is_body(index + 1);
        !(enters || is_body(*index) && index.checked_sub(1).is_some_and(is_loop))
    });
    kept.map(|(_, step)| step.clone()).collect()
}

/// The key of the innermost loop that repeats the entry at a path.
pub fn around(at: &Path) -> Option<&str> {
    let steps = at.steps();
    let pairs = steps.iter().zip(steps.iter().skip(1)).rev();
    pairs.filter(|(_, body)| **body == Step::Index(BODY)).find_map(|(key, _)| key.key().filter(|key| is_for_each(key)))
}

/// The path of the entry of a section that a loop repeats, for a path in it: of its resource, condition or output.
pub fn entry_of(at: &Path) -> Option<Path> {
    let steps = at.steps();
    let is_loop = |index: usize| steps.get(index).and_then(Step::key).is_some_and(is_for_each);
    let mut count = 1;
    while is_loop(count) && steps.get(count + 1) == Some(&Step::Index(BODY)) {
        count += 2;
    }
    (count > 1 && count < steps.len() && !is_loop(count)).then(|| steps.iter().take(count + 1).cloned().collect())
}

/// A text with the values of loops in place of `${Identifier}`, and of `&{Identifier}`, where only letters and digits
/// of the value remain.
pub fn replaced<'t>(text: &'t str, variables: &[(&str, String)]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for (name, value) in variables.iter().rev() {
        for (sign, value) in [('$', value.clone()), ('&', value.chars().filter(char::is_ascii_alphanumeric).collect())]
        {
            let mark = format!("{sign}{{{name}}}");
            if text.contains(&mark) {
                text = Cow::Owned(text.replace(&mark, &value));
            }
        }
    }
    text
}

/// True if a key of a loop's body could become this name: `Web${X}Role` and `WebAppRole`.
pub fn could_become(key: &str, name: &str) -> bool {
    let marks = [key.find("${"), key.find("&{")];
    let Some(start) = marks.into_iter().flatten().min() else { return key == name };
    let end = key.rfind('}').map_or(key.len(), |end| end + 1);
    let (head, tail) = (key.get(..start).unwrap_or_default(), key.get(end..).unwrap_or_default());
    name.strip_prefix(head).is_some_and(|rest| rest.len() > tail.len() && rest.ends_with(tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    const TEXT: &str = "A: {}\nFn::ForEach::Outer:\n  - X\n  - [a, b]\n  - B${X}: {k: 1}\n    Fn::ForEach::Inner: [Y, [c], {'C${X}&{Y}': {}}]\n\
                        Fn::Transform: {Name: M}\nFn::ForEach::Bad: [Z]\nD: {}\n";

    #[test]
    fn entries_of_loops_are_among_those_of_the_mapping() {
        let document = Document::parse(TEXT);
        let root = document.root().unwrap();
        let found: Vec<_> = entries(root).map(|one| (one.entry.key(), one.in_loop)).collect();
        assert_eq!(found, [("A", false), ("B${X}", true), ("C${X}&{Y}", true), ("D", false)]);
        assert_eq!(keys(root), ["Fn::ForEach::Outer", "Fn::ForEach::Inner"]);
    }

    #[test]
    fn entries_of_loops_have_paths() {
        let document = Document::parse(TEXT);
        let found = located(&Path::root(), document.root().unwrap());
        let keys: Vec<_> = found.iter().map(|(_, entry)| entry.key()).collect();
        assert_eq!(keys, ["A", "B${X}", "C${X}&{Y}", "D"]);
        for (at, entry) in found {
            assert_eq!(
                (at.clone(), document.node(&at).map(|node| node.span())),
                (entry.value.path(), Some(entry.value.span()))
            );
        }
    }

    #[test]
    fn a_path_has_a_place_without_the_loops() {
        let document = Document::parse(TEXT);
        let at = document.path_from_pointer("/Fn::ForEach::Outer/2/Fn::ForEach::Inner/2/C${X}&{Y}/Type").unwrap();
        assert_eq!(outside(&at).to_string(), "C${X}&{Y} › Type");
        assert_eq!(around(&at), Some("Fn::ForEach::Inner"));
        assert_eq!(entry_of(&Path::root()), None);
        let below = document.path_from_pointer("/R/Fn::ForEach::Outer").unwrap().join(2).keys(["B${X}", "k", "l"]);
        assert_eq!(entry_of(&below).unwrap().to_string(), "R › Fn::ForEach::Outer › 2 › B${X}");
        let collection = document.path_from_pointer("/Fn::ForEach::Outer/1/0").unwrap();
        assert_eq!((outside(&collection), around(&collection)), (collection.clone(), None));
    }

    #[test]
    fn values_replace_both_spellings_of_a_name() {
        let variables = [("X", "a.b".to_string()), ("Y", "c".to_string())];
        assert_eq!(replaced("${X}-&{X}-${Y}-${Z}", &variables), "a.b-ab-c-${Z}");
        assert!(could_become("Web${X}Role", "WebAppRole") && could_become("${X}", "a"));
        assert!(!could_become("Web${X}Role", "WebRole") && !could_become("Web${X}", "App") && !could_become("A", "B"));
    }
}
