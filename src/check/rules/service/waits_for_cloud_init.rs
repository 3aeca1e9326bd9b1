//! A unit that cfn-init starts waits for the end of cloud-init, which waits for cfn-init.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/systemd/system/app.service: {content: "[Unit]\nAfter=cloud-final.service\n[Service]\nType=exec\nExecStart=/opt/app/run\n"}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /etc/systemd/system/app.service: {content: "[Unit]\nAfter=network-online.target\n[Service]\nType=exec\nExecStart=/opt/app/run\n"}
//!           services: {systemd: {app: {enabled: true, ensureRunning: true}}}
//! ```

use crate::check::shell::texts;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::template::alternative;
use crate::template::backup::settings;
use crate::template::user_data::command::commands;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "service/waits-for-cloud-init",
    name: "Unit that waits for cloud-init",
    severity: Severity::Error,
    why: "cloud-init runs user data, and with it cfn-init. A unit that is ordered after its end starts only then: both wait for each other.",
    source: "https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

/// Units that are reached at the end of cloud-init.
const ENDS: [&str; 3] = ["cloud-final.service", "cloud-init.target", "cloud-init-main.service"];

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let started: Vec<String> = init
        .configs()
        .flat_map(|config| config.services().collect::<Vec<_>>())
        .filter(|service| service.ensure_running() == Some(true))
        .map(|service| service.name().trim_end_matches(".service").to_string())
        .chain(texts(context, init).iter().flat_map(|(_, _, one)| by_command(one.text.text())))
        .collect();
    for file in init.configs().flat_map(|config| config.files().collect::<Vec<_>>()) {
        let Some(name) = file.name().rsplit('/').next().and_then(|name| name.strip_suffix(".service")) else {
            continue;
        };
        if !file.name().contains("/systemd/system/") || !started.iter().any(|one| one == name) {
            continue;
        }
        for (at, text) in alternative::texts(document, &file.path().join("content")) {
            let found = settings(text.text()).find_map(|(start, line)| {
                let (key, units) = line.split_once('=')?;
                let unit =
                    units.split_whitespace().find(|unit| ENDS.contains(unit)).filter(|_| key.trim() == "After")?;
                Some((start..start + line.len(), unit))
            });
            let Some((span, unit)) = found else { continue };
            let message = format!(
                "{name} starts after {unit}, which ends after user data: cfn-init and {name} wait for each other."
            );
            match text.place(&span) {
                Some((at, part)) => context.report_part(&at, part, message),
                None => context.report(&at, message),
            }
            .help("Order it after network-online.target, or only enable it.");
        }
    }
}

/// The services that a command starts and waits for.
fn by_command(text: &str) -> Vec<String> {
    let all = commands(text);
    let starts = all.iter().filter(|one| {
        let mut words = one.arguments().filter(|word| !word.starts_with('-'));
        one.program() == "systemctl"
            && matches!(words.next(), Some("start" | "restart"))
            && !one.arguments().any(|word| word == "--no-block")
    });
    let names = starts.flat_map(|one| one.arguments().filter(|word| !word.starts_with('-')).skip(1));
    names.map(|name| name.trim_end_matches(".service").to_string()).collect()
}
