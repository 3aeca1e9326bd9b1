//! The mode of a symbolic link has other rights than the file that it leads to.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/a.conf: {content: x, mode: '000640'}, /etc/link: {content: /etc/a.conf, mode: '120644'}}}
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/a.conf: {content: x, mode: '000640'}, /etc/link: {content: /etc/a.conf, mode: '120640'}}}
//! ```

use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Edit, Value};
use crate::schema::file::MODE;
use crate::template::Init;
use crate::template::backup::text;
use crate::template::init::{File, MODE_DEFAULT};
use crate::template::mode::Mode;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "file/link-mode",
    name: "Link that changes the mode of its target",
    severity: Severity::Warning,
    why: "A link has no rights of its own: cfn-init gives those of its mode to the target, but only in the run that makes the link.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    check: Check::Init(check),
    also: &[],
};

fn check(context: &mut Context<'_>, init: Init<'_>) {
    let files: Vec<File<'_>> = init.configs().flat_map(|config| config.files().collect::<Vec<_>>()).collect();
    for link in files.iter().filter(|file| file.is_link()) {
        let Some(target) = text(link).and_then(|name| files.iter().find(|file| file.name() == name.trim_end())) else {
            continue;
        };
        let own = match target.node().get(MODE.key) {
            Some(_) => target.mode(),
            None => Mode::parse(MODE_DEFAULT),
        };
        let (Some(own), Some(mode)) = (own.filter(|own| !own.is_link()), link.mode()) else { continue };
        let wanted = own.as_link(true);
        if wanted == mode {
            continue;
        }
        let at = link.path().join(MODE.key);
        let message = format!(
            "The link gives {} the mode {} in the first run, and the next run {} again.",
            target.name(),
            mode.as_link(false).text(),
            own.text()
        );
        context.report(&at.clone(), message).fix(format!("Write {}", wanted.text()), move |_| {
            vec![Edit::Set { at: at.clone(), value: Value::from(wanted.text()) }]
        });
    }
}
