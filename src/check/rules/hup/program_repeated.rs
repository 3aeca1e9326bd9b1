//! The action of a hook has the name of the program twice.
//!
//! ```hup hooks bad
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! runas=root
//! ```
//!
//! ```hup hooks good
//! [reload]
//! triggers=post.update
//! path=Resources.Web.Metadata.AWS::CloudFormation::Init
//! action=/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Web --region ${AWS::Region}
//! runas=root
//! ```

use crate::check::shell::replace;
use crate::check::{Check, Context, Rule, Severity};
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/program-repeated",
    name: "Program named twice",
    severity: Severity::Error,
    why: "cfn-init takes the second name for a file of metadata beside --stack (\"more than one input source\") and ends. cfn-hup tries again at each interval, for ever.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for hook in &hup.hooks {
        let Some(text) = &hook.text else { continue };
        let Some((start, word)) = repeated(text.text()) else { continue };
        let span = start..start + word.len();
        let message = format!("cfn-init takes the second {word} for a file and ends: no update reaches the machine.");
        let at = hook.file.join("content");
        match text.place(&span) {
            Some((own, part)) => context.report_part(&own, part, message),
            None => context.report(&hook.file, message),
        }
        .fix("Remove the second name", move |document| {
            replace(document, &at, &[(start..start + word.len() + 1, String::new())])
        });
    }
}

/// Where a name stands behind its own program.
fn repeated(text: &str) -> Option<(usize, &'static str)> {
    ["cfn-init", "cfn-signal"].into_iter().find_map(|name| {
        let twice = format!("{name} {name} ");
        text.find(&twice).map(|at| (at + name.len() + 1, name))
    })
}
