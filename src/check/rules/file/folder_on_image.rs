//! A file is written where every image has a folder.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/cron.d: {content: '* * * * * root uptime'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/uptime.conf: {content: a}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/folder-on-image",
    name: "File in place of a folder",
    severity: Severity::Warning,
    why: "cfn-init renames what it finds at the path to NAME.bak, a folder with all that is in it too, and ends with exit code 0.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Folders that Linux images have, or that the package of the same name brings.
const FOLDERS: [&str; 47] = [
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/etc/apache2",
    "/etc/apache2/conf-enabled",
    "/etc/apache2/sites-enabled",
    "/etc/apt",
    "/etc/cfn",
    "/etc/cfn/hooks.d",
    "/etc/cron.d",
    "/etc/cron.daily",
    "/etc/cron.hourly",
    "/etc/cron.weekly",
    "/etc/default",
    "/etc/docker",
    "/etc/httpd",
    "/etc/httpd/conf",
    "/etc/httpd/conf.d",
    "/etc/init.d",
    "/etc/logrotate.d",
    "/etc/mysql",
    "/etc/nginx",
    "/etc/nginx/conf.d",
    "/etc/nginx/sites-enabled",
    "/etc/profile.d",
    "/etc/ssh",
    "/etc/sudoers.d",
    "/etc/sysconfig",
    "/etc/sysctl.d",
    "/etc/systemd/system",
    "/etc/yum.repos.d",
    "/home",
    "/lib/systemd/system",
    "/opt",
    "/root",
    "/srv",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/local",
    "/usr/local/bin",
    "/usr/sbin",
    "/var",
    "/var/log",
    "/var/www",
    "/var/www/html",
];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files() {
        let name = file.name();
        if FOLDERS.contains(&name) {
            let message =
                format!("{name} is a folder: cfn-init renames it to {name}.bak and writes a file in its place.");
            context.report(file.path(), message).help("Write the path of a file.");
        }
    }
}
