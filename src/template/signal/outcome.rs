//! What CloudFormation gets of a run of a script, and what it does then, in sentences.

use super::metadata::CommandSignal;
use super::wait::{SignalWait, WaitReason};
use crate::document::Document;
use crate::template::shell::{Ending, ExitStatus, SentSignal, ShellEvent, ShellRun, ShellStepKind, SignalCode};

/// What CloudFormation gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignalOutcome {
    /// A success.
    Success,
    /// A failure.
    Failure,
    /// A signal when its time is over.
    Late,
    /// No signal.
    Nothing,
    /// It cannot be told.
    Unknown,
}

impl SignalOutcome {
    /// The outcome in a word.
    pub fn name(self) -> &'static str {
        match self {
            SignalOutcome::Success => "success",
            SignalOutcome::Failure => "failure",
            SignalOutcome::Late => "too late",
            SignalOutcome::Nothing => "no signal",
            SignalOutcome::Unknown => "unknown",
        }
    }
}

/// A command of a script, with its place in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptCommand {
    /// Line of the template, from 1; `None` where a function has a part in it.
    pub line: Option<usize>,
    /// Its words as far as they are known.
    pub words: String,
    /// What it is.
    pub kind: ShellStepKind,
    /// True if the script says what follows its failure.
    pub handled: bool,
}

/// What comes of one way in which the scripts can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalRow {
    /// What fails; `None` if nothing does.
    pub failing: Option<ScriptCommand>,
    /// What failed, or was false, before: only so is that command reached.
    pub before: Vec<ScriptCommand>,
    /// What CloudFormation gets.
    pub outcome: SignalOutcome,
    /// True if the script never comes to its end: a loop tries again and again.
    pub is_endless: bool,
    /// The line that signals, or that ends the script.
    pub line: Option<usize>,
    /// What the script does, as a sentence.
    pub does: String,
    /// What CloudFormation does, as a sentence.
    pub result: String,
}

impl SignalRow {
    /// The program that fails, where that is the first thing to go wrong. What comes after a signal that could not be sent
    /// is no first failure, and a condition that is false is none.
    pub fn first_failure(&self) -> Option<&ScriptCommand> {
        let is_first = self.before.iter().all(|before| before.kind != ShellStepKind::Signal);
        let program =
            |one: &&ScriptCommand| matches!(one.kind, ShellStepKind::Program | ShellStepKind::Init) && is_first;
        self.failing.as_ref().filter(program)
    }
}

/// What a row is made from.
pub(super) struct OutcomeReader<'r> {
    pub document: &'r Document,
    pub wait: &'r SignalWait,
    pub commands: &'r [CommandSignal],
    /// True if the metadata name a signal.
    pub may_signal: bool,
    /// The line of the template at a byte of the script.
    pub line: &'r dyn Fn(usize) -> Option<usize>,
}

/// What was found in a run: the outcome, the line, what the script does.
type Found = (SignalOutcome, Option<usize>, String);

impl OutcomeReader<'_> {
    /// The row of a run.
    pub(super) fn row(&self, run: &ShellRun, failing: Option<ScriptCommand>, before: Vec<ScriptCommand>) -> SignalRow {
        let (outcome, line, does) = self.events(run).unwrap_or_else(|| self.without(run, failing.as_ref()));
        let result = result(self.wait, outcome, failing.is_some());
        let is_endless = matches!(run.ending, Ending::Endless(_));
        SignalRow { failing, before, outcome, is_endless, line, does, result }
    }

    fn place(&self, at: usize) -> String {
        (self.line)(at).map_or_else(String::new, |line| format!(" on line {line}"))
    }

    /// The first signal that counts.
    fn events(&self, run: &ShellRun) -> Option<Found> {
        for event in &run.events {
            let found = match event {
                ShellEvent::Signal(signal) => {
                    self.signal(signal, &format!("cfn-signal{}", self.place(signal.at)), (self.line)(signal.at))
                }
                ShellEvent::Init(_, true) => self.commands.iter().find_map(|command| {
                    let line = self.document.entry_lines(&command.at).map(|lines| *lines.start());
                    self.signal(&command.signal, &format!("The {}", command.name), line)
                }),
                ShellEvent::Init(..) | ShellEvent::Mention(_) => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn signal(&self, signal: &SentSignal, who: &str, line: Option<usize>) -> Option<Found> {
        match self.wait.takes(&signal.target) {
            Some(false) if self.wait.reason != WaitReason::Nothing => return None,
            None => {
                let does = format!("{who} signals, but whom is computed.");
                return Some((SignalOutcome::Unknown, line, does));
            }
            _ => {}
        }
        let slept = signal.seconds;
        if let Some(seconds) = self.wait.seconds.filter(|seconds| slept > u64::from(*seconds)) {
            let does = format!("{who} signals after at least {slept} s of sleep; the time is over after {seconds} s.");
            return Some((SignalOutcome::Late, line, does));
        }
        let (outcome, what) = match (signal.success, signal.code) {
            (Some(true), SignalCode::Constant(0)) => (SignalOutcome::Success, "sends success".to_string()),
            (Some(true), _) => (SignalOutcome::Success, "sends success".into()),
            (Some(false), SignalCode::Failure(at)) => {
                (SignalOutcome::Failure, format!("sends the exit code of the command{}", self.place(at)))
            }
            (Some(false), SignalCode::Constant(code)) => {
                (SignalOutcome::Failure, format!("sends failure, exit code {code}"))
            }
            (Some(false), SignalCode::Unknown) => (SignalOutcome::Failure, "sends failure".into()),
            (None, _) => (SignalOutcome::Unknown, "sends a code that is computed".into()),
        };
        let after = if slept > 0 { format!(" after at least {slept} s") } else { String::new() };
        Some((outcome, line, format!("{who} {what}{after}.")))
    }

    /// A run without a signal that counts.
    fn without(&self, run: &ShellRun, failing: Option<&ScriptCommand>) -> Found {
        if let Ending::Unknown(unread) = &run.ending {
            let line = (self.line)(unread.at);
            return (SignalOutcome::Unknown, line, format!("Not understood{}: {}.", self.place(unread.at), unread.why));
        }
        let mention = run.events.iter().find_map(|event| match event {
            ShellEvent::Mention(at) => Some(*at),
            _ => None,
        });
        if let Some(at) = mention {
            let does = format!(
                "The command{} writes or passes on a call of cfn-signal: what runs it is not read.",
                self.place(at)
            );
            return (SignalOutcome::Unknown, (self.line)(at), does);
        }
        let init = run.events.iter().find_map(|event| match event {
            ShellEvent::Init(at, true) => Some(*at),
            _ => None,
        });
        if let Some(at) = init.filter(|_| self.may_signal && self.commands.is_empty()) {
            let does = format!(
                "cfn-init{} works through metadata that name a signal: what sends it is not read.",
                self.place(at)
            );
            return (SignalOutcome::Unknown, (self.line)(at), does);
        }
        let other = run.events.iter().find_map(|event| match event {
            ShellEvent::Signal(signal) => Some(signal.at),
            _ => None,
        });
        if let Some(at) = other {
            let does = format!("cfn-signal{} is for another resource than {}.", self.place(at), self.wait.resource);
            return (SignalOutcome::Nothing, (self.line)(at), does);
        }
        if let Some(failing) = failing.filter(|failing| failing.kind == ShellStepKind::Signal) {
            return (SignalOutcome::Nothing, failing.line, "The signal cannot be sent.".into());
        }
        let (at, does) = match &run.ending {
            Ending::Stopped(at, _) => {
                (Some(*at), format!("set -e ends the script{} before it signals.", self.place(*at)))
            }
            Ending::Exited(at, _) => (Some(*at), format!("exit{} ends the script before it signals.", self.place(*at))),
            Ending::Replaced(at) => (
                Some(*at),
                format!("exec{} replaces the script: nothing behind it runs, traps neither.", self.place(*at)),
            ),
            Ending::Restarted(at) => {
                (Some(*at), format!("The machine restarts{} before the script signals.", self.place(*at)))
            }
            Ending::Endless(at) => {
                (Some(*at), format!("The loop{} never ends: nothing behind it runs.", self.place(*at)))
            }
            Ending::Finished(ExitStatus::Failed(at)) => (Some(*at), "The script ends without a signal.".into()),
            Ending::Finished(_) | Ending::Unknown(_) => (None, "The script ends without a signal.".into()),
        };
        (SignalOutcome::Nothing, at.and_then(self.line), does)
    }
}

/// What CloudFormation does.
fn result(wait: &SignalWait, outcome: SignalOutcome, failed: bool) -> String {
    let id = &wait.resource;
    if wait.reason == WaitReason::Nothing {
        return "CREATE_COMPLETE as soon as it runs: CloudFormation does not wait.".into();
    }
    if wait.count == "0" {
        return "CREATE_COMPLETE at once: it waits for 0 signals.".into();
    }
    match outcome {
        SignalOutcome::Success if failed => format!("{id} is CREATE_COMPLETE although a command failed."),
        SignalOutcome::Success if wait.count == "1" => format!("{id} is CREATE_COMPLETE."),
        SignalOutcome::Success => format!("{id} gets one of the successes that it waits for."),
        SignalOutcome::Failure => format!("{id} fails at once."),
        SignalOutcome::Late => format!("{id} fails when its time is over; the signal is too late."),
        SignalOutcome::Nothing => format!("Waits {}, then rolls back without a reason.", wait.time()),
        SignalOutcome::Unknown => "Unknown.".into(),
    }
}

/// The one row of user data that is no script.
pub(super) fn only(wait: &SignalWait, outcome: SignalOutcome, why: &str) -> SignalRow {
    let result = result(wait, outcome, false);
    SignalRow {
        failing: None,
        before: Vec::new(),
        outcome,
        is_endless: false,
        line: None,
        does: why.to_string(),
        result,
    }
}

/// All rows in one sentence.
pub(super) fn summary(wait: &SignalWait, rows: &[SignalRow]) -> String {
    let id = &wait.resource;
    if wait.reason == WaitReason::Nothing {
        return format!("Nothing waits for {id}: it is CREATE_COMPLETE as soon as it runs, whatever its script does.");
    }
    let failures = rows.iter().filter(|row| row.first_failure().is_some());
    let mut counts: Vec<(SignalOutcome, usize)> = Vec::new();
    for row in failures {
        match counts.iter_mut().find(|(outcome, _)| *outcome == row.outcome) {
            Some((_, count)) => *count += 1,
            None => counts.push((row.outcome, 1)),
        }
    }
    counts.sort();
    let first = match rows.first().map(|row| row.outcome) {
        Some(SignalOutcome::Success) => "If nothing fails, CloudFormation gets success".to_string(),
        Some(SignalOutcome::Failure) => "Even if nothing fails, CloudFormation gets a failure".into(),
        Some(SignalOutcome::Late) => "Even if nothing fails, the signal comes too late".into(),
        Some(SignalOutcome::Nothing) | None => {
            return format!(
                "No signal is sent even if nothing fails: CloudFormation waits {}, then rolls back without a reason.",
                wait.time()
            );
        }
        Some(SignalOutcome::Unknown) => "It cannot be told what CloudFormation gets if nothing fails".into(),
    };
    let does = |outcome: SignalOutcome| match outcome {
        SignalOutcome::Success => "is CREATE_COMPLETE all the same".to_string(),
        SignalOutcome::Failure => "fails at once".into(),
        SignalOutcome::Late => "fails because the signal is too late".into(),
        SignalOutcome::Nothing => format!("waits {}, then rolls back without a reason", wait.time()),
        SignalOutcome::Unknown => "is uncertain".into(),
    };
    match counts.as_slice() {
        [] => format!("{first}."),
        [(outcome, 1)] => format!("{first}; if the one command that may fail does, {id} {}.", does(*outcome)),
        [(outcome, count)] => format!("{first}; whichever of {count} commands fails, {id} {}.", does(*outcome)),
        several => {
            let parts = several
                .iter()
                .map(|(outcome, count)| format!("after {count} of the commands that may fail it {}", does(*outcome)));
            format!("{first}; {}.", parts.collect::<Vec<_>>().join(", "))
        }
    }
}
