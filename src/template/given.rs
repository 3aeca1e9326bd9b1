//! What decides a value that the text does not show: a function in its place, a loop or a transform among the entries of
//! the mapping that it would be in.

use super::for_each::is_for_each;
use super::function::call;
use crate::document::Node;

/// A function, loop or transform that gives a value.
#[derive(Clone, Copy, Debug)]
pub struct Given<'d> {
    /// Where it is.
    pub node: Node<'d>,
    /// The function's long name, or the key of the loop.
    pub by: &'d str,
    /// Its line, from 1.
    pub line: usize,
}

impl<'d> Given<'d> {
    /// The function in place of a value.
    pub fn whole(node: Node<'d>) -> Option<Given<'d>> {
        call(node).map(|call| Given { node, by: call.name, line: *node.lines().start() })
    }

    /// The loop or transform among the entries of a mapping, which may add any key; else the function in its place.
    pub fn any_key(mapping: Node<'d>) -> Option<Given<'d>> {
        let adds = |key: &str| key == "Fn::Transform" || is_for_each(key);
        let among = mapping.entries().find(|entry| adds(entry.key()));
        let given = among.map(|entry| (entry.value, entry.key(), *entry.key_node.lines().start()));
        given.map(|(node, by, line)| Given { node, by, line }).or_else(|| Given::whole(mapping))
    }

    /// What gives the key of a mapping. `None` if the text shows its value, or that it has none.
    pub fn key(mapping: Node<'d>, key: &str) -> Option<Given<'d>> {
        match mapping.get(key) {
            _ if call(mapping).is_some() => Given::whole(mapping),
            Some(node) => Given::whole(node),
            None => Given::any_key(mapping),
        }
    }

    /// What gives the last of some keys, each in the mapping of the one before.
    pub fn below(start: Node<'d>, keys: &[&str]) -> Option<Given<'d>> {
        let mut node = start;
        for key in keys {
            if let Some(given) = Given::key(node, key) {
                return Some(given);
            }
            node = node.get(key)?;
        }
        None
    }

    /// In a sentence: "Fn::If (line 7)".
    pub fn in_words(&self) -> String {
        format!("{} (line {})", self.by, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn what_gives_a_key_is_found_at_each_level() {
        let given = |text: &str| {
            let document = Document::parse(text);
            let found = Given::below(document.root().unwrap(), &["a", "b"]).map(|given| given.in_words());
            found.unwrap_or_default()
        };
        for (text, wanted) in [
            ("a: {b: 1}\n", ""),
            ("a: {c: 1}\n", ""),
            ("c: 1\n", ""),
            ("a: {b: !Ref X}\n", "Ref (line 1)"),
            ("a:\n  b: !If [C, 1, 2]\n", "Fn::If (line 2)"),
            ("a: !If [C, {b: 1}, {}]\n", "Fn::If (line 1)"),
            ("a:\n  c: 1\n  Fn::Transform: {Name: T}\n", "Fn::Transform (line 3)"),
            ("a:\n  b: 1\n  Fn::Transform: {Name: T}\n", ""),
            ("c: 1\nFn::ForEach::L: [X, [y], {'${X}': 1}]\n", "Fn::ForEach::L (line 2)"),
        ] {
            assert_eq!(given(text), wanted, "{text}");
        }
    }
}
