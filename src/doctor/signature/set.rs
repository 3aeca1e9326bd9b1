//! One automaton over the literals of all signatures; a pattern is tried only on lines that contain one.

use std::cell::OnceCell;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_lite::Regex;

use super::{Signature, Significance, signatures};

/// Longest part of a line that patterns are tried on, in bytes.
const MOST_BYTES: usize = 4096;

/// A line that a signature explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The row.
    pub signature: &'static Signature,
    /// What the line is about: a package, a file, a command.
    pub subject: Option<String>,
}

/// A signature with its pattern, compiled when it is first tried.
struct Row {
    signature: &'static Signature,
    pattern: OnceCell<Option<Regex>>,
}

/// The signatures, ready to search lines.
pub struct SignatureSet {
    rows: Vec<Row>,
    /// `None` only if the automaton could not be built; then nothing matches.
    automaton: Option<AhoCorasick>,
    /// The row of each literal.
    owners: Vec<usize>,
}

impl Default for SignatureSet {
    fn default() -> SignatureSet {
        SignatureSet::of(signatures())
    }
}

impl SignatureSet {
    /// A set of some signatures.
    pub fn of(signatures: impl IntoIterator<Item = &'static Signature>) -> SignatureSet {
        let rows: Vec<Row> =
            signatures.into_iter().map(|signature| Row { signature, pattern: OnceCell::new() }).collect();
        let mut literals = Vec::new();
        let mut owners = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for literal in row.signature.literals {
                literals.push(*literal);
                owners.push(index);
            }
        }
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(literals).ok();
        SignatureSet { rows, automaton, owners }
    }

    /// The signatures that explain a line, in the order of the table. A row that only says that something failed is left
    /// out where another says why, and a general one where any other matches.
    pub fn matches(&self, line: &str) -> Vec<Match> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut rows: Vec<usize> = Vec::new();
        for found in automaton.find_overlapping_iter(line) {
            let row = self.owners.get(found.pattern().as_usize()).copied();
            rows.extend(row.filter(|row| !rows.contains(row)));
        }
        rows.sort_unstable();
        let mut found: Vec<Match> = rows.into_iter().filter_map(|row| self.rows.get(row)?.read(line)).collect();
        let is_consequence = |one: &Match| one.signature.significance == Significance::Consequence;
        if !found.iter().all(is_consequence) {
            found.retain(|one| !is_consequence(one));
        }
        if found.iter().any(|one| !one.signature.is_general) {
            found.retain(|one| !one.signature.is_general);
        }
        found
    }
}

impl Row {
    fn read(&self, line: &str) -> Option<Match> {
        let signature = self.signature;
        if signature.pattern.is_empty() {
            return Some(Match { signature, subject: None });
        }
        let pattern = self.pattern.get_or_init(|| Regex::new(signature.pattern).ok()).as_ref()?;
        let end = (0..=MOST_BYTES.min(line.len())).rev().find(|end| line.is_char_boundary(*end))?;
        let groups = pattern.captures(line.get(..end)?)?;
        let subject = groups.iter().skip(1).flatten().next().map(|group| group.as_str().trim().to_string());
        Some(Match { signature, subject: subject.filter(|subject| !subject.is_empty()) })
    }
}
