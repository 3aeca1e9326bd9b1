//! User data have names of CloudFormation that nothing replaces.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           for part in a b; do echo "${part} ${AWS::Region}" >> /etc/parts; done
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: !Sub |
//!           #!/bin/bash
//!           for part in a b; do echo "${!part} ${AWS::Region}" >> /etc/parts; done
//! ```

use crate::check::not_substituted::{first_name, substitute};
use crate::check::{Check, Context, Rule, Severity};
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/not-substituted",
    name: "Names that are not replaced",
    severity: Severity::Error,
    why: "Only Fn::Sub replaces ${AWS::StackName}. Without it the shell gets it, and reads an empty text: cfn-init and cfn-signal are called without a stack.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text();
    let Some((part, name)) = first_name(text).filter(|_| !data.text.replaces_names()) else { return };
    let message = format!("{name} is not replaced: there is no Fn::Sub, and the shell reads an empty text.");
    // In pieces that Fn::Join joins the function belongs to one of them.
    let Some(at) = data.text.scalar().cloned() else { return };
    context.report_script(data, part, message);
    match context.document().node(&at).is_some_and(|node| node.tag().is_none()) {
        true => context.fix("Replace ${…}", move |document| substitute(document, &at)),
        false => context.help("Write Fn::Base64: before the text, and !Sub behind it."),
    };
}
