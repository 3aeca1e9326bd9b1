//! What is known of a log: its format, its sections in order, and the lines in them that have a known meaning.

use super::signature::Match;
use crate::template::init::Section;

/// What a log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogFormat {
    /// `cfn-init-cmd.log`: output of commands.
    CfnInitCommands,
    /// `cfn-init.log`.
    CfnInit,
    /// `cloud-init-output.log`: what user data printed.
    CloudInitOutput,
    /// `cloud-init.log`.
    CloudInit,
    /// `cfn-hup.log`.
    CfnHup,
    /// JSON of `aws cloudformation describe-stack-events`.
    StackEvents,
    /// None of them: lines with a known meaning are found all the same.
    Plain,
}

impl LogFormat {
    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            LogFormat::CfnInitCommands => "cfn-init-cmd.log",
            LogFormat::CfnInit => "cfn-init.log",
            LogFormat::CloudInitOutput => "cloud-init-output.log",
            LogFormat::CloudInit => "cloud-init.log",
            LogFormat::CfnHup => "cfn-hup.log",
            LogFormat::StackEvents => "stack events",
            LogFormat::Plain => "unknown format",
        }
    }
}

/// How a section ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionOutcome {
    /// The log does not say it.
    #[default]
    Unknown,
    /// The log says that it went well.
    Done,
    /// It was left out, by `test` or because nothing had to be done.
    Skipped,
    /// It failed, and what follows went on as meant.
    Ignored,
    /// It failed.
    Failed,
}

impl SectionOutcome {
    /// The word for it in output.
    pub fn word(self) -> &'static str {
        match self {
            SectionOutcome::Unknown => "unknown",
            SectionOutcome::Done => "done",
            SectionOutcome::Skipped => "skipped",
            SectionOutcome::Ignored => "ignored",
            SectionOutcome::Failed => "failed",
        }
    }
}

/// The step of a boot or of a deployment that a section is about, by the names of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPlace {
    /// Logical id, as far as the log says it.
    pub resource: Option<String>,
    /// True for lines of user data.
    pub in_user_data: bool,
    /// True for what cfn-init does, also before its first config.
    pub in_metadata: bool,
    /// The config that cfn-init ran.
    pub config: Option<String>,
    /// The section of the config.
    pub section: Option<Section>,
    /// The entry in the section: a package, a path, a command.
    pub entry: Option<String>,
}

/// A line with a known meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What explains it.
    pub matched: Match,
    /// Its number in the file, from 1.
    pub line: u64,
    /// The line, secrets masked.
    pub text: String,
}

/// A line that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The line, secrets masked.
    pub text: String,
}

/// Lines of a log that belong to one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogSection {
    /// What runs: "command 01_setup", "file /etc/app.conf", a line of user data.
    pub title: String,
    /// The step.
    pub place: LogPlace,
    /// How it ended.
    pub outcome: SectionOutcome,
    /// Number of the run of cfn-init or of the deployment that it belongs to, from 0.
    pub run: usize,
    /// Lines in it.
    pub lines: u64,
    /// The first and the last of its lines, in order; between them others may be missing.
    pub shown: Vec<LogLine>,
    /// Lines with a known meaning, in order.
    pub findings: Vec<Finding>,
}

/// A log that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// Name of the file.
    pub name: String,
    /// What it is.
    pub format: LogFormat,
    /// Lines read.
    pub lines: u64,
    /// Its sections, in order.
    pub sections: Vec<LogSection>,
    /// Sections that were not kept because there were too many.
    pub dropped: u64,
    /// What could not be read, in a sentence.
    pub problem: Option<String>,
}

impl LogReport {
    /// How long it is, in words: "120 lines, 1 step".
    pub fn counts(&self) -> String {
        let counted = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let steps = u64::try_from(self.sections.len()).unwrap_or(u64::MAX);
        format!("{}, {}", counted(self.lines, "line"), counted(steps, "step"))
    }
}
