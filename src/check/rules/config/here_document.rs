//! The end word of a here-document is at the start of its line, in a script that `files` writes and in a command.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           commands:
//!             01-motd:
//!               command: |
//!                 cat > /etc/motd <<EOF
//!                 hello
//!                  EOF
//!                 systemctl restart sshd
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
//!             01-motd:
//!               command: |
//!                 cat > /etc/motd <<EOF
//!                 hello
//!                 EOF
//!                 systemctl restart sshd
//!           files:
//!             /opt/notes.md: {content: "cat <<EOF\n EOF\n"}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Path};
use crate::schema::command::COMMAND;
use crate::schema::file::CONTENT;
use crate::template::content::FileContent;
use crate::template::here_document::open_here_document;
use crate::template::user_data::DataFormat;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/here-document",
    name: "Here-document without an end",
    severity: Severity::Error,
    why: "The shell finds the end word only at the start of a line. Everything up to the end of the script becomes the text, and none of it runs.",
    source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07_04",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let at = file.path().join(CONTENT.key);
        if let FileContent::Text(content) = file.content()
            && DataFormat::of(content.text) == DataFormat::Shell
        {
            report(context, content.path(&at), content.text);
        }
    }
    for (at, entry) in config.entries(Section::Commands) {
        let at = at.join(COMMAND.key);
        if let FileContent::Text(command) = FileContent::of(entry.value.get(COMMAND.key)) {
            report(context, command.path(&at), command.text);
        }
    }
}

/// Reports the here-document of a script that does not end.
fn report(context: &mut Context<'_>, at: Path, text: &str) {
    let Some(found) = open_here_document(text) else { return };
    let message = format!(
        "The shell does not take this line for the end of the here-document: {} has to be alone at the start of its line. \
         Nothing behind it runs.",
        found.word
    );
    context.report_part(&at, found.line.clone(), message);
    context.fix(format!("Move {} to the start of the line", found.word), move |_| {
        vec![Edit::ReplaceInScalar { at: at.clone(), parts: vec![(found.line.clone(), found.word.clone())] }]
    });
}
