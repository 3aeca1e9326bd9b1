//! A command runs in a folder that nothing before it makes.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_app: {command: ./start, cwd: /opt/app}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           sources: {/opt/app: 'https://app-files.s3.amazonaws.com/app.tar.gz'}
//!           commands: {01_app: {command: ./start, cwd: /opt/app}, 02_home: {command: ./more, cwd: ~/app}}
//! ```

use crate::check::order::{as_run, is_below};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::schema::command::CWD;
use crate::template::system::texts_below;
use crate::template::user_data::BootSystem;
use crate::template::{Config, Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/missing-folder",
    name: "Command in a missing folder",
    severity: Severity::Warning,
    why: "cfn-init stops at a command whose cwd does not exist.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// Below these folders an image has what nobody names.
const ON_IMAGES: [&str; 12] =
    ["/usr", "/etc", "/var/log", "/var/lib", "/home", "/tmp", "/root", "/bin", "/sbin", "/lib", "/opt/aws", "/var/www"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    if context.system_of(init) == BootSystem::Windows {
        return;
    }
    let configs = as_run(context, init);
    let data = context.user_data(init.resource().id());
    let script = data.as_ref().map(|data| data.text.text()).unwrap_or_default();
    for (index, config) in configs.iter().enumerate() {
        for command in config.commands() {
            let Some(folder) = command.cwd().filter(|cwd| cwd.starts_with('/') && !cwd.contains(['$', '{'])) else {
                continue;
            };
            let folder = folder.trim_end_matches('/');
            // One level below the root is there, or is made by hand; packages bring folders of their own.
            let is_known = folder.matches('/').count() < 2 || ON_IMAGES.iter().any(|known| is_below(folder, known));
            let before = configs.get(..index).unwrap_or_default();
            let brings = |config: &Config<'_>| config.packages().next().is_some();
            if is_known || before.iter().any(brings) || brings(config) || mentions(script, folder) {
                continue;
            }
            let makes = |config: &Config<'_>, until: Option<&str>| {
                let declares = config.files().any(|file| file.name().starts_with(&format!("{folder}/")))
                    || config
                        .names(Section::Sources)
                        .iter()
                        .any(|target| is_below(target, folder) || is_below(folder, target));
                let commands = config.commands().filter(|other| until.is_none_or(|name| other.name() < name));
                declares
                    || commands.into_iter().any(|other| {
                        texts_below(document, other.path()).iter().any(|at| {
                            let is_cwd = at.last_key() == Some(CWD.key);
                            !is_cwd && document.scalar(at).is_some_and(|text| mentions(text, folder))
                        })
                    })
            };
            if makes(config, Some(command.name())) || before.iter().any(|config| makes(config, None)) {
                continue;
            }
            let message =
                format!("Nothing before makes {folder}: if the image has no such folder, cfn-init stops here.");
            context
                .report(&command.path().join(CWD.key), message)
                .help(format!("Make it by an earlier command: mkdir -p {folder}."));
        }
    }
}

/// True if a text names the folder, whole or by its last part.
fn mentions(text: &str, folder: &str) -> bool {
    text.contains(folder.rsplit('/').next().unwrap_or(folder))
}
