//! The mode of a file is not octal.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, mode: u=rw}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, mode: '000600'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::schema::file::MODE;
use crate::template::Config;
use crate::template::mode::Mode;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/mode-octal",
    name: "Invalid mode",
    severity: Severity::Error,
    why: "cfn-init reads the mode as an octal number and stops if it is none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let mode = file.node().get(MODE.key).filter(|mode| mode.tag().is_none() && !mode.is_null());
        if mode.and_then(|mode| mode.scalar()).is_some_and(|mode| Mode::parse(mode).is_none()) {
            context
                .report(&file.path().join(MODE.key), "The mode is not octal: cfn-init stops here.")
                .help("Write six digits from 0 to 7, such as \"000644\".");
        }
    }
}
