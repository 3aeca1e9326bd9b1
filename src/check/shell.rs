//! What the rules about commands share: the texts that a shell of Linux reads, and the edits of one.

use super::Context;
use crate::document::{Document, Edit, Path};
use crate::recipe;
use crate::schema::system::lacks;
use crate::template::here_document::open_here_document;
use crate::template::init::{CommandText, InitCommand};
use crate::template::mapped_text::MappedText;
use crate::template::shell::read;
use crate::template::system::System;
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::user_data::{BootSystem, DataFormat, UserData};
use crate::template::{Config, Init};

/// The commands that a shell of Linux reads, each with its config and one of its texts. None on Windows.
pub fn texts<'d>(context: &Context<'d>, init: Init<'d>) -> Vec<(Config<'d>, InitCommand<'d>, CommandText)> {
    if context.system_of(init) == BootSystem::Windows {
        return Vec::new();
    }
    let mut found = Vec::new();
    for config in init.configs() {
        for command in config.commands() {
            let texts = command.texts(context.document());
            found.extend(texts.into_iter().map(|text| (config.clone(), command.clone(), text)));
        }
    }
    found
}

/// The part of a script that every shell refuses to read, up to the end of its line, and why; `None` where only this product does not understand it, and
/// behind a here-document without an end, which has a finding of its own.
pub fn refused(text: &str, mapped: &MappedText) -> Option<(std::ops::Range<usize>, String)> {
    let unread = read(text, &mapped.replaced_parts()).unread.filter(|_| open_here_document(text).is_none())?;
    let why = &unread.why;
    let is_quote = why.starts_with("a quote ") && why.ends_with(" is not closed");
    let end = text.get(unread.at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| unread.at + end);
    let is_refused = is_quote || why.starts_with("the command has no ") || why.ends_with(" is not expected");
    is_refused.then_some((unread.at..end, unread.why))
}

/// The first command of a script that calls a program which the system lacks, whatever comes before it. None in a script
/// that asks what there is.
pub fn stranger<'t>(text: &'t str, system: &System) -> Option<ShellCommand<'t>> {
    if ["if ", "case ", "which ", "command -v", "type ", "os-release"].iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut before = "";
    commands(text).into_iter().find(|command| {
        let is_chosen = ["||", "&&"].contains(&std::mem::replace(&mut before, command.sign)) || command.sign == "||";
        !is_chosen && lacks(system.os, system.version.as_deref(), command.program())
    })
}

/// True for a script that runs or reads another one, which the template does not show, or that a value of the template may
/// be a line of.
pub fn runs_other(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["curl ", "wget ", "bash ", " sh ", ".sh", ".py", ".ps1", "aws s3", "ansible", "git clone", "eval ", "docker "];
    let reads = |line: &str| {
        let begins = ["source ", ". ", "${"].iter().any(|word| line.starts_with(word));
        begins || [" source ", " . "].iter().chain(&WORDS).any(|word| line.contains(word))
    };
    text.lines().map(str::trim_start).any(|line| !line.starts_with('#') && reads(line))
}

/// The commands of a script that install packages and ask before, each with the end of its verb.
pub fn asking(text: &str) -> Vec<(ShellCommand<'_>, usize)> {
    const VERBS: [&str; 9] = [
        "install",
        "update",
        "upgrade",
        "reinstall",
        "localinstall",
        "groupinstall",
        "remove",
        "dist-upgrade",
        "full-upgrade",
    ];
    if ["assumeyes", "ssume-yes", "<<"].iter().any(|word| text.to_lowercase().contains(word)) {
        return Vec::new();
    }
    let answers = |word: &str| {
        let is_short = word.starts_with('-') && !word.starts_with("--");
        is_short && (word.contains('y') || word == "-qq")
            || word == "--yes"
            || word.starts_with('$')
            || word == "--assumeno"
    };
    let (mut before, mut found) = ("", Vec::new());
    for command in commands(text) {
        let is_fed = std::mem::replace(&mut before, command.sign) == "|";
        let verb = command.verb().filter(|verb| VERBS.contains(verb));
        let is_asking = match command.program() {
            "yum" | "dnf" => verb.is_some(),
            "apt-get" | "apt" => verb.is_some_and(|verb| verb != "update"),
            _ => false,
        };
        if !is_asking || is_fed || command.arguments().any(answers) {
            continue;
        }
        let end = command.words.iter().find(|word| Some(word.0) == verb).map(|word| word.1.end);
        found.extend(end.map(|end| (command, end)));
    }
    found
}

/// What comes of a command that [`asking`] found.
pub fn unanswered(command: &ShellCommand<'_>) -> String {
    let program = command.program();
    match program {
        "yum" | "dnf" => format!("{program} asks here, nobody answers, and nothing is installed."),
        _ => format!("{program} asks if it takes more packages than named: nobody answers, and nothing is installed."),
    }
}

/// The edits that replace parts of the text at a path, as they are when the fix is made.
pub fn replace(document: &Document, at: &Path, parts: &[(std::ops::Range<usize>, String)]) -> Vec<Edit> {
    MappedText::of(document, at).and_then(|text| text.replace(document, parts)).unwrap_or_default()
}

/// The edits that replace parts of the user data of a resource, as they are when the fix is made.
pub fn replace_in_user_data(
    document: &Document,
    holder: &str,
    parts: &[(std::ops::Range<usize>, String)],
) -> Vec<Edit> {
    let data = UserData::of(document, holder);
    data.and_then(|data| recipe::user_data::edits(document, &data, parts)).unwrap_or_default()
}

/// The part of a text that a report marks: one line of it at most.
pub fn report_text<'c, 'd>(
    context: &'c mut Context<'d>,
    (at, text): (&Path, &MappedText),
    part: std::ops::Range<usize>,
    message: String,
) -> &'c mut Context<'d> {
    match text.place(&part) {
        Some((at, part)) => context.report_part(&at, part, message),
        None => context.report(at, message),
    }
}

/// A script of a shell in user data: the whole text, or a part of MIME.
pub struct DataScript<'t> {
    /// Its text.
    pub text: &'t str,
    /// Where it begins in the user data.
    start: usize,
}

impl DataScript<'_> {
    /// Bytes of the script as those of the user data.
    pub fn in_data(&self, part: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.start + part.start..self.start + part.end
    }

    /// Reports something wrong with a part of the script.
    pub fn report<'c, 'd>(
        &self,
        context: &'c mut Context<'d>,
        data: &UserData,
        part: std::ops::Range<usize>,
        message: String,
    ) -> &'c mut Context<'d> {
        context.report_script(data, self.in_data(&part), message)
    }
}

/// The scripts of a shell in user data.
pub fn scripts(data: &UserData) -> Vec<DataScript<'_>> {
    let text = data.text.text();
    let script = |start: usize, text| DataScript { text, start };
    match data.format {
        DataFormat::Shell => vec![script(0, text)],
        DataFormat::Multipart => {
            let parts = data.parts().into_iter().filter(|part| part.format == DataFormat::Shell);
            parts.filter_map(|part| Some(script(part.span.start, text.get(part.span)?))).collect()
        }
        _ => Vec::new(),
    }
}

/// True for a `su` that opens a shell and gives it nothing to do.
pub fn opens_shell(command: &ShellCommand<'_>, text: &str) -> bool {
    let end = command.span().end;
    let rest = text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let is_fed = rest.trim_start().starts_with('<') || text.contains("| su") || text.contains("| sudo su");
    let is_plain = |word: &str| {
        let is_user = word.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-".contains(sign));
        ["-", "-l", "--login"].contains(&word) || !word.starts_with('-') && is_user
    };
    let users = command.arguments().filter(|word| !word.starts_with('-')).count();
    command.program() == "su" && command.sign != "|" && !is_fed && users <= 1 && command.arguments().all(is_plain)
}

/// The commands of a script that run until somebody ends them.
pub fn endless(text: &str) -> Vec<ShellCommand<'_>> {
    // Whoever looks for the end, or lets another program supervise, knows what it does.
    if ["timeout ", "pm2", "forever ", "kill ", "wait"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    commands(text).into_iter().filter(|command| !["&", "|"].contains(&command.sign) && is_endless(command)).collect()
}

fn is_endless(command: &ShellCommand<'_>) -> bool {
    let words: Vec<&str> = command.arguments().collect();
    let has = |word: &str| words.contains(&word);
    let follows = |letter: char| {
        words.iter().any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(letter))
    };
    let detaches = has("-d") || has("--detach") || has("-D") || has("--daemon") || has("--help") || has("--version");
    match (command.program(), words.as_slice()) {
        _ if detaches => false,
        ("tail", _) => follows('f') || follows('F') || has("--follow"),
        ("journalctl", _) => follows('f') || has("--follow"),
        ("sleep", ["infinity"]) => true,
        ("flask", ["run", ..])
        | ("streamlit", ["run", ..])
        | ("rails", ["server" | "s", ..])
        | ("ng", ["serve", ..]) => true,
        ("jupyter", ["notebook" | "lab", ..]) | ("http-server", _) => true,
        ("docker-compose", _) | ("docker", ["compose", ..]) => {
            has("up")
                && !has("--wait")
                && !words.iter().any(|word| word.starts_with("--abort") || *word == "--no-start")
        }
        ("php", _) => has("-S"),
        ("python" | "python2" | "python3", ["-m", "http.server" | "SimpleHTTPServer", ..]) => true,
        ("python" | "python3", [script, "runserver", ..]) => script.ends_with("manage.py"),
        ("npm" | "yarn" | "pnpm", ["run", "dev" | "serve", ..] | ["dev" | "serve", ..]) => true,
        _ => false,
    }
}
