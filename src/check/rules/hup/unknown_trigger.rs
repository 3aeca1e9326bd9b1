//! A hook waits for something that never happens.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.change
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```
//!
//! ```hup hooks good
//! [reload]
//! triggers=post.add, post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::hup::Hup;
use crate::template::hup::{TRIGGERS, key};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/unknown-trigger",
    name: "Unknown trigger",
    severity: Severity::Error,
    why: "cfn-hup knows post.add, post.update, post.remove and on.command. A hook with another trigger never runs.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for (written, group) in hup.groups() {
        let words = group.value(key::TRIGGERS).unwrap_or_default().split(',').map(str::trim);
        for word in words.filter(|word| !word.is_empty() && !word.contains("${")) {
            if !TRIGGERS.contains(&word) && word != "on.command" {
                let message = format!("{} waits for {word}, which never happens.", group.name);
                context.report(&written.file, message).help(format!("Triggers are {}.", TRIGGERS.join(", ")));
            }
        }
    }
}
