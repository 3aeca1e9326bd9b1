//! The template has more parameters, resources, outputs or mappings than CloudFormation accepts.
//!
//! ```yaml bad
//! Transform: AWS::LanguageExtensions
//! Resources:
//!   Fn::ForEach::A:
//!     - A
//!     - [a, b, c, d, e, f, g, h]
//!     - Fn::ForEach::B:
//!         - B
//!         - [a, b, c, d, e, f, g, h]
//!         - Fn::ForEach::C: [C, [a, b, c, d, e, f, g, h], {'Topic${A}${B}${C}': {Type: AWS::SNS::Topic}}]
//! ```
//!
//! ```yaml good
//! Transform: AWS::LanguageExtensions
//! Resources:
//!   Fn::ForEach::A:
//!     - A
//!     - [a, b, c, d, e, f, g, h]
//!     - Fn::ForEach::B: [B, [a, b, c, d, e, f, g, h], {'Topic${A}${B}': {Type: AWS::SNS::Topic}}]
//! ```

use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Path;
use crate::template::for_each::entries;
use crate::template::{limits, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/quota",
    name: "More entries than CloudFormation accepts",
    severity: Severity::Error,
    why: "CloudFormation accepts at most 500 resources, 200 parameters, 200 outputs and 200 mappings in a template.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    check: Check::Template(check),
    also: &[Also::Names],
};

fn check(context: &mut Context<'_>) {
    let template = context.template();
    let count = |name: &str| template.section(name).map_or(0, |node| entries(node).filter(|one| !one.in_loop).count());
    let counts = [
        (section::RESOURCES, limits::resources(context.document()), limits::RESOURCES),
        (section::PARAMETERS, count(section::PARAMETERS), limits::ENTRIES),
        (section::OUTPUTS, count(section::OUTPUTS), limits::ENTRIES),
        (section::MAPPINGS, count(section::MAPPINGS), limits::ENTRIES),
    ];
    for (name, count, most) in counts {
        if count > most {
            let message = format!("{name} has {count} entries: CloudFormation accepts at most {most}.");
            context
                .report(&Path::root().join(name), message)
                .help("Move some of them into a stack of their own, such as a nested stack.");
        }
    }
}
