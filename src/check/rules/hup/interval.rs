//! The interval of the conf is no number of minutes.
//!
//! ```hup conf bad
//! [main]
//! stack=${AWS::StackId}
//! region=${AWS::Region}
//! interval=0
//! ```
//!
//! ```hup conf good
//! [main]
//! stack=${AWS::StackId}
//! region=${AWS::Region}
//! interval=15
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;
use crate::template::hup::MAIN;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/interval",
    name: "Invalid interval",
    severity: Severity::Error,
    why: "interval is a whole number of minutes from 1; cfn-hup does not start with anything else.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some((conf, main)) = hup.main() else { return };
    let Some(interval) = main.value("interval").filter(|text| !text.contains("${")) else { return };
    if interval.trim().parse::<u32>().map_or(true, |minutes| minutes == 0) {
        let message = format!("interval is {interval}: cfn-hup needs whole minutes from 1 and does not start.");
        let (file, resource) = (conf.file.clone(), hup.resource.clone());
        context.report(&conf.file, message).fix("Every 5 minutes", move |document| {
            recipe::hup::set(document, &resource, &file, (MAIN, "interval"), "5")
        });
    }
}
