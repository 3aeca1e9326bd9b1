//! A file is written where images have a symbolic link.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/resolv.conf: {content: 'nameserver 10.0.0.2'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/systemd/resolved.conf.d/dns.conf: {content: '[Resolve]'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/link-on-image",
    name: "File in place of a link",
    severity: Severity::Warning,
    why: "cfn-init renames the link to NAME.bak and writes a file in its place; the file that the link led to stays as it was.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Links of images, and what is written instead.
const LINKS: [(&str, &str); 9] = [
    (
        "/etc/resolv.conf",
        "systemd-resolved and NetworkManager go on writing their own: use /etc/systemd/resolved.conf.d/NAME.conf or the DHCP options of the VPC.",
    ),
    ("/etc/localtime", "Use a command: timedatectl set-timezone ZONE."),
    ("/etc/mtab", "Mounts belong into /etc/fstab."),
    ("/etc/os-release", "Packages rewrite it."),
    ("/etc/nginx/sites-enabled/default", "Write /etc/nginx/conf.d/NAME.conf and remove the link by a command."),
    (
        "/etc/apache2/sites-enabled/000-default.conf",
        "Write /etc/apache2/sites-available/NAME.conf and enable it by a2ensite.",
    ),
    ("/usr/bin/python", "Packages need the link as it is."),
    ("/usr/bin/python3", "Packages need the link as it is."),
    ("/bin/sh", "Scripts of the system need the link as it is."),
];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files().filter(|file| !file.is_link()) {
        let Some((name, instead)) = LINKS.iter().find(|(name, _)| *name == file.name()) else { continue };
        let message = format!("{name} is a symbolic link on common images: cfn-init puts a file in its place.");
        context.report(file.path(), message).help(*instead);
    }
}
