//! Giving a resource or a parameter another name, with everything that refers to it.

use crate::document::{Document, Edit, Node, Path, Value};
use crate::template::function::tagged;
use crate::template::references::{How, Reference, WORDS, is_named, references_to, stands_at};
use crate::template::substitution::pieces;
use crate::template::{Template, section};

/// Metadata that the console's form reads. Source: AWS page "AWS::CloudFormation::Interface".
const INTERFACE: [&str; 2] = [section::METADATA, "AWS::CloudFormation::Interface"];

/// Gives the resource at `at` another logical id, in every reference too, helper scripts' options and hooks included.
pub fn resource(document: &Document, at: &Path, to: &str) -> Vec<Edit> {
    let mut edits = references(document, at, to);
    edits.push(Edit::Rename { at: at.clone(), to: to.to_string() });
    edits
}

/// Gives the parameter at `at` another name, in every reference and in the console's form too.
pub fn parameter(document: &Document, at: &Path, to: &str) -> Vec<Edit> {
    let from = at.last_key().unwrap_or_default();
    let mut edits = references(document, at, to);
    edits.extend(in_interface(document, from, to));
    edits.push(Edit::Rename { at: at.clone(), to: to.to_string() });
    edits
}

fn references(document: &Document, at: &Path, to: &str) -> Vec<Edit> {
    let from = at.last_key().unwrap_or_default();
    let found = references_to(Template::of(document), from);
    found.iter().filter_map(|reference| renamed(document, reference, from, to)).collect()
}

fn renamed(document: &Document, reference: &Reference, from: &str, to: &str) -> Option<Edit> {
    let node = document.node(&reference.at)?;
    let set = |at: Path, value: Value| Some(Edit::Set { at, value });
    let at = reference.at.clone();
    match reference.how {
        How::Ref if node.tag().is_some() => set(at, tagged("Ref", to.into())),
        How::Ref => set(at.join("Ref"), to.into()),
        How::GetAtt => get_att(node, at, to),
        How::DependsOn => set(at, to.into()),
        How::Sub | How::Words => {
            let text = in_words(&in_braces(node.scalar()?, from, to), from, to);
            let value = Value::from(text);
            set(at, if node.tag() == Some("!Sub") { tagged("Fn::Sub", value) } else { value })
        }
    }
}

fn get_att(node: Node<'_>, at: Path, to: &str) -> Option<Edit> {
    let attribute = |text: &str| format!("{to}.{}", text.split_once('.').map_or("", |parts| parts.1));
    let long = node.get("Fn::GetAtt");
    let (inner, at) = match long {
        Some(inner) => (inner, at.join("Fn::GetAtt")),
        None => (node, at),
    };
    Some(match inner.scalar() {
        Some(text) if long.is_none() => Edit::Set { at, value: tagged("Fn::GetAtt", attribute(text).into()) },
        Some(text) => Edit::Set { at, value: attribute(text).into() },
        None => Edit::Set { at: at.join(0), value: to.into() },
    })
}

/// `${From}` and `${From.Attribute}` with the new name.
fn in_braces(text: &str, from: &str, to: &str) -> String {
    pieces(text)
        .iter()
        .map(|piece| match is_named(piece, from) {
            true => piece.written().replacen(from, to, 1),
            false => piece.written().to_string(),
        })
        .collect()
}

/// `--resource From`, `path=Resources.From` and their like with the new name.
fn in_words(text: &str, from: &str, to: &str) -> String {
    let mut text = text.to_string();
    for word in WORDS {
        let ends: Vec<usize> = text.match_indices(word).map(|(start, word)| start + word.len()).collect();
        // From the last on: those before keep their bytes.
        for at in ends.into_iter().rev().filter(|at| stands_at(&text, *at, from)).collect::<Vec<_>>() {
            text.replace_range(at..at + from.len(), to);
        }
    }
    text
}

fn in_interface(document: &Document, from: &str, to: &str) -> Vec<Edit> {
    let at = Path::root().keys(INTERFACE);
    let mut edits = Vec::new();
    let groups = at.join("ParameterGroups");
    for (index, group) in document.node(&groups).into_iter().flat_map(|node| node.items()).enumerate() {
        let names = group.get("Parameters").into_iter().flat_map(|names| names.items()).enumerate();
        for (item, _) in names.filter(|(_, name)| name.scalar() == Some(from)) {
            edits.push(Edit::Set { at: groups.join(index).join("Parameters").join(item), value: to.into() });
        }
    }
    let label = at.keys(["ParameterLabels", from]);
    if document.node(&label).is_some() {
        edits.push(Edit::Rename { at: label, to: to.to_string() });
    }
    edits
}
