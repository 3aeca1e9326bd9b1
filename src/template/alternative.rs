//! The texts that a value can be: the text itself, or those of the branches of `Fn::If`.
//!
//! Source: AWS page "Condition functions", Fn::If. Does not ask which branch a deployment takes.

use super::function::call;
use super::mapped_text::MappedText;
use crate::document::{Document, Path};

/// Most branches that are read: a text of nested conditions has few.
const MOST: usize = 64;

/// The texts of a value with their paths, in the order of the text. A branch that is no text is left out.
pub fn texts(document: &Document, at: &Path) -> Vec<(Path, MappedText)> {
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
            None => found.extend(MappedText::of(document, &at).map(|text| (at, text))),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Vec<String> {
        let document = Document::parse(format!("a: {value}\n"));
        texts(&document, &Path::root().join("a")).iter().map(|(_, text)| text.text().to_string()).collect()
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
