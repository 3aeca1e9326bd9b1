//! A file in the home folder of a user belongs to root.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/home/ubuntu/.ssh/config: {content: a}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/home/ubuntu/.ssh/config: {content: a, owner: ubuntu, group: ubuntu}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path, Value};
use crate::schema::file::{GROUP, OWNER, ROWS};
use crate::template::entry::put;
use crate::template::system::texts_below;
use crate::template::{Init, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/home-owner",
    name: "root's file in a home folder",
    severity: Severity::Warning,
    why: "Without owner and group a file belongs to root, also where it replaces one of the user's.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let document = context.document();
    let commands: Vec<&str> = init
        .configs()
        .flat_map(|config| texts_below(document, &config.section_path(Section::Commands)))
        .filter_map(|at| document.scalar(&at))
        .filter(|text| text.contains("chown") || text.contains("install "))
        .collect();
    for file in init.configs().flat_map(|config| config.files().collect::<Vec<_>>()) {
        let Some((user, _)) = file.name().strip_prefix("/home/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let is_given = file.node().get(OWNER.key).is_some();
        let home = format!("/home/{user}");
        let is_changed = commands
            .iter()
            .any(|text| text.contains(&home) || text.contains(&format!("~{user}")) || text.contains(user));
        if is_given || is_changed || file.is_link() || user.contains(['$', '{']) {
            continue;
        }
        let (at, user) = (file.path().clone(), user.to_string());
        let message = format!("The file belongs to root: {user} may not change it, and ssh or cron may not accept it.");
        context
            .report(&at.clone(), message)
            .fix(format!("Give it to {user}"), move |document| owned(document, &at, &user));
    }
}

fn owned(document: &Document, at: &Path, user: &str) -> Vec<Edit> {
    let mut edits = put(document, at, &ROWS, OWNER.key, Value::from(user));
    if document.node(&at.join(GROUP.key)).is_none() {
        // The owner stands before the group, in the order of the rows.
        let after = document.with_edits(&edits).map(|(after, _)| after).ok();
        edits.extend(after.into_iter().flat_map(|after| put(&after, at, &ROWS, GROUP.key, Value::from(user))));
    }
    edits
}
