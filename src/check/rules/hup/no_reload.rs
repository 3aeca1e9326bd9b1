//! No hook runs cfn-init.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/usr/bin/true
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
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/no-reload",
    name: "No hook that runs cfn-init",
    severity: Severity::Warning,
    why: "Without such a hook changes of the metadata stay in the stack; the machine is not changed.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    // A hook whose text is not known may run it.
    let is_known = hup.hooks.iter().all(|written| written.text.is_some());
    if let Some(first) = hup.hooks.first().filter(|_| is_known)
        && hup.reloader().is_none()
    {
        context.report(&first.file, "No hook runs cfn-init: new metadata stays in the stack.");
    }
}
