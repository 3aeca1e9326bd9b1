//! A command clones a repository into a folder in which files have been written before.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files: {/opt/app/settings.py: {content: DEBUG = False}}
//!           commands: {01_clone: {command: 'git clone https://example.com/app.git /opt/app'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [code, settings]}
//!         code: {commands: {01_clone: {command: 'git clone https://example.com/app.git /opt/app'}}}
//!         settings: {files: {/opt/app/settings.py: {content: DEBUG = False}}}
//! ```

use crate::check::order::{as_run, is_below};
use crate::check::shell::report_text;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::commands;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/clone-into-files",
    name: "Clone into a folder with files",
    severity: Severity::Error,
    why: "In each config cfn-init writes files before it runs commands, and git clones into an empty folder only.",
    source: "https://git-scm.com/docs/git-clone",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let configs = as_run(context, init);
    for (index, config) in configs.iter().enumerate() {
        let earlier = configs.get(..=index).unwrap_or_default();
        let files: Vec<&str> =
            earlier.iter().flat_map(|config| config.files().map(|file| file.name()).collect::<Vec<_>>()).collect();
        for command in config.commands().filter(|command| !command.has_test()) {
            for one in command.texts(document) {
                let text = one.text.text();
                if ["rm -", "if ", "[ ", "|| "].iter().any(|word| text.contains(word)) {
                    continue;
                }
                let all = commands(text);
                let clone = all.iter().find(|one| one.program() == "git" && one.verb() == Some("clone"));
                let Some(clone) = clone else { continue };
                let Some(target) = clone.arguments().last().filter(|word| word.starts_with('/') && !word.contains('$'))
                else {
                    continue;
                };
                let Some(file) = files.iter().find(|name| is_below(name, target)) else { continue };
                let message = format!("{file} is written before, so {target} is not empty and git clone fails.");
                report_text(context, (&one.at, &one.text), clone.span(), message)
                    .help("Clone in a config that runs before the one with the files.");
            }
        }
    }
}
