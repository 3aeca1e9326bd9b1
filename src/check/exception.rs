//! Exceptions: diagnostics that the template itself allows, and why.
//!
//! A comment `# cf-init: allow ID because REASON` allows a rule's diagnostics in the entry that follows, in the entry of its
//! own line if it is at the end of one, and in the whole template if it is above its first entry. Several ids are
//! separated by commas. The metadata of cfn-lint (`cfn-lint: config: ignore_checks`), of the template or of a resource,
//! allows the diagnostics of the rules that cfn-lint has too.
//!
//! What must never be here: settings of the command line, what is wrong with an exception (those are rules).

use std::ops::Range;

use crate::document::{Document, Node, Path};
use crate::template::Template;

/// The words that open an exception, behind `#` and blanks.
pub const ALLOW: &str = "cf-init: allow";

/// The key of cfn-lint's metadata that lists what it ignores.
pub(super) const IGNORE_CHECKS: &str = "ignore_checks";

/// A comment that allows diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The ids of the rules, as they are written.
    pub rules: Vec<String>,
    /// Why; `None` if no reason is written.
    pub reason: Option<String>,
    /// The entry in which it holds; the root for the whole template.
    pub at: Path,
    /// The comment, from `#`.
    pub span: Range<usize>,
    /// The ids of its rules that have no diagnostic there; filled in by the checker.
    pub unused: Vec<String>,
}

impl Exception {
    /// True if it allows what a rule finds at a path.
    pub fn allows(&self, rule: &str, at: &Path) -> bool {
        self.rules.iter().any(|id| id == rule) && at.starts_with(&self.at)
    }
}

/// The exceptions that comments of a document make, in the order of the text. JSON has no comments.
pub(super) fn exceptions(document: &Document) -> Vec<Exception> {
    let text = document.text();
    let found = text.match_indices(ALLOW).filter_map(|(at, _)| {
        let line = document.line_span(document.position(at).line..=document.position(at).line);
        let hash = text.get(line.start..at)?.trim_end().strip_suffix('#').map(|before| line.start + before.len())?;
        let before = text.get(line.start..hash)?;
        let own_line = before.trim().is_empty();
        let is_comment = own_line || before.ends_with([' ', '\t']);
        if !is_comment || in_scalar(document, hash) {
            return None;
        }
        let (rules, reason) = words(text.get(at + ALLOW.len()..line.end)?);
        let at = if own_line { entry_below(document, line.end) } else { entry_at(document, &line) };
        Some(Exception { rules, reason, at, span: hash..line.end, unused: Vec::new() })
    });
    found.collect()
}

/// The ids and the reason of what follows [`ALLOW`].
fn words(text: &str) -> (Vec<String>, Option<String>) {
    let (ids, reason) = match text.split_once(" because ") {
        Some((ids, reason)) => (ids, Some(reason.trim().to_string()).filter(|reason| !reason.is_empty())),
        None => (text.trim_end().trim_end_matches(" because"), None),
    };
    let ids = ids.split([',', ' ', '\t']).filter(|id| !id.is_empty());
    (ids.map(str::to_string).collect(), reason)
}

/// True if the byte is part of a scalar, such as the text of a script.
fn in_scalar(document: &Document, offset: usize) -> bool {
    let node = document.node(&document.path_at(offset));
    node.is_some_and(|node| node.scalar().is_some() && node.span().start < offset && offset < node.span().end)
}

/// The entry of the first line with content from `offset` on; the root if the line is the first of the template.
fn entry_below(document: &Document, offset: usize) -> Path {
    let rest = document.text().get(offset..).unwrap_or_default();
    let mut start = offset;
    for line in rest.split_inclusive(['\n', '\r']) {
        let content = line.trim_start();
        if !content.is_empty() && !content.starts_with('#') {
            let at = start + (line.len() - content.len());
            let root = document.root().map_or(0, |root| root.span().start);
            return if at <= root { Path::root() } else { entry_from(document, at) };
        }
        start += line.len();
    }
    Path::root()
}

/// The outermost entry that begins on a line; without one, the entry whose value the line continues.
fn entry_at(document: &Document, line: &Range<usize>) -> Path {
    let text = document.text().get(line.clone()).unwrap_or_default();
    entry_from(document, line.start + (text.len() - text.trim_start().len()))
}

/// The entry that begins with the dash or key at `offset`.
fn entry_from(document: &Document, offset: usize) -> Path {
    let rest = document.text().get(offset..).unwrap_or_default();
    let dashes = rest.len() - rest.trim_start_matches(['-', ' ', '\t']).len();
    let is_item = rest.starts_with("- ");
    let mut at = document.path_at(if is_item { offset + dashes } else { offset });
    if is_item {
        // The first key of a mapping in a list is on the line of the dash: the exception is about the whole item.
        while let Some(parent) = at
            .parent()
            .filter(|parent| !matches!(at.last(), Some(crate::document::Step::Index(_))) && !parent.is_root())
        {
            at = parent;
        }
    }
    at
}

/// True if the metadata of cfn-lint, of the template or of the resource, ignores a check that stands for this rule at
/// the path.
pub(super) fn cfn_lint_ignores(template: Template<'_>, rule: &str, at: &Path) -> bool {
    let theirs = cfn_lint_ids(rule);
    if theirs.is_empty() {
        return false;
    }
    let root = template.document().root();
    let resource = match at.steps() {
        [_, id, ..] => template.resource(&id.to_string()).map(|resource| resource.node()),
        _ => None,
    };
    // cfn-lint ignores every check whose id begins with the word.
    let ignores = |node: Node<'_>| {
        let list = ["Metadata", "cfn-lint", "config", IGNORE_CHECKS].iter().try_fold(node, |node, key| node.get(key));
        let mut words = list.into_iter().flat_map(|list| list.items()).filter_map(|item| item.scalar());
        words.any(|word| !word.is_empty() && theirs.iter().any(|id| id.starts_with(word)))
    };
    root.into_iter().chain(resource).any(ignores)
}

/// The ids that cfn-lint 1.58 reports for what a rule finds; none if it has no such rule.
pub fn cfn_lint_ids(rule: &str) -> &'static [&'static str] {
    CFN_LINT.iter().find(|row| row.0 == rule).map_or(&[], |row| row.1)
}

/// Rules that cfn-lint 1.58 has too, with its ids.
const CFN_LINT: &[(&str, &[&str])] = &[
    ("command/no-command", &["E3009"]),
    ("condition/shape", &["E8001"]),
    ("config/unknown-key", &["E3009"]),
    ("config/unknown-section", &["E3009"]),
    ("config/wrong-type", &["E3009"]),
    ("file/mode-octal", &["E3009"]),
    ("function/arguments", FUNCTIONS),
    ("function/unknown", &["E0000", "E3002", "E3012"]),
    ("init/secret-in-metadata", &["W2010"]),
    ("mapping/shape", &["E7001"]),
    ("output/list-value", &["E6101"]),
    ("output/wrong-key", &["E6001", "E6002"]),
    ("package/unknown-manager", &["E3009"]),
    ("parameter/name", &["E2001", "E2003"]),
    ("parameter/unknown-key", &["E2001"]),
    ("parameter/unknown-type", &["E2001", "E2002"]),
    ("parameter/value", &["E2015"]),
    ("parameter/wrong-type", &["E2001"]),
    ("policy/document", &["E3510", "E3530"]),
    ("property/exclusive-keys", &["E3014", "E3020"]),
    ("property/limit", &["E3032", "E3033", "E3034"]),
    ("property/missing-key", &["E3003", "E3014", "E3015", "E3017", "E3018"]),
    ("property/needed-key", &["E3021"]),
    ("property/not-allowed-value", &["E3030"]),
    ("property/pattern", &["E1150", "E1151", "E1152", "E1154", "E1156", "E3031"]),
    ("property/read-only", &["E3040"]),
    ("property/unknown-key", &["E3002"]),
    ("property/wrong-type", &["E3012"]),
    ("reference/unknown", &["E1010", "E1011", "E1019", "E1020", "E3005", "E8002"]),
    ("reference/unknown-attribute", &["E1010", "E1019", "E6101"]),
    ("reference/unknown-map-key", &["E1011"]),
    ("resource/circular-dependency", &["E3004"]),
    ("resource/no-type", &["E3001"]),
    ("resource/policy", &["E3016", "E3035", "E3036"]),
    ("resource/unknown-key", &["E3001"]),
    ("security-group/no-ports", &["E3687"]),
    ("service/packages-list", &["E3009"]),
    ("service/trigger-text", &["E3009"]),
    ("service/unknown-manager", &["E3009"]),
    ("subnet/associated-twice", &["E3022"]),
    ("template/duplicate-key", &["E0000"]),
    ("template/logical-id", &["E3001", "E6001", "E7001"]),
    ("template/no-resources", &["E1001"]),
    ("template/not-substituted", &["E1029"]),
    ("template/null-value", &["E0000", "E2001", "E3012"]),
    ("template/quota", &["E2010", "E3010", "E6010", "E7010"]),
    ("template/same-name", &["E3007"]),
    ("template/sub-name", &["E1019"]),
    ("template/syntax", &["E0000"]),
    ("template/too-large", &["E1002", "I1002"]),
    ("template/unknown-section", &["E1001"]),
    ("user-data/not-substituted", &["E1029"]),
    ("user/groups-text", &["E3009"]),
];

/// cfn-lint's rules of the single functions.
const FUNCTIONS: &[&str] = &[
    "E1010", "E1011", "E1015", "E1016", "E1017", "E1018", "E1019", "E1020", "E1021", "E1022", "E1024", "E1028",
    "E8003", "E8004", "E8005", "E8006",
];
