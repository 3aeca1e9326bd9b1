//! A file with a secret can be read by every user of the machine.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the mode
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.env: {content: !Sub 'DB_PASSWORD=${Password}'}}}
//! ```
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the mode
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.env: {content: !Sub 'DB_PASSWORD=${Password}', owner: ubuntu, group: ubuntu}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the mode
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.env: {content: !Sub 'DB_PASSWORD=${Password}', mode: '000600'}}}
//! ```

use crate::check::secret::holds_secret;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Value;
use crate::schema::file::{MODE, ROWS};
use crate::template::entry::put;
use crate::template::init::MODE_DEFAULT;
use crate::template::mode::{Mode, Right, Who};
use crate::template::{Config, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/secret-readable",
    name: "Secret that every user can read",
    severity: Severity::Warning,
    why: "Without a mode a new file is readable for all users of the machine.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files().filter(|file| !file.is_link() && file.name().starts_with('/')) {
        let mode = match file.node().get(MODE.key) {
            Some(_) => file.mode(),
            None => Mode::parse(MODE_DEFAULT),
        };
        let Some(mode) = mode.filter(|mode| mode.has(Who::Others, Right::Read)) else { continue };
        let Some(what) = holds_secret(context.template(), &file) else { continue };
        let at = file.path().clone();
        let wanted = if mode.has(Who::Owner, Right::Execute) { "000700" } else { "000600" };
        context.report(&at, format!("Every user of the machine can read {what} in this file."));
        // A service that is not root could not read a file of root's any more.
        match file.owner().is_some_and(|owner| owner != "root") {
            true => context.fix(format!("Write the mode {wanted}"), move |document| {
                put(document, &at, &ROWS, MODE.key, Value::from(wanted))
            }),
            false => context.help(format!("Give it the mode {wanted}, and the user who reads it as its owner.")),
        };
    }
}
