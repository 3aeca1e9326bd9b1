//! What differs between two texts of a template, and which rules read it.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use super::{Part, Shared, rules_of};
use crate::check::facts::ResourceFacts;
use crate::check::{Also, Check, RULES, Scope};
use crate::document::Path;
use crate::template::section;

/// What differs between the last text and the one at hand.
pub(super) struct TemplateChanges<'c> {
    pub(super) old: &'c str,
    pub(super) new: &'c str,
    /// Number of bytes at their beginning and at their end that are the same.
    pub(super) common: (usize, usize),
    /// True if everything counts as changed.
    pub(super) all: bool,
    pub(super) sections: HashSet<String>,
    pub(super) resources: Vec<ChangedResource<'c>>,
    /// True if [`Also::Names`] has changed.
    pub(super) names: bool,
    /// True if a loop or a macro decides or decided which resources there are.
    pub(super) loops: bool,
    pub(super) values: bool,
    /// Whether one of these words is in the resources that have changed, as far as it was asked.
    words: RefCell<HashMap<&'static [&'static str], bool>>,
    /// The rules that have to run in parts that are the same, by the kind of part.
    due: RefCell<HashMap<Scope, Rc<DueRules>>>,
}

/// A resource that is not what it was, with what it was and what it is.
pub(super) struct ChangedResource<'c> {
    pub(super) at: Path,
    pub(super) texts: [Option<&'c str>; 2],
    pub(super) facts: [Option<ResourceFacts>; 2],
}

/// Rules of a kind of part, by their places in [`RULES`].
#[derive(Default)]
struct DueRules {
    /// Those that have to run in each part.
    all: Vec<usize>,
    /// Those that read something of which each part has its own.
    some: Vec<usize>,
}

impl ChangedResource<'_> {
    fn id(&self) -> &str {
        self.at.last_key().unwrap_or_default()
    }

    fn kinds(&self) -> impl Iterator<Item = Option<&str>> {
        self.facts.iter().flatten().map(|facts| facts.kind.as_deref())
    }

    /// True if it names a resource, or named it.
    fn names(&self, id: &str) -> bool {
        self.facts.iter().flatten().flat_map(|facts| &facts.names).any(|name| name.0 == id)
    }
}

impl<'c> TemplateChanges<'c> {
    /// The differences of two texts; what differs in sections and resources has to be noted.
    pub(super) fn between(old: &'c str, new: &'c str) -> TemplateChanges<'c> {
        TemplateChanges {
            old,
            new,
            common: common(old.as_bytes(), new.as_bytes()),
            all: false,
            sections: HashSet::new(),
            resources: Vec::new(),
            names: false,
            loops: false,
            values: false,
            words: RefCell::default(),
            due: RefCell::default(),
        }
    }

    /// True if the bytes of an entry are the same, and so is the line break behind it, which a block scalar reads too.
    pub(super) fn is_same(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
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

    /// True if the new text has one of some words; `had` says whether the old one had. Looks at what has changed alone if it
    /// had none.
    pub(super) fn has_words(&self, words: &[&str], had: bool) -> bool {
        let longest = words.iter().map(|word| word.len()).max().unwrap_or_default();
        let (begin, end) = if had { (0, 0) } else { self.common };
        let mut from = begin.saturating_sub(longest);
        let mut to = self.new.len().saturating_sub(end.saturating_sub(longest));
        while !self.new.is_char_boundary(from) {
            from -= 1;
        }
        while !self.new.is_char_boundary(to) {
            to += 1;
        }
        let part = self.new.get(from..to).unwrap_or_default();
        words.iter().any(|word| part.contains(word))
    }

    /// Notes the sections that are not what they were.
    pub(super) fn compare_sections(
        &mut self,
        sections: &HashMap<String, Range<usize>>,
        old: &HashMap<String, Range<usize>>,
    ) {
        for name in sections.keys().chain(old.keys()) {
            let (before, after) = (old.get(name), sections.get(name));
            if !before.zip(after).is_some_and(|(before, after)| self.is_same(before, after)) {
                self.sections.insert(name.clone());
            }
            self.names |= before.is_some() != after.is_some();
        }
        self.names |= self.sections.contains(section::TRANSFORM);
    }

    /// Notes that nothing that others read of a parameter has changed.
    pub(super) fn keep_parameters(&mut self) {
        self.sections.remove(section::PARAMETERS);
    }

    /// True if the type of a resource has changed, or whether it is there.
    pub(super) fn types_differ(&self) -> bool {
        self.resources.iter().any(|one| {
            let [old, new] = &one.facts;
            old.as_ref().zip(new.as_ref()).is_none_or(|(old, new)| old.kind != new.kind)
        })
    }

    /// True if a resource that has changed has one of these words, or had one.
    fn has_word(&self, words: &'static [&'static str]) -> bool {
        // Escapes of a quoted text, which may spell any word.
        const ESCAPES: [&str; 3] = ["\\x", "\\u", "\\\n"];
        let has = |text: &&str| {
            let text = text.to_ascii_lowercase();
            words.iter().chain(&ESCAPES).any(|word| text.contains(word))
        };
        let asked = || self.resources.iter().flat_map(|one| one.texts.iter().flatten()).any(has);
        *self.words.borrow_mut().entry(words).or_insert_with(asked)
    }

    /// Whether something has changed that is the same for all parts; `None` if each part has its own.
    fn has_changed(&self, also: &Also) -> Option<bool> {
        Some(match also {
            Also::Machine | Also::Resource => return None,
            Also::Linked if !self.loops => return None,
            Also::Linked => true,
            Also::Section(name) => self.sections.contains(*name),
            Also::Names => self.names,
            Also::Links => self.names || self.resources.iter().any(|one| one.facts[0] != one.facts[1]),
            Also::ResourcesOf(kinds) => {
                let counts = |kind: Option<&str>| kind.is_none_or(|kind| kinds.contains(&kind));
                self.resources.iter().any(|one| one.kinds().any(counts))
            }
            Also::ResourcesWith(words) => self.has_word(words),
            Also::Values => self.values,
        })
    }

    /// The rules that have to run in parts of a kind that are the same.
    fn due_rules(&self, scope: Scope) -> Rc<DueRules> {
        let make = || {
            let mut due = DueRules::default();
            let of_all = scope.also().iter().any(|also| self.has_changed(also) == Some(true));
            for &place in rules_of(scope) {
                let also = RULES.get(place).map(|rule| rule.also).unwrap_or_default();
                if of_all || also.iter().any(|also| self.has_changed(also) == Some(true)) {
                    due.all.push(place);
                } else if also.iter().any(|also| self.has_changed(also).is_none()) {
                    due.some.push(place);
                }
            }
            Rc::new(due)
        };
        self.due.borrow_mut().entry(scope).or_insert_with(make).clone()
    }

    /// Notes the rules of the part with the whole template that have to run.
    pub(super) fn note_document(&self, part: &mut Part) {
        let is_due = |place: &&usize| {
            let rule = RULES.get(**place);
            let reads_all = rule.is_none_or(|rule| !matches!(rule.check, Check::Template(_)));
            let also = rule.map(|rule| rule.also).unwrap_or_default();
            reads_all || self.all || also.iter().any(|also| self.has_changed(also).unwrap_or(true))
        };
        let due: Vec<usize> = rules_of(part.scope).iter().filter(is_due).copied().collect();
        part.add_due(&due);
    }

    /// Notes the rules of a part of the entry at `of` that have to run: those that read something that has changed. `same`
    /// says whether the bytes of the part and those of its entry are the same, `machine` gives its resources of [`Also::Machine`] where those may be
    /// others than before.
    pub(super) fn note_due(
        &self,
        part: &mut Part,
        of: &Path,
        (same, same_entry): (bool, bool),
        machine: Option<Vec<String>>,
    ) {
        let scope = part.scope;
        let is_of_machine = |one: &ChangedResource<'_>| part.machine.iter().any(|id| one.id() == id);
        let machine_same =
            machine.as_ref().is_none_or(|new| *new == part.machine) && !self.resources.iter().any(is_of_machine);
        if let Some(machine) = machine {
            part.machine = machine;
        }
        let linked = OnceCell::new();
        let is_linked = || {
            let has_name = |id: &str| match &part.shared.user_data {
                Some(Some(data)) => data.text.text().contains(id),
                Some(None) => false,
                None => true,
            };
            self.resources.iter().any(|one| has_name(one.id()) || part.machine.iter().any(|id| one.names(id)))
        };
        let has_changed = |also: &Also| match also {
            Also::Machine => !machine_same,
            Also::Resource => self.resources.iter().any(|one| one.at == *of),
            Also::Linked => self.loops || *linked.get_or_init(is_linked),
            other => self.has_changed(other).unwrap_or(true),
        };
        // The views hold offsets of the part, not of the text.
        let same_views = same && !scope.also().iter().any(has_changed);
        if !same_views {
            part.add_due(rules_of(scope));
            part.shared = Shared::default();
            return;
        }
        let due = self.due_rules(scope);
        // Few parts read something of their own that has changed.
        let own = !machine_same || !same_entry || scope == Scope::UserData && has_changed(&Also::Linked);
        let is_due = |place: &&usize| RULES.get(**place).is_some_and(|rule| rule.also.iter().any(has_changed));
        let some: Vec<usize> = due.some.iter().filter(|_| own).filter(is_due).copied().collect();
        part.add_due(&due.all);
        part.add_due(&some);
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
