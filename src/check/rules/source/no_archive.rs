//! A source is a file that is no archive.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'https://releases.cloud/setup.sh'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'https://releases.cloud/app.tar.gz', /opt/web: 'https://releases.cloud/web.war'}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::function::text_or_sub;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "source/no-archive",
    name: "Source that is no archive",
    severity: Severity::Error,
    why: "cfn-init unpacks what sources name: a tar file, compressed or not, or a zip file. It tells by the content, and stops at any other file.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Endings of files that are no archive of tar or zip.
const OTHERS: [&str; 16] = [
    ".sh", ".py", ".rb", ".pl", ".ps1", ".rpm", ".deb", ".exe", ".msi", ".txt", ".json", ".yaml", ".yml", ".conf",
    ".sql", ".git",
];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, entry) in config.entries(Section::Sources) {
        let Some(text) = text_or_sub(entry.value).filter(|text| text.contains("://") && !text.contains('?')) else {
            continue;
        };
        if let Some(ending) = OTHERS.iter().find(|ending| text.to_ascii_lowercase().ends_with(*ending)) {
            let message = format!("A file {ending} is no archive of tar or zip: cfn-init cannot unpack it and stops.");
            context
                .report(&at, message)
                .help("Name the file under files, with its address as source; sources take archives.");
        }
    }
}
