//! A text has names of CloudFormation that nothing replaces.
//!
//! ```yaml bad 2
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /opt/app/region: {content: "${AWS::Region}", mode: '000644', owner: root, group: root}
//! Outputs:
//!   Name: {Value: "web-${AWS::StackName}"}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config:
//!           files:
//!             /opt/app/region: {content: !Sub "${AWS::Region}", mode: '000644', owner: root, group: root}
//! Outputs:
//!   Name: {Value: !Sub ["web-${Own}", {Own: !Ref AWS::StackName}]}
//! ```

use crate::check::not_substituted::{first_name, substitute};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Node, Path, Step};
use crate::template::function::call;
use crate::template::section;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/not-substituted",
    name: "Names that are not replaced",
    severity: Severity::Warning,
    why: "Only Fn::Sub replaces ${AWS::Region}. In any other text the name itself stays.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    check: Check::Entry(check),
    also: &[Also::Section(section::TRANSFORM)],
};

/// Keys with texts of other languages, and those that have a rule of their own.
const OTHERS: [&str; 6] = ["UserData", "ZipFile", "InlineCode", "TemplateBody", "Fn::Transform", "Description"];

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let section = path.steps().first().and_then(Step::key);
    if !matches!(section, Some(section::RESOURCES | section::OUTPUTS)) || !node.source().contains("${AWS::") {
        return;
    }
    // A macro may replace them.
    if context.template().may_grow("") {
        return;
    }
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if node.is_alias() {
            continue;
        }
        if let Some(sub) = call(node).filter(|call| call.name == "Fn::Sub") {
            waiting.extend(sub.argument.item(1));
            continue;
        }
        waiting.extend(node.items());
        waiting.extend(node.entries().filter(|entry| !OTHERS.contains(&entry.key())).map(|entry| entry.value));
        let Some((part, name)) = node.scalar().and_then(first_name) else { continue };
        let at = node.path();
        if node.tag().is_some() || is_hup(&at) {
            continue;
        }
        let message = format!("{name} is not replaced: there is no Fn::Sub.");
        context.report_part(&at, part, message);
        context.fix("Replace ${…}", move |document| substitute(document, &at));
    }
}

/// True for a file of cfn-hup, which has a rule of its own.
fn is_hup(at: &Path) -> bool {
    at.steps().iter().filter_map(Step::key).any(|key| key.ends_with("cfn-hup.conf") || key.contains("hooks"))
}
