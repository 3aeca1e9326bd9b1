//! cron ignores a file of `cron.d` whose name, mode or last line it does not take.
//!
//! ```yaml bad 3
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {apt: {cron: []}}
//!           files:
//!             /etc/cron.d/app.daily: {content: "0 3 * * * root /opt/app/job\n"}
//!             /etc/cron.d/last: {content: "0 3 * * * root /opt/app/job"}
//!             /etc/cron.d/open: {content: "0 3 * * * root /opt/app/job\n", mode: '000664'}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {apt: {cron: []}}
//!           files: {/etc/cron.d/app-daily: {content: "0 3 * * * root /opt/app/job\n", mode: '000644'}}
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Value;
use crate::recipe::rename;
use crate::schema::file::MODE;
use crate::schema::image::Os;
use crate::template::backup::text;
use crate::template::mode::{Right, Who};
use crate::template::system::Machine;
use crate::template::{Init, content, entry, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/cron-ignored",
    name: "Cron file that is ignored",
    severity: Severity::Warning,
    why: "Debian's cron takes names of letters, digits, _ and - only, a last line that ends, and files that only their owner writes. It says so in the system log only.",
    source: "https://manpages.debian.org/bookworm/cron/cron.8.en.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Resource, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let template = context.template();
    let system = Machine::find(template, init.resource().id()).and_then(|machine| machine.system(template));
    if !system.is_some_and(|system| matches!(system.os, Os::Ubuntu | Os::Debian)) {
        return;
    }
    for file in init.configs().flat_map(|config| config.files().collect::<Vec<_>>()) {
        let Some(name) = file.name().strip_prefix("/etc/cron.d/") else { continue };
        if !name.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-".contains(sign)) {
            let message =
                format!("cron never reads {}: a name in cron.d has letters, digits, _ and - only.", file.name());
            let at = file.path().clone();
            let plain: String =
                name.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '_' { sign } else { '-' }).collect();
            context.report(file.path(), message).fix(format!("Call it {plain}"), move |document| {
                rename::rename(document, &at, &format!("/etc/cron.d/{plain}"))
            });
            continue;
        }
        if let Some(text) = text(&file).filter(|text| !text.is_empty() && !text.ends_with('\n')) {
            let (at, text) = (file.path().join("content"), format!("{text}\n"));
            context
                .report(&at, "cron ignores the file: its last line does not end with a line break.")
                .fix("End the last line", move |document| content::set_text(document, &at, &text));
        }
        let open =
            file.mode().is_some_and(|mode| mode.has(Who::Group, Right::Write) || mode.has(Who::Others, Right::Write));
        if open {
            let at = file.path().join(MODE.key);
            context
                .report(&at, "cron ignores the file: others than its owner may write it.")
                .fix("Write 000644", move |document| entry::put_at(document, &at, Value::from("000644")));
        }
    }
}
