//! User data is base64 already, and Fn::Base64 encodes it again.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {UserData: !Base64 IyEvYmluL2Jhc2gKdXB0aW1lCg==}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties: {UserData: IyEvYmluL2Jhc2gKdXB0aW1lCg==}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Path};
use crate::template::encoded::{Decoded, decoded};
use crate::template::function::argument_of;
use crate::template::user_data::UserData;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "user-data/encoded-twice",
    name: "User data that is encoded twice",
    severity: Severity::Note,
    why: "cloud-init before 23.3 runs nothing of it, and later ones only if no line break is in it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html",
    check: Check::UserData(check),
    also: &[],
};

fn check(context: &mut Context<'_>, data: &UserData) {
    let text = data.text.text().trim();
    let letters = |c: char| c.is_ascii_alphanumeric() || "+/=\n\r".contains(c);
    let is_encoded = text.len() >= 16 && text.chars().all(letters);
    let is_script =
        is_encoded && matches!(decoded(text), Decoded::Text(inner) if inner.starts_with(['#', '<', 'C', 'M']));
    let is_under = context.document().node(&data.at).is_some_and(|node| argument_of(node, "Fn::Base64").is_some());
    if !is_script || !is_under {
        return;
    }
    let at = data.at.clone();
    context
        .report(
            &data.at,
            "The text is base64 already and gets encoded again: older versions of cloud-init run nothing of it.",
        )
        .fix("Leave Fn::Base64 out", move |document| plain(document, &at));
}

fn plain(document: &Document, at: &Path) -> Vec<Edit> {
    let Some(node) = document.node(at) else { return Vec::new() };
    match argument_of(node, "Fn::Base64") {
        Some(inner) if node.tag().is_none() => vec![Edit::Set { at: at.clone(), value: inner.source_ref() }],
        Some(inner) if inner.tag() == Some("!Base64") && inner.scalar().is_some() => {
            vec![Edit::Set { at: at.clone(), value: inner.untagged_source_ref() }]
        }
        _ => Vec::new(),
    }
}
