//! The entries of the last text, and how they become those of the text at hand.

use std::collections::HashMap;
use std::ops::Range;

use super::changes::TemplateChanges;
use super::input::{CheckedKind, EntryInput};
use super::{CheckedEntry, Part, Shared};
use crate::check::facts::KnownResource;
use crate::document::{Kind, Node, Path};
use crate::template::Template;

/// An entry of the last text, with what others read of it if it is a resource.
type EntryBefore = (CheckedEntry, Option<KnownResource>);

/// The entries of the last text that have no entry of the text at hand yet.
pub(super) struct EntriesBefore {
    all: Vec<Option<EntryBefore>>,
    /// Where the entry behind the last one that was taken is: most often the next one.
    next: usize,
    /// The places of all entries, made when an entry is not the next one.
    places: Option<HashMap<(CheckedKind, Path), usize>>,
}

impl EntriesBefore {
    pub(super) fn of(entries: Vec<CheckedEntry>, resources: Vec<KnownResource>) -> EntriesBefore {
        let mut resources = resources.into_iter();
        let with_resource = |entry: CheckedEntry| {
            let resource = if entry.kind == CheckedKind::Resource { resources.next() } else { None };
            Some((entry, resource))
        };
        EntriesBefore { all: entries.into_iter().map(with_resource).collect(), next: 0, places: None }
    }

    /// The entry of the last text with the name of this one.
    pub(super) fn take(&mut self, input: &EntryInput<'_>) -> Option<EntryBefore> {
        let is_it = |one: &EntryBefore| input.name.is_of(one.0.kind, &one.0.at);
        let is_next = self.all.get(self.next).and_then(Option::as_ref).is_some_and(is_it);
        let place = if is_next {
            self.next
        } else {
            let all = &self.all;
            let places = self.places.get_or_insert_with(|| {
                let place = |(place, one): (usize, &Option<EntryBefore>)| {
                    one.as_ref().map(|(entry, _)| ((entry.kind, entry.at.clone()), place))
                };
                all.iter().enumerate().filter_map(place).collect()
            });
            *places.get(&(input.name.kind(), input.path()))?
        };
        self.next = place + 1;
        self.all.get_mut(place)?.take()
    }

    /// Those that the text at hand has no more.
    pub(super) fn left(self) -> impl Iterator<Item = EntryBefore> {
        self.all.into_iter().flatten()
    }
}

/// What others read of a parameter: all but the words for people.
pub(super) fn parameter_text(node: Node<'_>) -> String {
    const WORDS: [&str; 2] = ["Description", "ConstraintDescription"];
    if !node.is_plain(Kind::Mapping) || node.is_alias() {
        return node.source().to_string();
    }
    let read = node.entries().filter(|entry| !WORDS.contains(&entry.key()));
    let texts = read.flat_map(|entry| [entry.key(), ":", entry.value.source(), "\n"]);
    texts.collect()
}

impl CheckedEntry {
    /// An entry whose bytes are the same, at its new place.
    pub(super) fn moved_to(mut self, span: &Range<usize>) -> CheckedEntry {
        let (old, new) = (self.span.start, span.start);
        let moved = |at: usize| at.wrapping_sub(old).wrapping_add(new);
        for part in &mut self.parts {
            part.span = moved(part.span.start)..moved(part.span.end);
            part.same = true;
        }
        CheckedEntry { span: span.clone(), same: true, ..self }
    }

    /// An entry that has changed or is new, with what the rules found in the parts that it had before.
    pub(super) fn of(
        input: &EntryInput<'_>,
        template: Template<'_>,
        old: Option<CheckedEntry>,
        changes: &TemplateChanges<'_>,
    ) -> CheckedEntry {
        let mut before = old.map(|old| old.parts).unwrap_or_default();
        let part = |new: super::input::PartInput| {
            let place = before.iter().position(|old| old.scope == new.scope && old.path == new.path);
            match place.map(|place| before.swap_remove(place)) {
                Some(mut old) => {
                    let same = changes.is_same(&old.span, &new.span);
                    old.found.iter_mut().flat_map(|found| &mut found.1).for_each(|report| report.place = None);
                    Part { span: new.span, same, ..old }
                }
                None => Part {
                    scope: new.scope,
                    path: new.path,
                    span: new.span,
                    same: false,
                    machine: Vec::new(),
                    found: Vec::new(),
                    due: Vec::new(),
                    shared: Shared::default(),
                },
            }
        };
        let parts = input.parts(template).into_iter().map(part).collect();
        let parameter = input.parameter.map(parameter_text);
        CheckedEntry {
            kind: input.name.kind(),
            at: input.path(),
            span: input.span.clone(),
            same: false,
            parameter,
            parts,
        }
    }
}
