//! A list of words is written as if a shell read it.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: [uptime, '>', /var/log/up]}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_log: {command: ['echo a', 'echo b']}}}
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
//!             01_log: {command: 'uptime > /var/log/up'}
//!             02_log: {command: [echo, a]}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::command::COMMAND;
use crate::template::user_data::BootSystem;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/shell-signs",
    name: "Shell signs in a list",
    severity: Severity::Error,
    why: "cfn-init starts the first word of a list as a program, with the others as its arguments. No shell reads them.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

const SIGNS: [&str; 9] = ["&&", "||", "|", ";", ">", ">>", "<", "2>&1", "&"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    if context.system_of(init) == BootSystem::Windows {
        return;
    }
    for command in init.configs().flat_map(|config| config.commands().collect::<Vec<_>>()) {
        let Some(words) = command.words() else { continue };
        let first = words.first().copied().unwrap_or_default();
        let is_shell = matches!(first.rsplit('/').next(), Some("bash" | "sh" | "dash" | "cmd" | "powershell"));
        let sign = words.iter().skip(1).find(|word| SIGNS.contains(word)).filter(|_| !is_shell);
        let message = match sign {
            Some(sign) => format!("{first} gets {sign} as a word: no shell reads a list."),
            // A path with a blank begins with a slash or a drive.
            None if first.trim().contains(' ')
                && !first.starts_with(['/', '\\', '.'])
                && first.get(1..2) != Some(":") =>
            {
                format!("There is no program with the name \"{first}\": cfn-init stops here.")
            }
            None => continue,
        };
        let (at, is_lines) = (command.path().join(COMMAND.key), sign.is_none());
        let label = if is_lines { "Write lines" } else { "Write a line" };
        context.report(&at.clone(), message).fix(label, move |document| line(document, &at, is_lines));
    }
}

/// The words as one text: with blanks between them, or as lines of which each must succeed.
fn line(document: &Document, at: &Path, is_lines: bool) -> Vec<Edit> {
    let Some(node) = document.node(at) else { return Vec::new() };
    let words: Option<Vec<&str>> = node.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
    let Some(words) = words else { return Vec::new() };
    let is_quoted = |word: &&str| !is_lines && !SIGNS.contains(word) && word.contains([' ', '\'', '"', '$']);
    if words.iter().any(is_quoted) {
        return Vec::new();
    }
    let value = words.join(if is_lines { " && " } else { " " });
    vec![Edit::Set { at: at.clone(), value: Value::from(value) }]
}
