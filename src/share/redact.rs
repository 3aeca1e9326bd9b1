//! Removal of the defaults of NoEcho parameters, or the reason why that is not certain.
//!
//! A NoEcho that is not clearly false counts as secret, as does the first of two equal keys. Keys merged by `<<` are
//! not resolved; a parameter with such keys is refused.

use std::ops::RangeInclusive;

use super::ShareError;
use crate::document::{Document, Edit, Node, Path, Position, ScalarType};
use crate::schema::parameter::{DEFAULT, NO_ECHO};
use crate::template::section::PARAMETERS;

/// Minimum length of a value that is searched for in the rest of the text.
const TELLING: usize = 6;

/// Other occurrences of a removed default in the shared text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherOccurrences {
    /// Name of the NoEcho parameter.
    pub parameter: String,
    /// Lines of the current text, from 1.
    pub lines: Vec<usize>,
}

/// A default that must be removed.
struct Found {
    parameter: String,
    at: Path,
    position: Position,
    lines: RangeInclusive<usize>,
    /// The value, if it is text.
    secret: Option<String>,
    /// True for an alias; the value is elsewhere.
    is_alias: bool,
    /// True if the path resolves to this entry, not to another one of the same name.
    is_reached: bool,
}

impl Found {
    fn held(&self, why: impl Into<String>) -> ShareError {
        ShareError::Held { parameter: self.parameter.clone(), position: self.position, why: why.into() }
    }
}

/// Removes the defaults. Returns the names of their parameters, in source order, and other occurrences of the values.
pub(super) fn redact(document: &mut Document) -> Result<(Vec<String>, Vec<OtherOccurrences>), ShareError> {
    if let Some(problem) = document.syntax_error() {
        return Err(ShareError::Unreadable(problem.position, problem.message.clone()));
    }
    let all = defaults(document)?;
    let open = document.text().to_string();
    loop {
        let left = defaults(document)?;
        let Some(first) = left.first() else { break };
        // Once the last of several equal keys is removed, the one before takes effect.
        let found = left.iter().find(|found| found.is_reached);
        let found = found.ok_or_else(|| first.held("Another entry of the same name is below it."))?;
        if found.is_alias {
            return Err(found.held("It is an alias; the value itself is elsewhere."));
        }
        let before = document.text().len();
        document.edit(&Edit::Remove { at: found.at.clone() }).map_err(|error| found.held(error.to_string()))?;
        if document.syntax_error().is_some() || document.text().len() >= before {
            return Err(found.held("Without it the text cannot be read."));
        }
    }
    let mut names: Vec<String> = Vec::new();
    for found in &all {
        if !names.contains(&found.parameter) {
            names.push(found.parameter.clone());
        }
    }
    Ok((names, all.iter().filter_map(|found| other_occurrences(&open, document.text(), found, &all)).collect()))
}

/// All defaults in source order, of overridden equal keys too.
fn defaults(document: &Document) -> Result<Vec<Found>, ShareError> {
    let mut all = Vec::new();
    let Some(root) = document.root() else { return Ok(all) };
    no_merge(document, root)?;
    for section in root.entries().filter(|entry| entry.key() == PARAMETERS) {
        no_merge(document, section.value)?;
        for parameter in section.value.entries() {
            no_merge(document, parameter.value)?;
            if !may_be_secret(parameter.value) {
                continue;
            }
            for default in parameter.value.entries().filter(|entry| entry.key() == DEFAULT.key) {
                let at = Path::root().keys([PARAMETERS, parameter.key(), DEFAULT.key]);
                let start = default.key_node.span().start;
                let reached = document.entry_span(&at);
                all.push(Found {
                    parameter: parameter.key().to_string(),
                    position: document.position(start),
                    lines: document.position(start).line..=*default.value.lines().end(),
                    secret: default.value.scalar().map(str::to_string),
                    is_alias: default.value.is_alias(),
                    is_reached: reached.is_some_and(|reached| reached.start == start),
                    at,
                });
            }
        }
    }
    Ok(all)
}

fn no_merge(document: &Document, node: Node<'_>) -> Result<(), ShareError> {
    match node.entry("<<") {
        Some(merge) => Err(ShareError::Merged(document.position(merge.key_node.span().start))),
        None => Ok(()),
    }
}

/// True unless every NoEcho of the parameter is clearly false.
fn may_be_secret(parameter: Node<'_>) -> bool {
    parameter.entries().filter(|entry| entry.key() == NO_ECHO.key).any(|entry| match entry.value.scalar_type() {
        ScalarType::Bool(value) => value,
        ScalarType::Null => false,
        _ => !entry.value.scalar().is_some_and(|text| ["false", "no"].contains(&text.to_ascii_lowercase().as_str())),
    })
}

/// Lines with the value, apart from the defaults.
fn other_occurrences(open: &str, shared: &str, found: &Found, all: &[Found]) -> Option<OtherOccurrences> {
    let longest = found.secret.as_deref()?.lines().map(str::trim).max_by_key(|line| line.len())?;
    if longest.chars().count() < TELLING || !shared.contains(longest) {
        return None;
    }
    let own = |line: usize| all.iter().any(|one| one.lines.contains(&line));
    let lines = Document::parse(open);
    let found_at = open.match_indices(longest).map(|(at, _)| lines.position(at).line);
    let mut lines: Vec<usize> = found_at.filter(|&line| !own(line)).collect();
    lines.dedup();
    Some(OtherOccurrences { parameter: found.parameter.clone(), lines })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::{decode, encode};

    fn shared(text: &str) -> Result<String, String> {
        let link = encode("n", text).map_err(|error| error.to_string())?;
        Ok(decode(&link.fragment).unwrap().text)
    }

    #[test]
    fn no_echo_defaults_are_removed_and_listed() {
        let text = "Parameters:\n  A:\n    Type: String\n    NoEcho: true\n    Default: hunter2 # mine\n  \
                    B: {Default: s3cret, NoEcho: 'True', Type: String}\n  C:\n    NoEcho: \"no\"\n    Default: open\n";
        let link = encode("n", text).unwrap();
        assert_eq!(link.left_out, ["A", "B"]);
        assert_eq!(link.elsewhere, []);
        assert_eq!(
            decode(&link.fragment).unwrap().text,
            "Parameters:\n  A:\n    Type: String\n    NoEcho: true\n  B: {NoEcho: 'True', Type: String}\n  \
             C:\n    NoEcho: \"no\"\n    Default: open\n"
        );
        let json = "{\"Parameters\": {\"A\": {\"NoEcho\": \"true\", \"Type\": \"String\", \"Default\": \"hunter2\"}}}";
        assert_eq!(
            shared(json).as_deref(),
            Ok("{\"Parameters\": {\"A\": {\"NoEcho\": \"true\", \"Type\": \"String\"}}}")
        );
    }

    #[test]
    fn uncertain_no_echo_counts_as_secret() {
        for no_echo in ["yes", "on", "TRUE", "1", "!Ref X", "maybe", "!!bool true", "[true]", "\" true\""] {
            let text = format!("Parameters:\n  A:\n    NoEcho: {no_echo}\n    Default: hunter2\n");
            assert!(!shared(&text).unwrap().contains("hunter2"), "{no_echo}");
        }
        for no_echo in ["false", "no", "OFF", "\"False\"", "~", ""] {
            let text = format!("Parameters:\n  A:\n    NoEcho: {no_echo}\n    Default: plain1\n");
            assert!(shared(&text).unwrap().contains("plain1"), "{no_echo}");
        }
        let twice =
            "Parameters:\n  A:\n    NoEcho: true\n    NoEcho: false\n    Default: hunter2\n    Default: hunter3\n";
        assert_eq!(shared(twice).as_deref(), Ok("Parameters:\n  A:\n    NoEcho: true\n    NoEcho: false\n"));
    }

    #[test]
    fn secrets_behind_anchors_duplicates_or_merges_are_refused() {
        for text in [
            "Metadata: &pw hunter2\nParameters:\n  A:\n    NoEcho: true\n    Default: *pw\n",
            "Parameters:\n  A:\n    NoEcho: true\n    Default: &pw hunter2\nMetadata: *pw\n",
            "Parameters:\n  A:\n    NoEcho: true\n    Default: hunter2\n  A:\n    NoEcho: true\n",
            "Parameters:\n  A:\n    NoEcho: true\n    Default: hunter2\nParameters:\n  B:\n    Type: String\n",
            "M: &m {NoEcho: true, Default: hunter2}\nParameters:\n  A:\n    <<: *m\n",
            "M: &m {A: {NoEcho: true, Default: hunter2}}\nParameters:\n  <<: *m\n",
        ] {
            let error = shared(text).unwrap_err();
            assert!(error.contains("line ") && !error.contains("hunter2"), "{error}");
        }
        let behind = "M:\n  P: &p\n    NoEcho: true\n    Default: hunter2\nParameters:\n  A: *p\n  B: *p\n";
        assert_eq!(shared(behind).as_deref(), Ok("M:\n  P: &p\n    NoEcho: true\nParameters:\n  A: *p\n  B: *p\n"));
    }

    #[test]
    fn remaining_occurrences_of_secrets_are_reported() {
        let text = "# was hunter2\nParameters:\n  A:\n    NoEcho: true\n    Default: hunter2\nOutputs:\n  O: hunter2, hunter2\n";
        let link = encode("n", text).unwrap();
        assert_eq!(link.elsewhere, [OtherOccurrences { parameter: "A".into(), lines: vec![1, 7] }]);
    }
}
