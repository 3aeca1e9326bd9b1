//! A part of a command may fail and cfn-init does not see it.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: 'tar xf app.tar; touch done'}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: !Sub 'curl https://${AWS::Region}.example.com/a | bash'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01_app: {command: 'tar xf app.tar && touch done'}
//!             02_run: {command: [bash, -o, pipefail, -ec, 'curl https://example.com/a | bash']}
//! ```

use crate::check::shell::{replace, report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::command::COMMAND;
use crate::template::init::CommandShell;
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/hidden-failure",
    name: "Failure that nobody sees",
    severity: Severity::Warning,
    why: "A shell ends with the exit code of its last command, and of the last program of a pipe. cfn-init knows no other.",
    source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// Programs that bring or build what the next steps need.
const STEPS: [&str; 28] = [
    "apt-get",
    "apt",
    "yum",
    "dnf",
    "zypper",
    "pip",
    "pip3",
    "npm",
    "gem",
    "bundle",
    "composer",
    "cargo",
    "curl",
    "wget",
    "aws",
    "git",
    "tar",
    "unzip",
    "gunzip",
    "make",
    "cmake",
    "configure",
    "rpm",
    "dpkg",
    "psql",
    "mysql",
    "amazon-linux-extras",
    "go",
];
/// Programs that do what they read, and end well if that is nothing.
const READERS: [&str; 6] = ["bash", "sh", "tee", "php", "python", "python3"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, command, one) in texts(context, init) {
        let text = one.text.text();
        let ignores = command.ignores_errors() == Some(true);
        let stops = one.strict || text.contains("set -") || text.contains("|| exit") || text.contains("trap ");
        if ignores || stops || text.contains("<<") {
            continue;
        }
        let all = commands(text);
        let Some(index) = hidden(&all) else { continue };
        let Some(found) = all.get(index) else { continue };
        let program = found.program();
        let is_pipe = found.sign == "|";
        let message = match is_pipe {
            true => {
                format!("If {program} fails, the program behind the pipe ends well all the same, and cfn-init goes on.")
            }
            false => format!(
                "If {program} fails, the commands behind it still run, and cfn-init sees the exit code of the last."
            ),
        };
        let is_listed = command.words().is_some();
        let at = one.at.clone();
        report_text(context, (&one.at, &one.text), found.span(), message);
        match (is_pipe, is_listed) {
            (true, false) if command.path().join(COMMAND.key) == at => {
                context.fix("Let bash stop at a failure in a pipe", move |document| strict(document, &at))
            }
            (false, _) => {
                let line = if text.contains('\n') { "set -e\n" } else { "set -e; " };
                context.fix("Stop at the first failure", move |document| replace(document, &at, &[(0..0, line.into())]))
            }
            (true, _) if one.shell == CommandShell::Bash => context.help("Begin the text with set -e -o pipefail."),
            (true, _) => context.help("Write a list: [bash, -o, pipefail, -ec, the text]."),
        };
    }
}

/// The position of a command whose failure is lost.
fn hidden(all: &[ShellCommand<'_>]) -> Option<usize> {
    let in_block =
        |one: &ShellCommand<'_>| matches!(one.words.first(), Some((word, _)) if *word == "for" || *word == "case");
    if all.iter().any(in_block) {
        return None;
    }
    let last = all.len().checked_sub(1)?;
    all.iter().enumerate().find_map(|(index, one)| {
        let is_step = STEPS.contains(&one.program());
        let next = all.get(index + 1);
        let is_lost = match one.sign {
            "|" => {
                matches!(one.program(), "curl" | "wget" | "aws")
                    && next.is_some_and(|next| READERS.contains(&next.program()))
            }
            ";" | "\n" => index < last,
            _ => false,
        };
        (is_step && is_lost).then_some(index)
    })
}

/// The text in a list that calls bash, which stops at every failure.
fn strict(document: &Document, at: &Path) -> Vec<Edit> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let words = ["bash", "-o", "pipefail", "-ec"].into_iter().map(Value::from);
    vec![Edit::Set { at: at.clone(), value: Value::Sequence(words.chain([node.source_ref()]).collect()) }]
}
