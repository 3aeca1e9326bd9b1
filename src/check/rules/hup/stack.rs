//! The conf names another stack, or none.
//!
//! ```hup conf bad
//! [main]
//! stack=web
//! region=${AWS::Region}
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
    id: "hup/stack",
    name: "Stack that cfn-hup watches",
    severity: Severity::Error,
    why: "cfn-hup watches the stack that its conf names and does not start without one.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-hup.html",
    check: Check::Hup(check),
    also: &[],
};

fn check(context: &mut Context<'_>, hup: &Hup) {
    let Some((conf, main)) = hup.main() else { return };
    let message = match main.value("stack") {
        Some("${AWS::StackId}" | "${AWS::StackName}") => return,
        Some(other) => format!("The conf watches the stack {other}, whatever the name of this one is."),
        None => "The conf names no stack: cfn-hup does not start.".to_string(),
    };
    let (file, resource) = (conf.file.clone(), hup.resource.clone());
    context.report(&conf.file, message).fix("Watch this stack", move |document| {
        recipe::hup::set(document, &resource, &file, (MAIN, "stack"), "${AWS::StackId}")
    });
}
