//! The conf names a fixed region, or none.
//!
//! ```hup conf bad
//! [main]
//! stack=${AWS::StackId}
//! interval=5
//! ```
//!
//! ```hup conf bad
//! [main]
//! stack=${AWS::StackId}
//! region="${AWS::Region}"
//! interval=5
//! ```
//!
//! ```hup conf good
//! [main]
//! stack=${AWS::StackId}
//! region=${AWS::Region}
//! interval=5
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::recipe;
use crate::template::hup::Hup;
use crate::template::hup::MAIN;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "hup/region",
    name: "Region that cfn-hup asks",
    severity: Severity::Warning,
    why: "cfn-hup asks us-east-1 for the metadata where the conf names no region.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some((conf, main)) = hup.main() else { return };
    let message = match main.value("region") {
        Some(region) if region.starts_with(['"', '\'']) => {
            "The quotes around the region are part of it: cfn-hup asks a host that does not exist.".to_string()
        }
        Some(region) if region.contains("${") => return,
        Some(other) => format!("The conf asks in {other}, wherever the stack is."),
        None => "Without region cfn-hup asks in us-east-1.".to_string(),
    };
    let (file, resource) = (conf.file.clone(), hup.resource.clone());
    context.report(&conf.file, message).fix("Ask in its region", move |document| {
        recipe::hup::set(document, &resource, &file, (MAIN, "region"), "${AWS::Region}")
    });
}
