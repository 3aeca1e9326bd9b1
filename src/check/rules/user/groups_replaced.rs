//! A user that the image has gets a list of groups, which replaces the ones that it is in.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {users: {ubuntu: {groups: [docker]}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_groups: {command: usermod -aG docker ubuntu}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path, Value};
use crate::recipe::section_entry;
use crate::schema::command::COMMAND;
use crate::schema::user::GROUPS;
use crate::template::entry::take_with_empty;
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user/groups-replaced",
    name: "Groups of a user that exists",
    severity: Severity::Warning,
    why: "cfn-init calls usermod -G without -a: the user leaves all other groups, sudo too.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

/// Users of images who may do everything by sudo.
const USERS: [&str; 8] = ["ubuntu", "ec2-user", "admin", "centos", "rocky", "fedora", "debian", "bitnami"];

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, entry) in config.entries(Section::Users) {
        let Some(groups) =
            entry.value.get(GROUPS.key).filter(|groups| USERS.contains(&entry.key()) && !groups.is_empty())
        else {
            continue;
        };
        let names: Option<Vec<&str>> =
            groups.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
        let at = at.join(GROUPS.key);
        let message =
            format!("{} leaves all groups that are not in this list, and may not use sudo any more.", entry.key());
        context.report(&at, message);
        let (config, user, own) = (config.path().clone(), entry.key().to_string(), at);
        if let Some(names) = names.filter(|names| !names.is_empty()).map(|names| names.join(",")) {
            context.fix("Add the groups by a command", move |document| {
                by_command(document, &config, (&user, &own), &names)
            });
        }
    }
}

fn by_command(document: &Document, config: &Path, (user, at): (&str, &Path), groups: &str) -> Vec<Edit> {
    let command = Value::from(format!("usermod -aG {groups} {user}"));
    let value = Value::Mapping([(Value::from(COMMAND.key), command)].into_iter().collect());
    let mut edits = section_entry::add(document, config, Section::Commands, &format!("groups_of_{user}"), value);
    edits.extend(take_with_empty(document, at, config));
    edits
}
