//! A symbolic link is made before the file that it leads to.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/a_link: {content: /etc/z_target, mode: '120644'}, /etc/z_target: {content: x}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/z_link: {content: /etc/a_target, mode: '120644'}, /etc/a_target: {content: x}}}
//! ```

use crate::check::order::as_run;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::backup::text;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/link-before-target",
    name: "Link before its target",
    severity: Severity::Error,
    why: "cfn-init writes files in the order of their paths and sets the mode through the link, which fails while the target does not exist.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let configs = as_run(context, init);
    for (index, config) in configs.iter().enumerate() {
        for link in config.files().filter(|file| file.is_link()) {
            let Some(target) = text(&link).map(str::trim_end).filter(|target| target.starts_with('/')) else {
                continue;
            };
            let before = configs.get(..index).unwrap_or_default();
            if before.iter().flat_map(|config| config.files().collect::<Vec<_>>()).any(|file| file.name() == target) {
                continue;
            }
            let is_own = config.files().any(|file| file.name() == target);
            let is_later =
                configs.iter().skip(index + 1).any(|config| config.files().any(|file| file.name() == target));
            if !(is_own && target > link.name() || is_later && !is_own) {
                continue;
            }
            let message = format!("{target} is written after this link, so setting the mode fails and cfn-init stops.");
            context.report(link.path(), message).help(match is_own {
                true => "Make the link in a config that runs later, or by a command: ln -sfn TARGET LINK.",
                false => "Write the target in this config or in one that runs before it.",
            });
        }
    }
}
