//! The mode of a file is a number, not text.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, mode: 000644}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, mode: '000644'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::schema::file::MODE;
use crate::template::Config;
use crate::template::mode::Mode;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/mode-number",
    name: "Mode without quotes",
    severity: Severity::Warning,
    why: "YAML reads 000644 without quotes as the number 420, and cfn-init takes its digits for octal ones.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let Some(mode) = file.node().get(MODE.key).and_then(Mode::meant).map(Mode::text) else { continue };
        let at = file.path().join(MODE.key);
        let own = at.clone();
        context
            .report(&at, "The mode has no quotes. YAML reads a number, and cfn-init gets other digits.")
            .fix(format!("Write \"{mode}\""), move |_| {
                vec![Edit::Set { at: own.clone(), value: Value::from(mode.as_str()) }]
            });
    }
}
