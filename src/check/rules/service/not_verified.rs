//! A program of the template's own is started, and nothing looks whether it stays up.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/systemd/system/app.service: {content: "[Service]\nExecStart=/opt/app/run\n"}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         configSets: {default: [app, verify]}
//!         app:
//!           files:
//!             /etc/systemd/system/app.service: {content: "[Service]\nExecStart=/opt/app/run\n"}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//!         verify: {commands: {01_up: {command: 'sleep 5 && systemctl is-active app'}}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::backup::text;
use crate::template::system::texts_below;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/not-verified",
    name: "Service that nobody looks after",
    severity: Severity::Note,
    why: "For a unit of Type=simple systemctl start ends with 0 before the program runs: cfn-init reports success though it ends at once.",
    source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// Words of those who look.
const LOOKS: [&str; 10] = [
    "is-active",
    "curl",
    "wget",
    "nc -z",
    "systemctl status",
    "pg_isready",
    "redis-cli",
    "is-failed",
    "ss -",
    "health",
];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let data = context.user_data(init.resource().id());
    let looks = |text: &str| LOOKS.iter().any(|word| text.contains(word));
    if data.is_some_and(|data| looks(data.text.text())) {
        return;
    }
    let commands = init.configs().flat_map(|config| {
        let at = config.section_path(crate::template::Section::Commands);
        texts_below(document, &at)
    });
    if commands.into_iter().any(|at| document.scalar(&at).is_some_and(looks)) {
        return;
    }
    let files: Vec<_> = init.configs().flat_map(|config| config.files().collect::<Vec<_>>()).collect();
    for service in init.configs().flat_map(|config| config.services().collect::<Vec<_>>()) {
        let unit = format!("/{}.service", service.name().trim_end_matches(".service"));
        let Some(file) = files.iter().find(|file| file.name().ends_with(&unit)) else { continue };
        let Some(content) = text(file).filter(|content| content.contains("ExecStart=")) else { continue };
        let waits = ["Type=oneshot", "Type=notify", "Type=forking", "Type=exec", "cfn-hup"]
            .iter()
            .any(|word| content.contains(word));
        if service.ensure_running() == Some(true) && !waits {
            let message = format!("cfn-init does not notice if {} ends right after its start.", service.name());
            context.report(service.path(), message).help(format!(
                "Ask it in a later config or in user data before cfn-signal: curl --retry 10 …, or sleep 5 && systemctl is-active {}.",
                service.name()
            ));
        }
    }
}
