//! A file of cfn-hup has names of CloudFormation that nothing replaces.
//!
//! ```hup conf-content bad
//! |
//!   [main]
//!   stack=${AWS::StackId}
//!   region=${AWS::Region}
//!   interval=5
//! ```
//!
//! ```hup conf-content good
//! !Sub |
//!   [main]
//!   stack=${AWS::StackId}
//!   region=${AWS::Region}
//!   interval=5
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/not-substituted",
    name: "Names that are not replaced",
    severity: Severity::Error,
    why: "Only Fn::Sub replaces ${AWS::StackId}. Without it the name itself is written into the file, and cfn-hup asks for it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    for written in hup.conf.iter().chain(&hup.hooks) {
        let Some(text) = &written.text else { continue };
        if text.text().contains("${AWS::") && !text.replaces_names() {
            let message = format!("{} is written verbatim: ${{AWS::…}} in it is not replaced.", written.name());
            let file = written.file.clone();
            context
                .report(&written.file, message)
                .fix("Replace ${…}", move |document| recipe::hup::substitute(document, &file));
        }
    }
}
