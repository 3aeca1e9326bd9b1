//! A file has neither content nor a source.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: ''}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app: {content: "\n"}}}
//! ```

use crate::check::unknown::is_remark;
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Value};
use crate::schema::file::{CONTENT, SOURCE};
use crate::template::Config;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/empty-content",
    name: "File without content",
    severity: Severity::Error,
    why: "cfn-init takes empty content for none. It stops and leaves an empty file.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for file in config.files().filter(|file| file.node().is_plain(Kind::Mapping)) {
        let node = file.node();
        let (content, source) = (node.get(CONTENT.key), node.get(SOURCE.key));
        let is_known = !node.entries().any(|entry| is_remark(entry.key()));
        if !is_known || !content.is_none_or(is_empty) || !source.is_none_or(is_empty) {
            continue;
        }
        let Some(content) = content else {
            context.report(file.path(), "The file has neither content nor source: cfn-init stops here.");
            continue;
        };
        let at = file.path().join(CONTENT.key);
        context.report(&at, "The content is empty: cfn-init stops here.");
        if content.scalar().is_some() {
            context.fix("Write an empty line", move |_| vec![Edit::Set { at: at.clone(), value: Value::from("\n") }]);
        }
    }
}

fn is_empty(node: Node<'_>) -> bool {
    node.tag().is_none() && (node.is_null() || node.scalar().map_or(node.is_empty(), str::is_empty))
}
