//! Numbers at the beginning of names do not sort the commands as they are meant to.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {9_late: {command: date}, 10_last: {command: uptime}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {09_late: {command: date}, 10_last: {command: uptime}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path};
use crate::recipe::rename::rename;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/sorted-as-text",
    name: "Numbers that sort as text",
    severity: Severity::Warning,
    why: "cfn-init runs commands in the order of their names as text: 1, 10, 2, 9.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let mut numbered: Vec<(u64, &str)> =
        config.names(Section::Commands).into_iter().filter_map(|name| Some((number(name)?, name))).collect();
    numbered.sort_by(|one, other| one.1.cmp(other.1));
    let Some(pair) = numbered.windows(2).find_map(|pair| match pair {
        [first, next] if first.0 > next.0 => Some((first.1, next.1)),
        _ => None,
    }) else {
        return;
    };
    let at = config.section_path(Section::Commands);
    let message = format!("{} runs before {}: cfn-init sorts the names as text.", pair.0, pair.1);
    let names: Vec<String> = numbered.iter().map(|(_, name)| name.to_string()).collect();
    context
        .report(&at.join(pair.1), message)
        .fix("Pad the numbers with zeros", move |document| padded(document, &at, &names));
}

/// The number that a name begins with.
fn number(name: &str) -> Option<u64> {
    digits(name).parse().ok()
}

fn digits(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    name.get(..end).unwrap_or_default()
}

/// The names with numbers of one length; nothing if one of them is taken.
fn padded(document: &Document, at: &Path, names: &[String]) -> Vec<Edit> {
    let width = names.iter().map(|name| digits(name).len()).max().unwrap_or_default();
    let mut edits = Vec::new();
    for name in names.iter().filter(|name| digits(name).len() < width) {
        let to = format!("{}{name}", "0".repeat(width - digits(name).len()));
        if document.node(&at.join(to.as_str())).is_some() {
            return Vec::new();
        }
        edits.extend(rename(document, &at.join(name.as_str()), &to));
    }
    edits
}
