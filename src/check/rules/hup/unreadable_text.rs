//! The content of a file of cfn-hup is a function that cannot be read here.
//!
//! ```hup hooks-content bad
//! {"Fn::ImportValue": Hooks}
//! ```
//!
//! ```hup hooks-content good
//! !Sub |
//!   [reload]
//!   triggers=post.update
//!   path=Resources.Web.Metadata.AWS::CloudFormation::Init
//!   action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --configsets default --region ${AWS::Region}
//!   runas=root
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/unreadable-text",
    name: "Text of cfn-hup that is not known",
    severity: Severity::Note,
    why: "What cfn-hup does depends on the file. A function whose value only a deployment knows hides it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for written in hup.conf.iter().chain(&hup.hooks).filter(|written| written.text.is_none()) {
        let message = format!("The content of {} is not readable text.", written.name());
        context.report(&written.file, message);
    }
}
