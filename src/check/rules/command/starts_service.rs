//! A command starts a service, where a service with triggers would also be restarted.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_web: {command: 'systemctl start nginx'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {services: {systemd: {nginx: {enabled: true, ensureRunning: true}}}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::user_data::command::{ShellCommand, commands};
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "command/starts-service",
    name: "Service started by a command",
    severity: Severity::Note,
    why: "A command does not look whether the service runs already, and does not restart it when its files change.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        let all = commands(text);
        let Some((found, name)) = all.iter().find_map(|one| Some((one, started(one)?))) else { continue };
        let message = format!(
            "The command starts {name} at each run of cfn-init, and does not restart it when its files change."
        );
        report_text(context, (&one.at, &one.text), found.span(), message)
            .help(format!("Write {name} under services with ensureRunning and the files that restart it."));
    }
}

/// The service that a command starts.
fn started<'t>(one: &ShellCommand<'t>) -> Option<&'t str> {
    let mut words = one.arguments().filter(|word| !word.starts_with('-'));
    let (first, second) = (words.next()?, words.next());
    let name = match one.program() {
        "systemctl" if first == "start" => second?,
        "service" if second == Some("start") => first,
        _ if one.program_path().starts_with("/etc/init.d/") && first == "start" => one.program(),
        _ => return None,
    };
    (!name.contains(['$', '{', '@'])).then_some(name)
}
