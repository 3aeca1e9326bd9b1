//! User data are plain text where EC2 wants base64.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData: !Sub |
//!         #!/bin/bash
//!         echo ${AWS::StackName} > /etc/stack
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::LaunchTemplate
//!     Properties:
//!       LaunchTemplateData:
//!         UserData: {Fn::Join: ["\n", ["#!/bin/bash", uptime]]}
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
//!           echo ${AWS::StackName} > /etc/stack
//!   Other:
//!     Type: AWS::EC2::Instance
//!     Properties: {UserData: IyEvYmluL2Jhc2gKdXB0aW1lCg==}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node};
use crate::template::Resource;
use crate::template::alternative::branches;
use crate::template::function::{call, text_or_sub};
use crate::template::substitution::{SubPiece, pieces};
use crate::template::user_data::path_of;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/not-encoded",
    name: "User data without Fn::Base64",
    severity: Severity::Error,
    why: "EC2 takes user data in base64 only: \"Invalid BASE64 encoding of user data\". Fn::Base64 makes it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let Some(at) = path_of(resource) else { return };
    let document = context.document();
    for at in branches(document, &at) {
        if !document.node(&at).is_some_and(is_plain) {
            continue;
        }
        context.report(&at, "User data must be in base64: EC2 refuses the plain text, and the creation fails.");
        context
            .fix("Encode it with Fn::Base64", move |_| vec![Edit::Wrap { at: at.clone(), under: "Fn::Base64".into() }]);
    }
}

/// True for a text, `Fn::Sub` or `Fn::Join` with signs that base64 does not have.
fn is_plain(node: Node<'_>) -> bool {
    let join = call(node).filter(|call| call.name == "Fn::Join");
    if let Some(join) = join {
        let items = join.argument.item(1).filter(|items| items.kind() == Kind::Sequence && items.tag().is_none());
        let first = items.and_then(|items| items.item(0)).and_then(text_or_sub).unwrap_or_default();
        return first.starts_with("#!") || first.trim_start().starts_with("<powershell>");
    }
    let Some(text) = text_or_sub(node) else { return false };
    let is_sign =
        |c: char| !c.is_ascii_alphanumeric() && !c.is_ascii_whitespace() && !['+', '/', '=', '-', '_'].contains(&c);
    !text.contains("{{resolve:")
        && pieces(text).iter().any(|piece| matches!(piece, SubPiece::Text(own) if own.contains(is_sign)))
}
