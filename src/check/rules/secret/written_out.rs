//! A secret is written out in metadata, user data or a property.
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.env: {content: DB_PASSWORD=hunter22, mode: '000600'}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {commands: {01_db: {command: migrate, env: {PATH: /usr/bin, DB_PASSWORD: hunter22}}}}
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Properties:
//!       UserData:
//!         Fn::Base64: |
//!           #!/bin/bash
//!           export API_TOKEN=abcdef123456
//! ```
//!
//! ```yaml bad
//! Resources:
//!   Data:
//!     Type: AWS::RDS::DBInstance
//!     Properties:
//!       DBInstanceClass: db.t4g.micro
//!       Engine: mysql
//!       AllocatedStorage: '20'
//!       MasterUsername: app
//!       MasterUserPassword: hunter22
//! ```
//!
//! ```yaml good
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     Metadata:
//!       AWS::CloudFormation::Init:
//!         config: {files: {/etc/app.env: {content: 'DB_HOST=localhost', mode: '000600'}}}
//! ```

use crate::check::secret::{Secret, is_name, is_value, secret_in};
use crate::check::{Check, Context, Rule, Severity};
use crate::document::{Document, Path};
use crate::schema::command::ENV;
use crate::schema::file::CONTEXT;
use crate::template::Resource;
use crate::template::resource::attribute::PROPERTIES;
use crate::template::system::texts_below;

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "secret/written-out",
    name: "Secret that is written out",
    severity: Severity::Warning,
    why: "The template, its metadata and user data are read by everybody who may describe the stack or the instance, and by every program of the machine; and they stay in version control.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
    check: Check::Resource(check),
    also: &[],
};

fn check(context: &mut Context<'_>, resource: Resource<'_>) {
    let document = context.document();
    if let Some(init) = resource.init() {
        for at in texts_below(document, &init.path()) {
            let Some(text) = document.scalar(&at) else { continue };
            if is_named_value(document, &at) && is_value(text) {
                let name = at.last_key().unwrap_or_default();
                report(context, &at, 0..text.len(), &format!("The value of {name}"));
            } else if let Some(Secret { what, span }) = secret_in(text) {
                report(context, &at, span, &what);
            }
        }
    }
    let properties = resource.node().get(PROPERTIES).into_iter().flat_map(|node| node.entries());
    for entry in properties.filter(|entry| entry.key().ends_with("Password") && entry.value.tag().is_none()) {
        let Some(text) = entry.value.scalar().filter(|text| is_value(text)) else { continue };
        let at = resource.properties_path().join(entry.key());
        report(context, &at, 0..text.len(), &format!("The value of {}", entry.key()));
    }
    let data = context.user_data_of(resource.id());
    let Some(Secret { what, span }) = data.as_ref().and_then(|data| secret_in(data.text.text())) else { return };
    let place = data.as_ref().and_then(|data| data.text.place(&span).or_else(|| data.beginning(span)));
    if let Some((at, span)) = place {
        report(context, &at, span, &what);
    }
}

/// True for a value below `env` or `context` whose key names a secret.
fn is_named_value(document: &Document, at: &Path) -> bool {
    let above = at.parent();
    let is_below =
        above.as_ref().and_then(|above| above.last_key()).is_some_and(|key| [ENV.key, CONTEXT.key].contains(&key));
    is_below && at.last_key().is_some_and(is_name) && document.node(at).is_some_and(|node| node.tag().is_none())
}

fn report(context: &mut Context<'_>, at: &Path, span: std::ops::Range<usize>, what: &str) {
    context
        .report_part(
            at,
            span,
            format!("{what} is written out: whoever may describe the stack or the machine reads it."),
        )
        .help("Keep it in Secrets Manager or Parameter Store, and let the machine fetch it with its role.");
}
