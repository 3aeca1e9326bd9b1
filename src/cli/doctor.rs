//! `doctor`: what logs say, with the step that failed first and what removes the fault.

use std::io::Read;

use serde_json::{Value, json};

use super::CliError;
use super::arguments::{Arguments, document};
use crate::doctor::{
    Diagnosis, LogReader, LogReport, LogSpot, Mask, SectionOutcome, diagnose, place_in_template, position_in_plan,
};
use crate::document::{Document, Path};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;
/// Last lines that are printed of a step that no signature explains.
const LAST_LINES: usize = 8;

pub(super) fn doctor(mut arguments: Arguments) -> Result<String, CliError> {
    let template = arguments.option("--template")?;
    let format = arguments.option("--format")?.unwrap_or_else(|| "text".into());
    let mut files = Vec::new();
    while let Some(file) = arguments.word() {
        files.push(file);
    }
    arguments.done()?;
    if files.is_empty() {
        return Err(CliError::Use("LOG is missing.".into()));
    }
    if format != "text" && format != "json" {
        return Err(CliError::Use(format!("--format is text or json, not {format}.")));
    }
    let template = template.map(|file| document(&file).map(|document| (file, document))).transpose()?;
    let mask = template.as_ref().map(|(_, document)| Mask::of(document)).unwrap_or_default();
    let reports = files.iter().map(|file| read(file, &mask)).collect::<Result<Vec<_>, _>>()?;
    let diagnosis = diagnose(&reports);
    let view = View { reports: &reports, diagnosis: &diagnosis, template: template.as_ref() };
    let text = if format == "json" { view.json()? } else { view.text() };
    match diagnosis.cause {
        Some(_) => Err(CliError::Found(text)),
        None => Ok(text),
    }
}

/// Reads a log in pieces: it may be larger than memory.
fn read(file: &str, mask: &Mask) -> Result<LogReport, CliError> {
    let fault = |error: std::io::Error| CliError::Input(format!("{file} cannot be read: {error}."));
    let mut source: Box<dyn Read> = match file {
        "-" => Box::new(std::io::stdin().lock()),
        file => Box::new(std::fs::File::open(file).map_err(fault)?),
    };
    let mut reader = LogReader::new(file, mask.clone());
    let mut piece = vec![0; PIECE];
    loop {
        match source.read(&mut piece) {
            Ok(0) => return Ok(reader.finish()),
            Ok(size) => reader.push(piece.get(..size).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(fault(error)),
        }
    }
}

struct View<'v> {
    reports: &'v [LogReport],
    diagnosis: &'v Diagnosis,
    template: Option<&'v (String, Document)>,
}

impl View<'_> {
    fn place(&self, spot: &LogSpot) -> Option<(Path, String)> {
        let (file, document) = self.template?;
        let section = spot.section(self.reports)?;
        let path = place_in_template(document, &section.place, spot.finding(self.reports))?;
        let line = document.entry_span(&path).map(|span| document.position(span.start).line);
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let shown = format!("{file}{line} {}", path.to_pointer());
        Some((path, shown))
    }

    /// The title of a step with its position in the boot plan.
    fn step(&self, spot: &LogSpot, title: &str) -> String {
        let position = || position_in_plan(&self.template?.1, &self.place(spot)?.0, title);
        match position() {
            Some((number, all)) => format!("{title} (step {number} of {all} of the boot)"),
            None => title.to_string(),
        }
    }

    /// `FILE:LINE`
    fn line(&self, spot: &LogSpot) -> String {
        let name = self.reports.get(spot.log).map(|report| report.name.as_str()).unwrap_or_default();
        let number = spot.finding(self.reports).map(|finding| finding.line);
        let first = || spot.section(self.reports)?.shown.first().map(|line| line.number);
        match number.or_else(first) {
            Some(number) => format!("{name}:{number}"),
            None => name.to_string(),
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for report in self.reports {
            let failed = report.sections.iter().filter(|one| one.outcome == SectionOutcome::Failed).count();
            out += &format!("{}: {}, {}, {failed} failed\n", report.name, report.format.label(), report.counts());
            if let Some(problem) = &report.problem {
                out += &format!("    {problem}\n");
            }
        }
        match &self.diagnosis.cause {
            Some(cause) => self.write_cause(&mut out, cause),
            None => out += "\nNo step failed, as far as these logs say.\n",
        }
        if self.diagnosis.is_past {
            out += "\nA later run of cfn-init in the same log was completed.\n";
        }
        let others = &self.diagnosis.others;
        if !others.is_empty() {
            out += if self.diagnosis.cause.is_some() { "\nBesides, mostly as a result:\n" } else { "\nOther lines:\n" };
            others.iter().for_each(|spot| self.write_line(&mut out, spot));
        }
        if !self.diagnosis.harmless.is_empty() {
            out += "\nHarmless:\n";
            for spot in &self.diagnosis.harmless {
                self.write_line(&mut out, spot);
                if let Some(finding) = spot.finding(self.reports) {
                    out += &format!("        {}\n", finding.matched.signature.meaning);
                }
            }
        }
        out
    }

    fn write_cause(&self, out: &mut String, cause: &LogSpot) {
        let Some(section) = cause.section(self.reports) else { return };
        let row = |name: &str, text: &str| format!("  {name:<9} {text}\n");
        match cause.finding(self.reports) {
            Some(finding) => {
                let signature = finding.matched.signature;
                let subject =
                    finding.matched.subject.as_ref().map(|subject| format!(": {subject}")).unwrap_or_default();
                *out += &format!("\n{}{subject}\n", signature.title);
                *out += &row("Line", &format!("{} {}", self.line(cause), finding.text.trim()));
                *out += &row("Step", &self.step(cause, &section.title));
                if let Some((_, place)) = self.place(cause) {
                    *out += &row("Template", &place);
                }
                *out += &row("Meaning", signature.meaning);
                *out += &row("Fix", signature.fix);
                *out += &row("Source", signature.source);
                *out += &row("Signature", signature.id);
            }
            None => {
                *out += &format!("\nFailed for a reason that no signature knows: {}\n", section.title);
                if let Some((_, place)) = self.place(cause) {
                    *out += &row("Template", &place);
                }
            }
        }
        // Where no line says why, the end of the output may.
        if cause.finding(self.reports).is_none_or(|one| one.matched.signature.significance.word() == "consequence") {
            let from = section.shown.len().saturating_sub(LAST_LINES);
            *out += "  Its last lines:\n";
            for line in section.shown.iter().skip(from) {
                *out += &format!("    {:>6}  {}\n", line.number, line.text);
            }
        }
    }

    fn write_line(&self, out: &mut String, spot: &LogSpot) {
        let Some(section) = spot.section(self.reports) else { return };
        match spot.finding(self.reports) {
            Some(finding) => {
                *out += &format!(
                    "    {} {} ({})\n",
                    self.line(spot),
                    finding.matched.signature.title,
                    finding.matched.signature.id
                );
                *out += &format!("        {}\n", finding.text.trim());
            }
            None => *out += &format!("    {} failed: {}\n", self.line(spot), section.title),
        }
    }

    fn json(&self) -> Result<String, CliError> {
        let spots = |spots: &[LogSpot]| spots.iter().map(|spot| self.spot(spot)).collect::<Vec<Value>>();
        let logs: Vec<Value> = self
            .reports
            .iter()
            .map(|report| {
                json!({
                    "name": report.name, "format": report.format.label(), "lines": report.lines,
                    "problem": report.problem,
                    "steps": report.sections.iter().map(|section| json!({
                        "title": section.title, "outcome": section.outcome.word(), "lines": section.lines,
                        "resource": section.place.resource, "config": section.place.config,
                        "section": section.place.section.map(|one| one.key()), "entry": section.place.entry,
                    })).collect::<Vec<Value>>(),
                })
            })
            .collect();
        let value = json!({
            "cause": self.diagnosis.cause.as_ref().map(|spot| self.spot(spot)),
            "others": spots(&self.diagnosis.others),
            "harmless": spots(&self.diagnosis.harmless),
            "later_run_completed": self.diagnosis.is_past,
            "logs": logs,
        });
        let text = serde_json::to_string_pretty(&value);
        text.map(|text| text + "\n").map_err(|error| CliError::Input(error.to_string()))
    }

    fn spot(&self, spot: &LogSpot) -> Value {
        let finding = spot.finding(self.reports);
        let section = spot.section(self.reports);
        let signature = finding.map(|finding| finding.matched.signature);
        json!({
            "log": self.reports.get(spot.log).map(|report| &report.name),
            "line": finding.map(|finding| finding.line),
            "text": finding.map(|finding| &finding.text),
            "step": section.map(|section| &section.title),
            "template": self.place(spot).map(|(path, _)| path.to_pointer()),
            "signature": signature.map(|one| one.id),
            "significance": signature.map(|one| one.significance.word()),
            "subject": finding.and_then(|finding| finding.matched.subject.as_ref()),
            "title": signature.map(|one| one.title),
            "meaning": signature.map(|one| one.meaning),
            "fix": signature.map(|one| one.fix),
            "source": signature.map(|one| one.source),
            "rule": signature.map(|one| one.rule).filter(|rule| !rule.is_empty()),
        })
    }
}
