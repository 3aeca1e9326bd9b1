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
use crate::template::user_data::{DataFormat, UserData};

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
    if data.format != DataFormat::Multipart {
        return;
    }
    let parts = data.parts();
    for (index, part) in parts.iter().enumerate() {
        let Some(name_span) = &part.name_span else { continue };
        let name = &part.name;
        if parts.iter().take(index).any(|other| other.name == *name) {
            let message = format!("Another part is called {name} as well: only the last of them is run.");
            match data.text.place(name_span) {
                Some((at, part)) => context.report_part(&at, part, message),
                None => context.report(&data.at, message),
            }
            .help("Give each part a name of its own.");
        }
    }
}
