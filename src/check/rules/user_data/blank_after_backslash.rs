//! A blank follows the backslash that should join two lines.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "#!/bin/bash\nmkdir -p \\ \n  /opt/app\n"
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "#!/bin/bash\nmkdir -p \\\n  /opt/app\n"
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/blank-after-backslash",
    name: "Blank behind a backslash",
    severity: Severity::Warning,
    why: "A backslash joins two lines if the line break follows at once. With a blank between them it stands for the blank, and the next line is a command of its own.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#Escape-Character",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    // What a here-document writes is for others to read.
    if data.format != DataFormat::Shell || text.contains("<<") {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = start;
        start += line.len();
        let whole = line.trim_end_matches('\n');
        let code = whole.trim_end_matches([' ', '\t']);
        let is_joined = code.len() < whole.len() && code.ends_with('\\') && !code.ends_with("\\\\");
        let has_next =
            text.get(start..).and_then(|rest| rest.lines().next()).is_some_and(|next| !next.trim().is_empty());
        if !is_joined || !has_next || code.trim_start().starts_with('#') {
            continue;
        }
        let message = "A blank is behind the backslash: the command ends here, and the next line is one of its own.";
        context.report_script(data, own..own + code.len(), message);
        let (holder, part) = (data.holder.clone(), (own + code.len()..own + whole.len(), String::new()));
        context.fix("Remove the blank", move |document| {
            replace_in_user_data(document, &holder, std::slice::from_ref(&part))
        });
    }
}
