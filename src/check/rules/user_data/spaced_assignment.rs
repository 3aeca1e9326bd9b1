//! Blanks stand around the = of an assignment.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           NAME = web
//!           hostname $NAME
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           NAME=web
//!           hostname $NAME
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::shell::is_variable_name;
use crate::template::user_data::command::commands;
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/spaced-assignment",
    name: "Assignment with blanks",
    severity: Severity::Error,
    why: "With blanks around = the shell calls a program of the variable's name: \"command not found\". The variable stays empty.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#Shell-Parameters",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if data.format != DataFormat::Shell || !text.contains(" = ") {
        return;
    }
    for command in commands(text) {
        let [(name, first), ("=", sign), (_, value), ..] = command.words.as_slice() else { continue };
        // The rest of a line that a program reads, in quotes of several lines, may look the same.
        if !is_variable_name(name) || text.get(sign.clone()) != Some("=") || !text.contains(&format!("${name}")) {
            continue;
        }
        let message = format!("The shell calls a program {name} here, and the variable stays empty.");
        context.report_script(data, command.span(), message);
        let between = text.get(sign.end..value.start).unwrap_or_default();
        let blanks = between.len() - between.trim_start().len();
        let parts = [(first.end..sign.start, String::new()), (sign.end..sign.end + blanks, String::new())];
        let holder = data.holder.clone();
        context.fix("Remove the blanks", move |document| replace_in_user_data(document, &holder, &parts));
    }
}
