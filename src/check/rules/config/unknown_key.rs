//! An entry of a section has a key that cfn-init does not read.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, permissions: '000600'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: a, mode: '000600'}}}
//! ```

use crate::check::similar::similar;
use crate::check::unknown::is_remark;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Path};
use crate::schema::{Property, command, file, group, service, user};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "config/unknown-key",
    name: "Unknown key",
    severity: Severity::Warning,
    why: "cfn-init reads the keys that it knows and ignores all others without a message.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for section in Section::ALL {
        let Some(keys) = keys(section) else { continue };
        let at = config.section_path(section);
        for entry in config.section(section).into_iter().flat_map(|node| node.entries()) {
            let at = at.join(entry.key());
            if section != Section::Services {
                check_entry(context, entry.value, &at, &keys);
                continue;
            }
            for service in entry.value.entries() {
                check_entry(context, service.value, &at.join(service.key()), &keys);
            }
        }
    }
}

/// The keys of an entry of a section; `None` if its entries are no mappings.
fn keys(section: Section) -> Option<Vec<&'static str>> {
    let rows: Vec<&'static [Property]> = match section {
        Section::Packages | Section::Sources => return None,
        Section::Groups => vec![group::ROWS.into()],
        Section::Users => vec![user::ROWS.into()],
        Section::Files => vec![file::ROWS.into()],
        Section::Commands => vec![command::ROWS.into(), command::UNDOCUMENTED.into()],
        Section::Services => vec![service::ROWS.into()],
    };
    Some(rows.into_iter().flatten().map(|row| row.key).collect())
}

fn check_entry(context: &mut Context<'_>, node: Node<'_>, at: &Path, keys: &[&'static str]) {
    if !node.is_plain(Kind::Mapping) {
        return;
    }
    for entry in node.entries().filter(|entry| !keys.contains(&entry.key()) && !is_remark(entry.key())) {
        let key = entry.key();
        let at = at.join(key);
        context.report(&at, format!("cfn-init does not know the key {key} and ignores it."));
        match similar(key, keys.iter().copied()).filter(|known| node.get(known).is_none()) {
            Some(known) => {
                let edits = move |_: &_| vec![Edit::Rename { at: at.clone(), to: known.to_string() }];
                context.fix(format!("Rename to {known}"), edits);
            }
            None => {
                context.help(format!("The keys here are {}.", keys.join(", ")));
            }
        }
    }
}
