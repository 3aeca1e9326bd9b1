//! The runs of a machine's user data: which parts of it are scripts of a shell, in which order cloud-init runs them, and
//! where their bytes stand.
//!
//! Source: cloud-init's cc_bootcmd.py and cc_runcmd.py (each item becomes a line of one script for sh), cc_scripts_user.py
//! (files by name, one that fails stops no other); the kernel's reading of `#!` (what follows the program is one
//! argument).

use super::cloud_order::{BOOTCMD, CloudOrder, CloudStage, RUNCMD, command_line};
use super::parts::DataPart;
use super::{BootSystem, CfnOption, DataFormat, ScriptStep, StepKind, UserData};
use crate::document::{Kind, Path};
use crate::template::mapped_text::Substituted;
use crate::template::shell::{Ending, ShellEvent, ShellKind, ShellRun, ShellRuns, SignalTarget, runs};
use crate::template::substitution::{SubPiece, pieces};

/// What a machine runs of its user data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataRuns {
    /// The runs of its scripts.
    Script(ScriptRuns),
    /// Nothing, for this reason.
    Nothing(String),
    /// Something that is not read here, for this reason; the flag is true if it may signal.
    Unread(String, bool),
}

/// The runs of all scripts of user data, one script after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRuns {
    /// The runs. Bytes are those of the user data, and behind them those of scripts that cloud-init makes.
    pub runs: ShellRuns,
    /// Where parts of the made scripts come from: begin in the script, begin in the user data.
    places: Vec<(usize, usize)>,
}

impl ScriptRuns {
    /// The byte of the user data that a byte of the scripts comes from, or the first one of the item around it.
    pub fn origin(&self, at: usize) -> usize {
        let made = self.places.first().is_some_and(|first| first.0 <= at);
        let place = self.places.iter().rev().find(|(start, _)| made && *start <= at);
        place.map_or(at, |(_, origin)| *origin)
    }
}

impl DataRuns {
    /// The scripts, if they are read.
    pub fn script(&self) -> Option<&ScriptRuns> {
        match self {
            DataRuns::Script(script) => Some(script),
            DataRuns::Nothing(_) | DataRuns::Unread(..) => None,
        }
    }

    /// Whom the scripts signal, each once.
    pub fn targets(&self) -> Vec<&SignalTarget> {
        let mut found = Vec::new();
        for event in self.script().into_iter().flat_map(|script| &script.runs.runs).flat_map(|run| &run.events) {
            if let ShellEvent::Signal(signal) = event
                && !found.contains(&&signal.target)
            {
                found.push(&signal.target);
            }
        }
        found
    }
}

/// True for a text in which something may signal.
pub fn names_signal(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("signal") || text.contains("waithandle") || text.contains("waitcondition")
}

/// Whom user data signals, each once: by the runs of its scripts, of other user data by the calls of cfn-signal in it.
pub(super) fn targets(data: &UserData) -> Vec<SignalTarget> {
    if !matches!(data.runs(), DataRuns::Unread(..)) {
        return data.runs().targets().into_iter().cloned().collect();
    }
    let plain = |name: &str| (!name.contains(['$', '%'])).then(|| name.to_string());
    let given = |name: &str| name.strip_prefix("${")?.strip_suffix('}').map(str::to_string);
    let target = |step: &ScriptStep| match step.says(CfnOption::Resource) {
        Some(id) => Some(SignalTarget::Resource(plain(id))),
        None => step.says(CfnOption::Handle).map(|handle| SignalTarget::Handle(given(handle))),
    };
    let mut found: Vec<SignalTarget> = Vec::new();
    for target in data.steps_of(StepKind::Signal).filter_map(target) {
        if !found.contains(&target) {
            found.push(target);
        }
    }
    found
}

/// The runs of user data.
pub(super) fn data_runs(data: &UserData) -> DataRuns {
    let end = data.text.text().len() + 1;
    let mut reader = RunsReader { data, end, scripts: Vec::new(), places: Vec::new(), left: None };
    let order = CloudOrder::of(data);
    for stage in order.stages() {
        match stage {
            CloudStage::Boothook(part) => reader.boothook(part),
            CloudStage::Script(part) => reader.part(part),
            CloudStage::Module(key) if is_commands(key) => reader.commands(&order, key),
            CloudStage::Module(_) | CloudStage::DeferredFiles => {}
        }
    }
    reader.cloud_config_signals(&order);
    reader.finish()
}

fn is_commands(key: &str) -> bool {
    matches!(key, RUNCMD | BOOTCMD)
}

struct RunsReader<'u> {
    data: &'u UserData,
    /// Where the next made script begins.
    end: usize,
    scripts: Vec<ShellRuns>,
    places: Vec<(usize, usize)>,
    /// What is not read; what may signal stays.
    left: Option<DataRuns>,
}

impl RunsReader<'_> {
    fn leave(&mut self, what: DataRuns) {
        match (&self.left, &what) {
            (None, _) | (Some(DataRuns::Nothing(_)), DataRuns::Unread(..)) => self.left = Some(what),
            (Some(DataRuns::Unread(_, false)), DataRuns::Unread(_, true)) => self.left = Some(what),
            _ => {}
        }
    }

    fn finish(self) -> DataRuns {
        match self.left {
            Some(left @ DataRuns::Unread(_, true)) => left,
            Some(left) if self.scripts.is_empty() => left,
            None if self.scripts.is_empty() => DataRuns::Nothing(match self.data.format {
                DataFormat::CloudConfig => "The cloud-config has no runcmd and names no signal.".into(),
                _ => "The user data has no part that cloud-init runs.".into(),
            }),
            Some(_) | None => DataRuns::Script(ScriptRuns { runs: joined(self.scripts), places: self.places }),
        }
    }

    /// A part that is no cloud-config.
    fn part(&mut self, part: &DataPart) {
        let text = self.data.text.text();
        let own = text.get(part.span.clone()).unwrap_or_default();
        let format = part.format;
        let what = if self.data.format == DataFormat::Multipart {
            format!("The part {}", part.name)
        } else {
            "The user data".into()
        };
        match format {
            DataFormat::Shell => self.shell(part.span.start, part.span.end, &what),
            DataFormat::Empty => self.leave(DataRuns::Nothing(format!("{what} is empty."))),
            _ if format.is_never_run() => {
                self.leave(DataRuns::Nothing(format!("{what} is {}: the machine runs nothing of it.", format.name())));
            }
            _ => {
                let may_signal = names_signal(own) || matches!(format, DataFormat::Encoded | DataFormat::Include);
                let why = match may_signal {
                    true => {
                        format!("{what} is {}: only scripts for a shell, runcmd and bootcmd are read.", format.name())
                    }
                    false => format!("{what} is {} and names no signal.", format.name()),
                };
                self.leave(DataRuns::Unread(why, may_signal));
            }
        }
    }

    /// `#cloud-boothook`: a script behind its first line.
    fn boothook(&mut self, part: &DataPart) {
        let own = self.data.text.text().get(part.span.clone()).unwrap_or_default();
        let blank = own.len() - own.trim_start().len();
        let head = if own.trim_start().starts_with("#cloud-boothook") {
            own.find('\n').map_or(own.len(), |at| at + 1)
        } else {
            blank
        };
        match DataFormat::of(own.get(head..).unwrap_or_default()) {
            DataFormat::Shell => self.shell(part.span.start + head, part.span.end, "The boothook"),
            _ if names_signal(own) => {
                self.leave(DataRuns::Unread("The boothook is no script for a shell.".into(), true));
            }
            _ => {
                self.leave(DataRuns::Unread("The boothook is no script for a shell and names no signal.".into(), false))
            }
        }
    }

    /// A script that begins with `#!`.
    fn shell(&mut self, start: usize, end: usize, what: &str) {
        let text = self.data.text.text();
        let own = text.get(start..end).unwrap_or_default();
        let line = own.lines().next().unwrap_or_default().trim_start_matches("#!").trim();
        let (program, options) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let name = |word: &str| word.rsplit('/').next().unwrap_or_default().to_string();
        let options = options.trim();
        let (shell, options) = match name(program).as_str() {
            // Without -S env takes all of the rest as the name of a program.
            "env" => match options.strip_prefix("-S") {
                Some(rest) => rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), "")),
                None if options.contains(char::is_whitespace) => {
                    let why = format!("env looks for a program named `{options}`: the script does not run.");
                    return self.leave(DataRuns::Nothing(why));
                }
                None => (options, ""),
            },
            _ => (program, options),
        };
        let kind = match name(shell).as_str() {
            "bash" => ShellKind::Bash,
            // sh is bash on Amazon Linux.
            "sh" if self.data.system == BootSystem::Amazon => ShellKind::Bash,
            "sh" | "dash" | "ash" | "busybox" => ShellKind::Sh,
            other => {
                let why = format!("{what} is a script for {other}: bash and sh are read.");
                return self.leave(DataRuns::Unread(why, true));
            }
        };
        if own.contains("\r\n") {
            let why = "The lines of the script end in CR LF: the shell takes CR for a part of each command.".into();
            return self.leave(DataRuns::Unread(why, true));
        }
        let errexit = options.split_whitespace().any(|word| {
            word == "errexit"
                || word.strip_prefix('-').is_some_and(|flags| !flags.starts_with('-') && flags.contains('e'))
        });
        let replaced = self.data.text.replaced_parts();
        let inside = |one: &Substituted| start <= one.span.start && one.span.end <= end;
        let replaced: Vec<Substituted> = replaced.into_iter().filter(inside).collect();
        // Blanks in front leave each byte where it is.
        self.scripts.push(runs(&format!("{}{own}", " ".repeat(start)), &replaced, kind, errexit));
    }

    /// A list of commands of cloud-config: one script for sh, each item a line of it.
    fn commands(&mut self, order: &CloudOrder, key: &str) {
        let Some((document, start)) = order.value(key) else { return };
        let items = document.node(&Path::root().join(key)).filter(|node| node.kind() == Kind::Sequence);
        let mut script = " ".repeat(self.end);
        for item in items.iter().flat_map(|items| items.items()) {
            self.places.push((script.len(), start + item.span().start));
            script.push_str(&command_line(item));
            script.push('\n');
        }
        if script.len() == self.end {
            return;
        }
        let mut replaced = Vec::new();
        let mut at = self.end;
        let made = script.get(self.end..).unwrap_or_default();
        for piece in if self.data.text.replaces_names() { pieces(made) } else { Vec::new() } {
            let end = at + piece.written().len();
            match piece {
                SubPiece::Text(_) => {}
                SubPiece::Name { name, .. } => {
                    replaced.push(Substituted { span: at..end, name: Some(name.to_string()) })
                }
                SubPiece::Literal(_) => replaced.push(Substituted { span: at..end, name: None }),
            }
            at = end;
        }
        self.end = script.len() + 1;
        self.scripts.push(runs(&script, &replaced, ShellKind::Sh, false));
    }

    /// What else of cloud-config may signal: a file that it writes, a module that runs programs.
    fn cloud_config_signals(&mut self, order: &CloudOrder) {
        for (document, _) in order.configs() {
            let Some(root) = document.root().filter(|_| document.syntax_error().is_none()) else {
                // What CloudFormation puts in may be whole lines.
                self.leave(match self.data.text.replaced_parts().is_empty() {
                    true => {
                        DataRuns::Nothing("The cloud-config cannot be read: the machine runs nothing of it.".into())
                    }
                    false => DataRuns::Unread(
                        "Functions are part of the cloud-config's keys and lists.".into(),
                        names_signal(self.data.text.text()),
                    ),
                });
                continue;
            };
            let others = root.entries().filter(|entry| !is_commands(entry.key()));
            let mut texts = others.flat_map(|entry| entry.value.descendants()).filter_map(|node| node.scalar());
            if texts.any(|text| text.contains("cfn-signal")) {
                let why = "cfn-signal stands outside of runcmd and bootcmd: what runs it is not read.".into();
                self.leave(DataRuns::Unread(why, true));
            }
        }
    }
}

/// The runs of scripts that run one after the other: one that fails stops no other.
fn joined(mut all: Vec<ShellRuns>) -> ShellRuns {
    if all.len() == 1 {
        return all.remove(0);
    }
    let mut whole = ShellRuns { steps: Vec::new(), runs: Vec::new(), complete: true, errexit: false };
    let ends_all =
        |run: &ShellRun| matches!(run.ending, Ending::Restarted(_) | Ending::Endless(_) | Ending::Unknown(_));
    let plain: Vec<&ShellRun> = all.iter().filter_map(|script| script.runs.first()).collect();
    // What comes before and behind a run of one script: the others without failures.
    let around = |at: usize, own: &ShellRun| {
        let mut run =
            ShellRun { failing: own.failing.clone(), events: Vec::new(), ending: own.ending.clone(), seconds: 0 };
        for (other, one) in plain.iter().enumerate() {
            let one = if other == at { own } else { one };
            run.events.extend(one.events.iter().map(|event| match event {
                ShellEvent::Signal(signal) => {
                    let mut signal = signal.clone();
                    signal.seconds = signal.seconds.saturating_add(run.seconds);
                    ShellEvent::Signal(signal)
                }
                event => event.clone(),
            }));
            run.seconds = run.seconds.saturating_add(one.seconds);
            if ends_all(one) {
                run.ending = one.ending.clone();
                break;
            }
        }
        run
    };
    for (at, script) in all.iter().enumerate() {
        let failing = script.runs.iter().skip(1);
        let first = (at == 0).then(|| script.runs.first()).flatten();
        whole.runs.extend(first.into_iter().chain(failing).map(|run| around(at, run)));
        whole.steps.extend(script.steps.iter().cloned());
        whole.complete &= script.complete;
        if script.runs.first().is_some_and(ends_all) {
            break;
        }
    }
    whole
}
