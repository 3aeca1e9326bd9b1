//! A program runs the `.bak` beside a script.
//!
//! ```hup files bad
//! /var/lib/cloud/scripts/per-boot/job.sh: {content: "#!/bin/sh", mode: '000755'}
//! ```
//!
//! ```hup files good
//! /var/lib/cloud/scripts/per-boot/job.sh: {content: "#!/bin/sh", mode: '000644'}
//! /usr/local/sbin/job.sh: {content: "#!/bin/sh", mode: '000755'}
//! ```

use crate::check::backup::report_folder;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::machine_file::FolderEffect;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-run",
    name: "Old script that runs as well",
    severity: Severity::Warning,
    why: "From its second run on cfn-init leaves NAME.bak beside every file, with its mode.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    report_folder(context, hup, FolderEffect::Runs);
}
