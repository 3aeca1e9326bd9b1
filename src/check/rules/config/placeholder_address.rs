//! Something is fetched from an address that stands for another.
//!
//! ```yaml bad 3
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {rpm: {app: 'https://example.com/app.rpm'}}
//!           sources: {/opt/app: 'https://<your-bucket>.s3.amazonaws.com/app.tar.gz'}
//!           files: {/etc/app.conf: {source: 'https://files.example.org/app.conf'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           packages: {rpm: {app: 'https://app-files.s3.amazonaws.com/app.rpm'}}
//!           sources: {/opt/app: !Sub 'https://${Bucket}.s3.amazonaws.com/app.tar.gz'}
//!           files: {/etc/app.conf: {source: 'https://app-files.s3.amazonaws.com/app.conf'}}
//! Parameters: {Bucket: {Type: String}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Path;
use crate::schema::file;
use crate::schema::package::RPM;
use crate::template::init::Versions;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/placeholder-address",
    name: "Address that stands for another",
    severity: Severity::Warning,
    why: "Nothing useful answers there. For files and sources cfn-init tries five times, 23 seconds long, and stops; an rpm that it cannot read it takes for an installed one, and goes on without it.",
    source: "https://www.rfc-editor.org/rfc/rfc6761",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let mut found: Vec<(Path, String, bool)> = Vec::new();
    for package in config.packages().filter(|package| package.manager() == RPM.key) {
        if let Versions::These(places) = package.versions() {
            found.extend(places.iter().map(|place| (package.path().clone(), place.to_string(), true)));
        }
    }
    let entries = |section: Section| config.section(section).into_iter().flat_map(|node| node.entries());
    for source in entries(Section::Sources) {
        found.extend(source.value.scalar().map(|text| (source.value.path(), text.to_string(), false)));
    }
    for node in entries(Section::Files).filter_map(|entry| entry.value.get(file::SOURCE.key)) {
        found.extend(node.scalar().map(|text| (node.path(), text.to_string(), false)));
    }
    for (at, address, is_rpm) in found {
        let Some(why) = placeholder(&address) else { continue };
        let end =
            if is_rpm { "cfn-init takes it for installed and goes on" } else { "cfn-init tries five times and stops" };
        context.report(&at, format!("{why}: {end}.")).help("Write the address of your own file.");
    }
}

/// Why an address is none that serves files.
fn placeholder(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
    if let Some(mark) = rest.find('<').and_then(|at| rest.get(at..=at + rest.get(at..)?.find('>')?)) {
        return Some(format!("{mark} stands for a name that is not filled in"));
    }
    let labels: Vec<&str> = host.split('.').collect();
    let is_reserved = match labels.as_slice() {
        [.., "example", "com" | "net" | "org"] => true,
        [_, .., top] => matches!(*top, "example" | "invalid" | "test"),
        _ => false,
    };
    is_reserved.then(|| format!("{host} is reserved for examples"))
}
