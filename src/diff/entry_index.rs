//! Entries that changes are labelled with: parameters, resources, files of cfn-init.
//!
//! Knows the section names of a template and of `AWS::CloudFormation::Init`.

use std::cmp::Reverse;

use crate::document::{Document, Entry, Path};
use crate::template::init::{INIT, Section};

/// An entry that changes are labelled with.
#[derive(Clone, Debug)]
struct IndexedEntry {
    start: usize,
    end: usize,
    /// Position of the enclosing entry.
    parent: Option<usize>,
    path: Path,
}

/// The entries of a document that changes are labelled with, in source order.
#[derive(Clone, Debug, Default)]
pub(super) struct EntryIndex(Vec<IndexedEntry>);

impl EntryIndex {
    /// The entries of a document; none if it cannot be parsed, because its tree is that of another text.
    pub(super) fn of(document: &Document) -> EntryIndex {
        let mut entries = Vec::new();
        let root = document.root().filter(|_| document.syntax_error().is_none() && !document.is_stale());
        for section in root.iter().flat_map(|root| root.entries()) {
            let at = Path::root().join(section.key());
            for entry in section.value.entries() {
                let at = at.join(entry.key());
                if section.key() == "Resources" {
                    init(&mut entries, &entry, &at);
                }
                push(&mut entries, &entry, at);
            }
            push(&mut entries, &section, at);
        }
        entries.sort_by_key(|entry_index| (entry_index.start, Reverse(entry_index.end)));
        let mut around: Vec<usize> = Vec::new();
        for index in 0..entries.len() {
            let Some(start) = entries.get(index).map(|entry_index| entry_index.start) else { continue };
            while around.last().and_then(|&last| entries.get(last)).is_some_and(|last| last.end < start) {
                around.pop();
            }
            if let Some(entry_index) = entries.get_mut(index) {
                entry_index.parent = around.last().copied();
            }
            around.push(index);
        }
        EntryIndex(entries)
    }

    /// True if there are no entries.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Path and start of the innermost entry that holds two bytes, `first` before `last`.
    pub(super) fn around(&self, first: usize, last: usize) -> (Path, usize) {
        let mut at = self.0.partition_point(|entry_index| entry_index.start <= first).checked_sub(1);
        while let Some(entry_index) = at.and_then(|at| self.0.get(at)) {
            if last <= entry_index.end {
                return (entry_index.path.clone(), entry_index.start);
            }
            at = entry_index.parent;
        }
        (Path::root(), 0)
    }
}

/// The entries of the configs of a resource's `AWS::CloudFormation::Init`: files, services, commands.
fn init(entries: &mut Vec<IndexedEntry>, resource: &Entry<'_>, at: &Path) {
    let at = at.keys(["Metadata", INIT]);
    let found = resource.value.get("Metadata").and_then(|metadata| metadata.entry(INIT));
    let Some(found) = found else { return };
    for config in found.value.entries() {
        let at = at.join(config.key());
        for section in config.value.entries().filter(|section| Section::of_key(section.key()).is_some()) {
            let at = at.join(section.key());
            for entry in section.value.entries() {
                push(entries, &entry, at.join(entry.key()));
            }
            push(entries, &section, at);
        }
        push(entries, &config, at);
    }
    push(entries, &found, at);
}

fn push(entries: &mut Vec<IndexedEntry>, entry: &Entry<'_>, path: Path) {
    let start = entry.key_node.span().start;
    // The value of an alias is elsewhere in the text.
    let end = entry.value.span().end.max(entry.key_node.span().end);
    entries.push(IndexedEntry { start, end, parent: None, path });
}
