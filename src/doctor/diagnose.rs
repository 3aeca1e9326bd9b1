//! Which step failed first, and why: the first cause of a cascade, not its last symptom.
//!
//! apt fails, so cfn-init ends with an error, so the script signals FAILURE, so the stack is rolled back. Logs are ranked
//! by how near they are to the cause; in one log lines are in order.

use super::report::{Finding, LogFormat, LogReport, LogSection, SectionOutcome};
use super::signature::Significance;

/// Where in the reports something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogSpot {
    /// Number of the report.
    pub log: usize,
    /// Number of the section in it.
    pub section: usize,
    /// Number of the finding in the section; `None` for a section that failed for a reason that no signature knows.
    pub finding: Option<usize>,
}

impl LogSpot {
    /// The section.
    pub fn section<'r>(&self, reports: &'r [LogReport]) -> Option<&'r LogSection> {
        reports.get(self.log)?.sections.get(self.section)
    }

    /// The finding.
    pub fn finding<'r>(&self, reports: &'r [LogReport]) -> Option<&'r Finding> {
        self.section(reports)?.findings.get(self.finding?)
    }
}

/// What several logs say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// The step that failed first, with the line that says why; `None` if nothing failed.
    pub cause: Option<LogSpot>,
    /// What comes of it or failed besides, in order.
    pub others: Vec<LogSpot>,
    /// Lines that look like failures and are none, in order.
    pub harmless: Vec<LogSpot>,
    /// True if a later run of cfn-init in the same log was completed.
    pub is_past: bool,
}

/// A spot with what its rank depends on.
struct Candidate {
    spot: LogSpot,
    rank: (u8, u8, usize, usize, usize),
}

/// What reports say together.
pub fn diagnose(reports: &[LogReport]) -> Diagnosis {
    let mut candidates = Vec::new();
    let mut diagnosis = Diagnosis::default();
    for (log, report) in reports.iter().enumerate() {
        let run = last_failed_run(report);
        let later = report.sections.iter().filter(|one| run.is_some_and(|run| one.run > run));
        let is_later_done = later.clone().any(|one| one.title == "cfn-init completed");
        for (index, section) in report.sections.iter().enumerate() {
            let spot = |finding| LogSpot { log, section: index, finding };
            let of_run = run.is_none_or(|run| run == section.run);
            for (number, finding) in section.findings.iter().enumerate() {
                let significance = finding.matched.signature.significance;
                if significance == Significance::Harmless {
                    diagnosis.harmless.push(spot(Some(number)));
                } else if of_run && let Some(level) = level(report, section, finding, index) {
                    let rank = (level, depth(report.format), log, index, number);
                    candidates.push(Candidate { spot: spot(Some(number)), rank });
                } else if significance != Significance::Cause || section.outcome != SectionOutcome::Done {
                    diagnosis.others.push(spot(Some(number)));
                }
            }
            if of_run && section.outcome == SectionOutcome::Failed && section.findings.is_empty() {
                candidates.push(Candidate { spot: spot(None), rank: (3, depth(report.format), log, index, 0) });
            }
        }
        diagnosis.is_past |= is_later_done;
    }
    candidates.sort_by_key(|one| one.rank);
    let first = candidates.first().filter(|one| one.rank.0 < 5);
    diagnosis.cause = first.map(|one| one.spot);
    diagnosis.others.extend(candidates.iter().map(|one| one.spot).filter(|spot| Some(*spot) != diagnosis.cause));
    diagnosis
        .others
        .sort_by_key(|spot| (std::cmp::Reverse(reports.get(spot.log).map_or(0, |log| 9 - depth(log.format))), *spot));
    diagnosis
}

/// How near to the cause the lines of a format are.
fn depth(format: LogFormat) -> u8 {
    match format {
        LogFormat::CfnInitCommands => 0,
        LogFormat::CfnInit => 1,
        LogFormat::CloudInitOutput | LogFormat::Plain => 2,
        LogFormat::CloudInit => 3,
        LogFormat::CfnHup => 4,
        LogFormat::StackEvents => 5,
    }
}

/// How well a finding explains the failure, the best first; `None` where its step did not fail.
fn level(report: &LogReport, section: &LogSection, finding: &Finding, index: usize) -> Option<u8> {
    let signature = finding.matched.signature;
    match (signature.significance, section.outcome) {
        (_, SectionOutcome::Done | SectionOutcome::Skipped | SectionOutcome::Ignored) => None,
        (Significance::Harmless, _) => None,
        // What a machine or its network lacks fails later steps, whatever a script goes on with.
        (Significance::Cause, SectionOutcome::Unknown) if is_shortage(signature.id) && fails_later(report, index) => {
            Some(0)
        }
        (Significance::Cause, SectionOutcome::Failed) => Some(1),
        (Significance::Cause, SectionOutcome::Unknown) => Some(2),
        (Significance::Consequence, SectionOutcome::Failed) => Some(3),
        (Significance::Consequence, SectionOutcome::Unknown) => Some(4),
        (Significance::Warning, _) => Some(5),
    }
}

fn is_shortage(id: &str) -> bool {
    [
        "apt/",
        "yum/",
        "transfer/",
        "cloud-init/reboot",
        "machine/disk-full",
        "machine/out-of-memory",
        "shell/here-document",
    ]
    .iter()
    .any(|start| id.starts_with(start))
}

/// True if a later section failed, or says that something failed.
fn fails_later(report: &LogReport, index: usize) -> bool {
    report.sections.iter().skip(index + 1).any(|section| {
        let says = |one: &Finding| one.matched.signature.significance <= Significance::Consequence;
        section.outcome == SectionOutcome::Failed || section.findings.iter().any(says)
    })
}

/// The last run in which a step failed.
fn last_failed_run(report: &LogReport) -> Option<usize> {
    let failed = report.sections.iter().filter(|section| section.outcome == SectionOutcome::Failed);
    failed.map(|section| section.run).max()
}
