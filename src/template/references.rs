//! Who refers to a logical id: `Ref`, `Fn::GetAtt`, `${…}`, `DependsOn`, and texts that name it to cfn-init.
//!
//! Source: AWS page "Intrinsic function reference"; the words of cfn-init's and cfn-signal's command lines.

use super::resource::{attribute, named};
use super::substitution::{Piece, pieces};
use super::{Template, section};
use crate::document::{Node, Path};

/// A place that names a logical id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The value that names it.
    pub at: Path,
    /// In which way.
    pub how: How,
}

/// How a place names a logical id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// `Ref`.
    Ref,
    /// `Fn::GetAtt`.
    GetAtt,
    /// `${Id}` or `${Id.Attribute}`.
    Sub,
    /// `DependsOn`.
    DependsOn,
    /// An option of cfn-init or cfn-signal, or a path of cfn-hup, in a text.
    Words,
}

impl How {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            How::Ref => "Ref",
            How::GetAtt => "Fn::GetAtt",
            How::Sub => "${…}",
            How::DependsOn => "DependsOn",
            How::Words => "command line",
        }
    }
}

/// What stands before a logical id in a text: options of the helper scripts and a hook's path.
pub(super) const WORDS: [&str; 4] = ["--resource ", "-r ", "path=Resources.", "LogicalResourceId="];

/// All places that name a resource or parameter, in the order of the text.
pub fn references_to(template: Template<'_>, id: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    if let Some(root) = template.document().root() {
        visit(root, id, &mut found);
    }
    found
}

/// The resources, parameters and outputs in which a logical id is named, apart from itself, each once:
/// `Resources › WebServer`.
pub fn owners(references: &[Reference], id: &str) -> Vec<Path> {
    let mut owners: Vec<Path> = Vec::new();
    for reference in references {
        let owner: Path = reference.at.steps().iter().take(2).cloned().collect();
        if owner.last_key() != Some(id) && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

/// A value that is still to be looked at.
struct Visit<'d> {
    node: Node<'d>,
    at: Path,
    /// True if it is the text of `Fn::Sub`, or the list with it.
    in_sub: bool,
}

fn visit(root: Node<'_>, id: &str, found: &mut Vec<Reference>) {
    let mut waiting = vec![Visit { node: root, at: Path::root(), in_sub: false }];
    while let Some(Visit { node, at, in_sub }) = waiting.pop() {
        let in_sub = in_sub || node.tag() == Some("!Sub");
        if let Some(how) = how(node, &at, in_sub, id) {
            found.push(Reference { at: at.clone(), how });
        }
        // The second item of the list may give the name a meaning of its own.
        let hidden = node.item(1).is_some_and(|names| names.get(id).is_some());
        let entries = node.entries().map(|entry| {
            let key = entry.key();
            Visit { node: entry.value, at: at.join(key), in_sub: key == "Fn::Sub" }
        });
        let items = node.items().enumerate().map(|(index, item)| Visit {
            node: item,
            at: at.join(index),
            in_sub: in_sub && index == 0 && !hidden,
        });
        let mut children: Vec<Visit<'_>> = entries.chain(items).filter(|child| !child.node.is_alias()).collect();
        children.reverse();
        waiting.extend(children);
    }
}

fn how(node: Node<'_>, at: &Path, in_sub: bool, id: &str) -> Option<How> {
    if named(node) == Some(id) {
        let is_ref = node.tag() == Some("!Ref") || (node.tag().is_none() && node.get("Ref").is_some());
        return Some(if is_ref { How::Ref } else { How::GetAtt });
    }
    let text = node.scalar()?;
    if text == id && in_depends_on(at) {
        return Some(How::DependsOn);
    }
    if in_sub && pieces(text).iter().any(|piece| is_named(piece, id)) {
        return Some(How::Sub);
    }
    says(text, id).then_some(How::Words)
}

fn in_depends_on(at: &Path) -> bool {
    let steps = at.steps();
    let key = |index: usize| steps.get(index).and_then(|step| step.key());
    key(0) == Some(section::RESOURCES) && key(2) == Some(attribute::DEPENDS_ON) && (3..=4).contains(&steps.len())
}

/// True if a piece is `${Id}` or `${Id.Attribute}`.
pub(super) fn is_named(piece: &Piece<'_>, id: &str) -> bool {
    match piece {
        Piece::Name { name, .. } => name.split('.').next() == Some(id),
        Piece::Text(_) | Piece::Literal(_) => false,
    }
}

/// True if a text names the id to one of the helper scripts.
fn says(text: &str, id: &str) -> bool {
    WORDS.iter().any(|word| text.match_indices(word).any(|(start, word)| stands_at(text, start + word.len(), id)))
}

/// True if the id, as a whole word, stands at this byte of the text.
pub(super) fn stands_at(text: &str, at: usize, id: &str) -> bool {
    let Some(behind) = text.get(at..).and_then(|rest| rest.strip_prefix(id)) else { return false };
    !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn every_way_to_name_an_id_is_found() {
        let text = "Resources:\n  A: {DependsOn: W}\n  B: {DependsOn: [X, W], P: !Ref W, Q: {Ref: W}, R: !GetAtt W.Id}\n  \
                    W: {M: !Sub \"${W.Id} ${!W}\"}\n  C: {a: {Fn::GetAtt: [W, Id]}, b: {Fn::Sub: [\"${W}\", {}]}}\n  \
                    D: {a: !Sub [\"${W}\", {W: 1}], b: \"${W}\", c: {Ref: WW}, d: \"cfn-init --resource W -c x\"}\n  \
                    E: \"--resource WW path=Resources.W.Metadata\"\nOutputs: {O: {Value: !Sub \"${W}\"}}\n";
        let document = Document::parse(text);
        let found = references_to(Template::of(&document), "W");
        let shown: Vec<String> = found.iter().map(|one| format!("{} {:?}", one.at, one.how)).collect();
        assert_eq!(
            shown,
            [
                "Resources › A › DependsOn DependsOn",
                "Resources › B › DependsOn › 1 DependsOn",
                "Resources › B › P Ref",
                "Resources › B › Q Ref",
                "Resources › B › R GetAtt",
                "Resources › W › M Sub",
                "Resources › C › a GetAtt",
                "Resources › C › b › Fn::Sub › 0 Sub",
                "Resources › D › d Words",
                "Resources › E Words",
                "Outputs › O › Value Sub",
            ]
        );
        let owners: Vec<String> = owners(&found, "W").iter().map(|path| path.to_string()).collect();
        let wanted = ["A", "B", "C", "D", "E"].map(|id| format!("Resources › {id}"));
        assert_eq!(owners, [&wanted[..], &["Outputs › O".to_string()]].concat());
    }
}
