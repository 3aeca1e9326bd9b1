//! Kernel settings are written to a file that newer systems do not read at boot.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {procps: []}}, files: {/etc/sysctl.conf: {content: vm.swappiness = 10}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {packages: {apt: {procps: []}}, files: {/etc/sysctl.d/90-app.conf: {content: vm.swappiness = 10}}}
//! ```

use crate::check::shell::{report_text, texts};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::recipe::rename::rename;
use crate::template::user_data::BootSystem;
use crate::template::{Init, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/sysctl-conf",
    name: "/etc/sysctl.conf",
    severity: Severity::Note,
    why: "Debian 13 applies /etc/sysctl.conf by sysctl --system, but not at boot: the settings are gone after the first restart.",
    source: "https://www.debian.org/releases/trixie/release-notes/issues.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

const OLD: &str = "/etc/sysctl.conf";
const NEW: &str = "/etc/sysctl.d/90-app.conf";

fn check(context: &mut Context<'_>, init: Init<'_>) {
    if context.system_of(init) != BootSystem::Debian {
        return;
    }
    let message =
        "Systems since Debian 13 do not read /etc/sysctl.conf at boot: the settings are gone after a restart.";
    for config in init.configs() {
        let Some(file) = config.files().find(|file| file.name() == OLD) else { continue };
        let is_free = !config.files().any(|other| other.name() == NEW);
        context.report(file.path(), message);
        if is_free {
            let at = file.path().clone();
            context.fix(format!("Rename to {NEW}"), move |document| rename(document, &at, NEW));
        }
    }
    for (_, _, one) in texts(context, init) {
        let text = one.text.text();
        let Some(at) = text
            .find(OLD)
            .filter(|at| text.get(..*at).is_some_and(|before| before.contains('>') || before.contains("tee")))
        else {
            continue;
        };
        report_text(context, (&one.at, &one.text), at..at + OLD.len(), message.to_string())
            .help(format!("Write {NEW} under files, and run sysctl --system."));
    }
}
