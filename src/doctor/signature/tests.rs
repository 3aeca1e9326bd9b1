//! The table: every example is explained by its own row and by no other.

use std::collections::BTreeSet;

use super::{SignatureSet, Significance, signatures};
use crate::check::RULES;

#[test]
fn each_example_is_explained_by_its_own_row_alone() {
    let set = SignatureSet::default();
    let mut wrong = Vec::new();
    for signature in signatures() {
        let found: Vec<&str> = set.matches(signature.example).iter().map(|one| one.signature.id).collect();
        if found != [signature.id] {
            wrong.push(format!("{}: {found:?}\n    {}", signature.id, signature.example));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_are_complete_and_patterns_can_be_read() {
    let mut ids = BTreeSet::new();
    for one in signatures() {
        assert!(ids.insert(one.id), "{} twice", one.id);
        assert!(one.id.contains('/') && !one.literals.is_empty(), "{}", one.id);
        assert!(one.literals.iter().all(|literal| literal.len() > 3), "{}", one.id);
        for text in [one.title, one.meaning, one.fix, one.source, one.example] {
            assert!(!text.is_empty() && !text.contains("  fix"), "{}", one.id);
        }
        assert!(one.meaning.ends_with('.') && one.fix.ends_with('.') && !one.title.ends_with('.'), "{}", one.id);
        assert!(one.source.starts_with("https://") || one.source.starts_with("aws-cfn-bootstrap "), "{}", one.id);
        assert!(one.rule.is_empty() || RULES.iter().any(|rule| rule.id == one.rule), "{}: {}", one.id, one.rule);
        assert!(regex_lite::Regex::new(one.pattern).is_ok(), "{}", one.id);
    }
    assert!(ids.len() >= 60, "{}", ids.len());
}

#[test]
fn the_subject_is_what_the_line_is_about() {
    let set = SignatureSet::default();
    for (id, subject) in [
        ("apt/no-such-package", "nginx-full-extras"),
        ("apt/no-candidate", "python-pip"),
        ("cfn-init/command", "02_migrate"),
        ("cfn-init/apt-missing", "nosuchpkg"),
        ("cfn-init/owner", "www-data"),
        ("cfn-init/service", "nginx"),
        ("service/no-unit", "nginx"),
        ("machine/port-in-use", "0.0.0.0:80"),
        ("machine/no-such-user", "www-data"),
        ("shell/not-found", "docker"),
        ("stack/rollback", "WebServer"),
        ("shell/here-document", "AGENT"),
    ] {
        let row = super::signature(id).unwrap();
        let found = set.matches(row.example);
        assert_eq!(found[0].subject.as_deref(), Some(subject), "{id}");
    }
}

#[test]
fn ordinary_lines_mean_nothing() {
    let set = SignatureSet::default();
    for line in [
        "Setting up nginx (1.22.1-9+deb12u1) ...",
        "Get:1 http://mirror.example.org/debian bookworm InRelease [151 kB]",
        "2026-11-29 12:33:31,298 [INFO] Running config one",
        "+ /opt/aws/bin/cfn-signal -e 0 --stack web --resource Workers --region eu-central-1",
        "+ /opt/aws/bin/cfn-init -v --stack web --resource Web --region eu-central-1",
        "Reading package lists...",
        "Created symlink /etc/systemd/system/multi-user.target.wants/app.service → /etc/systemd/system/app.service.",
        "/etc/app/error.html: 404 Not Found page",
        "Resource web created",
        "",
    ] {
        assert_eq!(set.matches(line), [], "{line}");
    }
    assert!(signatures().filter(|one| one.significance == Significance::Cause).count() >= 60);
}
