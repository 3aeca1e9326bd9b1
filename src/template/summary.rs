//! Values in a few words, for a line that stands for more.

use crate::document::{Document, Kind, Node, Path};
use crate::schema::Property;

/// How many keys a line tells.
const MOST: usize = 4;
/// How many letters of one value.
const LONGEST: usize = 40;

/// The first keys of the mapping at a path that say something in a line, in the order of its rows: "HTTP 80, tcp". Keys
/// that have no row come last; "empty" if it says nothing.
pub fn of_rows(document: &Document, at: &Path, rows: &[Property]) -> String {
    let Some(node) = document.node(at) else { return String::new() };
    if !node.is_plain(Kind::Mapping) {
        return value(node).unwrap_or_default();
    }
    let known = rows.iter().filter_map(|row| value(node.get(row.key)?));
    let others = node.entries().filter(|entry| !rows.iter().any(|row| row.key == entry.key()));
    let words: Vec<String> = known.chain(others.filter_map(|entry| value(entry.value))).take(MOST).collect();
    if words.is_empty() { "empty".to_string() } else { words.join(", ") }
}

/// A value of one line: text as it is, a function with its tag; how many for a list; nothing for a mapping.
pub fn value(node: Node<'_>) -> Option<String> {
    let cut = |text: &str| {
        let line = text.lines().next().unwrap_or_default();
        let short: String = line.chars().take(LONGEST).collect();
        if short.len() < text.trim_end().len() { format!("{short}\u{2026}") } else { short }
    };
    match (node.tag(), node.scalar()) {
        (Some(tag), Some(text)) => Some(cut(&format!("{tag} {text}"))),
        (Some(tag), None) => Some(tag.to_string()),
        (None, Some(text)) => Some(cut(text)).filter(|text| !text.is_empty()),
        (None, None) => match node.kind() {
            Kind::Sequence if node.len() == 1 => node.item(0).and_then(value),
            Kind::Sequence => Some(format!("{} items", node.len())).filter(|_| !node.is_empty()),
            Kind::Mapping if node.len() == 1 => {
                let entry = node.entries().next()?;
                Some(cut(&format!("{} {}", entry.key(), entry.value.scalar()?)))
            }
            Kind::Mapping | Kind::Scalar => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ec2::instance;

    #[test]
    fn a_line_tells_the_first_keys_that_say_something() {
        let document = Document::parse(
            "a: {Other: x, VolumeSize: 16, VolumeType: gp3}\nb: {}\nc: !Ref X\nd: {VolumeSize: !Ref S, VolumeType: {Ref: T}}\n",
        );
        let line = |key: &str| of_rows(&document, &Path::root().join(key), &instance::EBS);
        assert_eq!(line("b"), "empty");
        assert_eq!(line("c"), "!Ref X");
        assert!(line("a").ends_with(", x") && line("a").contains("gp3"), "{}", line("a"));
        assert!(line("d").contains("!Ref S") && line("d").contains("Ref T"), "{}", line("d"));
        assert_eq!(line("none"), "");
    }
}
