//! Numbers of diagnostics by severity.

use super::{Diagnostic, Severity};

/// Numbers of diagnostics by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts([usize; 3]);

impl From<[usize; 3]> for Counts {
    /// From the numbers of errors, warnings and notes.
    fn from(numbers: [usize; 3]) -> Counts {
        Counts(numbers)
    }
}

impl Counts {
    /// The numbers of some diagnostics.
    pub fn of<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> Counts {
        let mut counts = Counts::default();
        for one in found {
            counts.add(one.severity, 1);
        }
        counts
    }

    /// The numbers of errors, warnings and notes.
    pub fn numbers(self) -> [usize; 3] {
        self.0
    }

    /// The number of one severity.
    pub fn get(self, severity: Severity) -> usize {
        let [errors, warnings, notes] = self.0;
        match severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        }
    }

    /// Adds some of one severity.
    pub fn add(&mut self, severity: Severity, count: usize) {
        let [errors, warnings, notes] = &mut self.0;
        let number = match severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        };
        *number += count;
    }

    /// Adds all of another.
    pub fn add_all(&mut self, other: Counts) {
        for severity in Severity::ALL {
            self.add(severity, other.get(severity));
        }
    }

    /// The number of all.
    pub fn total(self) -> usize {
        self.0.iter().sum()
    }

    /// The severest; `None` if there are no diagnostics.
    pub fn severest(self) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| self.get(*severity) > 0)
    }

    /// "2 errors, 1 warning", the severest first; empty if there are no diagnostics.
    pub fn words(self) -> String {
        let counts = Severity::ALL.map(|severity| (self.get(severity), severity.name()));
        let words = counts.into_iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> =
            words.map(|(number, name)| format!("{number} {name}{}", if number == 1 { "" } else { "s" })).collect();
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_with_the_severest_first() {
        let mut counts = Counts::default();
        assert_eq!((counts.words().as_str(), counts.severest(), counts.total()), ("", None, 0));
        counts.add(Severity::Note, 1);
        assert_eq!((counts.words().as_str(), counts.severest()), ("1 note", Some(Severity::Note)));
        let mut more = Counts::default();
        more.add(Severity::Error, 2);
        more.add(Severity::Note, 1);
        counts.add_all(more);
        assert_eq!(
            (counts.words().as_str(), counts.severest(), counts.total()),
            ("2 errors, 2 notes", Some(Severity::Error), 4)
        );
    }
}
