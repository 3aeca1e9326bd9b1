//! The source of a file has a scheme that cfn-init cannot fetch.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app.jar: {source: 's3://bucket/app.jar'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app.jar: {source: 'https://bucket.s3.amazonaws.com/app.jar'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Edit, Node, Path};
use crate::schema::file::{CONTENT, SOURCE};
use crate::template::Config;
use crate::template::alternative::texts;
use crate::template::mapped_text::MappedText;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/unknown-scheme",
    name: "File of an unknown scheme",
    severity: Severity::Error,
    why: "cfn-init fetches over http and https only, and stops at any other address.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

const S3: &str = "s3://";

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    let is_written = |node: Node<'_>| node.get(CONTENT.key).is_some_and(|content| !content.is_null());
    for file in config.files().filter(|file| !is_written(file.node())) {
        for (at, text) in texts(context.document(), &file.path().join(SOURCE.key)) {
            let Some((scheme, _)) = text.text().split_once("://") else { continue };
            let is_word = scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+');
            if !is_word || matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
                continue;
            }
            let message = format!("cfn-init cannot fetch an address that begins with {scheme}:// and stops here.");
            context.report(&at, message);
            match bucket_end(text.text()) {
                Some(_) => context.fix("Write the address over https", move |document| by_https(document, &at)),
                None => context.help("Write an address that begins with https://."),
            };
        }
    }
}

/// Where the name of the bucket ends.
fn bucket_end(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(S3)?;
    Some(S3.len() + rest.find('/')?)
}

fn by_https(document: &Document, at: &Path) -> Vec<Edit> {
    let Some(text) = MappedText::of(document, at) else { return Vec::new() };
    let Some(end) = bucket_end(text.text()) else { return Vec::new() };
    let parts = [(0..S3.len(), "https://".to_string()), (end..end, ".s3.amazonaws.com".to_string())];
    text.replace(document, &parts).unwrap_or_default()
}
