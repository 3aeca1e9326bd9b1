//! The values and texts that a value can be: the value itself, or those of the branches of `Fn::If`.
//!
//! Source: AWS page "Condition functions", Fn::If. Does not ask which branch a deployment takes.

use super::function::call;
use super::mapped_text::MappedText;
use crate::document::{Document, Path};

/// Most branches that are read: a text of nested conditions has few.
const MOST: usize = 64;

/// The paths of the values that a value can be, in the order of the text: the value itself, or the branches of `Fn::If`
/// at any depth. `AWS::NoValue` is one of them.
pub fn branches(document: &Document, at: &Path) -> Vec<Path> {
    let mut found = Vec::new();
    let mut waiting = vec![at.clone()];
    for _ in 0..MOST {
        let Some(at) = waiting.pop() else { break };
        let Some(node) = document.node(&at) else { continue };
        match call(node).filter(|call| call.name == "Fn::If") {
            Some(call) => {
                let own = call.argument_path(&at);
                waiting.extend([own.join(2), own.join(1)]);
            }
            None => found.push(at),
        }
    }
    found
}

/// The texts of a value with their paths, in the order of the text. A branch that is no text is left out.
pub fn texts(document: &Document, at: &Path) -> Vec<(Path, MappedText)> {
    branches(document, at).into_iter().filter_map(|at| MappedText::of(document, &at).map(|text| (at, text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Vec<String> {
        let document = Document::parse(format!("a: {value}\n"));
        texts(&document, &Path::root().join("a")).iter().map(|(_, text)| text.text().to_string()).collect()
    }

    #[test]
    fn branches_are_found_at_any_depth() {
        let document = Document::parse("a: !If [C, {b: 1}, !If [D, !Ref AWS::NoValue, {Fn::If: [E, 2, 3]}]]\n");
        let found = branches(&document, &Path::root().join("a"));
        let texts: Vec<&str> = found.iter().map(|at| document.node(at).unwrap().source()).collect();
        assert_eq!(texts, ["{b: 1}", "!Ref AWS::NoValue", "2", "3"]);
        assert_eq!(branches(&document, &Path::root().join("b")), []);
    }

    #[test]
    fn branches_are_read_in_order() {
        assert_eq!(read("x"), ["x"]);
        assert_eq!(read("!If [C, x, !Sub '${Y}']"), ["x", "${Y}"]);
        assert_eq!(read("{Fn::If: [C, {Fn::If: [D, x, y]}, {'Fn::Join': ['', [a, !Ref B]]}]}"), ["x", "y", "a${B}"]);
        assert_eq!(read("!If [C, x, !Ref AWS::NoValue]"), ["x"]);
        assert_eq!(read("!ImportValue x"), [""; 0]);
        assert_eq!(read("[a]"), [""; 0]);
    }
}
