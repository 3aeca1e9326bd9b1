//! Numbers of diagnostics at the rows of the outline.

use std::collections::{HashMap, HashSet};

use super::OutlineRow;
use crate::check::{Counts, Diagnostic};
use crate::document::{Document, Path};
use crate::ui::route::Route;

/// The numbers by the keys of the rows that have any; a group has those of all rows below it. A diagnostic counts at the row
/// of the form that shows its path, or of the nearest entry around it that has a row.
pub fn badges(document: &Document, rows: &[OutlineRow], found: &[Diagnostic]) -> HashMap<String, Counts> {
    let mut badges: HashMap<String, Counts> = HashMap::new();
    if found.is_empty() {
        return badges;
    }
    let keys: HashSet<&str> = rows.iter().filter(|row| !row.is_group()).map(|row| row.key.as_str()).collect();
    for one in found {
        if let Some(key) = row_of(document, &keys, &one.path) {
            badges.entry(key).or_default().add(one.severity, 1);
        }
    }
    // From the end on: the rows of a group are below it.
    let mut below: Vec<(usize, Counts)> = Vec::new();
    for row in rows.iter().rev() {
        let mut counts = badges.get(&row.key).copied().unwrap_or_default();
        while let Some((_, inner)) = below.pop_if(|(level, _)| *level > row.level) {
            if row.is_group() {
                counts.add_all(inner);
            }
        }
        if counts.total() > 0 {
            below.push((row.level, counts));
            badges.insert(row.key.clone(), counts);
        }
    }
    badges
}

fn row_of(document: &Document, keys: &HashSet<&str>, at: &Path) -> Option<String> {
    let mut path = Some(at.clone());
    while let Some(at) = path {
        let key = Route::of(document, &at).to_hash();
        if keys.contains(key.as_str()) {
            return Some(key);
        }
        path = at.parent();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::ui::outline::outline;

    const TEXT: &str = "
Parameters:
  Size: {Type: Number, Default: large}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files:
            /etc/one: {content: a, mode: 000644}
            /etc/two: {content: b, mode: 000600}
    Properties: {ImageId: ami-12345678901234567, InstanceType: t3.micro}
";

    #[test]
    fn diagnostics_count_at_the_row_of_their_form_and_at_its_group() {
        let document = Document::parse(TEXT);
        let rows = outline(&document);
        let found = check(&document);
        let badges = badges(&document, &rows, &found);
        let words = |key: &str| badges.get(key).copied().unwrap_or_default().words();
        assert_eq!(words("#/parameters"), "1 error");
        assert_eq!(words("#/init/Web/config/files"), "2 warnings");
        // No diagnostic is lost: each is at one row, so those of the first level are all.
        let top: usize = rows
            .iter()
            .filter(|row| row.level == 1)
            .filter_map(|row| badges.get(&row.key))
            .map(|one| one.total())
            .sum();
        assert_eq!(top, found.len());
        let inner = rows.iter().find(|row| row.label == "config").map(|row| words(&row.key));
        assert_eq!(inner.as_deref(), Some("2 warnings"));
    }

    #[test]
    fn a_text_without_diagnostics_has_no_numbers() {
        let document = Document::parse(TEXT);
        assert!(badges(&document, &outline(&document), &[]).is_empty());
    }
}
