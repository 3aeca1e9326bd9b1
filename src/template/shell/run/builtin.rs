//! Simple commands: assignments, what the shell does itself, and programs.

use std::borrow::Cow;
use std::rc::Rc;

use super::super::tree::{Assignment, Command, Redirection, Word};
use super::interpreter::Interpreter;
use super::program::{SentSignal, SignalCall, signal_call};
use super::state::{ControlFlow, ExitStatus, ExpandedPart, ShellField, ShellState};
use super::{Ending, ShellEvent, ShellKind, ShellStepKind, arithmetic, test};

/// Commands that succeed whatever the machine is.
const SUCCEED: [&str; 22] = [
    ":", "true", "echo", "printf", "logger", "export", "readonly", "declare", "local", "typeset", "umask", "shopt",
    "sleep", "alias", "unset", "ulimit", "hash", "date", "sync", "times", "pwd", "unalias",
];
/// Those of them that write nothing.
const SILENT: [&str; 14] = [
    ":", "true", "export", "readonly", "declare", "local", "typeset", "umask", "shopt", "sleep", "alias", "unset",
    "unalias", "sync",
];
/// Commands that set variables by arguments.
const SETTERS: [&str; 5] = ["export", "readonly", "declare", "local", "typeset"];
/// Programs that run the program behind them, with their options that have a value.
const WRAPPERS: [(&str, &[&str]); 12] = [
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-r", "-t"]),
    ("env", &["-u", "-C"]),
    ("nice", &["-n"]),
    ("ionice", &["-c", "-n"]),
    ("nohup", &[]),
    ("time", &[]),
    ("command", &[]),
    ("builtin", &[]),
    ("stdbuf", &["-i", "-o", "-e"]),
    ("setsid", &[]),
    ("chronic", &[]),
    ("timeout", &["-k", "-s", "--kill-after", "--signal"]),
];
/// What a text calls that may signal.
const NAME: &str = "cfn-signal";
/// Characters of a command that are shown.
const SHOWN: usize = 160;

impl Interpreter<'_> {
    pub(super) fn simple(
        &mut self,
        command: &Command,
        assignments: &[Assignment],
        words: &[Word],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let before = state.last;
        self.substituted = false;
        let fields = self.fields(words, state)?;
        let mut values = Vec::new();
        for assignment in assignments {
            let value = self.field(&assignment.value, state)?;
            values.push((assignment, if assignment.complex { ShellField(vec![ExpandedPart::Opaque]) } else { value }));
        }
        for redirection in &command.redirections {
            self.field(&redirection.target, state)?;
        }
        self.mentions(command, &fields, &command.redirections);
        if fields.is_empty() {
            for (assignment, value) in values {
                state.set(&assignment.name, value);
            }
            // The status of the last command whose output was taken; 0 without one.
            if !self.substituted {
                state.succeed();
            }
            return Ok(());
        }
        self.budget = self.budget.saturating_sub(fields.len() / 16 + state.variables.len() / 16);
        // Words that expand to several fields have no word of their own.
        let word = |index: usize| words.get(index).or(words.last());
        state.last = before;
        self.call(command, &fields, &word, state)
    }

    /// Runs a command by its fields.
    fn call<'w>(
        &mut self,
        command: &Command,
        fields: &[ShellField],
        word: &dyn Fn(usize) -> Option<&'w Word>,
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let at = command.span.start;
        let start = unwrapped(fields);
        let arguments = fields.get(start + 1..).unwrap_or_default();
        let Some(program) = fields.get(start) else {
            state.succeed();
            return Ok(());
        };
        let name: &str = &program.program();
        // What CloudFormation puts in may be whole lines.
        state.sourced |= program.0.iter().any(|piece| matches!(piece, ExpandedPart::Given(_)));
        let function = state.functions.get(name).filter(|_| start == 0).cloned();
        if let Some(body) = function {
            return self.function(at, &body, arguments, state);
        }
        let number = |index: usize| arguments.get(index).and_then(ShellField::status);
        match name {
            "exit" => {
                state.last =
                    if arguments.is_empty() { state.last } else { number(0).unwrap_or(ExitStatus::Unknown(at)) };
                return Err(ControlFlow::Exit(at, false));
            }
            // Outside of a function bash refuses it and goes on; other shells end.
            "return" if state.calls == 0 && self.source.kind == ShellKind::Bash => {
                state.last = ExitStatus::Code(2);
                return Ok(());
            }
            "return" => {
                state.last =
                    if arguments.is_empty() { state.last } else { number(0).unwrap_or(ExitStatus::Unknown(at)) };
                return Err(ControlFlow::Return);
            }
            "break" | "continue" => {
                let out = match number(0) {
                    Some(ExitStatus::Code(out)) => usize::try_from(out).unwrap_or(1),
                    _ => 1,
                };
                state.succeed();
                return Err(if name == "break" { ControlFlow::Break(out) } else { ControlFlow::Continue(out) });
            }
            "exec" => {
                if arguments.is_empty() {
                    state.succeed();
                    return Ok(());
                }
                self.call(command, arguments, &|index| word(start + 1 + index), state)?;
                return Err(ControlFlow::Stop(Ending::Replaced(at)));
            }
            "set" => return self.options(at, arguments, state),
            "trap" => {
                let words: Vec<Word> =
                    (0..arguments.len()).filter_map(|index| word(start + 1 + index).cloned()).collect();
                return self.trap(arguments, &words, state);
            }
            "eval" => {
                let text = ShellField(
                    arguments
                        .iter()
                        .flat_map(|field| [field.0.clone(), vec![ExpandedPart::Text(Rc::new(" ".into()))]].concat())
                        .collect(),
                );
                return word(start + 1).map_or(Ok(()), |word| self.run_text(&text, word, state));
            }
            "shift" => {
                state.arguments = state.arguments.get(1..).unwrap_or_default().to_vec();
                state.succeed();
                return Ok(());
            }
            "wait" => {
                let job = arguments
                    .first()
                    .and_then(ShellField::text)
                    .and_then(|text| text.strip_prefix('%')?.parse::<usize>().ok());
                let status = job.and_then(|job| state.jobs.get(job.checked_sub(1)?)).copied();
                state.last = match status {
                    Some(status) => status,
                    None if arguments.is_empty() => ExitStatus::Code(0),
                    None => ExitStatus::Unknown(at),
                };
                return Ok(());
            }
            "false" => {
                state.last = ExitStatus::Code(1);
                return Ok(());
            }
            "[" | "test" => {
                let inside =
                    if name == "[" { arguments.split_last().map_or(arguments, |split| split.1) } else { arguments };
                state.last = match test::test(inside) {
                    Some(found) => ExitStatus::Code(i32::from(!found)),
                    None => self.condition_step(command, || shown(fields)),
                };
                return Ok(());
            }
            "let" => {
                let mut last = None;
                for argument in arguments {
                    last = argument.text().and_then(|text| arithmetic::run(&text, state));
                }
                state.last = match last {
                    Some(number) => ExitStatus::Code(i32::from(number == 0)),
                    None => self.condition_step(command, || shown(fields)),
                };
                return Ok(());
            }
            "." | "source" => {
                if name == "source" {
                    self.bash_only(at, "source")?;
                }
                state.sourced = true;
            }
            "read" => {
                for variable in arguments.iter().filter_map(ShellField::text) {
                    state.set(&variable, ShellField(vec![ExpandedPart::Opaque]));
                }
                // In the condition of a loop it ends the loop at the end of what it reads.
                if let Some(condition) = self.condition {
                    state.last = ExitStatus::Code(i32::from(condition.round > 0));
                    return Ok(());
                }
            }
            "mapfile" | "readarray" | "getopts" | "printf" => {
                let sets = |index: usize| match name {
                    "printf" => {
                        index > 0 && arguments.get(index - 1).and_then(ShellField::text).as_deref() == Some("-v")
                    }
                    _ => true,
                };
                for (_, variable) in arguments.iter().enumerate().filter(|(index, _)| sets(*index)) {
                    if let Some(variable) = variable.text() {
                        state.set(&variable, ShellField(vec![ExpandedPart::Opaque]));
                    }
                }
            }
            "shopt" => {
                let words: Vec<String> = arguments.iter().filter_map(ShellField::text).collect();
                if words.iter().any(|word| word == "inherit_errexit") {
                    state.inherit = words.iter().any(|word| word == "-s");
                }
            }
            _ => {}
        }
        if SUCCEED.contains(&name) {
            if SETTERS.contains(&name) {
                set_variables(arguments, state);
            }
            self.write(name, arguments, command);
            if name == "sleep" {
                self.seconds = self.seconds.saturating_add(arguments.first().map_or(0, duration));
            }
            state.succeed();
            return Ok(());
        }
        if let Some((text, errexit)) = inner_script(name, arguments) {
            let at_word = arguments.len() - arguments.get(text..).map_or(0, <[ShellField]>::len) + start + 1;
            if let (Some(field), Some(word)) = (arguments.get(text), word(at_word))
                && self.run_script(field, word, errexit, state)?
            {
                return Ok(());
            }
        }
        self.program(command, name, fields, arguments, state)
    }

    /// Runs a program: it signals, restarts the machine, or succeeds or fails.
    fn program(
        &mut self,
        command: &Command,
        name: &str,
        fields: &[ShellField],
        arguments: &[ShellField],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        let at = command.span.start;
        let (name, arguments) = match arguments.split_first() {
            // An interpreter with the program as its first argument.
            Some((first, rest)) if name.starts_with("python") => (first.program(), rest),
            _ => (Cow::Borrowed(name), arguments),
        };
        let call = signal_call(&name, arguments);
        if let Some(SignalCall::Refused(code)) = call {
            state.last = ExitStatus::Code(code);
            return Ok(());
        }
        self.output = None;
        let kind = match name.as_ref() {
            _ if call.is_some() => ShellStepKind::Signal,
            "cfn-init" => ShellStepKind::Init,
            _ => ShellStepKind::Program,
        };
        state.last = self.decide(command.span.clone(), kind, || shown(fields));
        let succeeded = state.last.succeeded() == Some(true);
        if kind == ShellStepKind::Init {
            self.events.push(ShellEvent::Init(at, succeeded));
        }
        match call {
            Some(SignalCall::Sends(target, success, code)) if succeeded => {
                self.events.push(ShellEvent::Signal(SentSignal { at, target, success, code, seconds: self.seconds }));
            }
            _ if restarts(&name, arguments) && succeeded => return Err(ControlFlow::Stop(Ending::Restarted(at))),
            _ => {}
        }
        Ok(())
    }

    /// Adds what `echo` writes to the output that is taken.
    fn write(&mut self, name: &str, arguments: &[ShellField], command: &Command) {
        if SILENT.contains(&name) {
            return;
        }
        if self.output.is_none() {
            return;
        }
        let words: Option<Vec<String>> = arguments.iter().map(ShellField::text).collect();
        let is_plain = name == "echo" && command.redirections.is_empty();
        let words = words.filter(|words| is_plain && !words.first().is_some_and(|word| word.starts_with('-')));
        self.output = match (self.output.take(), words) {
            (Some(text), Some(words)) => Some(text + &words.join(" ") + "\n"),
            _ => None,
        };
    }

    fn function(
        &mut self,
        at: usize,
        body: &Command,
        arguments: &[ShellField],
        state: &mut ShellState,
    ) -> Result<(), ControlFlow> {
        const DEEPEST: usize = 20;
        if state.calls >= DEEPEST {
            return self.unknown(at, "the functions call each other too deeply");
        }
        let outer = std::mem::replace(&mut state.arguments, arguments.to_vec());
        let trap = if state.errtrace { None } else { state.error_trap.take() };
        let condition = self.condition.take();
        state.calls += 1;
        let flow = self.command(body, state);
        state.calls -= 1;
        self.condition = condition;
        state.arguments = outer;
        if state.error_trap.is_none() {
            state.error_trap = trap;
        }
        match flow {
            Err(ControlFlow::Return) => Ok(()),
            flow => flow,
        }
    }

    /// `set -e`, `set -o pipefail`, `set -- words`
    fn options(&mut self, at: usize, arguments: &[ShellField], state: &mut ShellState) -> Result<(), ControlFlow> {
        state.succeed();
        let mut rest = arguments.iter();
        while let Some(field) = rest.next() {
            let Some(text) = field.text() else { return self.unknown(at, "the options of `set` are computed") };
            if text == "--" {
                state.arguments = rest.cloned().collect();
                return Ok(());
            }
            let on = text.starts_with('-');
            let Some(letters) = text.strip_prefix(['-', '+']) else {
                state.arguments = std::iter::once(field).chain(rest).cloned().collect();
                return Ok(());
            };
            for letter in letters.chars() {
                match letter {
                    'e' => state.errexit = on,
                    'E' => state.errtrace = on,
                    'u' => state.nounset = on,
                    'o' => match rest.next().and_then(ShellField::text).as_deref() {
                        Some("errexit") => state.errexit = on,
                        Some("errtrace") => state.errtrace = on,
                        Some("nounset") => state.nounset = on,
                        Some("pipefail") => {
                            self.bash_only(at, "set -o pipefail")?;
                            state.pipefail = on;
                        }
                        _ => {}
                    },
                    'n' => return self.unknown(at, "`set -n` runs nothing"),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Notes a text with a call of cfn-signal that another program gets: it may run it.
    fn mentions(&mut self, command: &Command, fields: &[ShellField], redirections: &[Redirection]) {
        let calls = |text: &str| {
            text.len() > NAME.len()
                && text.contains(NAME)
                && text.match_indices(NAME).any(|(at, name)| {
                    text.get(at + name.len()..)
                        .is_some_and(|rest| rest.trim_start_matches(".exe").trim_start().starts_with('-'))
                })
        };
        let given = fields.iter().any(|field| calls(&field.said()));
        // Few commands have any of these.
        if !given && redirections.iter().all(|one| one.text.is_none()) && fields.iter().all(ShellField::is_known) {
            return;
        }
        let start = unwrapped(fields);
        let program = fields.get(start).map(ShellField::program).unwrap_or_default();
        let into_file = redirections.iter().any(|one| {
            one.operator.starts_with('>')
                && one.target.literal().is_some_and(|file| !file.starts_with("/dev/") && file != "1" && file != "2")
        });
        let quiet = (SUCCEED.contains(&program.as_ref()) && !into_file) || ["trap", "eval"].contains(&program.as_ref());
        let computed = fields.get(start).is_some_and(|field| !field.is_known());
        let options = ["--exit-code", "--resource", "-e", "--success"];
        let mut texts = redirections.iter().filter_map(|one| self.source.text.get(one.text.clone()?));
        let found = texts.any(calls)
            || given && !quiet && inner_script(&program, fields.get(start + 1..).unwrap_or_default()).is_none()
            || computed && fields.iter().any(|field| options.contains(&field.said().as_ref()));
        if found {
            self.events.push(ShellEvent::Mention(command.span.start));
        }
    }
}

/// Position of the program behind those that only run it.
fn unwrapped(fields: &[ShellField]) -> usize {
    let mut at = 0;
    while let Some(field) = fields.get(at) {
        let name: &str = &field.program();
        let Some((_, valued)) = WRAPPERS.iter().find(|(wrapper, _)| *wrapper == name) else { return at };
        // `command -v name` asks where a program is.
        if name == "command" && fields.get(at + 1).is_some_and(|next| next.shown().starts_with('-')) {
            return at;
        }
        let mut next = at + 1;
        while let Some(option) = fields
            .get(next)
            .map(ShellField::shown)
            .filter(|text| text.starts_with('-') || name == "env" && text.contains('='))
        {
            next += if valued.contains(&option.as_str()) { 2 } else { 1 };
        }
        next += usize::from(name == "timeout");
        if fields.get(next).is_none() {
            return at;
        }
        at = next;
    }
    at
}

/// The argument of a program that is a script, and whether its options say that it ends when a command fails.
fn inner_script(name: &str, arguments: &[ShellField]) -> Option<(usize, bool)> {
    if !["sh", "bash", "dash", "su"].contains(&name) {
        return None;
    }
    let option = arguments.iter().position(|field| {
        let shown = field.said();
        shown.starts_with('-') && !shown.starts_with("--") && shown.ends_with('c') && shown.len() < 6
    })?;
    let errexit = arguments.iter().take(option + 1).any(|field| field.said().contains('e'));
    Some((option + 1, errexit && name != "su"))
}

fn set_variables(arguments: &[ShellField], state: &mut ShellState) {
    for argument in arguments {
        let shown = argument.shown();
        if let Some((name, _)) = shown.split_once('=')
            && let Some(value) = argument.after(&format!("{name}="))
        {
            state.set(name, value);
        }
    }
}

/// Seconds of `sleep 5`, `sleep 2m`; 0 if they are not known.
fn duration(field: &ShellField) -> u64 {
    let Some(text) = field.text() else { return 0 };
    let (number, unit) = match text.strip_suffix(['s', 'm', 'h', 'd']) {
        Some(number) => (number, text.chars().last()),
        None => (text.as_str(), None),
    };
    let factor = match unit {
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86_400,
        _ => 1,
    };
    number
        .split('.')
        .next()
        .and_then(|number| number.parse::<u64>().ok())
        .map_or(0, |number| number.saturating_mul(factor))
}

/// True for a call that ends the machine's run at once.
fn restarts(name: &str, arguments: &[ShellField]) -> bool {
    let has = |word: &str| arguments.iter().any(|field| field.said() == word);
    match name {
        "reboot" | "poweroff" | "halt" => true,
        "shutdown" => has("now") || has("+0"),
        "init" | "telinit" => has("6") || has("0"),
        "systemctl" => has("reboot") || has("poweroff") || has("halt"),
        _ => false,
    }
}

fn shown(fields: &[ShellField]) -> String {
    let words: Vec<String> = fields.iter().map(ShellField::shown).collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
