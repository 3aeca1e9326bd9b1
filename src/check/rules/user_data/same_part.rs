//! Two parts of user data have one file name.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           Content-Type: multipart/mixed; boundary="//"
//!           MIME-Version: 1.0
//!
//!           --//
//!           Content-Type: text/x-shellscript
//!           Content-Disposition: attachment; filename="setup.sh"
//!
//!           #!/bin/bash
//!           uptime
//!           --//
//!           Content-Type: text/x-shellscript
//!           Content-Disposition: attachment; filename="setup.sh"
//!
//!           #!/bin/bash
//!           date
//!           --//--
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           Content-Type: multipart/mixed; boundary="//"
//!           MIME-Version: 1.0
//!
//!           --//
//!           Content-Type: text/x-shellscript
//!           Content-Disposition: attachment; filename="setup.sh"
//!
//!           #!/bin/bash
//!           uptime
//!           --//
//!           Content-Type: text/x-shellscript
//!           Content-Disposition: attachment; filename="more.sh"
//!
//!           #!/bin/bash
//!           date
//!           --//--
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/same-part",
    name: "Two parts of one name",
    severity: Severity::Warning,
    why: "cloud-init writes scripts to files of these names: of two parts with one name only the last is run.",
    source: "https://docs.cloud-init.io/en/latest/explanation/format/mime.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    if !text.contains("multipart/") {
        return;
    }
    let mut seen: Vec<(&str, usize)> = Vec::new();
    for (at, _) in text.match_indices("filename=") {
        let start = at + "filename=".len();
        let rest = text.get(start..).unwrap_or_default();
        let name = rest.split(['\n', '\r', ';']).next().unwrap_or_default().trim().trim_matches('"');
        let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        if name.is_empty() || !line.trim_start().to_ascii_lowercase().starts_with("content-disposition") {
            continue;
        }
        if seen.iter().any(|(known, _)| *known == name) {
            let message = format!("Another part is called {name} as well: only the last of them is run.");
            let end = start + rest.split('\n').next().map_or(0, str::len);
            match data.text.place(&(at..end)) {
                Some((at, part)) => context.report_part(&at, part, message),
                None => context.report(&data.at, message),
            }
            .help("Give each part a name of its own.");
        }
        seen.push((name, at));
    }
}
