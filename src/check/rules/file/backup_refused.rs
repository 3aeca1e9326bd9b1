//! A program reads the `.bak` beside a file, and refuses two files that say the same.
//!
//! ```hup files bad
//! /etc/nginx/sites-enabled/app: {content: "server { listen 80 default_server; }"}
//! ```
//!
//! ```hup files bad
//! /etc/dnsmasq.d/app: {content: cache-size=1000}
//! ```
//!
//! ```hup files good
//! /etc/nginx/conf.d/app.conf: {content: "server { listen 80 default_server; }"}
//! ```

use crate::check::backup::report_folder;
use crate::check::{Check, Context, Rule, Severity};
use crate::schema::machine_file::FolderEffect;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/backup-refused",
    name: "Old file that stops a service",
    severity: Severity::Error,
    why: "From its second run on cfn-init leaves NAME.bak beside every file. The first deployment never shows it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    report_folder(context, hup, FolderEffect::Fails);
}
