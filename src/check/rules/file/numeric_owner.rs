//! The owner or group of a file is a number.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, owner: '0'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, owner: root}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::schema::file::{GROUP, OWNER};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/numeric-owner",
    name: "Owner by number",
    severity: Severity::Error,
    why: "cfn-init looks owner and group up by name. It stops at a number, after it has written the file.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        for (key, value) in [(OWNER.key, file.owner()), (GROUP.key, file.group())] {
            let Some(value) = value.filter(|value| !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()))
            else {
                continue;
            };
            let at = file.path().join(key);
            let message =
                format!("cfn-init takes {value} for a name and finds no such {key}. It writes the file and stops.");
            context.report(&at, message);
            if value == "0" {
                context.fix("Write root", move |_| vec![Edit::Set { at: at.clone(), value: Value::from("root") }]);
            } else {
                context.help("Write the name.");
            }
        }
    }
}
