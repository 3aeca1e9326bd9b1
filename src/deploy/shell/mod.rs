//! How shells spell a command so that its arguments arrive byte for byte, and how they ask for what is not to be shown.

mod argv;
mod bash;
mod cmd;
mod powershell;

use super::argument::CommandLine;

/// A shell that the command is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shell {
    /// bash and zsh.
    #[default]
    Bash,
    /// Windows PowerShell 5.1 and PowerShell 7, on every system.
    PowerShell,
    /// The prompt of Windows' cmd.exe.
    Cmd,
}

impl Shell {
    /// All of them.
    pub const ALL: [Shell; 3] = [Shell::Bash, Shell::PowerShell, Shell::Cmd];

    /// The name in the command line's `--shell`.
    pub fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::PowerShell => "powershell",
            Shell::Cmd => "cmd",
        }
    }

    /// The name for people.
    pub fn label(self) -> &'static str {
        match self {
            Shell::Bash => "bash, zsh",
            Shell::PowerShell => "PowerShell",
            Shell::Cmd => "cmd",
        }
    }

    /// The shell with this name in `--shell`; `None` if there is none.
    pub fn of_name(name: &str) -> Option<Shell> {
        Shell::ALL.into_iter().find(|shell| shell.name() == name)
    }

    /// What makes the AWS CLI read a template that is not all ASCII. Version 2 reads the first variable, version 1,
    /// a Python program, the second.
    pub(super) fn encoding_hint(self) -> &'static str {
        match self {
            Shell::Bash => {
                "The template is not all ASCII. In Git Bash on Windows run first: \
                 export AWS_CLI_FILE_ENCODING=UTF-8 PYTHONUTF8=1"
            }
            Shell::PowerShell => {
                "The template is not all ASCII. On Windows run first: \
                 $env:AWS_CLI_FILE_ENCODING = 'UTF-8'; $env:PYTHONUTF8 = '1'"
            }
            Shell::Cmd => {
                "The template is not all ASCII. Run first: set \"AWS_CLI_FILE_ENCODING=UTF-8\" & set \"PYTHONUTF8=1\""
            }
        }
    }

    /// A command whose output the shell keeps for [`Argument::Captured`] in the commands after it.
    ///
    /// # Errors
    /// [`Unwritable`] as for [`Shell::write`].
    pub fn write_captured(self, lines: &[CommandLine]) -> Result<Script, Unwritable> {
        let (before, after) = match self {
            Shell::Bash => ("CF_OUTPUT=$(", ")"),
            Shell::PowerShell => ("$CFOutput = ", ""),
            Shell::Cmd => ("for /f \"delims=\" %i in ('", "') do set CF_OUTPUT=%i"),
        };
        // The command in the brackets of cmd's `for` is one line.
        let joined = [CommandLine::new(0, lines.iter().flat_map(|line| line.arguments.clone()).collect())];
        let mut script = self.write(if self == Shell::Cmd { &joined } else { lines })?;
        if let Some(first) = script.lines.first_mut() {
            first.insert(0, plain(before));
        }
        if let Some(last) = script.lines.last_mut() {
            last.push(plain(after));
        }
        Ok(script)
    }

    /// The command as this shell wants it typed.
    ///
    /// # Errors
    /// [`Unwritable`] says why this shell cannot pass the arguments; another one can.
    pub fn write(self, lines: &[CommandLine]) -> Result<Script, Unwritable> {
        match self {
            Shell::Bash => Ok(bash::write(lines)),
            Shell::PowerShell => Ok(powershell::write(lines)),
            Shell::Cmd => cmd::write(lines),
        }
    }
}

/// What a piece of a script is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Options and signs.
    Plain,
    /// The program that runs.
    Program,
    /// A value of the user's or the template's.
    Value,
    /// The question that the shell asks.
    Prompt,
}

/// A piece of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptSpan {
    /// What it is.
    pub role: Role,
    /// Its text.
    pub text: String,
}

/// A command as typed into a shell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Lines of pieces.
    pub lines: Vec<Vec<ScriptSpan>>,
    /// What whoever runs it should know, in whole sentences.
    pub notices: Vec<&'static str>,
}

impl Script {
    /// The text to type, without a line break at its end.
    pub fn text(&self) -> String {
        let line = |line: &Vec<ScriptSpan>| line.iter().map(|span| span.text.as_str()).collect::<String>();
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn line(&mut self, spans: Vec<ScriptSpan>) {
        self.lines.push(spans);
    }
}

/// Why a shell cannot pass a command's arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable(pub String);

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn plain(text: impl Into<String>) -> ScriptSpan {
    ScriptSpan { role: Role::Plain, text: text.into() }
}

fn program(text: impl Into<String>) -> ScriptSpan {
    ScriptSpan { role: Role::Program, text: text.into() }
}

fn value(text: impl Into<String>) -> ScriptSpan {
    ScriptSpan { role: Role::Value, text: text.into() }
}

/// Said with every value that is asked for.
const SEEN: &str = "The AWS CLI receives the value as an argument: while it runs, whoever may list processes on that \
                    machine can read it.";

/// Lines of a command: arguments with blanks between, `continued` at the end of each line but the last, `indent` before.
fn block<E>(
    lines: &[CommandLine],
    indent: &str,
    continued: &str,
    mut word: impl FnMut(&super::argument::Argument) -> Result<Vec<ScriptSpan>, E>,
) -> Result<Vec<Vec<ScriptSpan>>, E> {
    let mut block = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut spans = vec![plain(format!("{indent}{}", "  ".repeat(line.depth)))];
        for (place, one) in line.arguments.iter().enumerate() {
            if place > 0 {
                spans.push(plain(" "));
            }
            let mut written = word(one)?;
            if line.depth == 0 && number == 0 && place < 3 {
                written.iter_mut().for_each(|span| span.role = Role::Program);
            }
            spans.append(&mut written);
        }
        if number + 1 < lines.len() {
            spans.push(plain(continued));
        }
        spans.retain(|span| !span.text.is_empty());
        block.push(spans);
    }
    Ok(block)
}
