//! The path of a file is relative.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {etc/app.conf: {content: a}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.conf: {content: a}}}
//! ```

use crate::check::unknown::is_remark;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/relative-path",
    name: "Relative path",
    severity: Severity::Error,
    why: "cfn-init writes files with absolute paths only and stops at any other.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let path = file.name();
        let is_function = is_remark(path) && path.starts_with(char::is_alphabetic);
        // A loop replaces ${Name} and &{Name} in keys, Windows %NAME%.
        if is_absolute(path) || is_function || path.contains('{') || path.contains('%') {
            continue;
        }
        context
            .report(file.path(), format!("{path} is not an absolute path: cfn-init stops here."))
            .help("Write the whole path, such as /etc/app.conf or C:\\app\\app.conf.");
    }
}

/// True for `/etc/app`, `C:\app`, `C:/app` and `\\server\app`.
fn is_absolute(path: &str) -> bool {
    let mut letters = path.chars();
    let is_drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':');
    path.starts_with(['/', '\\']) || is_drive && letters.next().is_some_and(|letter| matches!(letter, '/' | '\\'))
}
