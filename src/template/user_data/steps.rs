//! A script as steps: which of its lines are interpreter, helper install, cfn-init, health check and signal.
//!
//! Every byte belongs to one step; what is not recognised is the author's own.

use std::ops::Range;

use super::call::{self, CfnOption, HelperCall, INIT, SIGNAL};
use super::command_list::WordLists;
use super::words::{ShellLine, comment, lines, words};

/// What a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// The first line: which program reads the script.
    Interpreter,
    /// Brings cfn-init, cfn-signal and cfn-hup.
    Install,
    /// Calls cfn-init.
    Init,
    /// Asks whether what was set up answers.
    Health,
    /// Tells CloudFormation how it went.
    Signal,
    /// Anything else.
    Own,
}

/// What a field of a step says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepField {
    /// An option of cfn-init or cfn-signal.
    Says(CfnOption),
    /// The interpreter with its options.
    Shell,
    /// What a health check asks.
    Address,
    /// How often it asks again.
    Tries,
    /// Seconds between two tries.
    Pause,
}

/// A value in a step that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// What it says.
    pub ask: StepField,
    /// The value as written, without quotes; empty if it is not there.
    pub value: String,
    /// Its bytes; `None` if it is not there.
    pub span: Option<Range<usize>>,
    /// Bytes that go when the value is taken out: with its option and the blank before.
    pub(super) whole: Range<usize>,
    /// Where it is put if it is not there, and what stands before it.
    pub(super) put: (usize, String),
}

/// When a signal is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignalCondition {
    /// However the script ends.
    Trap,
    /// When its function is called.
    Called,
    /// When the line is reached.
    Reached,
}

/// Lines of the script that do one thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScriptStep {
    /// What for.
    pub kind: StepKind,
    /// Whole lines, with the comments right above them.
    pub span: Range<usize>,
    /// What can be changed in it.
    pub fields: Vec<Field>,
    /// True if it stands in a block such as `if`, or does more: it cannot be taken out as a whole.
    pub bound: bool,
    /// When a signal is sent; `None` for other steps.
    pub when: Option<SignalCondition>,
    /// True if the script goes on to something else when it fails.
    pub or_else: bool,
}

impl ScriptStep {
    /// The step in a text that has so many bytes more before it.
    pub fn moved(mut self, by: usize) -> ScriptStep {
        let moved = |span: &Range<usize>| span.start + by..span.end + by;
        self.span = moved(&self.span);
        for field in &mut self.fields {
            field.span = field.span.as_ref().map(moved);
            field.whole = moved(&field.whole);
            field.put.0 += by;
        }
        self
    }

    /// The field that says something.
    pub fn field(&self, ask: StepField) -> Option<&Field> {
        self.fields.iter().find(|field| field.ask == ask)
    }

    /// The value of an option that is there.
    pub fn says(&self, what: CfnOption) -> Option<&str> {
        self.field(StepField::Says(what)).filter(|field| field.span.is_some()).map(|field| field.value.as_str())
    }
}

/// The steps of a script, in order; joined their spans are the script. In a list of words of cloud-config values can be
/// changed and none be added.
pub fn steps(text: &str) -> Vec<ScriptStep> {
    let commands = WordLists::of(text);
    let mut steps = steps_of(&commands.text);
    for step in steps.iter_mut().filter(|step| commands.is_in_list(&step.span)) {
        step.fields.retain(|field| field.span.is_some());
        step.bound = true;
    }
    steps
}

fn steps_of(text: &str) -> Vec<ScriptStep> {
    let lines = grouped(text);
    let mut steps: Vec<ScriptStep> = Vec::new();
    for line in &lines {
        let part = text.get(line.span.clone()).unwrap_or_default();
        let mut step = match recognised(text, (line, &lines), part, steps.is_empty()) {
            Some(step) => ScriptStep { span: line.span.clone(), ..step },
            None => own(line),
        };
        let Some(last) = steps.last_mut() else {
            steps.push(step);
            continue;
        };
        match (last.kind, step.kind) {
            (StepKind::Own, StepKind::Own) => last.span.end = step.span.end,
            (StepKind::Install, StepKind::Install) => {
                last.span.end = step.span.end;
                last.bound |= step.bound;
            }
            (StepKind::Own, _) => {
                // Comments right above a step belong to it.
                let border = lines_above(text, last.span.clone(), step.kind);
                step.span.start = border;
                last.span.end = border;
                if last.span.is_empty() {
                    steps.pop();
                }
                steps.push(step);
            }
            _ => steps.push(step),
        }
    }
    joined_installs(text, steps)
}

/// Between two parts of a helper install comments, settings and `apt-get update` belong to it.
fn joined_installs(text: &str, steps: Vec<ScriptStep>) -> Vec<ScriptStep> {
    let mut joined: Vec<ScriptStep> = Vec::new();
    for step in steps {
        let [.., first, middle] = joined.as_mut_slice() else {
            joined.push(step);
            continue;
        };
        let quiet = |span: &Range<usize>| {
            text.get(span.clone()).is_some_and(|part| part.lines().all(|line| comment(line) || is_setting(line)))
        };
        if (first.kind, middle.kind, step.kind) == (StepKind::Install, StepKind::Own, StepKind::Install)
            && quiet(&middle.span)
        {
            first.span.end = step.span.end;
            first.bound |= step.bound;
            joined.pop();
        } else {
            joined.push(step);
        }
    }
    joined
}

/// `step=install`, `export X=y`.
fn is_setting(line: &str) -> bool {
    let line = line.trim().trim_start_matches("export ");
    let name = line.split('=').next().unwrap_or_default();
    line.contains('=') && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Where the comments begin that stand right above a step; above a helper install what prepares it, too.
fn lines_above(text: &str, span: Range<usize>, kind: StepKind) -> usize {
    let mut border = span.end;
    let part = text.get(span.clone()).unwrap_or_default();
    for line in part.split_inclusive('\n').rev() {
        let prepares =
            line.contains("DEBIAN_FRONTEND") || line.trim_start().starts_with("apt-get") && line.contains("update");
        let belongs = line.trim_start().starts_with('#') || kind == StepKind::Install && prepares;
        if !belongs || line.starts_with("#!") {
            break;
        }
        border -= line.len();
    }
    border
}

fn own(line: &ShellLine) -> ScriptStep {
    step(StepKind::Own, line, Vec::new())
}

fn step(kind: StepKind, line: &ShellLine, fields: Vec<Field>) -> ScriptStep {
    let bound = line.depth > 0 || line.after > line.depth;
    ScriptStep { kind, span: line.span.clone(), fields, bound, when: None, or_else: false }
}

/// The lines, those of a function that signals and of a loop that asks for an answer as one.
fn grouped(text: &str) -> Vec<ShellLine> {
    let mut all: Vec<ShellLine> = Vec::new();
    let flat = lines(text);
    let mut rest = flat.as_slice();
    while let Some((line, tail)) = rest.split_first() {
        let length = if line.after > line.depth {
            tail.iter().position(|inner| inner.after <= line.depth).map_or(0, |at| at + 1)
        } else {
            0
        };
        let end = tail.get(length.wrapping_sub(1)).map_or(line.span.end, |last| last.span.end);
        let block = text.get(line.span.start..end).unwrap_or_default();
        let head = text.get(line.span.clone()).unwrap_or_default().trim_start();
        let signals = is_function(head) && !call::calls(text, line.span.start..end, &SIGNAL).is_empty();
        let asks = ["until", "while", "for"].iter().any(|word| head.starts_with(word))
            && asks_locally(block)
            && !block.contains("cfn-");
        if length > 0 && (signals || asks) {
            all.push(ShellLine { span: line.span.start..end, depth: line.depth, after: line.depth });
            rest = tail.get(length..).unwrap_or_default();
        } else {
            all.push(line.clone());
            rest = tail;
        }
    }
    all
}

fn is_function(head: &str) -> bool {
    head.starts_with("function ")
        || head.split(['(', ' ']).next().is_some_and(|name| {
            head.get(name.len()..).is_some_and(|rest| rest.trim_start().starts_with("()")) && !name.is_empty()
        })
}

fn recognised(text: &str, (line, lines): (&ShellLine, &[ShellLine]), part: &str, first: bool) -> Option<ScriptStep> {
    if first && line.span.start == 0 && is_interpreter(part) {
        // Without it cloud-init runs nothing: it stays.
        return Some(ScriptStep { bound: true, ..step(StepKind::Interpreter, line, shell(part)) });
    }
    if comment(part) {
        return None;
    }
    // What a here-document holds is somebody else's text.
    let line = &match part.split_inclusive('\n').next() {
        Some(head) if head.contains("<<") && !is_function(part.trim_start()) => {
            ShellLine { span: line.span.start..line.span.start + head.len(), ..line.clone() }
        }
        _ => line.clone(),
    };
    let part = text.get(line.span.clone()).unwrap_or_default();
    let is_message = |part: &str| ["echo", "logger", "Write-"].iter().any(|word| part.trim_start().starts_with(word));
    if let Some(call) = call::calls(text, line.span.clone(), &INIT).first() {
        let mut init = step(
            StepKind::Init,
            line,
            options(
                text,
                call,
                &INIT,
                &[CfnOption::Stack, CfnOption::Resource, CfnOption::ConfigSets, CfnOption::Region],
            ),
        );
        init.or_else = call.or_else || part.contains("&&");
        init.bound |= part.contains("cfn-signal");
        return Some(init);
    }
    if let Some(call) = call::calls(text, line.span.clone(), &SIGNAL).first() {
        let handle = call.value(text, CfnOption::Handle).is_some();
        let asked: &[CfnOption] = if handle {
            &[CfnOption::Handle, CfnOption::ExitCode]
        } else {
            &[CfnOption::Resource, CfnOption::Stack, CfnOption::Region, CfnOption::ExitCode]
        };
        let mut signal = step(StepKind::Signal, line, options(text, call, &SIGNAL, asked));
        let head = part.trim_start();
        signal.when = Some(if is_function(head) {
            let name = head.trim_start_matches("function ").split(['(', ' ', '{']).next().unwrap_or_default();
            if is_trapped(text, name) { SignalCondition::Trap } else { SignalCondition::Called }
        } else if head.starts_with("trap ") && (head.contains("EXIT") || head.trim_end().ends_with(" 0")) {
            SignalCondition::Trap
        } else if head.starts_with("trap ") {
            SignalCondition::Called
        } else {
            SignalCondition::Reached
        });
        return Some(signal);
    }
    if let Some(name) = part.trim_start().strip_prefix("trap ").and_then(|rest| rest.split_whitespace().next())
        && is_signal_function(text, lines, name)
    {
        let mut signal = step(StepKind::Signal, line, Vec::new());
        signal.when = Some(SignalCondition::Trap);
        return Some(signal);
    }
    if is_install(part) && !is_message(part) {
        return Some(step(StepKind::Install, line, Vec::new()));
    }
    if asks_locally(part) && !is_message(part) {
        return Some(step(StepKind::Health, line, health(text, line)));
    }
    None
}

/// True if a function is what a trap on EXIT calls.
fn is_trapped(text: &str, name: &str) -> bool {
    let traps = text.lines().map(str::trim).filter_map(|line| line.strip_prefix("trap "));
    !name.is_empty()
        && traps.into_iter().any(|trap| trap.contains("EXIT") && trap.split([' ', '\'', '"']).any(|word| word == name))
}

/// True if a function of a script whose lines these are signals.
fn is_signal_function(text: &str, lines: &[ShellLine], name: &str) -> bool {
    let name = name.trim_matches(['\'', '"']);
    lines.iter().any(|line| {
        let head = text.get(line.span.clone()).unwrap_or_default().trim_start().trim_start_matches("function ");
        head.contains("cfn-signal") && head.split(['(', ' ', '{']).next() == Some(name)
    })
}

fn is_interpreter(part: &str) -> bool {
    ["#!", "<powershell>", "<script>", "#cloud-", "Content-Type:", "MIME-Version:"]
        .iter()
        .any(|word| part.starts_with(word))
}

/// What brings the helper scripts: their archive or package, the Python for it, links to them.
fn is_install(part: &str) -> bool {
    let installs = part.contains("install") && (part.contains("apt") || part.contains("yum") || part.contains("dnf"));
    let python = ["python3-pip", "python3-venv", "python3-setuptools", "python-setuptools", "python-pip"];
    part.contains("aws-cfn-bootstrap")
        || part.contains("/opt/aws/venv")
        || part.trim_start().starts_with("mkdir") && part.contains("/opt/aws")
        || (part.contains("ln -s") || part.contains("chmod")) && (part.contains("cfn-") || part.contains("/opt/aws"))
        || installs && python.iter().any(|name| part.contains(name))
}

fn asks_locally(part: &str) -> bool {
    let asks = ["curl", "wget", "Invoke-WebRequest"].iter().any(|word| part.contains(word));
    asks && ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| part.contains(host))
}

fn shell(part: &str) -> Vec<Field> {
    let line = part.trim_end();
    match line.strip_prefix("#!") {
        Some(rest) => {
            let value = rest.trim_start();
            let span = line.len() - value.len()..line.len();
            vec![Field {
                ask: StepField::Shell,
                value: value.to_string(),
                span: Some(span.clone()),
                whole: span,
                put: (2, String::new()),
            }]
        }
        None => Vec::new(),
    }
}

/// Fields of the options of a call, those that are not there too.
fn options(text: &str, call: &HelperCall, program: &call::Program, asked: &[CfnOption]) -> Vec<Field> {
    let field = |says: &CfnOption| {
        let given = call.given.iter().rev().find(|given| given.option == *says);
        let mut whole = given.map_or(call.span.end..call.span.end, |given| given.whole.clone());
        let before = text.get(..whole.start).unwrap_or_default();
        whole.start -= before.len() - before.trim_end_matches([' ', '\t']).len();
        Field {
            ask: StepField::Says(*says),
            value: given.and_then(|given| text.get(given.value.clone())).unwrap_or_default().to_string(),
            span: given.map(|given| given.value.clone()),
            whole,
            put: (call.span.end, format!(" {} ", program.flag(*says))),
        }
    };
    asked.iter().map(field).collect()
}

/// Address, tries and pause of a health check by curl or wget.
fn health(text: &str, line: &ShellLine) -> Vec<Field> {
    let words = words(text, line.span.clone());
    let of = |index: usize| words.get(index).and_then(|word| text.get(word.span.clone())).unwrap_or_default();
    let is_address = |word: &str| {
        let host = word.split("://").nth(1).unwrap_or(word);
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| host.starts_with(local))
    };
    let mut fields = Vec::new();
    let plain = |ask: StepField, index: usize| {
        let word = words.get(index)?;
        let value = text.get(word.span.clone())?.to_string();
        Some(Field {
            ask,
            value,
            span: Some(word.span.clone()),
            whole: word.whole.clone(),
            put: (word.span.start, String::new()),
        })
    };
    let by_option = |ask: StepField, option: &str, retries: bool| {
        let found = (0..words.len()).find(|index| of(*index) == option);
        let program = (0..words.len()).find(|index| of(*index) == "curl");
        match (found.and_then(|index| plain(ask, index + 1)), program) {
            (Some(field), _) => Some(field),
            (None, Some(program)) if retries => {
                let end = words.get(program)?.span.end;
                Some(Field {
                    ask,
                    value: String::new(),
                    span: None,
                    whole: end..end,
                    put: (end, format!(" {option} ")),
                })
            }
            _ => None,
        }
    };
    fields.extend(
        (0..words.len()).find(|index| is_address(of(*index))).and_then(|index| plain(StepField::Address, index)),
    );
    let loops = text
        .get(line.span.clone())
        .is_some_and(|part| ["until ", "while ", "for "].iter().any(|word| part.trim_start().starts_with(word)));
    fields.extend(by_option(StepField::Tries, "--retry", !loops));
    fields.extend(by_option(StepField::Pause, "--retry-delay", !loops));
    if loops {
        let sleep = (0..words.len()).find(|index| of(*index) == "sleep");
        fields.extend(sleep.and_then(|index| plain(StepField::Pause, index + 1)));
    }
    fields
}

#[cfg(test)]
mod tests;
