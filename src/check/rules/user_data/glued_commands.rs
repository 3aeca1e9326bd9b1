//! Pieces of `Fn::Join` grow together into one command.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Join
//!           - ""
//!           - - "#!/bin/bash\n"
//!             - "yum install -y httpd"
//!             - "systemctl start httpd\n"
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Join
//!           - ""
//!           - - "#!/bin/bash\n"
//!             - "yum install -y httpd\n"
//!             - "systemctl "
//!             - "start httpd\n"
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/glued-commands",
    name: "Two commands on one line",
    severity: Severity::Error,
    why: "Fn::Join puts its pieces together as they are: without a line break at the end of one, the next command becomes part of its last word.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    if data.format != DataFormat::Shell {
        return;
    }
    let text = data.text.text();
    for joint in data.text.joints() {
        let (Some(before), Some(after)) = (text.get(..joint), text.get(joint..)) else { continue };
        if !is_glued(before, after) {
            continue;
        }
        let word = after.split_whitespace().next().unwrap_or_default();
        let message = format!(
            "The piece before {word} has no line break at its end: both become one command, and {word} does not run."
        );
        match data.text.place(&(joint..joint + word.len())) {
            Some((at, part)) => context.report_part(&at, part, message),
            None => context.report(&data.at, message),
        };
        let holder = data.holder.clone();
        context.fix("Add the line break", move |document| {
            let data = UserData::of(document, &holder);
            let part = (joint..joint, "\n".to_string());
            data.and_then(|data| recipe::user_data::edits(document, &data, &[part])).unwrap_or_default()
        });
    }
}

/// True if a command begins right behind the last word of another.
fn is_glued(before: &str, after: &str) -> bool {
    const PROGRAMS: [&str; 26] = [
        "apt-get",
        "aws",
        "cat",
        "cd",
        "cfn-hup",
        "cfn-init",
        "cfn-signal",
        "chkconfig",
        "chmod",
        "chown",
        "cp",
        "curl",
        "dnf",
        "echo",
        "export",
        "ln",
        "mkdir",
        "mv",
        "pip",
        "pip3",
        "rm",
        "service",
        "systemctl",
        "sudo",
        "wget",
        "yum",
    ];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let head = after.split('\n').next().unwrap_or_default();
    let (word, arguments) = head.split_once(' ').unwrap_or((head, ""));
    // A command of its own before it, which ends in a word; and a call with arguments behind it.
    let ends = line.trim().contains(' ')
        && line.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '}' | '"' | '\''));
    // A function in place of a piece may end its own line.
    if !ends || line.ends_with("…}") || line.trim_start().starts_with('#') || arguments.is_empty() {
        return false;
    }
    let helper =
        ["/opt/aws/bin/cfn-", "/usr/local/bin/cfn-", "/usr/bin/cfn-"].iter().any(|path| word.starts_with(path));
    // A function can give a folder, so that only a full path of a helper script is sure to be a command.
    helper || !line.ends_with('}') && PROGRAMS.contains(&word)
}
