//! A hook calls cfn-init for another resource, with other config sets or another program than the user data.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Old --configsets default --region ${AWS::Region}
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
use crate::template::init;
use crate::template::user_data::{CfnOption, StepField, write};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/other-call",
    name: "Hook that calls cfn-init otherwise",
    severity: Severity::Warning,
    why: "The hook repeats after a change what the user data did at first. Where both differ, the update does something else.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for (written, group, action, call) in hup.init_calls() {
        let name = &group.name;
        let mut differs = |message: String, label: String, action: String| {
            let (file, resource, group) = (written.file.clone(), hup.resource.clone(), name.clone());
            context.report(&written.file, message).fix(label, move |document| {
                recipe::hup::set(document, &resource, &file, (&group, key::ACTION), &action)
            });
        };
        let resource = call.says(CfnOption::Resource).unwrap_or_default();
        if resource != hup.resource && !resource.contains("${") && !resource.is_empty() {
            differs(
                format!("{name} calls cfn-init for {resource}, this metadata belongs to {}.", hup.resource),
                format!("Call it for {}", hup.resource),
                ini::replaced(&action, &write::change(&call, StepField::Says(CfnOption::Resource), &hup.resource)),
            );
        }
        let sets = call.says(CfnOption::ConfigSets).unwrap_or(init::DEFAULT_SET);
        if hup.asked.called && sets != hup.asked.sets && !sets.contains("${") {
            differs(
                format!("{name} runs the config set {sets}, the user data asks for {}.", hup.asked.sets),
                format!("Run {}", hup.asked.sets),
                ini::replaced(&action, &write::change(&call, StepField::Says(CfnOption::ConfigSets), &hup.asked.sets)),
            );
        }
        let program = action.split_whitespace().find(|word| word.trim_end_matches(".exe").ends_with("cfn-init"));
        let Some(program) = program.filter(|_| hup.asked.called) else { continue };
        if program.trim_matches(['"', '\'']).trim_end_matches(".exe") != format!("{}cfn-init", hup.asked.folder) {
            let ending = if program.ends_with(".exe") { ".exe" } else { "" };
            let wanted = format!("{}cfn-init{ending}", hup.asked.folder);
            differs(
                format!("{name} calls {program}, the user data calls {wanted}."),
                "Call the same".into(),
                action.replacen(program, &wanted, 1),
            );
        }
    }
}
