//! psql goes on after a statement that fails.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_db: {command: 'psql -f /opt/app/schema.sql'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_db: {command: 'psql -v ON_ERROR_STOP=1 -f /opt/app/schema.sql'}}}
//! ```

use crate::check::shell::{replace, report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/psql-errors",
    name: "psql that goes on after a failure",
    severity: Severity::Warning,
    why: "psql ends with 0 when statements of a file fail, unless ON_ERROR_STOP is set.",
    source: "https://www.postgresql.org/docs/current/app-psql.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        if text.contains("ON_ERROR_STOP") {
            continue;
        }
        let Some(start) = call(text) else { continue };
        let (at, end) = (one.at.clone(), start + "psql".len());
        let message = "psql ends with 0 though a statement of the file fails: cfn-init goes on.".to_string();
        report_text(context, (&one.at, &one.text), start..end, message)
            .fix("Stop at the first failure", move |document| {
                replace(document, &at, &[(end..end, " -v ON_ERROR_STOP=1".into())])
            });
    }
}

/// Where psql is called with statements from a file.
fn call(text: &str) -> Option<usize> {
    text.match_indices("psql ").map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        let own = text.get(*at..).unwrap_or_default();
        let own = own.split(['\n', ';', '&', '|']).next().unwrap_or_default();
        let is_call = before.is_empty() || before.ends_with([' ', '/', '"', '\'', '\n', '(', '|', ';', '&']);
        let installs = before.rsplit(['\n', ';', '&', '|']).next().is_some_and(|line| line.contains("install"));
        let reads = own.contains(" -f ") || own.contains("--file") || own.contains(" < ") || own.contains(" -f/");
        let is_piped = before.trim_end().ends_with('|');
        is_call && !installs && (reads || is_piped)
    })
}
