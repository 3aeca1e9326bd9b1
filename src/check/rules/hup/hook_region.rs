//! A hook calls cfn-init without `--region`.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default
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
use crate::template::hup::{ini, key};
use crate::template::user_data::{CfnOption, StepField, write};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/hook-region",
    name: "Hook without --region",
    severity: Severity::Warning,
    why: "Without --region cfn-init asks us-east-1 for the metadata.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for (written, group, action, call) in hup.init_calls() {
        if call.says(CfnOption::Region).is_some() {
            continue;
        }
        let message = format!("{} calls cfn-init without --region: it asks in us-east-1.", group.name);
        let (file, resource) = (written.file.clone(), hup.resource.clone());
        let action =
            ini::replaced(&action, &write::change(&call, StepField::Says(CfnOption::Region), "${AWS::Region}"));
        context.report(&written.file, message).fix("Ask in its region", move |document| {
            recipe::hup::set(document, &resource, &file, (&group.name, key::ACTION), &action)
        });
    }
}
