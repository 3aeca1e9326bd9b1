//! Runs lists, pipelines and commands.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use super::super::read::ScriptTree;
use super::super::tree::{AndOr, Command, CommandKind, CommandList, Joint, Pipeline, Unread, Word};
use super::state::{ControlFlow, ExitStatus, ShellState};
use super::{Ending, ShellEvent, ShellKind, ShellStep, ShellStepKind, arithmetic, test};

/// Commands inside of each other, functions and texts that are run included.
const MAX_DEPTH: usize = 120;

/// The condition of a loop that is being asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoopCondition {
    pub round: usize,
    pub until: bool,
    pub negated: bool,
}

/// The texts inside of a script that are run, read once: each with the byte where it begins, and the bytes of what
/// CloudFormation puts in.
type InnerScripts = HashMap<(usize, String, Vec<usize>), Rc<ScriptTree>>;

/// What all runs of a script share.
pub(super) struct ScriptSource<'t> {
    /// The script, for its here-documents.
    pub text: &'t str,
    pub kind: ShellKind,
    /// Variables that it sets somewhere.
    pub own: Rc<BTreeSet<String>>,
    pub inner: RefCell<InnerScripts>,
}

/// A run.
pub(super) struct Interpreter<'t> {
    pub source: &'t ScriptSource<'t>,
    failing: &'t [usize],
    /// Commands that earlier runs have reached.
    known: &'t BTreeSet<usize>,
    /// Commands that this run is the first to reach, each once.
    pub steps: Vec<ShellStep>,
    reached: BTreeSet<usize>,
    pub events: Vec<ShellEvent>,
    /// Seconds slept.
    pub seconds: u64,
    /// Commands that may still run.
    pub budget: usize,
    depth: usize,
    /// True if a command ran to give its output.
    pub substituted: bool,
    pub condition: Option<LoopCondition>,
    /// What the commands whose output is taken have written; `None` if that is not known.
    pub output: Option<String>,
    /// Larger than 0 where the script says what follows a failure.
    handled: usize,
    /// `set -e` at the end of the script.
    pub errexit: bool,
    /// First byte of the command that was begun last.
    pub at: usize,
}

impl<'t> Interpreter<'t> {
    pub(super) fn new(
        source: &'t ScriptSource<'t>,
        (failing, known): (&'t [usize], &'t BTreeSet<usize>),
        budget: usize,
    ) -> Interpreter<'t> {
        Interpreter {
            source,
            failing,
            known,
            steps: Vec::new(),
            reached: BTreeSet::new(),
            events: Vec::new(),
            seconds: 0,
            budget,
            depth: 0,
            substituted: false,
            condition: None,
            output: None,
            handled: 0,
            errexit: false,
            at: 0,
        }
    }

    /// Runs a script from its first line to its end.
    pub(super) fn script(&mut self, tree: &ScriptTree, errexit: bool) -> Ending {
        let mut state = ShellState::new(errexit);
        state.inherit = self.source.kind == ShellKind::Sh;
        state.own = self.source.own.clone();
        let mut flow = self.list(&tree.list, &mut state);
        self.errexit = state.errexit;
        if let (Ok(()), Some(unread)) = (&flow, &tree.unread) {
            flow = Err(ControlFlow::Stop(Ending::Unknown(unread.clone())));
        }
        let ending = match flow {
            Err(ControlFlow::Stop(ending)) => return ending,
            Err(ControlFlow::Exit(at, true)) => Ending::Stopped(at, state.last),
            Err(ControlFlow::Exit(at, false)) => Ending::Exited(at, state.last),
            Ok(()) | Err(_) => Ending::Finished(state.last),
        };
        match self.exit_trap(&mut state) {
            Err(ControlFlow::Stop(ending)) => ending,
            _ => ending,
        }
    }

    /// Runs the trap on EXIT, if there is one; a shell runs it once.
    fn exit_trap(&mut self, state: &mut ShellState) -> Result<(), ControlFlow> {
        let Some(trap) = state.exit_trap.take() else { return Ok(()) };
        let last = state.last;
        let flow = self.list(&trap.list, state);
        state.last = last;
        flow
    }

    pub(super) fn unknown<T>(&self, at: usize, why: impl Into<String>) -> Result<T, ControlFlow> {
        Err(ControlFlow::Stop(Ending::Unknown(Unread { at, why: why.into() })))
    }

    /// How a command ends that may fail: by the run, or in the condition of a loop by the round.
    pub(super) fn decide(
        &mut self,
        span: Range<usize>,
        kind: ShellStepKind,
        words: impl FnOnce() -> String,
    ) -> ExitStatus {
        let at = span.start;
        let fails = self.failing.contains(&at);
        if !self.known.contains(&at) && self.reached.insert(at) {
            self.steps.push(ShellStep { span, kind, words: words(), handled: self.handled > 0 });
        }
        // Success goes on with the loop: by itself it ends after a round.
        let fails = match self.condition {
            Some(condition) if condition.until == condition.negated => !fails && condition.round > 0,
            _ => fails,
        };
        if fails { ExitStatus::Failed(at) } else { ExitStatus::Code(0) }
    }

    /// Runs commands whose failure is a condition.
    pub(super) fn guarded(&mut self, list: &CommandList, state: &mut ShellState) -> Result<bool, ControlFlow> {
        state.guarded += 1;
        self.handled += 1;
        let flow = self.list(list, state);
        self.handled -= 1;
        state.guarded -= 1;
        flow?;
        self.succeeded(state)
    }

    /// True if the last command succeeded.
    pub(super) fn succeeded(&self, state: &ShellState) -> Result<bool, ControlFlow> {
        match (state.last.succeeded(), state.last) {
            (Some(succeeded), _) => Ok(succeeded),
            (None, ExitStatus::Unknown(at)) => self.unknown(at, "the exit code is not known"),
            (None, _) => Ok(false),
        }
    }

    pub(super) fn list(&mut self, list: &CommandList, state: &mut ShellState) -> Result<(), ControlFlow> {
        list.items.iter().try_for_each(|item| self.and_or(item, state))
    }

    fn and_or(&mut self, item: &AndOr, state: &mut ShellState) -> Result<(), ControlFlow> {
        if item.background {
            let mut inner = state.clone();
            inner.exit_trap = None;
            let seconds = self.seconds;
            let one = AndOr { background: false, ..item.clone() };
            match self.subshell(&CommandList { items: vec![one] }, &mut inner) {
                Err(ControlFlow::Stop(ending @ Ending::Unknown(_))) => return Err(ControlFlow::Stop(ending)),
                // A loop without end, or a restart, of a process of its own.
                Err(_) | Ok(()) => self.seconds = seconds,
            }
            state.jobs.push(inner.last);
            state.succeed();
            return Ok(());
        }
        self.part(&item.first, &item.rest, state)?;
        for (index, (joint, pipeline)) in item.rest.iter().enumerate() {
            if self.succeeded(state)? == (*joint == Joint::And) {
                self.part(pipeline, item.rest.get(index + 1..).unwrap_or_default(), state)?;
            }
        }
        Ok(())
    }

    /// A pipeline with what follows it in its list.
    fn part(
        &mut self,
        pipeline: &Pipeline,
        rest: &[(Joint, Pipeline)],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let handled = pipeline.negated || rest.iter().any(|(joint, _)| *joint == Joint::Or);
        self.handled += usize::from(handled);
        let flow = self.pipeline(pipeline, state, !rest.is_empty());
        self.handled -= usize::from(handled);
        flow
    }

    fn pipeline(&mut self, pipeline: &Pipeline, state: &mut ShellState, guard: bool) -> Result<(), ControlFlow> {
        let condition = self.condition;
        if let Some(condition) = self.condition.as_mut().filter(|_| pipeline.negated) {
            condition.negated = !condition.negated;
        }
        let guard = guard || pipeline.negated;
        state.guarded += usize::from(guard);
        let flow = self.commands(&pipeline.commands, state);
        state.guarded -= usize::from(guard);
        self.condition = condition;
        flow?;
        if pipeline.negated {
            state.last = state.last.negated();
            return Ok(());
        }
        let checked = match pipeline.commands.as_slice() {
            [one] => is_checked(one),
            _ => true,
        };
        let at = pipeline.commands.first().map_or(0, |command| command.span.start);
        if !checked || guard || state.guarded > 0 || !(state.errexit || state.error_trap.is_some()) {
            return Ok(());
        }
        if self.succeeded(state)? { Ok(()) } else { self.failed(at, state) }
    }

    /// A command failed where that is no condition.
    fn failed(&mut self, at: usize, state: &mut ShellState) -> Result<(), ControlFlow> {
        if let Some(trap) = state.error_trap.take() {
            let last = state.last;
            let flow = self.list(&trap.list, state);
            state.error_trap.get_or_insert(trap);
            flow?;
            state.last = last;
        }
        if state.errexit { Err(ControlFlow::Exit(at, true)) } else { Ok(()) }
    }

    fn commands(&mut self, commands: &[Command], state: &mut ShellState) -> Result<(), ControlFlow> {
        if let [one] = commands {
            self.command(one, state)?;
            if is_checked(one) {
                state.pipe = Rc::new(vec![state.last]);
            }
            return Ok(());
        }
        self.output = None;
        let mut all = Vec::new();
        let mut last = ExitStatus::Code(0);
        for command in commands {
            let mut inner = state.clone();
            inner.exit_trap = None;
            inner.error_trap = state.error_trap.clone().filter(|_| state.errtrace);
            let flow = self.command(command, &mut inner);
            self.leave(flow, &mut inner)?;
            // With pipefail the last failure counts, else the last command.
            if !state.pipefail || inner.last.succeeded() != Some(true) {
                last = inner.last;
            }
            all.push(inner.last);
        }
        state.last = last;
        state.pipe = Rc::new(all);
        Ok(())
    }

    /// Runs commands in a shell of their own.
    pub(super) fn subshell(&mut self, list: &CommandList, inner: &mut ShellState) -> Result<(), ControlFlow> {
        let flow = self.list(list, inner);
        self.leave(flow, inner)
    }

    /// Ends a subshell: what ends a shell ends this one.
    fn leave(&mut self, flow: Result<(), ControlFlow>, inner: &mut ShellState) -> Result<(), ControlFlow> {
        match flow {
            Err(ControlFlow::Stop(Ending::Replaced(_))) => Ok(()),
            Err(ControlFlow::Stop(ending)) => Err(ControlFlow::Stop(ending)),
            Ok(()) | Err(_) => match self.exit_trap(inner) {
                Err(ControlFlow::Stop(ending)) => Err(ControlFlow::Stop(ending)),
                _ => Ok(()),
            },
        }
    }

    pub(super) fn command(&mut self, command: &Command, state: &mut ShellState) -> Result<(), ControlFlow> {
        let at = command.span.start;
        if self.budget == 0 {
            return Err(ControlFlow::Stop(Ending::Endless(at)));
        }
        if self.depth >= MAX_DEPTH {
            return self.unknown(at, "functions call each other too deeply");
        }
        self.budget -= 1;
        self.at = at;
        self.depth += 1;
        let flow = self.kind(command, state);
        self.depth -= 1;
        flow
    }

    fn kind(&mut self, command: &Command, state: &mut ShellState) -> Result<(), ControlFlow> {
        let at = command.span.start;
        match &command.kind {
            CommandKind::Simple { assignments, words } => self.simple(command, assignments, words, state),
            CommandKind::Group(list) => self.list(list, state),
            CommandKind::Subshell(list) => {
                let mut inner = state.clone();
                inner.exit_trap = None;
                inner.error_trap = state.error_trap.clone().filter(|_| state.errtrace);
                self.subshell(list, &mut inner)?;
                state.last = inner.last;
                Ok(())
            }
            CommandKind::If { branches, otherwise } => {
                for (condition, body) in branches {
                    if self.guarded(condition, state)? {
                        return self.list(body, state);
                    }
                }
                state.succeed();
                otherwise.as_ref().map_or(Ok(()), |body| self.list(body, state))
            }
            CommandKind::Loop { until, condition, body } => self.repeat(at, *until, condition, body, state),
            CommandKind::For { name, words, body } => self.each(at, name, words.as_deref(), body, state),
            CommandKind::ArithmeticFor { header, body } => self.count(at, header, body, state),
            CommandKind::Case { word, branches } => self.select(word, branches, state),
            CommandKind::Function { name, body } => {
                Rc::make_mut(&mut state.functions).insert(name.clone(), body.clone());
                state.succeed();
                Ok(())
            }
            CommandKind::Test(words) => {
                self.bash_only(at, "[[")?;
                let fields = self.fields(words, state)?;
                state.last = match test::test(&fields) {
                    Some(found) => ExitStatus::Code(i32::from(!found)),
                    None => self.condition_step(command, || {
                        let shown: Vec<String> = fields.iter().map(super::state::ShellField::shown).collect();
                        format!("[[ {} ]]", shown.join(" "))
                    }),
                };
                Ok(())
            }
            CommandKind::Arithmetic(text) => {
                self.bash_only(at, "((")?;
                state.last = match arithmetic::run(text, state) {
                    Some(number) => ExitStatus::Code(i32::from(number == 0)),
                    None => self.condition_step(command, || format!("(({text}))")),
                };
                Ok(())
            }
        }
    }

    pub(super) fn condition_step(&mut self, command: &Command, words: impl FnOnce() -> String) -> ExitStatus {
        self.decide(command.span.clone(), ShellStepKind::Condition, words)
    }

    /// Ends the run where the script says what only bash reads, and sh may be another shell.
    pub(super) fn bash_only(&self, at: usize, sign: &str) -> Result<(), ControlFlow> {
        match self.source.kind {
            ShellKind::Bash => Ok(()),
            ShellKind::Sh => self.unknown(at, format!("`{sign}` is read by bash, but not by every sh")),
        }
    }

    /// `case`: the first branch whose pattern fits; where that is not known, each may fit.
    fn select(
        &mut self,
        word: &Word,
        branches: &[(Vec<Word>, CommandList)],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let value = self.field(word, state)?;
        let is_failure = matches!(value.status(), Some(ExitStatus::Failed(_)));
        for (patterns, body) in branches {
            let mut fits = Some(false);
            for pattern in patterns {
                let own = self.field(pattern, state)?;
                fits = match (own.text(), value.text()) {
                    (Some(pattern), _) if pattern == "*" => Some(true),
                    (Some(pattern), Some(value)) if !pattern.contains(['*', '?', '[']) && pattern == value => {
                        Some(true)
                    }
                    (Some(pattern), Some(_)) if !pattern.contains(['*', '?', '[']) => fits,
                    // A failure is no 0, but nobody knows which other number it is.
                    (Some(pattern), None) if is_failure => match pattern.as_str() {
                        "0" => fits,
                        _ => {
                            return self.unknown(word.span.start, "the exit code of a failure is compared with others");
                        }
                    },
                    _ => fits.filter(|found| *found),
                };
                if fits == Some(true) {
                    break;
                }
            }
            let span = patterns.first().map_or(0..0, |pattern| pattern.span.clone());
            let words = || {
                let shown = patterns.iter().filter_map(Word::literal).collect::<Vec<_>>().join(" | ");
                format!("case {} in {shown}", value.shown())
            };
            let fits = match fits {
                Some(fits) => fits,
                None => self.decide(span, ShellStepKind::Condition, words).succeeded() == Some(true),
            };
            if fits {
                state.succeed();
                return self.list(body, state);
            }
        }
        state.succeed();
        Ok(())
    }
}

/// True for a command whose own status counts for `set -e` and `PIPESTATUS`.
fn is_checked(command: &Command) -> bool {
    matches!(
        command.kind,
        CommandKind::Simple { .. } | CommandKind::Subshell(_) | CommandKind::Test(_) | CommandKind::Arithmetic(_)
    )
}

/// The names in front of `=` in a text: variables that a script sets. One that the script adds to comes from elsewhere.
pub(super) fn set_in(text: &str) -> BTreeSet<String> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('=') {
        let before = text.get(..at).unwrap_or_default();
        let start = before.rfind(|sign| !is_sign(sign)).map_or(0, |last| last + 1);
        let name = before.get(start..).unwrap_or_default();
        let is_word =
            before.get(..start).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\t', '\n', ';', '(']));
        let rest = text.get(at + 1..).unwrap_or_default();
        let value = rest.split(['\n', ';']).next().unwrap_or_default();
        let is_name = name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_');
        if is_word && is_name && !value.contains(name) {
            found.insert(name.to_string());
        }
    }
    found
}
