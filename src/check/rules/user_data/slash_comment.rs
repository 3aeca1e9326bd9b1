//! A comment of another language in a shell script.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "#!/bin/bash -e\n// install the server\nuptime\n"
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: "#!/bin/bash -e\n# install the server\nuptime\n"
//! ```

use crate::check::shell::replace_in_user_data;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::{DataFormat, UserData};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/slash-comment",
    name: "Comment of another language",
    severity: Severity::Warning,
    why: "A comment of a shell begins with #. It takes // for a folder that it should run, fails with \"Is a directory\", and with set -e the script ends there.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#Comments",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    // What a here-document or a text in quotes says is for others.
    if data.format != DataFormat::Shell || text.contains("<<") || text.contains(['\'', '"']) {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = start;
        start += line.len();
        let blank = line.len() - line.trim_start().len();
        if !line.trim_start().starts_with("// ") {
            continue;
        }
        let span = own + blank..own + blank + 2;
        let message = "A shell has no comments that begin with //: this line fails.";
        context.report_script(data, own..own + line.len(), message);
        let (holder, part) = (data.holder.clone(), (span, "#".to_string()));
        context.fix("Write #", move |document| replace_in_user_data(document, &holder, std::slice::from_ref(&part)));
    }
}
