//! The address of an archive has a scheme that cfn-init does not fetch.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: 'file:///srv/app.tgz'}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {sources: {/opt/app: /srv/app.tgz}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::template::{Config, Section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "source/unknown-scheme",
    name: "Archive that cannot be fetched",
    severity: Severity::Error,
    why: "cfn-init fetches archives over http and https. It takes any other address for a file on the machine and stops, since there is none.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Config(check),
    also: &[],
};

fn check(context: &mut Context<'_>, config: &Config<'_>) {
    for (at, entry) in config.entries(Section::Sources) {
        let Some(text) = entry.value.scalar().filter(|_| entry.value.tag().is_none()) else { continue };
        let Some((scheme, rest)) = text.split_once("://") else { continue };
        if ["http", "https", "ftp"].contains(&scheme.to_ascii_lowercase().as_str()) {
            continue;
        }
        context.report(&at, format!("cfn-init takes {text} for a file on the machine, finds none and stops."));
        if scheme == "file" && rest.starts_with('/') {
            let rest = rest.to_string();
            context.fix("Write the path alone", move |_| {
                vec![Edit::Set { at: at.clone(), value: Value::from(rest.as_str()) }]
            });
        } else {
            context.help("Write an address over https, or the path of a file on the machine.");
        }
    }
}
