//! A file belongs to a user or a group that nothing in the template makes.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app.conf: {content: a, owner: flaskapp}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/opt/app.conf: {content: a, owner: ec2-user}}}
//! ```

use crate::check::order::{Maker, Principal, as_run, maker_of};
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::Edit;
use crate::recipe::section_entry;
use crate::schema::file::{GROUP, OWNER};
use crate::template::{Init, Section, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/unknown-owner",
    name: "Owner that nothing makes",
    severity: Severity::Warning,
    why: "cfn-init stops at a name that the system does not know, after it has written the file.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[Also::Machine, Also::Section(section::PARAMETERS)],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let configs = as_run(context, init);
    for (index, config) in configs.iter().enumerate() {
        for file in config.files() {
            for (key, name, kind) in
                [(OWNER.key, file.owner(), Principal::User), (GROUP.key, file.group(), Principal::Group)]
            {
                let Some(name) = name else { continue };
                if !matches!(maker_of(context, init, &configs, index, (name, kind)), Maker::Nobody) {
                    continue;
                }
                let message =
                    format!("Nothing makes the {key} {name} before: if the image has none, cfn-init stops here.");
                let section = if kind == Principal::User { Section::Users } else { Section::Groups };
                let (config, name) = (config.path().clone(), name.to_string());
                context.report(&file.path().join(key), message).fix(
                    format!("Make {name} in this config"),
                    move |document| {
                        let empty = crate::document::Value::Mapping(Default::default());
                        let edits: Vec<Edit> = section_entry::add(document, &config, section, &name, empty);
                        edits
                    },
                );
            }
        }
    }
}
