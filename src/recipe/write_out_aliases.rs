//! Aliases and merge keys written out: CloudFormation takes neither.

use super::definition::{Recipe, RecipeGroup, Symbol};
use super::proposal::Proposal;
use super::target;
use crate::document::{Document, Edit, Kind, Node, Path, ScalarType, Slot};

/// Most edits of one proposal.
const MOST_EDITS: usize = 2_000;

/// Writes aliases and merge keys out.
pub static RECIPE: Recipe = Recipe {
    id: "write-out-aliases",
    title: "Write out aliases and merge keys",
    about: "Puts what an anchor names in place of its aliases, and the keys that << takes over in place of <<. \
            CloudFormation refuses both.",
    symbol: Symbol::Pen,
    group: RecipeGroup::Template,
    subject: None,
    targets: |document| target::template_if(document.has_anchors()),
    options: &[],
    propose: |request| Ok(propose(request.document)?),
};

/// The change that writes all aliases and merge keys out and removes the anchors.
///
/// # Errors
/// There is none, or they are too many, or one of them cannot be written out.
pub fn propose(document: &Document) -> Result<Proposal, String> {
    let counts = Counts::of(document);
    let edits = edits(document)?;
    if edits.is_empty() {
        return Err("The template has no alias, merge key or anchor.".into());
    }
    let mut does = Vec::new();
    for (count, one, many) in [
        (counts.aliases, "1 alias is written out.", "aliases are written out."),
        (counts.merges, "1 merge key << is written out.", "merge keys << are written out."),
        (counts.anchors, "1 anchor is removed.", "anchors are removed."),
    ] {
        match count {
            0 => {}
            1 => does.push(one.to_string()),
            count => does.push(format!("{count} {many}")),
        }
    }
    let title = "write out aliases".to_string();
    Ok(Proposal { title, does, leaves: Vec::new(), edits, at: Path::root() })
}

#[derive(Default)]
struct Counts {
    aliases: usize,
    merges: usize,
    anchors: usize,
}

impl Counts {
    fn of(document: &Document) -> Counts {
        let mut counts = Counts::default();
        for node in document.root().into_iter().flat_map(|root| root.descendants()) {
            counts.merges += node.entries().filter(|entry| is_merge(entry.key_node)).count();
            counts.aliases += usize::from(node.is_alias());
            counts.anchors += usize::from(!node.is_alias() && node.anchor().is_some());
        }
        // The alias behind a merge key is no other one.
        counts.aliases = counts.aliases.saturating_sub(counts.merges);
        counts
    }
}

/// The edits, each on the result of the edits before it.
///
/// # Errors
/// As [`propose`].
pub fn edits(document: &Document) -> Result<Vec<Edit>, String> {
    let mut draft = document.clone();
    let mut edits = Vec::new();
    while let Some(next) = next(&draft)? {
        if edits.len() + next.len() > MOST_EDITS {
            return Err(format!("More than {MOST_EDITS} places would change. Write the values out in the text."));
        }
        for edit in next {
            draft.edit(&edit).map_err(|error| error.to_string())?;
            edits.push(edit);
        }
    }
    Ok(edits)
}

/// The edits for the first alias or merge key of the text, whose anchor has none left; without any, for an anchor.
fn next(document: &Document) -> Result<Option<Vec<Edit>>, String> {
    let Some(root) = document.root().filter(|_| document.has_anchors()) else { return Ok(None) };
    let mut anchors: Vec<Node<'_>> = Vec::new();
    let anchored = |anchors: &[Node<'_>], alias: Node<'_>| {
        let name = alias.source().trim_start_matches('*').trim();
        let found = anchors.iter().rev().find(|node| node.anchor() == Some(name)).map(|node| node.path());
        found.ok_or_else(|| format!("{}: *{name} is not found.", document.position(alias.span().start)))
    };
    for node in root.descendants() {
        if node.is_alias() {
            let source = document.node(&anchored(&anchors, node)?).map(|node| node.source_ref());
            let value = source.ok_or("An anchor has no value.")?;
            return Ok(Some(vec![Edit::Set { at: node.path(), value }]));
        }
        if node.anchor().is_some() {
            anchors.push(node);
        }
        if let Some(merge) = node.entries().find(|entry| is_merge(entry.key_node)) {
            let sources: Vec<Node<'_>> = match merge.value.kind() {
                Kind::Sequence if !merge.value.is_alias() => merge.value.items().collect(),
                Kind::Sequence | Kind::Mapping | Kind::Scalar => vec![merge.value],
            };
            let sources = sources.into_iter().map(|source| match source.is_alias() {
                true => anchored(&anchors, source),
                false => Ok(source.path()),
            });
            return merged(document, node, sources.collect::<Result<_, _>>()?).map(Some);
        }
    }
    let last = anchors.first().map(|node| vec![Edit::RemoveAnchor { at: node.path() }]);
    Ok(last)
}

/// The keys of the mappings at `sources` that a mapping does not have, in place of its merge key.
fn merged(document: &Document, node: Node<'_>, sources: Vec<Path>) -> Result<Vec<Edit>, String> {
    let at = node.path();
    let place = node.entries().position(|entry| is_merge(entry.key_node)).unwrap_or_default();
    let mut known: Vec<&str> = node.entries().map(|entry| entry.key()).collect();
    let mut edits = Vec::new();
    for source in &sources {
        let source = document.node(source).filter(|source| source.kind() == Kind::Mapping);
        let source = source.ok_or_else(|| {
            format!("{}: << takes a mapping or a list of mappings.", document.position(node.span().start))
        })?;
        for entry in source.entries().filter(|entry| !is_merge(entry.key_node)) {
            if known.contains(&entry.key()) {
                continue;
            }
            known.push(entry.key());
            let slot = Slot::KeyAt(entry.key().to_string(), place + 1 + edits.len());
            edits.push(Edit::Insert { into: at.clone(), slot, value: entry.value.source_ref() });
        }
    }
    // The path of a merge key is not unique if there are two: the last one is removed, which changes nothing more.
    edits.push(Edit::Remove { at: at.join("<<") });
    Ok(edits)
}

/// True for a plain `<<`, which YAML 1.1 reads as "the keys of that mapping too".
pub fn is_merge(key: Node<'_>) -> bool {
    key.scalar() == Some("<<") && key.scalar_type() == ScalarType::SpecialKey
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written_out(text: &str) -> String {
        let document = Document::parse(text);
        let after = propose(&document).unwrap().outcome(&document).unwrap();
        assert!(!after.has_anchors(), "{}", after.text());
        after.text().to_string()
    }

    #[test]
    fn aliases_become_copies_and_anchors_go() {
        let text = "a: &one\n  # why\n  x: [1, 000644]\nb: *one\nc:\n  - *one\n  - &two text # beside\n  - *two\nd: {e: *two}\n";
        let expected = "a:\n  # why\n  x: [1, 000644]\nb:\n  # why\n  x: [1, 000644]\nc:\n  - \n    # why\n    x: [1, 000644]\n  - text # beside\n  - text\nd: {e: text}\n";
        let written = written_out(text);
        let value = |text: &str| Document::parse(text).root().map(|root| root.value());
        assert_eq!(value(&written), value(expected), "{written}");
        assert!(written.starts_with("a:\n  # why\n  x: [1, 000644]\nb:\n"), "{written}");
        assert!(written.contains("- text # beside\n  - text"), "{written}");
    }

    #[test]
    fn aliases_of_aliases_and_of_functions_are_written_out() {
        let text = "a: &a !Sub '${X}'\nb: &b {k: *a, l: &c [1]}\nc: *b\nd: [*c, *b]\n";
        assert_eq!(
            written_out(text),
            "a: !Sub '${X}'\nb: {k: !Sub '${X}', l: [1]}\nc: {k: !Sub '${X}', l: [1]}\nd: [[1], {k: !Sub '${X}', l: [1]}]\n"
        );
    }

    #[test]
    fn merged_keys_come_in_place_of_the_merge_key_and_own_keys_win() {
        let text = "m: &m {mode: \"000400\", owner: app}\nn: &n {owner: web, group: web}\nfile:\n  <<: *m\n  owner: root\n\
                    other:\n  first: 1\n  <<: [*n, *m]\nlast: {<<: *m, mode: '1'}\n";
        assert_eq!(
            written_out(text),
            "m: {mode: \"000400\", owner: app}\nn: {owner: web, group: web}\nfile:\n  mode: \"000400\"\n  owner: root\n\
             other:\n  first: 1\n  owner: web\n  group: web\n  mode: \"000400\"\nlast: {owner: app, mode: '1'}\n"
        );
    }

    #[test]
    fn a_template_without_anchors_is_left() {
        assert!(propose(&Document::parse("a: 1\n")).is_err());
    }
}
