//! A program takes over the `.bak` beside a file.
//!
//! ```hup files bad
//! /etc/ufw/applications.d/app: {content: "[App]"}
//! ```
//!
//! ```hup files good
//! /etc/NetworkManager/system-connections/lan: {content: "[connection]\nuuid=0b6a", mode: '000600'}
//! ```

use crate::check::backup::report_folder;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::machine_file::FolderEffect;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-read",
    name: "Old file that is read as well",
    severity: Severity::Warning,
    why: "From its second run on cfn-init leaves NAME.bak beside every file. The first deployment never shows it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    report_folder(context, hup, FolderEffect::Reads);
}
