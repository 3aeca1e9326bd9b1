//! `${…}` in a text of `Fn::Sub` is no name: most often it is meant for the shell.
//!
//! ```yaml bad
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub "${NAME:-none}"}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub "${!NAME:-none} ${AWS::Region}"}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Node, Path};
use crate::template::function::argument_of;
use crate::template::substitution::{NameFault, SubPiece, name_fault, pieces};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "template/sub-name",
    name: "Invalid name in Fn::Sub",
    severity: Severity::Error,
    why: "CloudFormation refuses a template whose Fn::Sub has other characters than letters, digits, _ . and : between \
          ${ and }.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    check: Check::Entry(check),
    also: &[],
};

fn check(context: &mut Context<'_>, node: Node<'_>) {
    if !node.source().contains("${") {
        return;
    }
    for node in node.descendants() {
        let Some(argument) = argument_of(node, "Fn::Sub") else { continue };
        let text = if argument.scalar().is_some() { Some(argument) } else { argument.item(0) };
        if let Some((node, text)) = text.and_then(|node| Some((node, node.scalar()?))) {
            names(context, &node.path(), text);
        }
    }
}

fn names(context: &mut Context<'_>, at: &Path, text: &str) {
    let mut start = 0;
    for piece in pieces(text) {
        let span = start..start + piece.written().len();
        start = span.end;
        let SubPiece::Name { name, .. } = piece else { continue };
        let Some(NameFault { message, help, literal }) = name_fault(name) else { continue };
        let report = context.report_part(at, span.clone(), message).help(help);
        if literal.is_some() {
            let at = at.clone();
            let parts = vec![(span.start..span.start + 2, "${!".to_string())];
            report.fix("Leave it to the shell", move |_| {
                vec![Edit::ReplaceInScalar { at: at.clone(), parts: parts.clone() }]
            });
        }
    }
}
