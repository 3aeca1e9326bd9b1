//! The path of a file ends like one of a folder.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app/: {content: a}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app/app.conf: {content: a}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/folder-path",
    name: "Path of a folder",
    severity: Severity::Error,
    why: "cfn-init makes the folder, finds it in place of the file, cannot rename it and stops.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files().filter(|file| file.name().len() > 1 && file.name().ends_with('/')) {
        let message = format!("{} is the path of a folder: cfn-init stops here.", file.name());
        context.report(file.path(), message).help("Write the path of a file: the folders above it are made with it.");
    }
}
