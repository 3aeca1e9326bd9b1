//! Findings as text, JSON, SARIF, annotations of GitHub, and JUnit.

use serde_json::{Value, json};

use super::Checked;
use crate::check::{Counts, Diagnostic, RULES, Rule, Severity, Suppressed};
use crate::cli::CliError;
use crate::document::Document;

/// The function that prints a format.
pub(super) fn printer(format: &str) -> Result<fn(&[Checked]) -> String, CliError> {
    Ok(match format {
        "text" => text,
        "json" => |all| format!("{:#}\n", Value::Array(all.iter().flat_map(json).collect())),
        "sarif" => sarif,
        "github" => github,
        "junit" => junit,
        other => {
            return Err(CliError::Use(format!("--format {other} is neither text, json, sarif, github nor junit.")));
        }
    })
}

/// What is printed beside the findings: what exceptions allow, the counts, and how many `--fix` mends.
pub(super) fn summary(all: &[Checked], fix: bool, diff: bool) -> String {
    let mut text = String::new();
    for one in all {
        for Suppressed { diagnostic, reason } in &one.allowed {
            let line = one.document.position(diagnostic.span.start).line;
            let reason = reason.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
            text += &format!("{}:{line}: {} is allowed{reason}\n", one.file, diagnostic.rule.id);
        }
        if one.fixed > 0 {
            let verb = if diff { "can be fixed" } else { "fixed" };
            text += &format!("{}: {} {verb}\n", one.file, one.fixed);
        }
        if one.unsafe_fixes > 0 {
            text += &format!(
                "{}: {} left, because an update would replace or delete a resource; --unsafe-fixes applies them\n",
                one.file, one.unsafe_fixes
            );
        }
    }
    let found = || all.iter().flat_map(|one| &one.found);
    let counts = Counts::of(found());
    if counts.total() > 0 {
        let fixable = found().filter(|one| one.fix.is_some()).count();
        let files = if all.len() == 1 { String::new() } else { format!(" in {} templates", all.len()) };
        let fixable = if fix || fixable == 0 { String::new() } else { format!("; {fixable} with a fix, see --fix") };
        text += &format!("{}{files}{fixable}\n", counts.words());
    }
    text
}

/// `FILE:LINE:COLUMN: severity[rule] message`, the line with a mark below it, help and fix on lines of their own.
fn text(all: &[Checked]) -> String {
    let mut text = String::new();
    for one in all {
        for found in &one.found {
            let at = one.document.position(found.span.start);
            let severity = found.severity.name();
            text +=
                &format!("{}:{}:{}: {severity}[{}] {}\n", one.file, at.line, at.column, found.rule.id, found.message);
            text += &source_line(&one.document, found);
            text.extend(found.help.iter().map(|help| format!("    help: {help}\n")));
            text.extend(found.fix.iter().map(|fix| format!("    fix: {}\n", fix.label)));
        }
    }
    text
}

/// The line of a finding with marks below it. Of a long line the part around the finding.
fn source_line(document: &Document, found: &Diagnostic) -> String {
    const BEFORE: usize = 40;
    const WIDTH: usize = 110;
    let at = document.position(found.span.start);
    let line = document.text().get(document.line_span(at.line..=at.line)).unwrap_or_default();
    let marked = document.text().get(found.span.clone()).unwrap_or_default();
    if line.trim().is_empty() {
        return String::new();
    }
    let column = at.column.saturating_sub(1);
    let from = if line.chars().count() > WIDTH { column.saturating_sub(BEFORE) } else { 0 };
    let part: String = line.chars().skip(from).take(WIDTH).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let marks = marked
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        .clamp(1, (WIDTH + from).saturating_sub(column).max(1));
    let number = at.line.to_string();
    let gutter = " ".repeat(number.len());
    format!(
        "    {number} | {}{}\n    {gutter} | {}{}\n",
        if from > 0 { "…" } else { "" },
        part.trim_end(),
        " ".repeat(column - from + usize::from(from > 0)),
        "^".repeat(marks)
    )
}

fn json(checked: &Checked) -> Vec<Value> {
    let document = &checked.document;
    let one = |one: &Diagnostic| {
        let (start, end) = (document.position(one.span.start), document.position(one.span.end));
        json!({
            "file": checked.file,
            "rule": one.rule.id,
            "name": one.rule.name,
            "severity": one.severity.name(),
            "path": one.path.to_pointer(),
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "offset": one.span.start,
            "end": one.span.end,
            "message": one.message,
            "help": one.help,
            "why": one.rule.why,
            "source": one.rule.source,
            "fix": one.fix.as_ref().map(|fix| fix.to_json(document)),
        })
    };
    checked.found.iter().map(one).collect()
}

/// SARIF 2.1.0: one run, all rules, columns in Unicode code points.
fn sarif(all: &[Checked]) -> String {
    let level = |severity: Severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let rule = |rule: &&Rule| {
        json!({
            "id": rule.id,
            "name": rule.name,
            "shortDescription": { "text": rule.name },
            "fullDescription": { "text": rule.why },
            "helpUri": rule.source,
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    };
    let region = |document: &Document, span: &std::ops::Range<usize>| {
        let (start, end) = (document.position(span.start), document.position(span.end));
        json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
    };
    let result = |one: &Checked, found: &Diagnostic, reason: Option<Option<&str>>| {
        let uri = one.file.replace('\\', "/").replace('%', "%25").replace(' ', "%20");
        let help = found.help.as_ref().map_or(String::new(), |help| format!(" {help}"));
        let mut result = json!({
            "ruleId": found.rule.id,
            "ruleIndex": RULES.iter().position(|rule| rule.id == found.rule.id),
            "level": level(found.severity),
            "message": { "text": format!("{}{help}", found.message) },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": uri },
                    "region": region(&one.document, &found.span),
                },
            }],
        });
        let fix = found.fix.as_ref().and_then(|fix| Some((fix, fix.splice(&one.document)?)));
        let fix = fix.map(|(fix, splice)| {
            json!([{
                "description": { "text": fix.label },
                "artifactChanges": [{
                    "artifactLocation": { "uri": uri },
                    "replacements": [{
                        "deletedRegion": region(&one.document, &splice.range),
                        "insertedContent": { "text": splice.text },
                    }],
                }],
            }])
        });
        let suppressions = reason.map(|reason| json!([{ "kind": "inSource", "justification": reason }]));
        if let Some(object) = result.as_object_mut() {
            object.extend(fix.map(|fix| ("fixes".to_string(), fix)));
            object.extend(suppressions.map(|suppressions| ("suppressions".to_string(), suppressions)));
        }
        result
    };
    let results: Vec<Value> = all
        .iter()
        .flat_map(|one| {
            let found = one.found.iter().map(|found| result(one, found, None));
            found.chain(
                one.allowed.iter().map(|allowed| result(one, &allowed.diagnostic, Some(allowed.reason.as_deref()))),
            )
        })
        .collect();
    let run = json!({
        "tool": { "driver": {
            "name": "cf-init",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
        } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

/// Commands of a GitHub workflow, which become annotations of the lines.
fn github(all: &[Checked]) -> String {
    let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for one in all {
        for found in &one.found {
            let (start, end) = (one.document.position(found.span.start), one.document.position(found.span.end));
            let level = match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let help = found.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
            text += &format!(
                "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
                property(&one.file),
                start.line,
                start.column,
                end.line,
                end.column,
                property(found.rule.id),
                message(&format!("{}{help}", found.message)),
            );
        }
    }
    text
}

/// JUnit: a suite for each template, a failed case for each error and warning; notes are texts of the suite.
fn junit(all: &[Checked]) -> String {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>()
    };
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cf-init check\">\n");
    for one in all {
        let (notes, failures): (Vec<_>, Vec<_>) = one.found.iter().partition(|found| found.severity == Severity::Note);
        let file = escaped(&one.file);
        text += &format!(
            "<testsuite name=\"{file}\" tests=\"{}\" failures=\"{}\">\n",
            failures.len().max(1),
            failures.len()
        );
        for found in &failures {
            let at = one.document.position(found.span.start);
            let message = escaped(&found.message);
            let help = found.help.as_deref().map(&escaped).unwrap_or_default();
            text += &format!(
                "<testcase classname=\"{file}\" name=\"{} line {}\">\
                 <failure type=\"{}\" message=\"{message}\">{file}:{}:{}: {message} {help}</failure></testcase>\n",
                found.rule.id,
                at.line,
                found.severity.name(),
                at.line,
                at.column,
            );
        }
        if failures.is_empty() {
            text += &format!("<testcase classname=\"{file}\" name=\"no findings\"/>\n");
        }
        if !notes.is_empty() {
            let line = |found: &&Diagnostic| {
                let at = one.document.position(found.span.start);
                escaped(&format!("{}:{}: {} {}\n", one.file, at.line, found.rule.id, found.message))
            };
            text += &format!("<system-out>{}</system-out>\n", notes.iter().map(line).collect::<String>());
        }
        text += "</testsuite>\n";
    }
    text + "</testsuites>\n"
}
