//! cron of Amazon Linux runs the jobs of the `.bak` beside a file.
//!
//! ```hup files bad
//! /etc/cron.d/app: {content: "* * * * * root /opt/app/job\n"}
//! ```
//!
//! ```hup files good
//! /etc/systemd/system/app.timer: {content: "[Timer]\nOnCalendar=daily\n"}
//! ```

use crate::check::backup::report;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::image::Os;
use crate::schema::machine_file::{FolderEffect, read_folder};
use crate::template::backup::replaced;
use crate::template::hup::Hup;
use crate::template::system::Machine;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-cron",
    name: "Old cron job that runs as well",
    severity: Severity::Warning,
    why: "cronie, the cron of Amazon Linux and Fedora, runs every file of cron.d, NAME.bak as well; Debian's runs no name with a dot.",
    source: "https://man7.org/linux/man-pages/man8/cron.8.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let template = context.template();
    let system = Machine::find(template, &hup.resource).and_then(|machine| machine.system(template));
    if system.is_some_and(|system| system.os != Os::AmazonLinux) {
        return;
    }
    for (config, file) in replaced(context.document(), hup) {
        if let Some(row) = read_folder(file.name()).filter(|row| row.effect == FolderEffect::Schedules) {
            report(context, &config, &file, row);
        }
    }
}
