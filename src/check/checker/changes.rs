//! What differs between two texts of a template, and which rules read it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::input::RuleInput;
use super::{Part, PartKey, Shared, rules_of};
use crate::check::{Also, RULES, Scope};
use crate::document::Path;
use crate::template::{Template, section};

/// What differs between the last text and the one at hand.
pub(super) struct ChangedParts<'c> {
    pub(super) old: &'c str,
    pub(super) new: &'c str,
    /// Number of bytes at their beginning and at their end that are the same.
    pub(super) common: (usize, usize),
    /// True if everything counts as changed.
    pub(super) all: bool,
    pub(super) sections: HashSet<String>,
    pub(super) resources: HashSet<Path>,
    /// The texts of the resources that have changed, before and after.
    pub(super) texts: Vec<&'c str>,
    /// Whether one of these words is in those texts, as far as it was asked.
    pub(super) words: RefCell<HashMap<&'static [&'static str], bool>>,
    pub(super) values: bool,
    /// The groups by what they launch.
    pub(super) groups: HashMap<&'c str, &'c str>,
}

impl ChangedParts<'_> {
    /// True if the bytes of an entry are the same, and so is the line break behind it, which a block scalar reads too.
    fn is_same(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        // A character behind it, too.
        const BEHIND: usize = 4;
        let (begin, end) = self.common;
        let is_before = old == new && old.end + BEHIND <= begin;
        let from_end = |text: &str, at: usize| text.len().saturating_sub(at);
        let same_end = from_end(self.old, old.end) == from_end(self.new, new.end);
        let is_behind = same_end && old.len() == new.len() && from_end(self.old, old.start) <= end;
        let behind = |text: &str, at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        let compared = || {
            self.old.get(old.clone()) == self.new.get(new.clone())
                && behind(self.old, old.end) == behind(self.new, new.end)
        };
        !self.all && (is_before || is_behind || compared())
    }

    /// Finds the sections and resources that are not what they were.
    pub(super) fn compare(
        &mut self,
        inputs: &[RuleInput<'_>],
        before: &HashMap<PartKey, Part>,
        sections: &HashMap<String, Range<usize>>,
        old: &HashMap<String, Range<usize>>,
    ) {
        for name in sections.keys().chain(old.keys()) {
            let same = old.get(name).zip(sections.get(name)).is_some_and(|(old, new)| self.is_same(old, new));
            if !same {
                self.sections.insert(name.clone());
            }
        }
        let (old_text, new_text) = (self.old, self.new);
        for input in inputs.iter().filter(|input| input.scope() == Scope::Resource) {
            let old = before.get(&(Scope::Resource, input.path.clone()));
            if !old.is_some_and(|old| self.is_same(&old.span, &input.span)) {
                self.resources.insert(input.path.clone());
                self.texts.extend(old.and_then(|old| old_text.get(old.span.clone())));
                self.texts.extend(new_text.get(input.span.clone()));
            }
        }
        // A resource that is gone is a change as well.
        let here: HashSet<&Path> = inputs.iter().map(|input| &input.path).collect();
        let gone = before.iter().filter(|((scope, path), _)| *scope == Scope::Resource && !here.contains(path));
        for ((_, path), old) in gone {
            self.resources.insert(path.clone());
            self.texts.extend(old_text.get(old.span.clone()));
        }
    }

    /// True if a resource that has changed has one of these words, or had one.
    fn has_word(&self, words: &'static [&'static str]) -> bool {
        // Escapes of a quoted text, which may spell any word.
        const ESCAPES: [&str; 3] = ["\\x", "\\u", "\\\n"];
        let has = |text: &&str| {
            let text = text.to_ascii_lowercase();
            words.iter().chain(&ESCAPES).any(|word| text.contains(word))
        };
        let asked = || self.texts.iter().any(has);
        *self.words.borrow_mut().entry(words).or_insert_with(asked)
    }

    /// The part of an input as it was, with the rules that have to run: those that read something that has changed.
    pub(super) fn part(&self, input: &RuleInput<'_>, old: Option<Part>, template: Template<'_>) -> Part {
        let scope = input.scope();
        let machine = input.machine(template, &self.groups);
        let same = old.as_ref().is_some_and(|old| match scope {
            Scope::Document | Scope::Text => !self.all && self.old == self.new,
            _ => self.is_same(&old.span, &input.span),
        });
        let machine_same = old.as_ref().is_some_and(|old| old.machine == machine)
            && !machine.iter().any(|id| self.resources.contains(&template.path_of(id)));
        let resource = input.resource();
        let has_changed = |also: &Also| match also {
            Also::Section(name) => self.sections.contains(*name),
            Also::Machine => !machine_same,
            Also::Resource => resource.as_ref().is_some_and(|path| self.resources.contains(path)),
            Also::ResourcesWith(words) => self.has_word(words),
            Also::Resources => self.sections.contains(section::RESOURCES),
            Also::Values => self.values,
        };
        let same_views = same && !scope.also().iter().any(has_changed);
        let mut part = old.unwrap_or_default();
        let is_due = |place: &usize| {
            let also = RULES.get(*place).map(|rule| rule.also).unwrap_or_default();
            !same || part.due.contains(place) || also.iter().chain(scope.also()).any(has_changed)
        };
        part.due = rules_of(scope).iter().rev().copied().filter(is_due).collect();
        // The views hold offsets of the part, not of the text.
        if !same_views {
            part.shared = Shared::default();
        }
        Part { span: input.span.clone(), machine, resource, ..part }
    }
}

/// Number of bytes at the beginning and at the end of two texts that are the same; the ends do not overlap the beginnings.
pub(super) fn common(old: &[u8], new: &[u8]) -> (usize, usize) {
    // Compared in blocks, which is many times faster than byte by byte.
    const BLOCK: usize = 1024;
    let blocks = old.chunks(BLOCK).zip(new.chunks(BLOCK)).take_while(|(a, b)| a == b);
    let begin: usize = blocks.map(|(block, _)| block.len()).sum();
    let rest = |text| <[u8]>::get(text, begin..).unwrap_or_default();
    let (old, new): (&[u8], &[u8]) = (rest(old), rest(new));
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = |text| <[u8]>::get(text, head..).unwrap_or_default();
    let (old, new): (&[u8], &[u8]) = (rest(old), rest(new));
    let blocks = old.rchunks(BLOCK).zip(new.rchunks(BLOCK)).take_while(|(a, b)| a == b);
    let end: usize = blocks.map(|(block, _)| block.len()).sum();
    let rest = |text: &'_ [u8]| text.len().saturating_sub(end);
    let (old, new) = (old.get(..rest(old)).unwrap_or_default(), new.get(..rest(new)).unwrap_or_default());
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    (begin + head, end + tail)
}
