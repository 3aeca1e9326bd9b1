//! A file with a secret is written to a folder that everybody may write to, and nothing removes it.
//!
//! ```yaml bad
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the folder
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/tmp/init.env: {content: !Sub 'alter user app password "${Password}"', mode: '000400'}}}
//! ```
//!
//! ```yaml good
//! Parameters: {Password: {Type: String, NoEcho: true}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     # cf-init: allow init/secret-in-metadata because this example is about the folder
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/run/init.env: {content: !Sub 'alter user app password "${Password}"', mode: '000400'}}
//!           commands: {99_remove: {command: rm -f /run/init.env}}
//! ```

use crate::check::secret::holds_secret;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::system::texts_below;
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/secret-in-tmp",
    name: "Secret left in /tmp",
    severity: Severity::Warning,
    why: "cfn-init removes no file; after a change the old one stays beside it as NAME.bak.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let commands: Vec<&str> = init
        .configs()
        .flat_map(|config| texts_below(document, &config.section_path(Section::Commands)))
        .filter_map(|at| document.scalar(&at))
        .collect();
    for file in init.configs().flat_map(|config| config.files().collect::<Vec<_>>()) {
        let name = file.name();
        let is_shared = ["/tmp/", "/var/tmp/", "/dev/shm/"].iter().any(|folder| name.starts_with(folder));
        let is_removed =
            || commands.iter().any(|text| text.contains(name) && (text.contains("rm ") || text.contains("shred")));
        if !is_shared || is_removed() {
            continue;
        }
        let Some(what) = holds_secret(context.template(), &file) else { continue };
        context
            .report(
                file.path(),
                format!("Nothing removes this file: {what} stays in {name}, and after a change in {name}.bak."),
            )
            .help("Write it below /run, and remove it by a command of the same config.");
    }
}
