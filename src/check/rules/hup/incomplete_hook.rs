//! A hook lacks `triggers`, `path` or `action`.
//!
//! ```hup hooks bad
//! [reload]
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```
//!
//! ```hup hooks good
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//! runas=root
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;
use crate::template::hup::key;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/incomplete-hook",
    name: "Incomplete hook",
    severity: Severity::Error,
    why: "A hook needs all three; cfn-hup logs an error and ignores one that lacks any.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for (written, group) in hup.groups() {
        for key in [key::TRIGGERS, key::PATH, key::ACTION] {
            if group.value(key).is_some_and(|value| !value.is_empty()) {
                continue;
            }
            let message = format!("The hook {} has no {key}: cfn-hup logs that and ignores it.", group.name);
            context.report(&written.file, message);
            if key == key::TRIGGERS {
                let (file, resource, name) = (written.file.clone(), hup.resource.clone(), group.name.clone());
                context.fix("Set post.update", move |document| {
                    recipe::hup::set(document, &resource, &file, (&name, key), "post.update")
                });
            }
        }
    }
}
