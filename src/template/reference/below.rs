//! The names that are said below a value, and which resources name which others, in one way through each.
//!
//! [`super::uses`] answers who uses one name and where; this answers what one value uses, for views of the whole.

use std::collections::HashMap;

use super::in_braces;
use crate::document::Node;
use crate::template::resource::{Resource, named};

/// Values looked at below one value: more than a template of 1 MB holds, and an end for aliases of aliases.
const MAX_STEPS: usize = 100_000;

/// The names that `Ref`, the first part of `Fn::GetAtt` and `${…}` of `Fn::Sub` say at or below a value, each as often
/// as it is said, in the order of the text. Pseudo parameters such as `AWS::Region` are among them.
pub fn names_below(node: Node<'_>) -> Vec<&str> {
    let mut found = Vec::new();
    let mut waiting = vec![(node, false)];
    for _ in 0..MAX_STEPS {
        let Some((node, is_sub)) = waiting.pop() else { break };
        if let Some(name) = named(node) {
            found.push(name);
            continue;
        }
        let is_sub = is_sub || node.tag() == Some("!Sub");
        if let Some(text) = node.scalar().filter(|_| is_sub) {
            found.extend(in_braces(text, |_| true).filter_map(|span| text.get(span)?.split('.').next()));
        }
        let items = node.items().enumerate().map(|(index, item)| (item, is_sub && index == 0));
        let entries = node.entries().map(|entry| (entry.value, entry.key() == "Fn::Sub"));
        let from = waiting.len();
        waiting.extend(items.chain(entries));
        if let Some(new) = waiting.get_mut(from..) {
            new.reverse();
        }
    }
    found
}

/// Which of the resources name which others, by their positions in `all`: each pair once, in order; nobody names
/// itself.
pub fn links(all: &[Resource<'_>]) -> Vec<(usize, usize)> {
    let index: HashMap<&str, usize> = all.iter().enumerate().map(|(at, resource)| (resource.id(), at)).collect();
    let mut links = Vec::new();
    for (from, resource) in all.iter().enumerate() {
        let names = names_below(resource.node()).into_iter().chain(resource.depends_on());
        let mut to: Vec<usize> = names.filter_map(|name| index.get(name).copied()).filter(|to| *to != from).collect();
        to.sort_unstable();
        to.dedup();
        links.extend(to.into_iter().map(|to| (from, to)));
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn names_are_found_in_every_spelling_and_in_their_order() {
        let text = "a: !Ref A\nb: {Fn::GetAtt: [B, Arn]}\nc: !GetAtt C.Arn.More\nd: !Sub \"x ${D} ${!No} ${E.Arn}\"\n\
                    e: {Fn::Sub: [\"${F} ${Own}\", {Own: !Ref G}]}\nf: [\"${H}\", !If [I, !Ref J, text]]\n\
                    g: !Sub [\"${K}\", {}]\n";
        let document = Document::parse(text);
        let names = names_below(document.root().unwrap());
        assert_eq!(names, ["A", "B", "C", "D", "E", "F", "Own", "G", "J", "K"]);
    }

    #[test]
    fn each_pair_stands_once_and_nobody_names_itself() {
        let text = "Resources:\n  A: {DependsOn: B, Properties: {x: !Ref B, y: !Ref A, z: !Ref AWS::Region}}\n  \
                    B: {Properties: {x: !Sub \"${A.Arn}${C}\"}}\n  C: {}\n";
        let document = Document::parse(text);
        let all: Vec<_> = Template::of(&document).resources().collect();
        assert_eq!(links(&all), [(0, 1), (1, 0), (1, 2)]);
    }

    #[test]
    fn aliases_of_aliases_come_to_an_end() {
        let mut text = String::from("a0: &a0 [!Ref X]\n");
        for level in 1..12 {
            text.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}]\n", level - 1));
        }
        let document = Document::parse(text);
        assert!(document.root().is_none_or(|root| names_below(root).len() <= MAX_STEPS));
    }
}
