//! The public key of a key pair is none.
//!
//! ```yaml bad
//! Resources:
//!   Key: {Type: AWS::EC2::KeyPair, Properties: {KeyName: !Ref AWS::StackName, PublicKeyMaterial: 'ssh-rsa '}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Key: {Type: AWS::EC2::KeyPair, Properties: {KeyName: !Ref AWS::StackName}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::template::Resource;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "key-pair/no-key",
    name: "Key pair without a key",
    severity: Severity::Error,
    why: "EC2 refuses what is no public key of RSA or ED25519. Without the property it makes a key pair and keeps the private key in Parameter Store.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-keypair.html",
    check: Check::Resource(check),
    also: &[],
};

const KEY_PAIR: &str = "AWS::EC2::KeyPair";
const MATERIAL: &str = "PublicKeyMaterial";

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    if resource.kind() != Some(KEY_PAIR) {
        return;
    }
    let Some(text) = resource.property(MATERIAL).filter(|node| node.tag().is_none()).and_then(|node| node.scalar())
    else {
        return;
    };
    let mut words = text.split_whitespace();
    let is_kind = matches!(words.next(), Some("ssh-rsa" | "ssh-ed25519"));
    // The shortest, an ED25519 key, has 68 letters.
    let is_key = words.next().is_some_and(|key| key.len() >= 60 && key.starts_with("AAAA"));
    let is_other = text.contains("{{resolve:") || text.contains("BEGIN");
    if is_kind && is_key || is_other {
        return;
    }
    let at = resource.properties_path().join(MATERIAL);
    context
        .report(&at.clone(), "This is no public key of RSA or ED25519: EC2 refuses it.")
        .fix("Let EC2 make the key", move |_| vec![Edit::Remove { at: at.clone() }]);
}
