//! The rows that a filter finds: rows of the outline, and below them the entries of their forms.

use std::collections::HashMap;

use super::{OutlineRow, RowSubject};
use crate::document::{Document, Node, Path};
use crate::schema::ec2;
use crate::schema::keywords::keywords_of;
use crate::template::named_entry::{EntryKind, NamedEntry, named_entries};
use crate::template::resource_path;
use crate::template::search::{Fit, Query};
use crate::ui::route::Route;

/// The rows and entries whose name, resource type or keywords fit a filter, each below all rows above it. If there are
/// none, those with a value that holds the words of the filter. `None` if the filter has no words.
pub fn found(document: &Document, rows: &[OutlineRow], filter: &str) -> Option<Vec<OutlineRow>> {
    let query = Query::new(filter);
    if query.is_empty() {
        return None;
    }
    let all = Entries::of(document);
    let by_name = with_parents(rows, |row| {
        let entries = all.below(row).into_iter();
        (fit(document, row, &query).is_some(), entries.filter(|entry| query.fit(&entry.label, "").is_some()).collect())
    });
    if !by_name.is_empty() {
        return Some(by_name);
    }
    let holds = |node: Option<Node<'_>>| node.is_some_and(|node| query.is_in(node.source()));
    Some(with_parents(rows, |row| {
        let entries = all.below(row).into_iter();
        let entries = entries.filter(|entry| holds(entry.entry.as_ref().and_then(|at| document.node(at))));
        let properties = resource_of(row).and_then(|at| document.node(&at.join("Properties")));
        (holds(properties), entries.collect())
    }))
}

/// The rows that open a form and fit a filter, the best first.
pub fn forms(document: &Document, rows: &[OutlineRow], filter: &str) -> Vec<OutlineRow> {
    let query = Query::new(filter);
    let with_form = rows.iter().filter(|row| row.place.is_some()).cloned();
    query.ranked(with_form, |row| fit(document, row, &query))
}

fn fit(document: &Document, row: &OutlineRow, query: &Query) -> Option<Fit> {
    query.fit(&row.label, &keywords_of_row(document, row))
}

/// The words that find a row, beside its label.
pub fn keywords_of_row(document: &Document, row: &OutlineRow) -> String {
    let kind = resource_of(row).and_then(|at| document.scalar(&at.join("Type"))).unwrap_or_default();
    let id = resource_of(row).and_then(|at| at.last_key().map(str::to_string)).unwrap_or_default();
    format!("{id} {kind} {} {}", keywords_of(kind), words_of(row.subject))
}

/// Words that people use for a form, beside its label.
fn words_of(subject: RowSubject) -> &'static str {
    match subject {
        RowSubject::Hup => "cfn hup update daemon",
        RowSubject::Signal => "cfn-signal creation policy wait timeout",
        RowSubject::UserData => "cloud-init script boot",
        RowSubject::Authentication => "credentials login s3 basic",
        RowSubject::Subnets => "network routes vpc",
        RowSubject::ConfigSets => "order of configs",
        _ => "",
    }
}

/// The rows for which `look` is true and the entries that it gives, with all rows above them.
fn with_parents(rows: &[OutlineRow], look: impl Fn(&OutlineRow) -> (bool, Vec<OutlineRow>)) -> Vec<OutlineRow> {
    let mut kept = Vec::new();
    // From the end: a row is known to be needed before the rows above it are reached.
    let mut needed = 0;
    for row in rows.iter().rev() {
        let (fits, entries) = look(row);
        if fits || !entries.is_empty() || row.level < needed {
            needed = row.level;
            kept.extend(entries.into_iter().rev());
            kept.push(row.clone());
        }
        if row.level == 1 {
            needed = 0;
        }
    }
    kept.reverse();
    kept
}

/// The path of the resource whose form a row opens.
fn resource_of(row: &OutlineRow) -> Option<Path> {
    match row.place.as_ref()? {
        Route::Vpc(id) | Route::Instance(id) | Route::Resource(id) => Some(resource_path(id)),
        _ => None,
    }
}

/// The entries in the forms of rows, by the section that a form shows.
struct Entries(HashMap<Path, Vec<NamedEntry>>);

impl Entries {
    /// Those of a document; of the resources only subnets, which have no rows.
    fn of(document: &Document) -> Entries {
        let mut entries: HashMap<Path, Vec<NamedEntry>> = HashMap::new();
        for entry in named_entries(document) {
            let has_row = match entry.kind {
                EntryKind::Config => true,
                EntryKind::Resource => entry.detail != ec2::SUBNET,
                _ => false,
            };
            if !has_row {
                entries.entry(entry.section.clone()).or_default().push(entry);
            }
        }
        Entries(entries)
    }

    /// The entries in the form of a row, as rows below it.
    fn below(&self, row: &OutlineRow) -> Vec<OutlineRow> {
        let of_entry = |entry: &NamedEntry| OutlineRow {
            key: format!("entry{}", entry.path),
            level: row.level + 1,
            label: entry.name.clone(),
            subject: row.subject,
            count: None,
            place: row.place.clone(),
            entry: Some(entry.path.clone()),
            target: Some(entry.path.clone()),
        };
        let section = match &row.place {
            // Forms of resources have no sections.
            Some(Route::Stack | Route::Vpc(_) | Route::Instance(_) | Route::Resource(_)) | None => return Vec::new(),
            Some(Route::UserData(_) | Route::Policies(_) | Route::Hup(_) | Route::At(_)) => return Vec::new(),
            Some(place) => place.path(),
        };
        self.0.get(&section).into_iter().flatten().map(of_entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::outline::outline;

    const TEXT: &str = "
Parameters:
  KeyName: {Type: String, Default: mine}
  Port: {Type: Number, Default: 8080}
Resources:
  Net: {Type: AWS::EC2::VPC}
  Public: {Type: AWS::EC2::Subnet}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{FromPort: 9443}]}}
  Server:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        configSets: {default: [install]}
        install:
          packages: {apt: {nginx: [], python3-flask: []}}
          files: {/etc/nginx/nginx.conf: {content: listen 9443}}
          commands: {01_migrate: {command: gunicorn}}
          services: {systemd: {nginx: {}, nginx: {}}}
Outputs: {Url: {Value: x}}
";

    fn labels(filter: &str) -> Vec<String> {
        let document = Document::parse(TEXT);
        let rows = found(&document, &outline(&document), filter).unwrap_or_default();
        rows.iter().map(|row| format!("{}{}", "  ".repeat(row.level - 1), row.label)).collect()
    }

    #[test]
    fn entries_are_found_by_name_below_their_form() {
        let expected = [
            "Bootstrap",
            "  install",
            "    packages",
            "      nginx",
            "    files",
            "      /etc/nginx/nginx.conf",
            "    services",
            "      nginx",
        ];
        assert_eq!(labels("nginx"), expected);
        assert_eq!(labels("flask"), ["Bootstrap", "  install", "    packages", "      python3-flask"]);
        assert_eq!(labels("key name"), ["Parameters", "  KeyName"]);
        assert_eq!(labels("public"), ["Network", "  Subnets", "    Public"]);
        assert_eq!(labels("migrate"), ["Bootstrap", "  install", "    commands", "      01_migrate"]);
    }

    #[test]
    fn resources_are_found_by_type_and_keywords() {
        assert_eq!(labels("AWS::EC2::SecurityGroup"), ["Network", "  Security groups", "    Web"]);
        assert_eq!(labels("firewall"), ["Network", "  Security groups", "    Web"]);
        assert_eq!(labels("cfn signal"), ["Bootstrap", "  Signal"]);
        assert_eq!(labels("net").first().map(String::as_str), Some("Network"));
    }

    #[test]
    fn values_are_searched_if_no_name_fits() {
        assert_eq!(labels("8080"), ["Parameters", "  Port"]);
        let expected = [
            "Network",
            "  Security groups",
            "    Web",
            "Bootstrap",
            "  install",
            "    files",
            "      /etc/nginx/nginx.conf",
        ];
        assert_eq!(labels("9443"), expected);
        assert_eq!(labels("gunicorn"), ["Bootstrap", "  install", "    commands", "      01_migrate"]);
        assert!(labels("nothing of the kind").is_empty());
    }

    #[test]
    fn a_filter_without_words_finds_nothing_to_show() {
        let document = Document::parse(TEXT);
        assert_eq!(found(&document, &outline(&document), " ::"), None);
    }

    #[test]
    fn each_row_has_a_key_of_its_own() {
        let document = Document::parse(TEXT);
        let found = found(&document, &outline(&document), "n").unwrap_or_default();
        let mut keys: Vec<_> = found.into_iter().map(|row| row.key).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn forms_are_found_the_best_first() {
        let document = Document::parse(TEXT);
        let first = |filter: &str| forms(&document, &outline(&document), filter).first().map(|row| row.label.clone());
        assert_eq!(first("signal").as_deref(), Some("Signal"));
        assert_eq!(first("cfn-hup").as_deref(), Some("cfn-hup"));
        assert_eq!(first("security group").as_deref(), Some("Web"));
    }
}
