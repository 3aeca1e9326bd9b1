//! `check`: the diagnostics of a template, as text or JSON.

use serde_json::{Value, json};

use super::CliError;
use super::arguments::{Arguments, read};
use super::metadata::known;
use crate::check::{Checker, Diagnostic, Fix, Severity, Values};
use crate::document::{Document, Splice};

pub(super) fn check(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let format = arguments.option("--format")?;
    let parameters = arguments.options("--parameter");
    arguments.done()?;
    let print: fn(&str, &Document, &[Diagnostic]) -> String = match format.as_deref() {
        None | Some("text") => as_text,
        Some("json") => as_json,
        Some(other) => return Err(CliError::Use(format!("--format {other} is neither text nor json."))),
    };
    let document = Document::parse(read(&file)?);
    let mut values = Values::new();
    for parameter in parameters {
        let Some((name, value)) = parameter.split_once('=') else {
            return Err(CliError::Use(format!("--parameter needs KEY=VALUE, not {parameter}.")));
        };
        known(&file, &document, name)?;
        values.insert(name.to_string(), value.to_string());
    }
    let found = Checker::default().check(&document, &values);
    let text = print(&file, &document, &found);
    match found.iter().any(|one| one.severity == Severity::Error) {
        true => Err(CliError::Found(text)),
        false => Ok(text),
    }
}

/// `FILE:LINE:COL: severity[rule] message`, with help and fix on lines of their own.
fn as_text(file: &str, document: &Document, found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for one in found {
        let at = document.position(one.span.start);
        let severity = one.severity.name();
        text += &format!("{file}:{}:{}: {severity}[{}] {}\n", at.line, at.column, one.rule.id, one.message);
        text.extend(one.help.iter().map(|help| format!("    help: {help}\n")));
        text.extend(one.fix.iter().map(|fix| format!("    fix: {}\n", fix.label)));
    }
    text
}

fn as_json(_: &str, document: &Document, found: &[Diagnostic]) -> String {
    let one = |one: &Diagnostic| {
        let at = document.position(one.span.start);
        json!({
            "rule": one.rule.id,
            "name": one.rule.name,
            "severity": one.severity.name(),
            "path": one.path.to_pointer(),
            "line": at.line,
            "column": at.column,
            "offset": one.span.start,
            "end": one.span.end,
            "message": one.message,
            "help": one.help,
            "why": one.rule.why,
            "source": one.rule.source,
            "fix": one.fix.as_ref().map(|fix| fix_as_json(document, fix)),
        })
    };
    let all: Vec<Value> = found.iter().map(one).collect();
    format!("{:#}\n", Value::Array(all))
}

/// Label and text edits; null edits where the fix has no place in this text.
fn fix_as_json(document: &Document, fix: &Fix) -> Value {
    let after = document.with_edits(&fix.edits(document)).ok();
    let edits = after.map(|(after, _)| {
        let splice = Splice::minimal(document.text(), 0..document.text().len(), after.text().to_string());
        json!([{ "offset": splice.range.start, "end": splice.range.end, "text": splice.text }])
    });
    json!({ "label": fix.label, "edits": edits })
}
