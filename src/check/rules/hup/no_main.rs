//! The conf has no section `[main]`.
//!
//! ```hup conf bad
//! stack=${AWS::StackId}
//! region=${AWS::Region}
//! ```
//!
//! ```hup conf good
//! [main]
//! stack=${AWS::StackId}
//! region=${AWS::Region}
//! interval=5
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::template::hup::Hup;
use crate::template::hup::MAIN;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/no-main",
    name: "Conf without [main]",
    severity: Severity::Error,
    why: "cfn-hup reads its settings from [main] and ends where there is none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some(conf) = hup.conf.as_ref().filter(|conf| conf.text.is_some()) else { return };
    if conf.groups().iter().all(|group| group.name != MAIN) {
        context.report(&conf.file, "The conf has no section [main]: cfn-hup does not start.");
    }
}
