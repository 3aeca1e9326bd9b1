//! A command uses a file that only a later config writes.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [run, scripts]}
//!         run: {commands: {01_setup: {command: 'bash /opt/app/setup.sh'}}}
//!         scripts: {files: {/opt/app/setup.sh: {content: uptime}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [scripts, run]}
//!         run: {commands: {01_setup: {command: 'bash /opt/app/setup.sh'}}}
//!         scripts: {files: {/opt/app/setup.sh: {content: uptime}}}
//! ```

use crate::check::order::as_run;
use crate::check::shell::report_text;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/needs-later-file",
    name: "Command before its file",
    severity: Severity::Error,
    why: "cfn-init works through the configs in the order of the config set, and stops at a command that fails.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let configs = as_run(context, init);
    let data = context.user_data(init.resource().id());
    let script = data.as_ref().map(|data| data.text.text()).unwrap_or_default();
    for (index, config) in configs.iter().enumerate() {
        let earlier = configs.get(..=index).unwrap_or_default();
        let later = configs.get(index + 1..).unwrap_or_default();
        for command in config.commands() {
            let ignores = command.ignores_errors() == Some(true);
            if command.has_test() || ignores {
                continue;
            }
            for one in command.texts(document) {
                let text = one.text.text();
                if ["if ", "[ ", "||"].iter().any(|word| text.contains(word)) {
                    continue;
                }
                let all = commands(text);
                let Some((found, path)) = all.iter().find_map(|one| Some((one, used(one)?))) else { continue };
                let writes = |config: &&crate::template::Config<'_>| config.files().any(|file| file.name() == path);
                let Some(writer) = later.iter().find(writes) else { continue };
                // An earlier command, an archive or the image may have brought it, too.
                let name = path.rsplit('/').next().unwrap_or(path);
                let is_there = earlier.iter().any(|config| writes(&config))
                    || script.contains(name)
                    || earlier.iter().any(|config| config.section(crate::template::Section::Sources).is_some())
                    || earlier.iter().flat_map(|config| config.commands().collect::<Vec<_>>()).any(|other| {
                        other.name() != command.name()
                            && other.texts(document).iter().any(|text| text.text.text().contains(name))
                    });
                if is_there {
                    continue;
                }
                let message = format!("{path} is written by {}, which runs later: the command fails.", writer.name());
                report_text(context, (&one.at, &one.text), found.span(), message).help(format!(
                    "Run {} before {} in the config set.",
                    writer.name(),
                    config.name()
                ));
            }
        }
    }
}

/// The path of a script that a command runs.
fn used<'t>(one: &ShellCommand<'t>) -> Option<&'t str> {
    let program = one.program_path();
    let path = match one.program() {
        "bash" | "sh" | "source" | "." | "python" | "python3" | "perl" | "ruby" | "node" | "php" => {
            one.arguments().find(|word| !word.starts_with('-'))?
        }
        "chmod" | "chown" => one.arguments().filter(|word| !word.starts_with('-')).nth(1)?,
        _ => program,
    };
    (path.starts_with('/') && !path.contains(['$', '*'])).then_some(path)
}
