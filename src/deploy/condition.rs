//! What conditions and values come to with the parameters that will be given; unknown where only AWS can tell.
//!
//! Source: AWS page "Condition functions".

use crate::document::Node;
use crate::template::Template;
use crate::template::function::{is_long_name, long_name};

/// Values and conditions of a template with given parameters.
pub(super) struct Reading<'d, V: Fn(&str) -> Option<String>> {
    template: Template<'d>,
    /// The value of a parameter; `None` if it is not known.
    value_of: V,
}

/// Deepest nesting that is followed; conditions that name each other in a circle end here.
const DEEPEST: usize = 32;

impl<'d, V: Fn(&str) -> Option<String>> Reading<'d, V> {
    pub(super) fn new(template: Template<'d>, value_of: V) -> Reading<'d, V> {
        Reading { template, value_of }
    }

    /// The text that a value comes to: plain text, `Ref` of a parameter, `Fn::If` of these.
    pub(super) fn text(&self, node: Node<'d>) -> Option<String> {
        self.text_within(node, DEEPEST)
    }

    /// Whether the condition of this name is true.
    pub(super) fn holds(&self, condition: &str) -> Option<bool> {
        self.holds_within(condition, DEEPEST)
    }

    fn text_within(&self, node: Node<'d>, depth: usize) -> Option<String> {
        let Some((name, inner)) = call(node) else { return node.scalar().map(str::to_string) };
        let depth = depth.checked_sub(1)?;
        match name.as_str() {
            "Ref" => (self.value_of)(inner.scalar()?),
            "Fn::If" => {
                let chosen = if self.holds_within(inner.item(0)?.scalar()?, depth)? { 1 } else { 2 };
                self.text_within(inner.item(chosen)?, depth)
            }
            _ => None,
        }
    }

    fn holds_within(&self, condition: &str, depth: usize) -> Option<bool> {
        let node = self.template.section("Conditions")?.get(condition)?;
        self.truth(node, depth.checked_sub(1)?)
    }

    fn truth(&self, node: Node<'d>, depth: usize) -> Option<bool> {
        let (name, inner) = call(node)?;
        let depth = depth.checked_sub(1)?;
        let all = || inner.items().map(|item| self.truth(item, depth)).collect::<Vec<_>>();
        match name.as_str() {
            "Condition" => self.holds_within(inner.scalar()?, depth),
            "Fn::Equals" => Some(self.text_within(inner.item(0)?, depth)? == self.text_within(inner.item(1)?, depth)?),
            "Fn::Not" => Some(!self.truth(inner.item(0)?, depth)?),
            "Fn::And" => joined(&all(), false),
            "Fn::Or" => joined(&all(), true),
            _ => None,
        }
    }
}

/// One `deciding` decides; else all have to be known.
fn joined(all: &[Option<bool>], deciding: bool) -> Option<bool> {
    if all.contains(&Some(deciding)) {
        return Some(deciding);
    }
    (!all.contains(&None)).then_some(!deciding)
}

/// The long name of the function that a value is, and what it is given.
fn call(node: Node<'_>) -> Option<(String, Node<'_>)> {
    if let Some(name) = node.tag().and_then(long_name) {
        return Some((name, node));
    }
    let entry = node.entries().next().filter(|_| node.len() == 1)?;
    let name = entry.key();
    (is_long_name(name) || name == "Condition").then(|| (name.to_string(), entry.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn conditions_are_true_false_or_unknown() {
        let text = "Conditions:\n  A: !Equals [!Ref ParameterValue, x]\n  B: {'Fn::Not': [{Condition: A}]}\n\
                    \x20 C: !And [!Condition A, !Condition Away]\n  D: !And [!Condition B, !Condition Away]\n\
                    \x20 E: !Or [!Condition A, !Condition Away]\n  F: !Condition F\n\
                    \x20 G: !Equals [!Ref 'AWS::Region', x]\nV: !If [B, 1, !If [A, !Ref ParameterValue, 3]]\n";
        let document = Document::parse(text);
        let reading = Reading::new(Template::of(&document), |name| (name == "ParameterValue").then(|| "x".to_string()));
        let holds: Vec<_> = ["A", "B", "C", "D", "E", "F", "G"].iter().map(|name| reading.holds(name)).collect();
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(holds, [yes, no, None, no, yes, None, None]);
        let value = document.root().unwrap().get("V").unwrap();
        assert_eq!(reading.text(value).as_deref(), Some("x"));
    }
}
