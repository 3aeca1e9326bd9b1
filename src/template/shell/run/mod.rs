//! Runs a script without a machine: what each command may do, and how the script ends then.
//!
//! A run is a script with the commands that fail in it; all others succeed. The first run has none. Each command that a run
//! reaches gets one run in which it fails, too. So every command fails once, after as few other failures as its place
//! needs. In the condition of a loop, "fails" is the result that never ends the loop.
//!
//! Source: POSIX.1-2024, 2.8 to 2.15; the Bash manual, "The Set Builtin", "Bourne Shell Builtins" (trap). What a program
//! does is not known here: it succeeds or fails.

mod arithmetic;
mod builtin;
mod expand;
mod interpreter;
mod program;
mod repeat;
mod state;
mod test;
mod trap;

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use self::interpreter::{Interpreter, ScriptSource, set_in};
use super::super::mapped_text::Substituted;
use super::read::read;
use super::tree::Unread;
pub use program::{SentSignal, SignalCode, SignalTarget};
pub use state::ExitStatus;

/// Commands that all runs of a script take at most.
const BUDGET: usize = 100_000;
/// Runs of a script at most.
const RUNS: usize = 400;
/// Bytes of a script: EC2 takes 16 KB.
const LONGEST: usize = 100_000;

/// What reads the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellKind {
    /// bash
    Bash,
    /// sh: dash on Debian and Ubuntu, bash elsewhere.
    Sh,
}

/// What a command is to the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellStepKind {
    /// A program.
    Program,
    /// A condition that is true or false.
    Condition,
    /// cfn-init
    Init,
    /// cfn-signal, or another way to signal.
    Signal,
}

/// A command that may fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellStep {
    /// Its bytes in the script.
    pub span: Range<usize>,
    /// What it is.
    pub kind: ShellStepKind,
    /// Its words as far as they are known, with `…` for what is not.
    pub words: String,
    /// True if the script says what follows its failure: in a condition, before `||`, behind `!`.
    pub handled: bool,
}

/// What a run does that others see, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShellEvent {
    /// It signals.
    Signal(SentSignal),
    /// It calls cfn-init, at this byte; true if that succeeds.
    Init(usize, bool),
    /// Something at this byte may signal: a text with a call of cfn-signal that another program gets.
    Mention(usize),
}

/// How a script ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// After its last line.
    Finished(ExitStatus),
    /// By `exit` at this byte.
    Exited(usize, ExitStatus),
    /// By `set -e`, after the command at this byte failed.
    Stopped(usize, ExitStatus),
    /// By `exec`, which puts a program in its place.
    Replaced(usize),
    /// By a restart of the machine.
    Restarted(usize),
    /// Not at all: the loop at this byte goes on.
    Endless(usize),
    /// It cannot be told from here on.
    Unknown(Unread),
}

/// A run of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellRun {
    /// First bytes of the commands that fail: the last one is what the run is for, those before it lead there.
    pub failing: Vec<usize>,
    /// What others see.
    pub events: Vec<ShellEvent>,
    /// How it ends.
    pub ending: Ending,
    /// Seconds that it sleeps, at least.
    pub seconds: u64,
}

/// All runs of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellRuns {
    /// The commands that may fail, in the order in which they were reached.
    pub steps: Vec<ShellStep>,
    /// The first one without failures.
    pub runs: Vec<ShellRun>,
    /// False if there were too many: some commands have no run then.
    pub complete: bool,
    /// True if a command that fails ends the script where its first run comes to its end.
    pub errexit: bool,
}

impl ShellRuns {
    /// The command at a byte.
    pub fn step(&self, at: usize) -> Option<&ShellStep> {
        self.steps.iter().find(|step| step.span.start == at)
    }
}

/// True for the words of a command that fails only where the machine is broken, or that a mistake would stop everywhere:
/// it makes folders and small files, sets modes, cuts texts.
pub fn hardly_fails(words: &str) -> bool {
    const PROGRAMS: [&str; 28] = [
        "awk", "basename", "cat", "cd", "chgrp", "chmod", "chown", "cp", "cut", "date", "dirname", "head", "hostname",
        "id", "install", "ln", "mkdir", "mv", "rm", "sed", "set", "sort", "tail", "tee", "touch", "tr", "uname",
        "whoami",
    ];
    let program = words.split_whitespace().find(|word| *word != "sudo").unwrap_or_default();
    PROGRAMS.contains(&program.rsplit('/').next().unwrap_or_default())
}

/// The runs of a script. `errexit` as the first line says it.
pub fn runs(text: &str, substituted: &[Substituted], kind: ShellKind, errexit: bool) -> ShellRuns {
    let mut found = ShellRuns { steps: Vec::new(), runs: Vec::new(), complete: true, errexit };
    if text.len() > LONGEST {
        let ending = Ending::Unknown(Unread { at: 0, why: "the script is longer than EC2 takes".into() });
        found.runs.push(ShellRun { failing: Vec::new(), events: Vec::new(), ending, seconds: 0 });
        return found;
    }
    let tree = read(text, substituted);
    let source = ScriptSource { text, kind, own: Rc::new(set_in(text)), inner: RefCell::default() };
    let mut known = BTreeSet::new();
    let mut waiting = VecDeque::from([Vec::new()]);
    let mut budget = BUDGET;
    while let Some(failing) = waiting.pop_front() {
        if found.runs.len() >= RUNS || budget == 0 {
            found.complete = false;
            break;
        }
        let mut interpreter = Interpreter::new(&source, (&failing, &known), budget.min(BUDGET / 8));
        let before = interpreter.budget;
        let ending = interpreter.script(&tree, errexit);
        budget = budget.saturating_sub(before - interpreter.budget);
        // A command that fails is not reached twice as a new one; what only this run reaches fails after the same ones.
        let Interpreter { steps, events, seconds, errexit, .. } = interpreter;
        if found.runs.is_empty() {
            found.errexit = errexit;
        }
        for step in steps {
            if known.insert(step.span.start) {
                let mut more = failing.clone();
                more.push(step.span.start);
                waiting.push_back(more);
                found.steps.push(step);
            }
        }
        found.runs.push(ShellRun { failing, events, ending, seconds });
    }
    found
}
