//! Sections while a log is read: lines go into the one that is open, with what is known of them.

use std::collections::VecDeque;

use super::mask::{MASKED, Mask, PrivateKey};
use super::report::{Finding, LogLine, LogPlace, LogSection, SectionOutcome};
use super::signature::{Match, Signature, SignatureSet};

/// First lines of a section that are kept.
const FIRST: usize = 12;
/// Last lines of a section that are kept.
const LAST: usize = 40;
/// Sections of a log that are kept.
const MOST_SECTIONS: usize = 2000;
/// Findings of a section that are kept.
const MOST_FINDINGS: usize = 20;
/// Longest line that is kept, in characters.
const LONGEST: usize = 1000;

/// Sections in the making.
#[derive(Default)]
pub(super) struct Collector {
    mask: Mask,
    set: SignatureSet,
    key: PrivateKey,
    sections: Vec<LogSection>,
    dropped: u64,
    open: LogSection,
    last: VecDeque<(u64, String)>,
    /// Number of the run that sections belong to.
    run: usize,
}

impl Collector {
    pub(super) fn new(mask: Mask) -> Collector {
        Collector { mask, ..Collector::default() }
    }

    /// The section that is open.
    pub(super) fn current(&mut self) -> &mut LogSection {
        &mut self.open
    }

    /// Closes the open section and opens another.
    pub(super) fn open(&mut self, title: &str, place: LogPlace) {
        self.close();
        self.open = LogSection { title: self.shown(title), place, run: self.run, ..LogSection::default() };
    }

    /// Opens the section of a step, unless it is the one that is open and has no end yet.
    pub(super) fn enter(&mut self, title: &str, place: LogPlace) {
        let is_open =
            self.open.place == place && self.open.outcome == SectionOutcome::Unknown && self.open.title == title;
        if !is_open {
            self.open(title, place);
        }
    }

    /// What follows belongs to another run.
    pub(super) fn next_run(&mut self) {
        if self.open.lines > 0 || !self.sections.is_empty() {
            self.run += 1;
        }
    }

    /// Adds a line to the open section and says what is known of it.
    pub(super) fn add(&mut self, number: u64, line: &str) -> Option<Match> {
        let line = match self.key.holds(line) {
            true => MASKED,
            false => line,
        };
        self.open.lines += 1;
        if self.open.shown.len() < FIRST {
            self.open.shown.push(LogLine { number, text: self.shown(line) });
        } else {
            if self.last.len() == LAST {
                self.last.pop_front();
            }
            self.last.push_back((number, cut(line)));
        }
        let mut first = None;
        for matched in self.set.matches(line) {
            let is_known = self.open.findings.iter().any(|one| one.matched.signature == matched.signature);
            if !is_known && self.open.findings.len() < MOST_FINDINGS {
                let subject = matched.subject.as_deref().map(|subject| self.shown(subject));
                let masked = Match { subject, ..matched.clone() };
                self.open.findings.push(Finding { matched: masked, line: number, text: self.shown(line) });
            }
            first.get_or_insert(matched);
        }
        first
    }

    /// Adds to the open section what a line behind it says of it.
    pub(super) fn note(&mut self, number: u64, line: &str, signature: &'static Signature) {
        if self.open.findings.iter().all(|one| one.matched.signature != signature) {
            let matched = Match { signature, subject: None };
            self.open.findings.push(Finding { matched, line: number, text: self.shown(line) });
        }
    }

    /// All sections; with them the number of those that were not kept.
    pub(super) fn finish(mut self) -> (Vec<LogSection>, u64) {
        self.close();
        (self.sections, self.dropped)
    }

    fn shown(&self, line: &str) -> String {
        self.mask.apply(&cut(line))
    }

    fn close(&mut self) {
        let mut section = std::mem::take(&mut self.open);
        let last = std::mem::take(&mut self.last);
        if section.lines == 0 {
            return;
        }
        if self.sections.len() >= MOST_SECTIONS {
            // What says nothing makes room.
            let is_plain = |one: &LogSection| one.findings.is_empty() && one.outcome != SectionOutcome::Failed;
            self.dropped += 1;
            match self.sections.iter().position(is_plain) {
                _ if is_plain(&section) => return,
                Some(index) => drop(self.sections.remove(index)),
                None => return,
            }
        }
        let last = last.into_iter().map(|(number, text)| LogLine { number, text: self.mask.apply(&text) });
        section.shown.extend(last);
        self.sections.push(section);
    }
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", line.get(..end).unwrap_or_default()),
        None => line.to_string(),
    }
}
