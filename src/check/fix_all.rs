//! Many fixes at once: what `cf-init check --fix` and "fix all of this kind" do.
//!
//! What must never be here: which diagnostics people want mended, how a change is shown.

use std::collections::{HashMap, HashSet};

use super::{Checker, Diagnostic, Values};
use crate::document::{Document, Edit};

/// A document after fixes.
#[derive(Debug)]
pub struct FixedAll {
    /// The edits, in the order in which they were made.
    pub edits: Vec<Edit>,
    /// The document after them.
    pub document: Document,
    /// What they removed.
    pub fixed: Vec<Diagnostic>,
    /// Number of fixes that `is_safe` refused.
    pub unsafe_fixes: usize,
}

/// Applies the fixes of the wanted diagnostics one after the other, until none is left. A fix that does not remove its
/// diagnostic, adds another one, or is not safe by the documents before and after it, is not applied.
pub fn fix_all(
    document: &Document,
    values: &Values,
    wanted: impl Fn(&Diagnostic) -> bool,
    is_safe: impl Fn(&Document, &Document) -> bool,
) -> FixedAll {
    let mut all = FixedAll { edits: Vec::new(), document: document.clone(), fixed: Vec::new(), unsafe_fixes: 0 };
    let mut checker = Checker::default();
    let mut found = checker.check(&all.document, values);
    let mut refused: HashSet<(&'static str, String, String)> = HashSet::new();
    let key = |one: &Diagnostic| (one.rule.id, one.path.to_pointer(), one.message.clone());
    while let Some(next) = found.iter().find(|one| one.fix.is_some() && wanted(one) && !refused.contains(&key(one))) {
        let edits = next.fix.as_ref().map(|fix| fix.edits(&all.document)).unwrap_or_default();
        let after = all.document.with_edits(&edits).map(|(after, _)| after);
        let left = after.map(|after| (checker.check(&after, values), after));
        match left {
            Ok((left, after)) if is_better(&found, &left, next) => {
                if !is_safe(&all.document, &after) {
                    all.unsafe_fixes += 1;
                    refused.insert(key(next));
                    continue;
                }
                all.edits.extend(edits);
                all.fixed.push(next.clone());
                all.document = after;
                found = left;
            }
            _ => {
                refused.insert(key(next));
            }
        }
    }
    all
}

/// True if a fix removed its diagnostic and no rule finds more than before.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], fixed: &Diagnostic) -> bool {
    let count = |found: &[Diagnostic]| {
        let mut counts: HashMap<&'static str, usize> = HashMap::new();
        for one in found {
            *counts.entry(one.rule.id).or_default() += 1;
        }
        counts
    };
    let (before, after) = (count(before), count(after));
    let of = |counts: &HashMap<&'static str, usize>, id: &str| counts.get(id).copied().unwrap_or(0);
    of(&after, fixed.rule.id) < of(&before, fixed.rule.id) && after.keys().all(|id| of(&after, id) <= of(&before, id))
}
