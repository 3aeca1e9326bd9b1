//! Loops: how often they go round, and which never end.

use super::super::tree::{Command, CommandKind, CommandList, Word, WordPart};
use super::interpreter::{Interpreter, LoopCondition};
use super::state::{ControlFlow, ExitStatus, ShellField, ShellState};
use super::{Ending, arithmetic};

/// Rounds of a loop: one with more does not end.
const ROUNDS: usize = 1500;
/// Seconds that a CreationPolicy or a wait condition waits at most: 12 hours.
const LONGEST_WAIT: u64 = 43_200;

impl Interpreter<'_> {
    /// `while` and `until`.
    pub(super) fn repeat(
        &mut self,
        at: usize,
        until: bool,
        condition: &CommandList,
        body: &CommandList,
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let outer = self.condition;
        let mut last = ExitStatus::Code(0);
        for round in 0..ROUNDS {
            self.condition = Some(LoopCondition { round, until, negated: false });
            let found = self.guarded(condition, state);
            self.condition = outer;
            if found? == until {
                state.last = last;
                return Ok(());
            }
            if !self.round(body, state)? {
                return Ok(());
            }
            last = state.last;
            if self.seconds > LONGEST_WAIT {
                break;
            }
        }
        Err(ControlFlow::Stop(Ending::Endless(at)))
    }

    /// A round of a loop; false if the loop ends by it.
    fn round(&mut self, body: &CommandList, state: &mut ShellState) -> Result<bool, ControlFlow> {
        let outer = self.condition.take();
        let flow = self.list(body, state);
        self.condition = outer;
        match flow {
            Ok(()) => Ok(true),
            Err(ControlFlow::Continue(0 | 1)) => {
                state.succeed();
                Ok(true)
            }
            Err(ControlFlow::Break(0 | 1)) => {
                state.succeed();
                Ok(false)
            }
            Err(ControlFlow::Continue(out)) => Err(ControlFlow::Continue(out - 1)),
            Err(ControlFlow::Break(out)) => Err(ControlFlow::Break(out - 1)),
            Err(flow) => Err(flow),
        }
    }

    /// `for name in words`
    pub(super) fn each(
        &mut self,
        at: usize,
        name: &str,
        words: Option<&[Word]>,
        body: &CommandList,
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let mut fields = Vec::new();
        match words {
            None => fields.clone_from(&state.arguments),
            Some(words) => {
                for word in words {
                    match counted(word, state) {
                        Some(numbers) => fields.extend(numbers.map(|number| ShellField::of(&number.to_string()))),
                        None => fields.extend(self.fields(std::slice::from_ref(word), state)?),
                    }
                }
            }
        }
        state.succeed();
        if fields.len() > ROUNDS {
            return self.unknown(at, "the loop has too many rounds");
        }
        for field in fields {
            state.set(name, field);
            if !self.round(body, state)? {
                break;
            }
        }
        Ok(())
    }

    /// `for ((…; …; …))`
    pub(super) fn count(
        &mut self,
        at: usize,
        header: &str,
        body: &CommandList,
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        self.bash_only(at, "for ((")?;
        let mut parts = header.split(';').map(str::trim);
        let (first, condition, next) = (parts.next(), parts.next(), parts.next());
        first.filter(|first| !first.is_empty()).map(|first| arithmetic::run(first, state));
        state.succeed();
        for round in 0..ROUNDS {
            let goes_on = match condition.filter(|condition| !condition.is_empty()) {
                None => true,
                // A loop whose end is not known goes round once.
                Some(condition) => arithmetic::value(condition, state).map_or(round == 0, |number| number != 0),
            };
            if !goes_on || !self.round(body, state)? {
                return Ok(());
            }
            next.filter(|next| !next.is_empty()).map(|next| arithmetic::run(next, state));
            if self.seconds > LONGEST_WAIT {
                break;
            }
        }
        Err(ControlFlow::Stop(Ending::Endless(at)))
    }
}

/// The numbers of `{1..30}` and `$(seq 1 30)`.
fn counted(word: &Word, state: &ShellState) -> Option<std::ops::RangeInclusive<i64>> {
    match word.parts.as_slice() {
        [WordPart::Text(text, false)] => {
            let (from, to) = text.strip_prefix('{')?.strip_suffix('}')?.split_once("..")?;
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            (from <= to).then_some(from..=to.min(from.saturating_add(100_000)))
        }
        [WordPart::Output(list)] => {
            let [item] = list.items.as_slice() else { return None };
            let [Command { kind: CommandKind::Simple { words, .. }, .. }] = item.first.commands.as_slice() else {
                return None;
            };
            let (program, limits) = words.split_first()?;
            if !program.is_bare("seq") || !item.rest.is_empty() {
                return None;
            }
            let number = |word: &Word| match word.parts.as_slice() {
                [WordPart::Parameter(name, _)] => arithmetic::value(name, state),
                _ => word.literal()?.parse().ok(),
            };
            let (from, to) = match limits {
                [to] => (1, number(to)?),
                [from, to] => (number(from)?, number(to)?),
                _ => return None,
            };
            Some(from..=to.min(from.saturating_add(100_000)))
        }
        _ => None,
    }
}
