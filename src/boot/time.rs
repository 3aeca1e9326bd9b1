//! How long a boot takes: a range for each step whose kind was measured, against the time that CloudFormation waits.
//!
//! The ranges are of single runs on a machine with two shared cores, widened on both sides; they are no promise for an
//! instance type. What nobody can know without running it, a command or a script, has no range.

use super::plan::{BootPlan, BootStep, BootStepKind, NeedKind, ServiceAction, StepOutcome};
use crate::document::Document;
use crate::template::user_data::cloud_order::{PACKAGES, WRITE_FILES};
use crate::template::user_data::{StepKind, UserData};
use crate::template::{Section, signal};

/// A span of time in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeRange {
    /// At least.
    pub low: u32,
    /// At most, in the runs that were measured.
    pub high: u32,
}

/// A kind of step with its range and how that was found.
#[derive(Clone, Copy, Debug)]
pub struct TimeSource {
    /// The kind of step.
    pub name: &'static str,
    /// Its range.
    pub range: TimeRange,
    /// How it was found.
    pub source: &'static str,
}

const fn row(name: &'static str, low: u32, high: u32, source: &'static str) -> TimeSource {
    TimeSource { name, range: TimeRange { low, high }, source }
}

const START: TimeSource = row(
    "start of cfn-init",
    500,
    2_000,
    "cfn-init 1.4-31 on Debian 12 with empty metadata: 0.5 to 0.9 s, without AWS's answer",
);
const APT: TimeSource = row(
    "packages of one manager in a config",
    5_000,
    150_000,
    "apt on Debian 12: jq 9 s, nginx 11 s, a Java runtime 51 s, Apache with MariaDB and PHP 92 s, PostgreSQL 137 s",
);
const ACCOUNT: TimeSource =
    row("group or user", 20, 200, "groupadd and useradd on Debian 12: 20 groups in 1.4 s, 20 users in 1.9 s");
const FILE: TimeSource = row("file with content", 0, 50, "50 files of 1 KB on Debian 12 in 0.03 s");
const DOWNLOAD: TimeSource =
    row("download", 100, 23_000, "cfn-init 1.4-31: five tries of an address that answers 404 take 22.7 s");
const UNIT: TimeSource =
    row("service started or restarted", 100, 90_000, "systemd's DefaultTimeoutStartSec: a start fails after 90 s");
const HELPERS: TimeSource = row(
    "helper scripts installed",
    5_000,
    120_000,
    "Debian 12: apt-get update 6 s, python3-venv 56 s; pip not measured",
);
const SIGNAL: TimeSource =
    row("cfn-signal", 500, 75_000, "cfn-signal 1.4-31: 0.5 s with an answer, 74.7 s of tries without network");

/// All ranges with their sources.
pub const TIME_SOURCES: [TimeSource; 8] = [START, APT, ACCOUNT, FILE, DOWNLOAD, UNIT, HELPERS, SIGNAL];

/// A part of a boot: the user data, a config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelinePart {
    /// What it is called.
    pub name: String,
    /// The sum of the ranges.
    pub range: TimeRange,
    /// Steps without a range.
    pub open: usize,
}

/// The time of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootTimeline {
    /// The parts in order.
    pub parts: Vec<TimelinePart>,
    /// The sum of all ranges.
    pub total: TimeRange,
    /// Steps without a range.
    pub open: usize,
    /// Seconds that CloudFormation waits for the signal, by a CreationPolicy or a wait condition, the shorter of two; `None`
    /// if it does not wait, or by a function only.
    pub timeout: Option<u32>,
}

impl BootPlan {
    /// The time that the steps take which are reached.
    pub fn timeline(&self, document: &Document) -> BootTimeline {
        let mut parts: Vec<TimelinePart> = Vec::new();
        let (mut total, mut open) = (TimeRange::default(), 0);
        for (at, step) in self.steps.iter().enumerate() {
            if step.outcome == StepOutcome::NotReached || step.kind == BootStepKind::Stack {
                continue;
            }
            let name = step.config.as_deref().unwrap_or(match step.kind {
                BootStepKind::Unit => "services",
                BootStepKind::Call => "cfn-init",
                _ => "user data",
            });
            if parts.last().is_none_or(|part| part.name != name) {
                parts.push(TimelinePart { name: name.to_string(), range: TimeRange::default(), open: 0 });
            }
            let Some(part) = parts.last_mut() else { continue };
            match self.time_of(at, step) {
                Some(range) => {
                    part.range = part.range.plus(range);
                    total = total.plus(range);
                }
                None => {
                    part.open += 1;
                    open += 1;
                }
            }
        }
        let data = UserData::all_of_init(document, &self.written);
        let waits = data.iter().flat_map(|data| signal::awaited(document, data));
        let timeout = waits.filter_map(|wait| wait.seconds).min();
        BootTimeline { parts, total, open, timeout }
    }

    /// The range of the step at a position; `None` if nothing is known of it.
    pub fn time_of(&self, at: usize, step: &BootStep) -> Option<TimeRange> {
        let none = Some(TimeRange::default());
        if step.outcome == StepOutcome::Skipped {
            return none;
        }
        match step.kind {
            BootStepKind::UserData | BootStepKind::Config | BootStepKind::Stack => none,
            BootStepKind::Call | BootStepKind::Script(StepKind::Init) => Some(START.range),
            BootStepKind::Script(StepKind::Interpreter) => none,
            BootStepKind::Script(StepKind::Install) => Some(HELPERS.range),
            BootStepKind::Script(StepKind::Signal) => Some(SIGNAL.range),
            BootStepKind::Script(StepKind::Own | StepKind::Health) => None,
            BootStepKind::Module(WRITE_FILES) => Some(FILE.range),
            BootStepKind::Module(PACKAGES) => {
                let before = at.checked_sub(1).and_then(|at| self.steps.get(at));
                let is_first = before.is_none_or(|before| before.kind != step.kind);
                Some(if is_first { APT.range } else { TimeRange::default() })
            }
            // cfn-init and cfn-signal take the time that they take in a script.
            BootStepKind::Module(_) => None,
            BootStepKind::Unit => Some(UNIT.range),
            BootStepKind::Entry(section) => match section {
                // All packages of a manager are installed at once: the first stands for them.
                Section::Packages => {
                    let before = at.checked_sub(1).and_then(|at| self.steps.get(at));
                    let is_first = before.is_none_or(|before| {
                        before.section() != Some(Section::Packages) || before.manager != step.manager
                    });
                    Some(if is_first { APT.range } else { TimeRange::default() })
                }
                Section::Groups | Section::Users => Some(ACCOUNT.range),
                Section::Sources => Some(DOWNLOAD.range),
                Section::Files if step.needs.iter().any(|need| need.kind == NeedKind::Network) => Some(DOWNLOAD.range),
                Section::Files => Some(FILE.range),
                Section::Commands if step.outcome == StepOutcome::Done => none,
                Section::Commands => None,
                Section::Services => {
                    let starts =
                        |action: &ServiceAction| !matches!(action, ServiceAction::Enable | ServiceAction::Disable);
                    Some(if step.actions.iter().any(starts) { UNIT.range } else { ACCOUNT.range })
                }
            },
        }
    }
}

impl TimeRange {
    /// The sum of two ranges.
    pub fn plus(self, other: TimeRange) -> TimeRange {
        TimeRange { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }

    /// "5 s to 2 min 30 s".
    pub fn in_words(self) -> String {
        match (seconds(self.low), seconds(self.high)) {
            (low, high) if low == high => low,
            (low, high) => format!("{low} to {high}"),
        }
    }
}

/// "0.5 s", "12 s", "2 min 30 s".
fn seconds(milliseconds: u32) -> String {
    let whole = milliseconds.div_ceil(1000);
    match milliseconds {
        0 => "0 s".into(),
        1..1000 => "1 s".into(),
        _ if whole < 60 => format!("{whole} s"),
        _ if whole.is_multiple_of(60) => format!("{} min", whole / 60),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

impl BootTimeline {
    /// The time against the timeout, in a sentence.
    pub fn sentence(&self) -> String {
        let open = match self.open {
            0 => String::new(),
            1 => ", without 1 step of unknown duration".to_string(),
            open => format!(", without {open} steps of unknown duration"),
        };
        let limit = match self.timeout {
            None => "CloudFormation waits for no signal".to_string(),
            Some(limit) if u64::from(self.total.high) > u64::from(limit) * 1000 => {
                format!("the signal may come after the timeout of {}", crate::template::duration::in_words(limit))
            }
            Some(limit) => format!("the signal has {}", crate::template::duration::in_words(limit)),
        };
        format!("{}{open}; {limit}.", self.total.in_words())
    }
}
