//! A file belongs to a user or a group that only a later step makes.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [files, users]}
//!         files: {files: {/opt/app.conf: {content: a, owner: app}}}
//!         users: {users: {app: {}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/opt/app.conf: {content: a, group: app}}
//!           commands: {01_group: {command: groupadd app}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           users: {app: {}}
//!           files: {/opt/app.conf: {content: a, owner: app}}
//! ```

use crate::check::order::{Maker, Principal, as_run, maker_of};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::file::{GROUP, OWNER};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/owner-made-later",
    name: "Owner that a later step makes",
    severity: Severity::Error,
    why: "cfn-init writes the file, does not find its owner and stops. The file stays, with root as its owner.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let configs = as_run(context, init);
    for (index, config) in configs.iter().enumerate() {
        for file in config.files() {
            for (key, name, kind) in
                [(OWNER.key, file.owner(), Principal::User), (GROUP.key, file.group(), Principal::Group)]
            {
                let Some(name) = name else { continue };
                let Maker::Later(step) = maker_of(context, init, &configs, index, (name, kind)) else {
                    continue;
                };
                let at = file.path().join(key);
                let message = format!("{step} makes {name} only after this file: cfn-init stops here.");
                context.report(&at, message).help(format!(
                    "Make {name} under users or groups of the same config, or in a config that runs before {}.",
                    config.name()
                ));
            }
        }
    }
}
